import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Custody } from '../../../../src-main/shared/api/custody.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useDraft } from '../../../ui/use-draft.ts';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../custody.module.css';
import { LogFilters } from './log-filters.tsx';
import { LogList } from './log-list.tsx';
import { beginOf, everything, isFiltered, type LogWish } from './log-wish.ts';
import { useLog } from './use-log.ts';

/** The log with its filters. What is added while one reads waits until it is asked for. */
export function LogView({ custody }: { custody: Custody }) {
  const { custody: { log: w } } = useWords();
  const [wish, setWish] = useDraft<LogWish>(`custody-log-${custody.log}`, everything);
  const [asked] = useDebouncedValue(wish, 250);
  const [top, setTop] = useState(custody.entries);
  const [isReading, setReading] = useState(false);
  // Whoever reads further down, or has an entry open, is not disturbed.
  if (custody.entries > top && !isReading) setTop(custody.entries);
  const begin = beginOf(asked, top);
  const read = useLog(asked, begin);
  const isWhole = !isFiltered(asked);
  return (
    <>
      <LogFilters wish={wish} onChange={setWish} />
      <div className={styles['told']}>
        <span role="status">{isWhole ? w.whole(begin) : read.problem === null && told(read, w)}</span>
        {custody.entries > top && <Button size="compact-xs" variant="light" ms="auto" onClick={() => { setTop(custody.entries); setReading(false); }}>{`${w.newer(custody.entries - top)}: ${w.showNewer}`}</Button>}
      </div>
      {read.problem !== null && <ProblemNotice problem={read.problem} {...(read.problem.code.startsWith('item-') ? {} : { onRetry: read.retry })} />}
      <LogList key={JSON.stringify(asked)} read={read} custody={custody} isWhole={isWhole} onReading={setReading} />
    </>
  );
}

type LogWords = ReturnType<typeof useWords>['custody']['log'];

function told({ acts, lookedTo, hasMore, isLooking }: ReturnType<typeof useLog>, w: LogWords): string {
  const found = w.fitting(acts.length);
  if (isLooking && hasMore && lookedTo !== undefined) return `${found}. ${w.looking(lookedTo)}`;
  return hasMore || lookedTo === undefined ? `${found}.` : `${found}. ${w.endFiltered}`;
}
