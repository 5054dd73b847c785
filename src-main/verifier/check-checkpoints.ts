import { equalBytes, toBase64, toHex } from '../format/bytes.ts';
import { checkCheckpoint, readCheckpointText } from '../format/checkpoint.ts';
import { checkCosignature } from '../format/cosignature.ts';
import type { CheckSignature } from '../format/signature.ts';
import { readSignedNote } from '../format/signed-note.ts';
import type { VerifierKey } from '../format/verifier-key.ts';
import type { FindingCode, VerificationFinding, VerifiedCosignature } from '../shared/verification.ts';

/**
 * Check the cosignature of another custodian on a checkpoint that has passed `checkAgainstLog`. Cost: a signature for each
 * line by this key.
 */
export async function checkCosigned({ thing, note }: FoundCheckpoint, cosigner: VerifierKey, checkSignature: CheckSignature): Promise<VerifiedCosignature | { finding: VerificationFinding }> {
  const invalid = (actual: string): { finding: VerificationFinding } => ({ finding: { code: 'cosignature-invalid', thing, expected: `a cosignature by ${cosigner.name}`, actual } });
  const read = readSignedNote(note);
  if ('problem' in read) return invalid(read.problem);
  const checkpoint = readCheckpointText(read.text);
  if ('problem' in checkpoint) return invalid(checkpoint.problem);
  const checked = await checkCosignature(read, cosigner, checkSignature);
  if ('problem' in checked) return invalid(`${checked.problem}: ${checked.detail}`);
  return { size: checkpoint.size, name: cosigner.name, at: new Date(checked.timeS * 1000).toISOString() };
}

/** A checkpoint and where it was found: `checkpoint 40`, `the file "checkpoint"`. */
export interface FoundCheckpoint {
  thing: string;
  note: string;
  /** What the log tells of it: its number of entries, its root in hexadecimal digits, the entry that tells. */
  stated?: { size: number; root: string; seq: number };
}

export interface CheckpointChecks {
  key: VerifierKey;
  /** The log's origin. */
  log: string;
  /** Entries in the log. */
  size: number;
  /** Root of the log's tree at a size; undefined beyond the log. */
  rootAt(size: number): Uint8Array | undefined;
  checkSignature: CheckSignature;
}

const codes = {
  unreadable: 'checkpoint-unreadable',
  'wrong-origin': 'checkpoint-of-another-log',
  'no-signature-by-this-key': 'checkpoint-of-another-log',
  'signature-invalid': 'checkpoint-signature-invalid',
} as const satisfies Record<string, FindingCode>;

/**
 * Check one checkpoint: that it can be read, is signed by the log's key for this log, and is a prefix of the log. All
 * checkpoints that pass are then prefixes of each other. Cost: one signature; the roots are handed in.
 */
export async function checkAgainstLog({ thing, note, stated }: FoundCheckpoint, checks: CheckpointChecks): Promise<VerificationFinding | undefined> {
  const read = await checkCheckpoint(note, checks.key, checks.checkSignature);
  if ('problem' in read) return { code: codes[read.problem], thing, expected: `a checkpoint signed by ${checks.key.name}`, actual: read.detail };
  const { origin, size, root } = read.checkpoint;
  if (origin !== checks.log) return { code: 'checkpoint-of-another-log', thing, expected: checks.log, actual: origin };
  if (stated !== undefined && (stated.size !== size || stated.root !== toHex(root) || stated.seq !== size)) {
    return { code: 'checkpoint-misstated', thing, expected: `${size} entries, root ${toHex(root)}, told by entry ${size}`, actual: `${stated.size} entries, root ${stated.root}, told by entry ${stated.seq}` };
  }
  const found = checks.rootAt(size);
  if (found === undefined) return { code: 'checkpoint-beyond-the-log', thing, expected: `${size} entries`, actual: `${checks.size} entries` };
  if (equalBytes(found, root)) return undefined;
  return { code: 'checkpoint-not-a-prefix', thing, expected: `root ${toBase64(root)}`, actual: `root ${toBase64(found)}` };
}
