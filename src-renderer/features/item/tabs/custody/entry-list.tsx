import { Box } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { useWords } from '../../../../words/use-words.tsx';
import { EntryLine } from './entry-line.tsx';
import type { LoggedAct } from './logged-act.ts';
import classes from './custody.module.css';

/** From so many entries on only those in sight are drawn. */
const many = 100;

/** Entries as sentences; the exact bytes of those opened stay open while one scrolls. */
export function EntryList({ entries }: { entries: readonly LoggedAct[] }) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (seq: number): void => setOpen((before) => (before.has(seq) ? new Set([...before].filter((one) => one !== seq)) : new Set([...before, seq])));
  const line = (entry: LoggedAct) => <EntryLine entry={entry} isOpen={open.has(entry.seq)} onToggle={() => toggle(entry.seq)} />;
  const { custody: w } = useWords().itemTabs;
  if (entries.length > many) return <ManyEntries entries={entries} line={line} />;
  return <ol className={classes['entries']} aria-label={w.list}>{entries.map((entry) => <li key={entry.seq}>{line(entry)}</li>)}</ol>;
}

function ManyEntries({ entries, line }: { entries: readonly LoggedAct[]; line: (entry: LoggedAct) => React.ReactNode }) {
  const { custody: w } = useWords().itemTabs;
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here
  const rows = useVirtualizer({ count: entries.length, getScrollElement: () => box.current, estimateSize: () => 64, overscan: 8, getItemKey: (index) => entries[index]?.seq ?? index });
  return (
    <Box ref={box} className={classes['box']} tabIndex={0} role="group" aria-label={w.list}>
      <ol className={classes['entries']} style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const entry = entries[index];
          return (
            <li key={key} data-index={index} ref={rows.measureElement} className={classes['placed']} style={{ transform: `translateY(${start}px)` }} aria-setsize={entries.length} aria-posinset={index + 1}>
              {entry !== undefined && line(entry)}
            </li>
          );
        })}
      </ol>
    </Box>
  );
}
