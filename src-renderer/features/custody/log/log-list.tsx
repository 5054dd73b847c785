import { Box, Center, Loader, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { Custody } from '../../../../src-main/shared/api/custody.ts';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../custody.module.css';
import { LogEntry } from './log-entry.tsx';
import type { LogRead } from './use-log.ts';

/** Entries as sentences, of which only those in sight are drawn; more are looked for as the end comes into sight. */
export function LogList({ read, custody, isWhole, onReading }: { read: LogRead; custody: Custody; isWhole: boolean; onReading(isReading: boolean): void }) {
  const { custody: { log: w } } = useWords();
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const box = useRef<HTMLDivElement>(null);
  const { acts, hasMore, isLooking, problem, lookFurther } = read;
  // The last row tells what is behind the others.
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here
  const rows = useVirtualizer({ count: acts.length + 1, getScrollElement: () => box.current, estimateSize: () => 62, overscan: 6, getItemKey: (index) => acts[index]?.seq ?? 'end' });
  const drawn = rows.getVirtualItems();
  const wantsMore = hasMore && !isLooking && problem === null && (drawn.at(-1)?.index ?? 0) >= acts.length - 10;
  useEffect(() => {
    if (wantsMore) lookFurther();
  });
  const toggle = (seq: number): void => setOpen((before) => (before.has(seq) ? new Set([...before].filter((one) => one !== seq)) : new Set([...before, seq])));
  const tellReading = (): void => onReading(open.size > 0 || (box.current?.scrollTop ?? 0) > 0);
  useEffect(tellReading);
  return (
    <Box ref={box} onScroll={tellReading} className={styles['box'] ?? ''} tabIndex={0} role="group" aria-label={w.list}>
      <ol className={styles['entries']} style={{ height: rows.getTotalSize() }}>
        {drawn.map(({ index, key, start }) => {
          const entry = acts[index];
          return (
            <li key={key} data-index={index} ref={rows.measureElement} className={styles['placed']} style={{ transform: `translateY(${start}px)` }} aria-setsize={hasMore ? -1 : acts.length + 1} aria-posinset={index + 1}>
              {entry === undefined ? <End read={read} isWhole={isWhole} /> : <LogEntry entry={entry} custody={custody} isOpen={open.has(entry.seq)} onToggle={() => toggle(entry.seq)} />}
            </li>
          );
        })}
      </ol>
    </Box>
  );
}

/** What is behind the entries that were read. */
function End({ read: { acts, hasMore, isLooking, problem }, isWhole }: { read: LogRead; isWhole: boolean }) {
  const { custody: { log: w }, common } = useWords();
  if (problem !== null) return null;
  if (hasMore || isLooking) return <Center p="xs"><Loader size="sm" role="status" aria-label={common.loading} /></Center>;
  return <Text size="xs" c="dimmed" ta="center" p="xs">{acts.length === 0 ? w.nothing : isWhole ? w.end : w.endFiltered}</Text>;
}
