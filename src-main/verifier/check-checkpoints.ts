import { equalBytes, toBase64 } from '../format/bytes.ts';
import { checkCheckpoint } from '../format/checkpoint.ts';
import type { CheckSignature } from '../format/signature.ts';
import type { VerifierKey } from '../format/verifier-key.ts';
import type { FindingCode, VerificationFinding } from '../shared/verification.ts';

/** A checkpoint and where it was found: `checkpoint 40`, `the file "checkpoint"`. */
export interface FoundCheckpoint {
  thing: string;
  note: string;
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
export async function checkAgainstLog({ thing, note }: FoundCheckpoint, checks: CheckpointChecks): Promise<VerificationFinding | undefined> {
  const read = await checkCheckpoint(note, checks.key, checks.checkSignature);
  if ('problem' in read) return { code: codes[read.problem], thing, expected: `a checkpoint signed by ${checks.key.name}`, actual: read.detail };
  const { origin, size, root } = read.checkpoint;
  if (origin !== checks.log) return { code: 'checkpoint-of-another-log', thing, expected: checks.log, actual: origin };
  const found = checks.rootAt(size);
  if (found === undefined) return { code: 'checkpoint-beyond-the-log', thing, expected: `${size} entries`, actual: `${checks.size} entries` };
  if (equalBytes(found, root)) return undefined;
  return { code: 'checkpoint-not-a-prefix', thing, expected: `root ${toBase64(root)}`, actual: `root ${toBase64(found)}` };
}
