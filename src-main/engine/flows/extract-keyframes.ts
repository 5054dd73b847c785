import { canonicalBytes } from '../../format/canonical.ts';
import { originalPath } from '../../format/case-folder.ts';
import { toRecordText } from '../../shared/text.ts';
import { keyframesExtracted } from '../custody/kinds/keyframes-extracted.ts';
import type { Draft } from '../custody/kind.ts';
import type { Item } from '../db/tables/item.ts';
import type { FfprobeReading } from '../media/ffprobe.ts';
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
  if (structure.probe === undefined) return nothingToShow(item, structure.problem ?? 'ffprobe could not read the file.');
  const posters = collectPosters(target);
  const result = await workers.extract({
    path: originalPath(item.sha256),
    sourceSha256: item.sha256,
    probe: structure.probe,
    ...(structure.packets === undefined ? {} : { packets: structure.packets }),
    scan,
    keepPoster: posters.add,
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  await posters.finish();
  if ('reason' in result) return nothingToShow(item, result.reason);
  const index = await target.vault.keepDerivative(canonicalBytes(result));
  const { basis, indexed, pictured } = result;
  return keyframesExtracted.draft({ item: item.sha256, basis, index, indexed, pictured });
}

function nothingToShow(item: Item, reason: string): Draft {
  return keyframesExtracted.draft({ item: item.sha256, indexed: 0, pictured: 0, noneBecause: toRecordText(reason) });
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
