import { dirname } from 'node:path';
import type { BundleCheck } from '../../../verifier/check-bundle.ts';
import type { AgeTo } from '../../bundle/age.ts';
import type { SigningKeyPair } from '../../custody/keys.ts';
import { checkpointLog } from '../checkpoint-log.ts';
import { unlockCustodian } from '../cosign-checkpoint.ts';
import type { WritableCase } from '../open-case.ts';
import type { BundleCheckpoint } from './log-files.ts';
import { planExport, type ExportPlan } from './plan.ts';
import { refuseKeys } from './refuse-keys.ts';
import { refuseFullDisks, roomNeeded } from './room-needed.ts';
import { selectForExport, type ExportChoice } from './selection.ts';
import { exportTarget, scratchIn, type ExportTarget } from './target.ts';

export interface ExportBundle {
  choice: ExportChoice;
  /** Where the bundle will lie: nothing may stand there. */
  out: string;
  /** One ZIP file instead of a folder; what is encrypted is always a ZIP. */
  zip?: boolean;
  /** To whom it is encrypted; without it whoever has it can read it. */
  age?: AgeTo | undefined;
  /** Whether the evidentiary copies go along; without a word they do. */
  originals?: boolean;
  /** Digests in the manifests besides SHA-256. */
  alsoDigest?: readonly 'sha512'[];
  /** Print the report as a PDF as well: by the browser named, or the one that is installed. */
  print?: { browser?: string | undefined } | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: ExportProgress) => void) | undefined;
  /** What its receiver's verifier said of the finished bundle, before it was encrypted or got its name. */
  onVerified?: ((check: BundleCheck) => void) | undefined;
}

/** All in bytes. `checked`: digested again by the receiver's verifier; `read-back`: of what was encrypted. */
export interface ExportProgress {
  stage: 'written' | 'checked' | 'encrypted' | 'read-back';
  done: number;
  of: number;
}

/** An export that is decided on: nothing is written yet, beyond the checkpoint. */
export interface PreparedExport {
  wanted: ExportBundle;
  form: 'folder' | 'zip';
  originals: boolean;
  place: ExportTarget;
  /** Where the plain bundle is written: what will be encrypted never lies on the disk that it is meant for. */
  plainPath: string;
  /** A path within the case for what lies there for a while; each call gives another. */
  scratchFile: (ending?: string) => string;
  key: SigningKeyPair;
  checkpoint: BundleCheckpoint;
  plan: ExportPlan;
  /** Bytes of the payload, about. */
  payloadBytes: number;
}

/** Choose, refuse what cannot end well, sign the log as it is, and lay out what leaves. */
export async function prepareExport(target: WritableCase, wanted: ExportBundle): Promise<PreparedExport> {
  const { age, originals = true } = wanted;
  const selection = await selectForExport(target, wanted.choice);
  const token = Buffer.from(target.random.bytes(6)).toString('hex');
  const place = await exportTarget(wanted.out, { caseFolder: target.folder, token });
  if (age !== undefined) await refuseKeys(age);
  const [key, checkpoint] = await Promise.all([unlockCustodian(target), checkpointLog(target)]);
  const plan = await planExport(target, selection, { size: checkpoint.size, originals });
  let made = 0;
  const scratchFile = (ending = ''): string => scratchIn(target.folder, `${token}-${made++}${ending}`);
  const room = roomNeeded(target, plan);
  await refuseFullDisks([
    { folder: dirname(place.path), bytes: room.bytes },
    ...(age === undefined ? [] : [{ folder: target.folder, bytes: 'passphrase' in age ? 2 * room.bytes : room.bytes }]),
  ]);
  const form = wanted.zip === true || age !== undefined ? 'zip' : 'folder';
  return { wanted, form, originals, place, plainPath: age === undefined ? place.partial : scratchFile(), scratchFile, key, checkpoint, plan, payloadBytes: room.payload };
}
