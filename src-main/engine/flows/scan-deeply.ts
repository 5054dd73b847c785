import { originalPath } from '../../format/case-folder.ts';
import { openWitnesses } from './examine/open-witnesses.ts';
import { extractKeyframes } from './extract-keyframes.ts';
import { findItem } from './find-item.ts';
import type { WritableCase } from './open-case.ts';

interface DeepScan {
  name: string;
  signal?: AbortSignal | undefined;
  onProgress?(progress: { doneFrames: number; ofFrames?: number }): void;
}

/**
 * Decode the whole of an item, find its shots and add a frame for each that the key frames miss. The log says that
 * from then on the item's keyframes rest on a deep scan. Throws CaseError.
 */
export async function scanDeeply(target: WritableCase, { name, signal, onProgress }: DeepScan): Promise<void> {
  const item = findItem(target, name);
  const witnesses = await openWitnesses(target);
  try {
    const structure = await witnesses.readStructure(originalPath(item.sha256), signal);
    const extraction = { item, structure, workers: witnesses.keyframes, scan: 'deep' as const, signal };
    const keyframes = await extractKeyframes(target, { ...extraction, ...(onProgress ? { onProgress } : {}) });
    // Ctrl-C reaches the tools as well: what one says that was cut off is no finding.
    signal?.throwIfAborted();
    await target.record([keyframes]);
  } finally {
    await witnesses.close();
  }
}
