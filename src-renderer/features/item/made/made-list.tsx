import { Anchor, Badge, Group, Image, Modal, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { mediaPaths, type ItemDetail } from '../../../../src-main/shared/api/items.ts';
import { useWords } from '../../../words/use-words.tsx';
import { clockText } from '../frames/times.ts';
import classes from '../marks/marks.module.css';

type Made = ItemDetail['made'][number];

/** Files made from the item: kept frames, playback copies. Derivatives, all of them. */
export function MadeList({ made, timeBase, onSeek }: { made: readonly Made[]; timeBase: string | null; onSeek: (pts: number) => void }) {
  const { common, item: { made: w }, format } = useWords();
  const [open, setOpen] = useState<Made | null>(null);
  if (made.length === 0) return <Text size="sm" c="dimmed">{w.none}</Text>;
  return (
    <>
      <ul className={classes['list']} aria-label={w.title}>
        {made.toReversed().map((one) => {
          const { entry, madeFor, sha256, bytes, mediaType, pts } = one;
          const isPicture = mediaType.startsWith('image/');
          return (
            <li key={entry} className={classes['entry']}>
              <Group gap="xs" wrap="nowrap" align="flex-start">
                {isPicture && <UnstyledButton onClick={() => setOpen(one)} aria-label={w.show(entry)}><Image className="footage" src={mediaPaths.derivative(sha256)} alt="" w={96} h={60} fit="contain" bg="dark.9" radius="xs" loading="lazy" /></UnstyledButton>}
                <Stack gap={2} miw={0}>
                  <Group gap={6}><Badge size="sm" variant="light" tt="none">{w.madeFor[madeFor] ?? madeFor}</Badge><Text size="xs" c="dimmed">{format.bytes(bytes)} · {w.entry(entry)}</Text></Group>
                  {pts !== null && timeBase !== null && <Anchor component="button" type="button" size="xs" ta="start" className="numbers" onClick={() => onSeek(pts)}>{w.frameAt(clockText(pts, timeBase), pts)}</Anchor>}
                  <Text size="xs" className="digest">{sha256}</Text>
                  {isPicture && <Anchor component="button" type="button" size="xs" ta="start" onClick={() => setOpen(one)}>{w.showIt}</Anchor>}
                </Stack>
              </Group>
            </li>
          );
        })}
      </ul>
      <Modal opened={open !== null} onClose={() => setOpen(null)} size="90%" title={open === null ? '' : w.keptOf(open.entry)} closeButtonProps={{ 'aria-label': common.close }}>
        {open !== null && <Stack><Image className="footage" src={mediaPaths.derivative(open.sha256)} alt={w.keptOf(open.entry)} fit="contain" mah="70vh" /><Text size="xs" className="digest">SHA-256 {open.sha256}</Text><Text size="xs" c="dimmed">{w.byTheEngine}</Text></Stack>}
      </Modal>
    </>
  );
}
