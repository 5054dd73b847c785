import { fromHex, toHex } from '../../format/bytes.ts';
import { checkCheckpoint, type Checkpoint } from '../../format/checkpoint.ts';
import { checkConsistencyDocument, readConsistencyProof } from '../../format/consistency-proof.ts';
import { cosignerVerifierKey, makeCosignature } from '../../format/cosignature.ts';
import { readSignedNote, readVerifierKey, writeSignedNote, type VerifierKey } from '../../format/signed-note.ts';
import { CaseError } from '../../shared/errors.ts';
import { publicKeyOf, readKeyFile } from '../custody/key-files.ts';
import { workOnKeys } from '../custody/key-work.ts';
import { checkSignature, openKey, type SigningKeyPair } from '../custody/keys.ts';
import { checkpointCosigned } from '../custody/kinds/checkpoint-cosigned.ts';
import { sha256 } from '../custody/sha256.ts';
import { newestCosigned, type CosignedCheckpoint } from '../db/tables/cosigned-checkpoint.ts';
import type { ReadableCase, WritableCase } from './open-case.ts';

export interface CosignCheckpoint {
  /** Another log's checkpoint, as text. */
  checkpoint: string;
  /** The other log's verifier key, as its custodian told it. */
  key: string;
  /** A proof that the checkpoint extends the one cosigned before (see proveConsistency), as text. */
  proof?: string | undefined;
}

export interface Cosigned {
  /** The checkpoint with the cosignature added. */
  note: string;
  origin: string;
  size: number;
  /** How others check the cosignature (C2SP verifier key, type 0x04). */
  cosignerKey: string;
  /** The earlier size that it was proved to extend. */
  extends?: number;
}

/** The name under which the custodian of a case cosigns. */
function cosignerName(log: string): string {
  return `${log}/custodian`;
}

/** The key by which others check the custodian's cosignatures. */
export function cosignerKeyOf({ info, custodian }: ReadableCase): string {
  return cosignerVerifierKey(sha256, cosignerName(info.log), publicKeyOf(custodian));
}

/**
 * State, by this custodian's key and clock, that another log was seen as a checkpoint of it says (C2SP tlog-cosignature).
 * The log's own signature must hold. A checkpoint that does not continue what was cosigned before is refused: with an
 * earlier one known, a consistency proof is asked for. Throws CaseError `checkpoint-refused`.
 */
export async function cosignCheckpoint(target: WritableCase, { checkpoint: text, key: vkey, proof }: CosignCheckpoint): Promise<Cosigned> {
  const key = readVerifierKey(sha256, vkey);
  if ('problem' in key) throw refused(`the verifier key cannot be used: ${key.problem}`);
  const read = await checkCheckpoint(text, key, checkSignature);
  if ('problem' in read) throw refused(`${read.problem.replaceAll('-', ' ')}: ${read.detail}`);
  const { origin, size, root } = read.checkpoint;
  if (origin === target.info.log) throw refused('it is of this very log');
  const extended = await continues(newestCosigned(target.db, origin), read.checkpoint, { key, proof });
  const note = readSignedNote(text);
  if ('problem' in note) throw refused(note.problem);
  const pair = await unlockCustodian(target);
  const timeS = Math.floor(target.clock.now() / 1000);
  const signature = makeCosignature(sha256, note.text, { name: cosignerName(target.info.log), ...pair, timeS });
  const line = writeSignedNote({ text: note.text, signatures: [signature] }).split('\n').at(-2) ?? '';
  await target.record([checkpointCosigned.draft({ origin, verifierKey: vkey, size, root: toHex(root), ...extended, line })]);
  return { note: writeSignedNote({ text: note.text, signatures: [...note.signatures, signature] }), origin, size, cosignerKey: cosignerKeyOf(target), ...extended };
}

/** A witness never cosigns two logs of one name: what it saw before must be a prefix of what it sees now. */
async function continues(
  before: CosignedCheckpoint | undefined,
  now: Checkpoint,
  { key, proof }: { key: VerifierKey; proof: string | undefined },
): Promise<{ extends?: number }> {
  if (before === undefined) return {};
  const root = fromHex(before.root) ?? new Uint8Array(32);
  if (now.size < before.size) throw refused(`it covers ${now.size} entries, and one over ${before.size} was cosigned in entry ${before.seq}`);
  if (now.size === before.size && toHex(now.root) !== before.root) {
    throw refused(`one over as many entries with another root was cosigned in entry ${before.seq}: there are two logs of this name, keep both checkpoints`);
  }
  if (now.size === before.size) return { extends: before.size };
  if (proof === undefined) throw refused(`one over ${before.size} entries was cosigned in entry ${before.seq}: give a proof that this one extends it (the other custodian makes it by "postquem consistency")`);
  const document = readConsistencyProof(proof);
  if ('problem' in document) throw refused(`the proof cannot be read: ${document.problem}`);
  const checked = await checkConsistencyDocument(sha256, { proof: document, old: { origin: now.origin, size: before.size, root }, key, checkSignature });
  if (!checked.ok) throw refused(`the proof does not hold (${checked.problem.replaceAll('-', ' ')}): ${checked.detail}`);
  if (checked.checkpoint.size !== now.size || toHex(checked.checkpoint.root) !== toHex(now.root)) throw refused('the proof leads to another checkpoint');
  return { extends: before.size };
}

/** The custodian's key at work. Throws CaseError `key-missing`, `passphrase-needed`, `passphrase-wrong` or `key-unreadable`. */
export async function unlockCustodian({ folder, custodian, passphrase }: WritableCase): Promise<SigningKeyPair> {
  const file = readKeyFile(folder, 'custodian');
  return openKey(await workOnKeys({ act: 'unlock', file, passphrase }), { file: file.name, publicKey: publicKeyOf(custodian) });
}

function refused(detail: string): CaseError {
  return new CaseError('checkpoint-refused', { detail });
}
