import { originalPath } from '../../format/case-folder.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import type { MadeFrame, MakingRecipe } from '../../shared/made-file.ts';
import { toRecordTexts } from '../../shared/text.ts';
import { openKeyframeWorkers } from '../media/keyframe-workers.ts';
import type { MadePicture } from '../media/keyframes/full-picture.ts';
import { findItem } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';
import { showKeyframes } from './show-keyframes.ts';

/** A picture of one frame of an item, and how it was made. */
export interface FullSizePicture {
  item: Sha256;
  /** PNG. */
  bytes: Uint8Array;
  frame: MadeFrame;
  recipe: MakingRecipe;
}

interface WantedPicture {
  /** The item, as a person names it. */
  name: string;
  pts: number;
  signal?: AbortSignal | undefined;
}

/**
 * The keyframe at a presentation time in full size, turned as a player shows it. Nothing is recorded. Throws CaseError
 * `no-keyframe-at`, `tool-failed`, and `cancelled` when the signal says so.
 */
export async function fullPicture(readable: ReadableCase, { name, pts, signal }: WantedPicture): Promise<FullSizePicture> {
  const { index } = await showKeyframes(readable, name);
  const keyframe = index?.keyframes.find((k) => k.pts === pts);
  if (!index || !keyframe) throw new CaseError('no-keyframe-at', { pts });
  const item = findItem(readable, name).sha256;
  const tools = await readable.findTools();
  const workers = openKeyframeWorkers({ tools, caseFolder: readable.folder, count: 1 });
  try {
    const made = await workers.fullPicture({ path: originalPath(item), index, pts, format: 'png', signal });
    const { timeBase, stream } = index;
    const frame = { pts, timeBase, stream, ...(keyframe.decoded === undefined ? {} : { frameSha256: keyframe.decoded.frameSha256 }) };
    return { item, bytes: made.picture, frame, recipe: toRecordTexts(recipeOf(made, tools.ffmpeg.version)) };
  } finally {
    await workers.close();
  }
}

/** The processes in the order in which one feeds the next. */
function recipeOf({ arguments: args, decodedBy }: MadePicture, version: string): MakingRecipe {
  const own = ['ffmpeg', ...args];
  if (!decodedBy) return { tool: 'ffmpeg', version, arguments: [own] };
  return { tool: decodedBy.tool, version: decodedBy.version, arguments: [decodedBy.arguments, own] };
}
