import { originalPath } from '../../format/case-folder.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import type { MadeFrame, MakingRecipe } from '../../shared/made-file.ts';
import { toRecordTexts } from '../../shared/text.ts';
import { openKeyframeWorkers } from '../media/keyframe-workers.ts';
import type { MadePicture } from '../media/keyframes/full-picture.ts';
import { findItem } from './find-item.ts';
import { frameTimes } from './frame-times.ts';
import type { ReadableCase } from './open-case.ts';
import { showKeyframes } from './show-keyframes.ts';

/** A picture of one frame of an item, and how it was made. */
export interface FullSizePicture {
  item: Sha256;
  /** A PNG, or the JPEG that was asked for. */
  bytes: Uint8Array;
  frame: MadeFrame;
  recipe: MakingRecipe;
}

interface WantedPicture {
  /** The item, as a person names it. */
  name: string;
  pts: number;
  /** Whether a frame between key frames is wanted as well; its time must be one of the item's frame times. */
  anyFrame?: boolean | undefined;
  /** PNG unless the other is asked for. */
  format?: 'png' | 'jpeg' | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The keyframe, or with `anyFrame` the frame, at a presentation time in full size, turned as a player shows it. Nothing is
 * recorded. Throws CaseError `no-keyframe-at`, with `anyFrame` `no-frame-at` and `frame-unproven` instead; `tool-failed`, and
 * `cancelled` when the signal says so.
 */
export async function fullPicture(readable: ReadableCase, { name, pts, anyFrame = false, format = 'png', signal }: WantedPicture): Promise<FullSizePicture> {
  const { index } = await showKeyframes(readable, name);
  const keyframe = index?.keyframes.find((k) => k.pts === pts);
  if (!index || (!keyframe && !anyFrame)) throw new CaseError(anyFrame ? 'no-frame-at' : 'no-keyframe-at', { pts });
  if (!keyframe) await mustBeFrame(readable, { name, pts });
  const item = findItem(readable, name).sha256;
  const tools = await readable.findTools();
  const workers = openKeyframeWorkers({ tools, caseFolder: readable.folder, count: 1 });
  try {
    const made = await workers.fullPicture({ path: originalPath(item), index, pts, format, signal });
    const { timeBase, stream } = index;
    const frame = { pts, timeBase, stream, ...(keyframe?.decoded === undefined ? {} : { frameSha256: keyframe.decoded.frameSha256 }) };
    return { item, bytes: made.picture, frame, recipe: toRecordTexts(recipeOf(made, tools.ffmpeg.version)) };
  } finally {
    await workers.close();
  }
}

async function mustBeFrame(readable: ReadableCase, { name, pts }: { name: string; pts: number }): Promise<void> {
  const frames = await frameTimes(readable, name);
  if (!frames?.times.includes(pts)) throw new CaseError('no-frame-at', { pts });
  if (frames.source !== 'presentation') throw new CaseError('frame-unproven', { pts });
}

/** The processes in the order in which one feeds the next. */
function recipeOf({ arguments: args, decodedBy }: MadePicture, version: string): MakingRecipe {
  const own = ['ffmpeg', ...args];
  if (!decodedBy) return { tool: 'ffmpeg', version, arguments: [own] };
  return { tool: decodedBy.tool, version: decodedBy.version, arguments: [decodedBy.arguments, own] };
}
