import type { CaseError, ErrorCode } from '../../shared/errors.ts';

export interface AgeWorkerData {
  job: AgeJob;
  /** One word: 1 from before the file under the temporary name is made, so that a worker that is ended leaves none unnoticed. */
  made: SharedArrayBuffer;
}

/** What the main thread asks of the age worker. */
export type AgeJob =
  | { act: 'encrypt'; from: string; to: string; keys: { recipients: readonly string[] } | { passphrase: string } }
  | { act: 'decrypt'; from: string; to: string; keys: { identities: readonly string[] } | { passphrase: string } };

/** What was written, as it was handed to the disk: SHA-256 in hexadecimal, and its length. */
export interface WrittenFile {
  sha256: string;
  bytes: number;
}

/** What it answers: bytes read now and then, and one end. */
export type FromAgeWorker =
  | { read: number }
  | { done: WrittenFile }
  | { code: ErrorCode; facts: CaseError['facts'] };
