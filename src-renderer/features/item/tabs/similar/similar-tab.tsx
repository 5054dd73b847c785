import { Alert, Stack, Text } from '@mantine/core';
import type { ItemDetail } from '../../../../../src-main/shared/api/items.ts';
import { ProblemNotice } from '../../../../ui/problem-notice.tsx';
import { useWords } from '../../../../words/use-words.tsx';
import { Waiting } from '../waiting.tsx';
import { Judged } from './judged.tsx';
import { Results } from './results.tsx';
import { SearchControls } from './search-controls.tsx';
import { useSearch, type Search } from './use-search.ts';

/** Where the same footage was seen before: what people judged, and a search on demand. */
export function SimilarTab({ id, detail, onSeek }: { id: string; detail: ItemDetail; onSeek(pts: number): void }) {
  const search = useSearch(id);
  return (
    <Stack gap="lg">
      <Judged sameness={detail.sameness} />
      <SearchControls search={search} />
      <Outcome search={search} />
      {search.result !== undefined && search.asked !== undefined && <Results id={id} result={search.result} asked={search.asked} durationS={detail.item.durationS} onSeek={onSeek} />}
    </Stack>
  );
}

/** Why there is no result to show. */
function Outcome({ search: { problem, wasStopped, isReading } }: { search: Search }) {
  const { similar: w } = useWords().itemTabs;
  if (problem?.code === 'no-such-job') return <Text size="sm">{w.gone}</Text>;
  if (problem !== undefined) return <ProblemNotice problem={problem} />;
  if (wasStopped) return <Alert color="gray" p="xs">{w.stopped}</Alert>;
  return isReading ? <Waiting error={null} onRetry={() => undefined} /> : null;
}
