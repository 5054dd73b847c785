import { List, Stack, Text } from '@mantine/core';
import { wideBits, type SimilarResult } from '../../../../../src-main/shared/api/similar.ts';
import { useWords, type Words } from '../../../../words/use-words.tsx';
import { TabSection } from '../tab-section.tsx';
import { MatchCard } from './match-card.tsx';
import type { SearchOptions } from './use-search.ts';

export interface ResultsProps {
  id: string;
  result: SimilarResult;
  asked: SearchOptions;
  durationS: string | null;
  onSeek(pts: number): void;
}

/** The proposals, and what was compared how: an empty list means no more than that. */
export function Results({ id, result, asked, durationS, onSeek }: ResultsProps) {
  const { similar: w } = useWords().itemTabs;
  const { matches, found } = result;
  return (
    <>
      <TabSection title={found === 0 ? w.foundNone : w.found(found)} note={found === 0 ? undefined : w.proposals}>
        {matches.length < found && <Text size="sm">{w.onlyFirst(matches.length)}</Text>}
        <Stack gap="sm">
          {matches.map((match) => <MatchCard key={match.id} id={id} match={match} asked={asked} durationS={durationS} onSeek={onSeek} />)}
        </Stack>
      </TabSection>
      <TabSection title={w.compared}>
        <List size="sm">
          {comparedLines(result, w).map((line) => <List.Item key={line}>{line}</List.Item>)}
        </List>
      </TabSection>
    </>
  );
}

/** What was looked at, and what was not and why, line by line. */
export function comparedLines({ means, footage, coverage, aloneOnly }: SimilarResult, w: Words['itemTabs']['similar']): string[] {
  const where = (n: number, words: (n: number) => string): string[] => (n > 0 ? [words(n)] : []);
  return [
    w.means({ near: means.nearBits, wide: means.wideBits, company: means.company }),
    ...(means.wideBits > wideBits.usual ? [w.beyondUsual] : []),
    means.mirrored ? w.mirroredDone : w.mirroredNot,
    w.footage(footage.keyframes),
    w.basis(footage.basis),
    ...where(footage.flat, w.flatHere),
    ...where(footage.notDecoded, w.notDecodedHere),
    w.coverage(coverage.items, coverage.keyframes),
    ...where(coverage.byKeyPacketsOnly, w.byKeyPackets),
    ...where(coverage.notExamined, w.notExamined),
    ...where(coverage.withoutKeyframes, w.withoutKeyframes),
    ...where(coverage.flatOnly, w.flatOnly),
    ...where(aloneOnly, w.aloneOnly),
  ];
}
