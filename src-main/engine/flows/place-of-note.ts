import { CaseError } from '../../shared/errors.ts';
import type { KeyframeIndex } from '../../shared/keyframes.ts';
import type { NotedRegion, NoteTime, Region } from '../../shared/note.ts';
import { ptsSpan } from '../../shared/pts.ts';
import type { Item } from '../db/tables/item.ts';
import { observationsOfExamination } from '../db/tables/witness.ts';
import type { ReadableCase } from './open-case.ts';
import { showKeyframes } from './show-keyframes.ts';

/** A frame, or a stretch with both its ends, as pts of the item's keyframe index. */
export interface PtsStretch {
  from: number;
  to?: number | undefined;
}

/**
 * A time in an item as the record holds it. It need not be that of a keyframe, but must lie within the item. Throws
 * CaseError `no-time-in-item`, `stretch-reversed` or `time-outside-item`.
 */
export async function timeInItem(readable: ReadableCase, item: Item, { from, to }: PtsStretch): Promise<NoteTime> {
  const { scan, index } = await showKeyframes(readable, item.sha256);
  if (index === null) throw new CaseError('no-time-in-item', { why: whyNone(scan?.noneBecause) });
  if (to !== undefined && to < from) throw new CaseError('stretch-reversed', { from, to });
  const { earliest, latest } = extentOf(index, longestDuration(readable, item));
  for (const pts of to === undefined ? [from] : [from, to]) {
    if (pts < earliest || (latest !== undefined && pts > latest)) throw new CaseError('time-outside-item', { pts, earliest, latest, timeBase: index.timeBase });
  }
  return { from, ...(to === undefined ? {} : { to }), timeBase: index.timeBase, stream: index.stream };
}

function whyNone(noneBecause: string | null | undefined): string {
  return noneBecause === undefined || noneBecause === null ? 'because it was not examined yet' : `because of this: ${noneBecause.replace(/\.$/, '')}`;
}

/**
 * What surely holds every frame. Witnesses differ in where they begin to count, a stream may begin before or after zero,
 * and a stated duration may be an estimate: so the run after the last key frame may be as long as the longest before it.
 * Where nobody states a duration the end is open.
 */
function extentOf({ basis, keyframes, timeBase }: KeyframeIndex, seconds: string | undefined): { earliest: number; latest: number | undefined } {
  const [first, last] = [keyframes[0]?.pts ?? 0, keyframes.at(-1)?.pts ?? 0];
  const earliest = Math.min(0, first);
  if (basis === 'still') return { earliest, latest: last };
  if (seconds === undefined) return { earliest, latest: undefined };
  return { earliest, latest: Math.max(last + longestGap(keyframes), Math.max(0, first) + ptsSpan(seconds, timeBase)) };
}

function longestGap(keyframes: KeyframeIndex['keyframes']): number {
  return keyframes.reduce((longest, { pts }, n) => Math.max(longest, pts - (keyframes[n - 1]?.pts ?? pts)), 0);
}

/** The longest duration that a witness states, in seconds. */
function longestDuration({ db }: ReadableCase, { examinedSeq }: Item): string | undefined {
  const stated = (examinedSeq === null ? [] : observationsOfExamination(db, examinedSeq))
    .filter((o) => o.field === 'duration')
    // Written from a checked document by the projection.
    .map((o) => (JSON.parse(o.value) as { seconds: string }).seconds)
    .filter((seconds) => Number(seconds) > 0);
  return stated.toSorted((a, b) => Number(b) - Number(a))[0];
}

/** A region of an item's picture as the record holds it. Throws CaseError `no-picture-size` or `region-outside-picture`. */
export function regionInItem({ width, height }: Item, region: Region): NotedRegion {
  if (width === null || height === null) throw new CaseError('no-picture-size');
  const { x, y } = region;
  const isInside = x >= 0 && y >= 0 && region.width > 0 && region.height > 0 && x + region.width <= width && y + region.height <= height;
  if (!isInside) throw new CaseError('region-outside-picture', { region: [x, y, region.width, region.height].join(','), width, height });
  return { x, y, width: region.width, height: region.height, of: { width, height } };
}
