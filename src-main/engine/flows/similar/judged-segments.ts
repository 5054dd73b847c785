import { CaseError } from '../../../shared/errors.ts';
import { judgedSegmentSchema, mostJudgedSegments, type JudgedSegment, type Stretch } from '../../../shared/sameness.ts';
import type { Item } from '../../db/tables/item.ts';
import { findScannedItem, pageOfHashes } from '../../db/tables/keyframe-hash.ts';
import { openSimilarityWorker } from '../../media/similar/similarity-worker.ts';
import { shortId } from '../find-item.ts';
import type { ReadableCase } from '../open-case.ts';
import { footageOfItem } from './asked-footage.ts';
import { compareItems, type CompareItems } from './compare-items.ts';
import { meansOf } from './search-means.ts';
import type { SimilarSegment } from './similar-segment.ts';

/** Times of one segment as a person names them, in units of each item's time base. */
export interface NamedSegment {
  from: number;
  to: number;
  /** Of the second item. */
  in: number;
  out: number;
  mirrored?: boolean | undefined;
}

/** Segments by the numbers under which `findSimilar` listed them for the second item when asked about the first. */
export interface ListedSegments {
  numbers: readonly number[];
  mirrored?: boolean | undefined;
  wide?: number | undefined;
}

export type AboutSegments = { named: NamedSegment } | { listed: ListedSegments };

interface TwoItems {
  a: Item;
  b: Item;
}

interface Watch {
  signal?: AbortSignal | undefined;
}

/** The segments that a judgement is about, checked; none where it is about both items as a whole. @throws CaseError. */
export async function segmentsAbout(readable: ReadableCase, pair: TwoItems, { about, signal }: Watch & { about?: AboutSegments | undefined }): Promise<JudgedSegment[]> {
  if (about === undefined) return [];
  return 'named' in about ? [namedSegment(readable, pair, about.named)] : listedSegments(readable, pair, { ...about.listed, signal });
}

function namedSegment(readable: ReadableCase, { a, b }: TwoItems, named: NamedSegment): JudgedSegment {
  const stretches = { a: stretchOf(readable, a, [named.from, named.to]), b: stretchOf(readable, b, [named.in, named.out]) };
  return judgedSegmentSchema.parse({ ...stretches, mirrored: named.mirrored ?? false });
}

/** Seconds by which a segment may reach beyond what is known of an item's length: containers round it. */
const lengthSlackS = 2;

function stretchOf({ db }: ReadableCase, item: Item, [fromPts, toPts]: readonly [number, number]): Stretch {
  const refuse = (detail: string): CaseError => new CaseError('argument-invalid', { detail: `${detail} Nothing was changed.` });
  const timeBase = findScannedItem(db, item.number)?.timeBase ?? undefined;
  const name = shortId(item.number);
  if (timeBase === undefined) throw refuse(`${name} has no keyframes and so no time base: leave the times out to judge the items as a whole.`);
  if (fromPts > toPts) throw refuse(`The segment of ${name} ends before it begins: pts ${fromPts} to ${toPts}.`);
  if (liesOutside(db, item, { fromPts, toPts, timeBase })) {
    throw refuse(`The segment of ${name}, pts ${fromPts} to ${toPts} at ${timeBase} s, lies outside the item, which is ${item.durationS ?? '?'} s long. "postquem keyframes" lists its times.`);
  }
  return { fromPts, toPts, timeBase };
}

/** As far as the length of the item is known. */
function liesOutside(db: ReadableCase['db'], item: Item, { fromPts, toPts, timeBase }: Stretch): boolean {
  const [first, end] = [firstPts(db, item), Number(item.durationS ?? Infinity) + lengthSlackS];
  const [numerator = 1, denominator = 1] = timeBase.split('/').map(Number);
  const seconds = (pts: number): number => ((pts - first) * numerator) / denominator;
  return seconds(toPts) > end || seconds(fromPts) < -lengthSlackS;
}

/** Throw CaseError `argument-invalid` for a time that is none of an item's, as far as they are known. */
export function refuseOutside({ db }: Pick<ReadableCase, 'db'>, item: Item, pts: number): void {
  const timeBase = findScannedItem(db, item.number)?.timeBase ?? undefined;
  if (timeBase === undefined || !liesOutside(db, item, { fromPts: pts, toPts: pts, timeBase })) return;
  const detail = `The frame at pts ${pts} (of ${timeBase} s) lies outside ${shortId(item.number)}, which is ${item.durationS ?? '?'} s long. "postquem keyframes" lists its times.`;
  throw new CaseError('argument-invalid', { detail: `${detail} Nothing was recorded.` });
}

function firstPts(db: ReadableCase['db'], item: Item): number {
  return item.keyframesSeq === null ? 0 : (pageOfHashes(db, { scan: item.keyframesSeq, after: -1, limit: 1 })[0]?.pts ?? 0);
}

/** Compare the two again: what the person saw listed is what is recorded, with its figures. */
async function listedSegments(readable: ReadableCase, { a, b }: TwoItems, listed: ListedSegments & Watch): Promise<JudgedSegment[]> {
  const { numbers, signal } = listed;
  if (numbers.length > mostJudgedSegments) throw new CaseError('argument-invalid', { detail: `At most ${mostJudgedSegments} segments can be judged at once. Nothing was changed.` });
  const means = meansOf(listed);
  const asked = await footageOfItem(readable, a);
  const { scan, timeBase } = findScannedItem(readable.db, b.number) ?? {};
  const found = scan && timeBase ? await compareTwo({ asked, archived: { from: readable, scan, timeBase }, means, signal }) : [];
  return [...new Set(numbers)].map((number) => {
    const segment = found[number - 1];
    if (segment === undefined) throw new CaseError('no-such-segment', { number, count: found.length });
    return judgedSegment(segment, means.wideBits);
  });
}

async function compareTwo(wanted: CompareItems): Promise<SimilarSegment[]> {
  const worker = openSimilarityWorker();
  try {
    return (await compareItems(worker, wanted)).segments;
  } finally {
    await worker.close();
  }
}

function judgedSegment(segment: SimilarSegment, wideBits: number): JudgedSegment {
  const { here, there, mirrored, frames, distinctFrames, nearFrames, distance } = segment;
  const stretch = ({ fromPts, toPts, timeBase }: Stretch): Stretch => ({ fromPts, toPts, timeBase });
  const proposal = { frames, distinctFrames, nearFrames, leastDistance: distance.least, mostDistance: distance.most, wideBits };
  return { a: stretch(here), b: stretch(there), mirrored, proposal };
}
