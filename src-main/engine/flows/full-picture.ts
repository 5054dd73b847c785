import { originalPath } from '../../format/case-folder.ts';
import { CaseError } from '../../shared/errors.ts';
import { openKeyframeWorkers } from '../media/keyframe-workers.ts';
import { findItem } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';
import { showKeyframes } from './show-keyframes.ts';

/** The keyframe at a presentation time in full size, turned as a player shows it, as PNG. Nothing is recorded. */
export async function fullPicture(readable: ReadableCase, name: string, pts: number): Promise<Uint8Array> {
  const { index } = await showKeyframes(readable, name);
  if (!index?.keyframes.some((k) => k.pts === pts)) throw new CaseError('no-keyframe-at', { pts });
  const workers = openKeyframeWorkers({ tools: await readable.findTools(), caseFolder: readable.folder, count: 1 });
  try {
    return await workers.fullPicture({ path: originalPath(findItem(readable, name).sha256), index, pts, format: 'png' });
  } finally {
    await workers.close();
  }
}
