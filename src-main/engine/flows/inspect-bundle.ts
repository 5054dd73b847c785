import type { Sha256 } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import { findBundleReceived } from '../db/tables/received.ts';
import type { WritableCase } from './open-case.ts';
import type { ReceiveBundle } from './receive-bundle.ts';
import { checkIncoming, type CheckedIncoming } from './receive/check-incoming.ts';
import { openBundle } from './receive/open-bundle.ts';
import { checkProgress } from './receive/progress.ts';
import { readRootsPem } from './receive/roots.ts';
import { tellBundle, type ToldBundle } from './tell-bundle.ts';

/** What is known of a bundle before anything of it is taken in. */
export interface InspectedBundle {
  bundle: Sha256;
  sender: CheckedIncoming['sender'];
  /** Whether the signature holds and is by the key that the log names: another bundle cannot be taken in. */
  isSigned: boolean;
  told: ToldBundle;
  /** The entry that tells that it was taken in before, and the findings that it had then. */
  before: { entry: number; findingCount: number } | undefined;
}

/**
 * Check a bundle with the verifier that outsiders have, and take nothing in. An encrypted one is decrypted into the case's
 * own `incoming`, which is emptied again. Nothing is recorded. Throws CaseError as `receiveBundle` does before it takes in,
 * and `bundle-own` for one of this very case.
 */
export async function inspectBundle(target: WritableCase, wanted: Omit<ReceiveBundle, 'despiteFindings' | 'asRead'>): Promise<InspectedBundle> {
  const roots = await readRootsPem(wanted.rootsPem);
  const { onProgress, onDigested } = checkProgress(wanted.onProgress);
  const opened = await openBundle(target, { ...wanted, onDigested });
  try {
    const { check, zip, bundle, sender, isSigned } = await checkIncoming(opened, { pin: wanted.pin, roots, signal: wanted.signal, onProgress });
    if (sender.log === target.info.log) throw new CaseError('bundle-own', { log: sender.log });
    const before = findBundleReceived(target.db, bundle);
    return { bundle, sender, isSigned, told: tellBundle(check, zip), before: before === undefined ? undefined : { entry: before.seq, findingCount: before.findingCount } };
  } finally {
    await opened.close();
  }
}
