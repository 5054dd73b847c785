import { Stack, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { ItemDetail } from '../../../../../src-main/shared/api/items.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { TabSection } from '../tab-section.tsx';
import { Disagreements } from './disagreements.tsx';
import { searchFacts, toTable } from './fact-groups.ts';
import { FactTableView } from './fact-table.tsx';
import { NotExamined } from './not-examined.tsx';
import { Signs } from './signs.tsx';
import { Witnesses } from './witnesses.tsx';

/** What each witness states of the file, and where they differ. */
export function FactsTab({ detail }: { detail: ItemDetail }) {
  if (!detail.item.examined) return <NotExamined />;
  return (
    <Stack gap="lg">
      <Disagreements disagreements={detail.disagreements} />
      <Signs facts={detail.facts} />
      <SearchedFacts detail={detail} />
      <Witnesses witnesses={detail.witnesses} />
    </Stack>
  );
}

function SearchedFacts({ detail }: { detail: ItemDetail }) {
  const words = useWords();
  const { facts: w } = words.itemTabs;
  const [search, setSearch] = useState('');
  const found = searchFacts(detail.facts, search, words);
  const disagreeing = new Set(detail.disagreements.map(({ field }) => field));
  return (
    <TabSection title={w.table}>
      <TextInput size="xs" type="search" aria-label={w.search} placeholder={w.search} leftSection={<IconSearch size={14} aria-hidden />} value={search} onChange={(event) => setSearch(event.currentTarget.value)} description={search.trim() === '' ? undefined : found.length === 0 ? w.nothingFound(search.trim()) : w.found(found.length)} inputWrapperOrder={['input', 'description']} />
      <FactTableView table={toTable(detail, found)} disagreeing={disagreeing} />
    </TabSection>
  );
}
