import { Button, Collapse, Group, Text } from '@mantine/core';
import { useWords } from '../../../../words/use-words.tsx';
import { CopyText } from '../copy-text.tsx';
import { ExactBytes } from './exact-bytes.tsx';
import type { LoggedAct } from './logged-act.ts';
import tabs from '../tabs.module.css';
import classes from './custody.module.css';

/** One entry: number, time, sentence, and its exact bytes on demand. */
export function EntryLine({ entry, isOpen, onToggle }: { entry: LoggedAct; isOpen: boolean; onToggle: () => void }) {
  const { itemTabs: { custody: w }, format } = useWords();
  const seq = String(entry.seq);
  const at = entry.at === '' ? w.noTime : format.instant(entry.at);
  return (
    <article aria-label={w.entry(seq)}>
      <div className={classes['line']}>
        <span className="numbers">{w.entry(seq)}</span>
        <time className="numbers" dateTime={entry.at} title={entry.at}>{at}</time>
        <Group gap={4} ms="auto">
          <Button size="compact-xs" variant="default" aria-expanded={isOpen} aria-label={w.exactOf(seq)} onClick={onToggle}>{w.exact}</Button>
          <CopyText text={`${w.entry(seq)}, ${at}: ${entry.sentence}`} label={w.copySentence(seq)} />
        </Group>
      </div>
      <Text size="sm" className={tabs['said']}>{entry.sentence}</Text>
      <Collapse expanded={isOpen} transitionDuration={0}>{isOpen && <ExactBytes seq={entry.seq} />}</Collapse>
    </article>
  );
}
