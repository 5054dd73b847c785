import { Alert, Tabs, Title, VisuallyHidden } from '@mantine/core';
import { IconPackageExport, IconPackageImport, IconReceipt, IconRoute } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { paths } from '../../ui/paths.ts';
import { useScreenTitle } from '../../ui/use-screen-title.ts';
import { useWords } from '../../words/use-words.tsx';
import { GivePanel } from './give/give-panel.tsx';
import styles from './handover.module.css';
import { ReceiptsPanel } from './receipts/receipts-panel.tsx';
import { ReceivePanel } from './receive/receive-panel.tsx';
import { WaysPanel } from './ways/ways-panel.tsx';

const icons = { give: IconPackageExport, receive: IconPackageImport, receipts: IconReceipt, ways: IconRoute } as const;
type Part = keyof typeof icons;
const parts = Object.keys(icons) as Part[];

/** What leaves the case for others, what comes from them, and who held what. */
export default function HandoverScreen({ part, canWork }: { part?: string | undefined; canWork: boolean }) {
  const { handover: w } = useWords();
  const [, go] = useLocation();
  const shown = parts.find((one) => one === part) ?? 'give';
  useScreenTitle(shown === 'give' ? w.title : `${w.title}: ${w.parts[shown]}`);
  const panels = {
    give: <GivePanel canWork={canWork} />,
    receive: <ReceivePanel canWork={canWork} />,
    receipts: <ReceiptsPanel canWork={canWork} />,
    ways: <WaysPanel />,
  } as const;
  return (
    <section className={styles['screen']} aria-label={w.title}>
      <VisuallyHidden><Title order={1}>{w.title}</Title></VisuallyHidden>
      <Tabs className={styles['tabs'] ?? ''} value={shown} onChange={(next) => go(paths.handoverPart(next ?? 'give'), { replace: true })} keepMounted={false}>
        <Tabs.List aria-label={w.parts.title}>
          {parts.map((one) => {
            const Icon = icons[one];
            return <Tabs.Tab key={one} value={one} leftSection={<Icon size={16} aria-hidden />}>{w.parts[one]}</Tabs.Tab>;
          })}
        </Tabs.List>
        {!canWork && shown !== 'ways' && <Alert color="yellow" variant="light" p="xs" m="sm">{w.readOnly}</Alert>}
        <Tabs.Panel value={shown} className={styles['panel'] ?? ''}>{panels[shown]}</Tabs.Panel>
      </Tabs>
    </section>
  );
}
