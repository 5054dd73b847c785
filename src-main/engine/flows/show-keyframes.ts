import { keyframeIndexSchema, type KeyframeIndex } from '../../shared/keyframes.ts';
import { findKeyframeScan, type KeyframeScan } from '../db/tables/keyframe.ts';
import { readKept } from '../vault/read-kept.ts';
import { findItem } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';

export interface ShownKeyframes {
  /** `null` while the item was not examined. */
  scan: KeyframeScan | null;
  index: KeyframeIndex | null;
}

/** The keyframes of an item by its newest scan. Throws CaseError `item-not-found`, `file-missing`, `file-damaged`. */
export async function showKeyframes(readable: ReadableCase, name: string): Promise<ShownKeyframes> {
  const item = findItem(readable, name);
  const scan = item.keyframesSeq === null ? undefined : findKeyframeScan(readable.db, item.keyframesSeq);
  if (scan === undefined || scan.indexSha256 === null || scan.indexBytes === null) return { scan: scan ?? null, index: null };
  const bytes = await readKept(readable.folder, { sha256: scan.indexSha256, bytes: scan.indexBytes }, 'derivative');
  return { scan, index: keyframeIndexSchema.parse(JSON.parse(bytes.toString('utf8'))) };
}

/** Seconds of a presentation time, exact to the nanosecond: `pts` units of `timeBase`. */
export function secondsOf(pts: number, timeBase: string): string {
  const [numerator = '1', denominator = '1'] = timeBase.split('/');
  const ns = (BigInt(pts) * BigInt(numerator) * 1_000_000_000n) / BigInt(denominator);
  const size = ns < 0n ? -ns : ns;
  const fraction = String(size % 1_000_000_000n).padStart(9, '0').replace(/0+$/, '').padEnd(3, '0');
  return `${ns < 0n ? '-' : ''}${size / 1_000_000_000n}.${fraction}`;
}
