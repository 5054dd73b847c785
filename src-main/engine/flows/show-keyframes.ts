import { keyframeIndexSchema, type KeyframeIndex } from '../../shared/keyframes.ts';
import { findKeyframeScan, type KeyframeScan } from '../db/tables/keyframe.ts';
import { readKept } from '../vault/read-kept.ts';
import { findItem } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';

export { secondsOf } from '../../shared/pts.ts';

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
