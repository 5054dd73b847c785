import { canonicalBytes } from '../../format/canonical.ts';
import { originalPath } from '../../format/case-folder.ts';
import type { KeyframeIndex } from '../../shared/keyframes.ts';
import { toCaseError } from '../../shared/errors.ts';
import { toRecordText, toRecordTexts } from '../../shared/text.ts';
import { keyframesExtracted } from '../custody/kinds/keyframes-extracted.ts';
import type { Draft } from '../custody/kind.ts';
import type { Item } from '../db/tables/item.ts';
import type { FfprobeReading } from '../media/ffprobe.ts';
import type { NoKeyframes } from '../media/keyframes/prepare.ts';
import type { KeyframeWorkers } from '../media/keyframe-workers.ts';
import type { WritableCase } from './open-case.ts';

export interface KeyframeExtraction {
  item: Item;
  /** What ffprobe says of the item. */
  structure: FfprobeReading;
  workers: KeyframeWorkers;
  /** `key-packets` decodes key frames only; `deep` decodes everything and finds every shot. */
  scan: 'key-packets' | 'deep';
  signal?: AbortSignal | undefined;
  onProgress?(progress: { doneFrames: number; ofFrames?: number }): void;
}

/**
 * Lay out the key frames of an item: index every key packet, decode and picture them, keep the pictures and the
 * index, and give the entry to be recorded.
 */
export async function extractKeyframes(target: WritableCase, wanted: KeyframeExtraction): Promise<Draft> {
  const { item, structure, workers, scan, signal, onProgress } = wanted;
  if (structure.probe === undefined && structure.still !== 'heif') return nothingToShow(item, structure.problem ?? 'ffprobe could not read the file.');
  const posters = collectPosters(target);
  const extraction = workers.extract({
    path: originalPath(item.sha256),
    sourceSha256: item.sha256,
    probe: structure.probe,
    ...(structure.packets === undefined ? {} : { packets: structure.packets }),
    scan,
    keepPoster: posters.add,
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  const laidOut = await extraction.then(toDocument).catch((error: unknown) => excuse(error));
  await posters.finish();
  if ('reason' in laidOut) return nothingToShow(item, laidOut.reason);
  const index = await target.vault.keepDerivative(laidOut.document);
  const { basis, indexed, pictured } = laidOut.index;
  return keyframesExtracted.draft({ item: item.sha256, basis, index, indexed, pictured });
}

function toDocument(index: KeyframeIndex | NoKeyframes): NoKeyframes | { index: KeyframeIndex; document: Uint8Array } {
  return 'reason' in index ? index : { index, document: canonicalBytes(toRecordTexts(index)) };
}

/**
 * A stream that our own code cannot lay out must not silence the witnesses: the reason is recorded instead. What may
 * pass (a cancel, a full disk, a tool that did not start) is thrown, so that the item is tried again.
 */
function excuse(error: unknown): NoKeyframes {
  const { code, facts } = toCaseError(error);
  if (code !== 'internal') throw error;
  return { reason: `The keyframes could not be laid out: ${facts['detail']}.` };
}

function nothingToShow(item: Item, reason: string): Draft {
  return keyframesExtracted.draft({ item: item.sha256, indexed: 0, pictured: 0, noneBecause: toRecordText(reason.slice(0, 1000)) });
}

const postersAtOnce = 64;

/** Keep pictures in groups: their way to the disk is shared, and no long film's pictures pile up in memory. */
function collectPosters({ vault }: WritableCase): { add(poster: { bytes: Uint8Array }): Promise<void>; finish(): Promise<void> } {
  let waiting: Uint8Array[] = [];
  const finish = async (): Promise<void> => {
    const group = waiting;
    waiting = [];
    if (group.length > 0) await vault.keepDerivatives(group);
  };
  return {
    add: async ({ bytes }) => {
      waiting.push(bytes);
      if (waiting.length >= postersAtOnce) await finish();
    },
    finish,
  };
}
