import type { OutlinedPart } from '../../../format/bundle/case-document.ts';
import { ownPart } from '../../../format/bundle/layout.ts';
import type { PinnedRoot } from '../../../format/timestamp/certificates.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
import { toRecordText } from '../../../shared/text.ts';
import type { BagFiles } from '../../../verifier/bag/bag-files.ts';
import { inspectBag } from '../../../verifier/check-bag.ts';
import { judgeBundle, withFaultsAround, type BundleCheck } from '../../../verifier/check-bundle.ts';
import type { BundleProgress } from '../../../verifier/bundle/bundle.ts';
import { faultsOf } from '../../../verifier/bundle/statement.ts';
import type { ZipFinding } from '../../../verifier/zip/codes.ts';
import { checkSignature } from '../../custody/keys.ts';
import { sha256 } from '../../custody/sha256.ts';
import type { OpenBundle } from './open-bundle.ts';

export interface CheckIncoming {
  /** A fingerprint of the sender's key, or the verifier key of the sender's log, as known from elsewhere. */
  pin?: string | undefined;
  roots?: readonly PinnedRoot[] | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: BundleProgress) => void) | undefined;
}

/** A bundle that was checked, and what of it is needed to take it in. */
export interface CheckedIncoming {
  check: BundleCheck;
  /** What is wrong with the ZIP around it. */
  zip: readonly ZipFinding[];
  /** How many findings stand against it; honest remarks do not count. */
  faults: number;
  bundle: Sha256;
  sender: { name: string; affiliation?: string; key: string; log: string };
  /** Whether the signature holds and is by the key that the log names. */
  isSigned: boolean;
  /** The sender's own part. */
  own: OutlinedPart;
  /** Its files, with the digests that its manifests list. */
  files: BagFiles;
}

/**
 * Check a bundle with the verifier that outsiders have, before anything of it is written. Throws CaseError
 * `bundle-unreadable` where it does not even say whose it is: then there is nothing that could be taken in as a bundle.
 */
export async function checkIncoming(opened: OpenBundle, options: CheckIncoming): Promise<CheckedIncoming> {
  const { source, text } = opened;
  const { signal, onProgress } = options;
  const inspected = await inspectBag(source, { strictNames: true, signal, ...(onProgress && { onProgress }) });
  const judged = await judgeBundle(source, inspected, { ...options, sha256, checkSignature });
  const zip = await opened.zip();
  const check = zip === undefined ? judged.check : withFaultsAround(judged.check, zip.findings.length + zip.findingsNotListed);
  const own = judged.contents.find(({ part }) => part.prefix === ownPart);
  const [told] = check.parts;
  if (check.bundle === undefined || own === undefined || told === undefined) {
    const [why] = check.findings;
    throw new CaseError('bundle-unreadable', { path: text, detail: why === undefined ? 'it has no tag manifest' : `${why.thing}: ${why.actual} where there should be ${why.expected}` });
  }
  const { name, affiliation, fingerprint } = told.custodian;
  const sender = { name: nameOf(name), ...(affiliation === undefined ? {} : { affiliation: nameOf(affiliation) }), key: fingerprint, log: told.log };
  const isSigned = check.signature.state === 'valid' && check.signature.fingerprint === fingerprint;
  return { check, zip: zip?.findings ?? [], faults: faultsOf(check), bundle: check.bundle, sender, isSigned, own, files: inspected.files };
}

/** A stranger's name as the record can hold it: no log of ours holds a longer one. */
function nameOf(text: string): string {
  return toRecordText(text.slice(0, 1000)).trim() || 'without a name';
}
