import { Anchor, Badge, Button, Collapse, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { BrowsedAct, Custody } from '../../../../src-main/shared/api/custody.ts';
import { paths } from '../../../ui/paths.ts';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../custody.module.css';
import { ExactEntry } from './exact-entry.tsx';

interface LogEntryProps {
  entry: BrowsedAct;
  custody: Custody;
  isOpen: boolean;
  onToggle(): void;
}

/** One entry: number, time, kind, whose, its sentence, and its exact bytes on demand. */
export function LogEntry({ entry: { seq, at, actor, type, sentence, item }, custody, isOpen, onToggle }: LogEntryProps) {
  const { custody: { log: w, kinds }, format } = useWords();
  const isSigned = seq < (custody.head?.size ?? 0);
  const isOwn = actor === custody.custodian.fingerprint;
  const by = isOwn ? w.by(custody.custodian.name) : actor === '' ? '' : w.byOther;
  return (
    <article aria-label={w.entry(seq)}>
      <div className={styles['line']}>
        <span className={`numbers ${styles['seq']}`}>{w.entry(seq)}</span>
        <time className="numbers" dateTime={at} title={at}>{at === '' ? w.noTime : format.instant(at)}</time>
        <span>{kinds[type] ?? type}</span>
        <span className={styles['by']} data-own={isOwn || undefined} title={actor === '' ? undefined : `${by}, ${actor}`}>{by}</span>
        {!isSigned && <Badge size="xs" variant="outline" color="gray" c="var(--mantine-color-text)" tt="none" title={w.notSignedMeans}>{w.notSigned}</Badge>}
        <Group gap={6} ms="auto">
          {item !== null && <Anchor component={Link} href={paths.item(item)} size="xs">{w.item(item)}</Anchor>}
          <Button size="compact-xs" variant="default" aria-expanded={isOpen} aria-label={w.exactOf(seq)} onClick={onToggle}>{w.exact}</Button>
        </Group>
      </div>
      <Text size="sm" className={styles['said'] ?? ''} dir="auto">{sentence}</Text>
      <Collapse expanded={isOpen} transitionDuration={0}>{isOpen && <ExactEntry seq={seq} isSigned={isSigned} by={actor === '' ? '' : w.actor(by, actor)} />}</Collapse>
    </article>
  );
}
