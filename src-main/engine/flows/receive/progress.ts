import type { BundleProgress } from '../../../verifier/bundle/bundle.ts';
import type { BundleListing } from './list-bundle.ts';

/** `kept`: bytes of documents and evidentiary copies; the rest is the check's. */
export type ReceivingProgress = BundleProgress | { stage: 'kept'; done: number; of: number };
type Tell = ((progress: ReceivingProgress) => void) | undefined;

/**
 * The progress of a check: what worker threads have digested comes from them, ten times a second, and how much that will
 * be comes from the verifier.
 */
export function checkProgress(tell: Tell): { onProgress(progress: BundleProgress): void; onDigested(bytes: number): void } {
  let of = 0;
  return {
    onProgress: (progress) => {
      if (progress.stage !== 'digests') tell?.(progress);
      else if (progress.of !== of) tell?.({ ...progress, of: (of = progress.of) });
    },
    onDigested: (done) => tell?.({ stage: 'digests', done, of }),
  };
}

/** The progress of keeping: documents first, then the evidentiary copies. */
export function keepingProgress(tell: Tell, { originals, others }: BundleListing): { documents(bytes: number): void; originals(bytes: number): void } {
  const [ofDocuments, ofOriginals] = [others, originals].map((files) => files.reduce((sum, { bytes }) => sum + bytes, 0)) as [number, number];
  const kept = (done: number): void => tell?.({ stage: 'kept', done, of: ofDocuments + ofOriginals });
  return { documents: kept, originals: (bytes) => kept(ofDocuments + bytes) };
}
