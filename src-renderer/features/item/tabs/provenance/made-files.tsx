import { Box, Button, Group, Spoiler, Stack, Text } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import type { MadeRecord } from '../../../../../src-main/shared/api/item-record.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { CopyText } from '../copy-text.tsx';
import { Digest } from '../digest.tsx';
import { TabSection } from '../tab-section.tsx';
import { commandText } from './command-text.ts';
import classes from '../tabs.module.css';

/** Derivatives made on demand, each with its digest and how to make it again. */
export function MadeFiles({ made, onSeek }: { made: readonly MadeRecord[]; onSeek(pts: number): void }) {
  const { provenance: w } = useWords().itemTabs;
  return (
    <TabSection title={w.made(made.length)} note={made.length === 0 ? w.madeNone : undefined}>
      {made.map((file) => <MadeFile key={file.entry} file={file} onSeek={onSeek} />)}
    </TabSection>
  );
}

function MadeFile({ file, onSeek }: { file: MadeRecord; onSeek(pts: number): void }) {
  const { itemTabs: { provenance: w }, format } = useWords();
  const { pts } = file;
  return (
    <Stack component="article" gap={4} className={classes['card']}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>{w.madeFor[file.madeFor]}{pts === null ? '' : `, ${w.frameAt(String(pts))}`}</Text>
        <Group gap="xs">
          {pts !== null && <Button size="compact-xs" variant="default" leftSection={<IconPlayerSkipForward size={12} aria-hidden />} onClick={() => onSeek(pts)}>{w.seekTo}</Button>}
          <Text size="xs" c="dimmed">{w.entry(format.number(file.entry))}</Text>
        </Group>
      </Group>
      <Text size="xs" c="dimmed">{w.madeWith(file.tool, file.version, format.instant(file.madeAt))}; {file.mediaType}, {format.bytes(file.bytes)}</Text>
      <Digest text={file.sha256} copyLabel={w.copyDigest(w.sha256)} />
      <Recipe commands={file.commands} />
    </Stack>
  );
}

function Recipe({ commands }: Pick<MadeRecord, 'commands'>) {
  const { provenance: w } = useWords().itemTabs;
  const text = commands.map(commandText).join('\n');
  return (
    <Spoiler maxHeight={0} showLabel={w.recipe} hideLabel={w.recipe} fz="xs">
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="xs" c="dimmed">{w.recipeNote}</Text>
        <CopyText text={text} label={w.copyRecipe} />
      </Group>
      <Box component="pre" className={classes['code']} tabIndex={0}>{text}</Box>
    </Spoiler>
  );
}
