import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../custody.module.css';
import { everything, type LogWish } from './log-wish.ts';

const ways = ['anyone', 'custodian', 'others'] as const;

/** What of the log is shown. */
export function LogFilters({ wish, onChange }: { wish: LogWish; onChange(wish: LogWish): void }) {
  const { custody: { filters: w, kinds, log } } = useWords();
  const change = (part: Partial<LogWish>): void => onChange({ ...wish, ...part });
  const isChanged = JSON.stringify(wish) !== JSON.stringify(everything);
  const names = { anyone: w.byAnyone, custodian: w.byCustodian, others: w.byOthers } as const;
  return (
    <div className={styles['filters']} role="search" aria-label={log.title}>
      <TextInput className={styles['wide'] ?? ''} size="xs" label={w.words} type="search" leftSection={<IconSearch size={14} aria-hidden />} value={wish.words} maxLength={500} onChange={({ currentTarget }) => change({ words: currentTarget.value })} />
      <MultiSelect className={styles['wide'] ?? ''} size="xs" label={w.kinds} data={Object.entries(kinds).map(([value, label]) => ({ value, label }))} value={wish.kinds} onChange={(chosen) => change({ kinds: chosen })} {...(wish.kinds.length === 0 ? { placeholder: w.anyKind } : {})} searchable clearable hidePickedOptions clearButtonProps={{ 'aria-label': w.clearKinds }} comboboxProps={{ withinPortal: false }} />
      <TextInput className={styles['narrow'] ?? ''} size="xs" label={w.item} placeholder={w.itemHint} value={wish.item} maxLength={128} onChange={({ currentTarget }) => change({ item: currentTarget.value })} />
      <Select className={styles['narrow'] ?? ''} size="xs" label={w.by} data={ways.map((value) => ({ value, label: names[value] }))} value={wish.by} allowDeselect={false} onChange={(by) => change({ by: ways.find((way) => way === by) ?? 'anyone' })} comboboxProps={{ withinPortal: false }} />
      <TextInput className={styles['day'] ?? ''} size="xs" type="date" label={w.since} value={wish.since} onChange={({ currentTarget }) => change({ since: currentTarget.value })} />
      <TextInput className={styles['day'] ?? ''} size="xs" type="date" label={w.until} value={wish.until} onChange={({ currentTarget }) => change({ until: currentTarget.value })} />
      <TextInput className={styles['narrow'] ?? ''} size="xs" inputMode="numeric" label={w.upTo} value={wish.upTo} maxLength={15} onChange={({ currentTarget }) => change({ upTo: currentTarget.value.replaceAll(/\D/g, '') })} />
      {isChanged && <Button className={styles['clear'] ?? ''} size="compact-xs" variant="default" onClick={() => onChange(everything)}>{w.clear}</Button>}
    </div>
  );
}
