import { Center, Loader, Stack, Tabs, Title, VisuallyHidden } from '@mantine/core';
import { IconListCheck, IconQrcode, IconSignature, IconClockShield } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { useAsk } from '../../api/use-ask.ts';
import { paths } from '../../ui/paths.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useScreenTitle } from '../../ui/use-screen-title.ts';
import { useWords } from '../../words/use-words.tsx';
import { AnchorsPanel } from './anchors/anchors-panel.tsx';
import { CheckPanel } from './check/check-panel.tsx';
import { CheckpointsPanel } from './checkpoints/checkpoints-panel.tsx';
import styles from './custody.module.css';
import { HeadPanel } from './head/head-panel.tsx';
import { LogView } from './log/log-view.tsx';

const icons = { check: IconListCheck, anchors: IconClockShield, checkpoints: IconSignature, head: IconQrcode } as const;
type Part = keyof typeof icons;
const parts = Object.keys(icons) as Part[];

/** What was done with the case, how far it is signed, and who outside can say so. `part`: what stands beside the log. */
export default function CustodyScreen({ part, canWork }: { part?: string | undefined; canWork: boolean }) {
  const { custody: w, common } = useWords();
  const [, go] = useLocation();
  const { data, error, refetch } = useAsk('custody', {});
  useScreenTitle(w.title);
  if (data === undefined) return error === null ? <Center h="100%"><Loader role="status" aria-label={common.loading} /></Center> : <Stack p="md"><ProblemNotice problem={error} onRetry={() => void refetch()} /></Stack>;
  const shown = parts.find((one) => one === part) ?? 'check';
  const panels = {
    check: <CheckPanel custody={data} />,
    anchors: <AnchorsPanel custody={data} canWork={canWork} />,
    checkpoints: <CheckpointsPanel custody={data} canWork={canWork} />,
    head: <HeadPanel custody={data} canWork={canWork} />,
  } as const;
  return (
    <div className={styles['screen']}>
      <section className={styles['log']} aria-label={w.log.title}>
        <LogView custody={data} />
      </section>
      <section className={styles['side']} aria-label={w.parts.title}>
        <Tabs className={styles['tabs'] ?? ''} value={shown} onChange={(next) => go(paths.custodyPart(next ?? 'check'), { replace: true })} keepMounted={false}>
          <Tabs.List className={styles['tabList'] ?? ''}>
            {parts.map((one) => {
              const Icon = icons[one];
              return <Tabs.Tab key={one} value={one} leftSection={<Icon size={16} aria-hidden />}>{w.parts[one]}</Tabs.Tab>;
            })}
          </Tabs.List>
          <Tabs.Panel value={shown} className={styles['panel'] ?? ''}>{panels[shown]}</Tabs.Panel>
        </Tabs>
      </section>
      <VisuallyHidden><Title order={1}>{w.title}</Title></VisuallyHidden>
    </div>
  );
}
