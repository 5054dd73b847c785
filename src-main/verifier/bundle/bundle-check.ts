import type { Sha256 } from '../../shared/digest.ts';
import type { BagCheck } from '../check-bag.ts';
import type { CheckedPart } from './check-part.ts';
import type { TagSignature } from './check-tag-signature.ts';
import type { BundleFinding } from './codes.ts';

/** What the check of a bundle found. */
export interface BundleCheck {
  bag: BagCheck;
  /** SHA-256 of the tag manifest: it names every byte of the bundle. */
  bundle: Sha256 | undefined;
  /** How many findings stand against the ZIP that it lies in; see withFaultsAround. */
  faultsAround: number;
  /** What bag-info.txt says of the bundle. */
  info: BundleInfo;
  signature: TagSignature;
  /** Whether the keys are the one that the reader compared with. */
  pinned: boolean;
  /** The sender's own part first; then those by which items had come to the sender. */
  parts: CheckedPart[];
  findings: BundleFinding[];
  findingsNotListed: number;
  /** Plain sentences: what this shows, since when, and what it does not. */
  proved: string[];
  notProved: string[];
}

export interface BundleInfo {
  version: string | undefined;
  log: string | undefined;
  disclosure: string | undefined;
  originals: string | undefined;
  checkpoint: string | undefined;
}
