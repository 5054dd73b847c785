import type { BundleCheck } from '../../verifier/check-bundle.ts';
import { toldBundleFindings, type ToldBundleFinding } from '../../verifier/bundle/told-findings.ts';
import { faultsOf } from '../../verifier/bundle/statement.ts';
import type { ZipFinding } from '../../verifier/zip/codes.ts';

/** What one custodian's log discloses in a bundle. */
export interface ToldPart {
  title: string;
  custodian: { name: string; affiliation?: string; fingerprint: string };
  log: string;
  items: number;
  claims: number;
  /** Entries that are in it, and of those the ones that are proved. */
  disclosed: number;
  proved: number;
  /** How many entries the signed checkpoint covers; undefined where it does not hold. */
  covers: number | undefined;
  timeStamps: number;
  /** Whether it had come to the sender by another bundle before. */
  isReceived: boolean;
}

/** A check of a bundle, for people. */
export interface ToldBundle {
  /** SHA-256 of the tag manifest: it names every byte of the bundle. */
  bundle: string | undefined;
  disclosure: string | undefined;
  /** Whether the evidentiary copies are in it. */
  originals: boolean;
  files: number;
  bytes: number;
  /** Fingerprint of the key that signed it, whoever's that is. */
  signedBy: string | undefined;
  pinned: boolean;
  parts: ToldPart[];
  /** Faults first, then remarks. */
  findings: ToldBundleFinding[];
  /** Faults, listed or not. */
  faults: number;
  proved: string[];
  notProved: string[];
}

/** What the check of a bundle says, with a sentence for each finding. */
export function tellBundle(check: BundleCheck, zip: readonly ZipFinding[]): ToldBundle {
  const { bag, bundle, info, signature, pinned, parts, proved, notProved } = check;
  return {
    bundle, disclosure: info.disclosure, originals: info.originals !== 'none', files: bag.payload.files + bag.tagFiles, bytes: bag.payload.bytes, signedBy: signature.fingerprint, pinned,
    parts: parts.map(({ bundle: before, title, custodian, log, items, claims, entries, checkpoint, anchors }) => ({
      title, custodian, log, items, claims, disclosed: entries.disclosed, proved: entries.proved, covers: checkpoint?.size, timeStamps: anchors.length, isReceived: before !== undefined,
    })),
    findings: toldBundleFindings(check, zip).toSorted((a, b) => Number(a.isRemark) - Number(b.isRemark)),
    faults: faultsOf(check),
    proved,
    notProved,
  };
}
