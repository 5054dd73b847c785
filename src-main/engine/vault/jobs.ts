import type { FileReference, OtherDigestAlgorithm } from '../../shared/digest.ts';
import type { Digests } from './digests.ts';
import type { FileToCheck, FixityFault, Kept, NotKept } from './kept.ts';

/** What the main thread asks of a worker. Memory that both see travels as SharedArrayBuffer. */
export interface KeepJob {
  kind: 'keep';
  /** See shared-memory.ts: cancel flag and byte counter of the call this job belongs to. */
  operation: SharedArrayBuffer;
  paths: readonly Uint8Array[];
  /** Unique start of this job's file names in incoming/. */
  token: string;
  alsoDigest: readonly OtherDigestAlgorithm[];
  /** One for each path. */
  verifyCopy: readonly boolean[];
  /** Set when the job is one large file; without it, large files are left for jobs of their own. */
  largeBytes?: number;
}

export interface KeepReply {
  /** Every one of these is final: what is `kept` is durable. */
  outcomes: { index: number; result: Kept | NotKept }[];
  /** Not touched: large, or beyond what one job should hold back. */
  left: { index: number; sizeBytes: number }[];
  /** Why the vault cannot be written any more; the files in neither list above are not kept. */
  failure?: VaultFailureFacts;
}

/** Lend a hand to the owner of this ring: write for it while it digests, see ring.ts. */
export interface PumpJob {
  kind: 'pump';
  ring: SharedArrayBuffer;
}

/** Give durable files of incoming/ their names; they came as streams. */
export interface PlaceJob {
  kind: 'place';
  operation: SharedArrayBuffer;
  files: readonly ArrivedFile[];
}

export interface ArrivedFile {
  /** Its name in incoming/. */
  token: string;
  digests: Digests;
  bytes: number;
}

export interface CheckJob {
  kind: 'check';
  operation: SharedArrayBuffer;
  files: readonly FileToCheck[];
}

/** One for each file, in order; fewer when the call was cancelled. */
export interface CheckReply {
  checks: CheckResult[];
}
export type CheckResult = { ok: true } | { ok: false; code: FixityFault; expected: string; actual: string };

/** Digest a file that a tool has made in incoming/. */
export interface DigestJob {
  kind: 'digest';
  operation: SharedArrayBuffer;
  /** Its name there. */
  token: string;
}

/** Neither when the call was cancelled. */
export interface DigestReply {
  digested?: FileReference;
  failure?: VaultFailureFacts;
}

export type Job = KeepJob | PlaceJob | PumpJob | CheckJob | DigestJob;
export type ReplyTo<J extends Job> = J extends KeepJob | PlaceJob ? KeepReply : J extends CheckJob ? CheckReply : J extends DigestJob ? DigestReply : Record<string, never>;

/** What a worker posts back: the reply, or the words of an error that should never happen. */
export type WorkerMessage = { reply: KeepReply | CheckReply | DigestReply | Record<string, never> } | { broken: string };

export interface WorkerStart {
  caseFolder: string;
  /** One word, shared by all workers: see `withLock`. */
  placingLock: SharedArrayBuffer;
  /** This worker's own ring, which a second worker may join. */
  ring: SharedArrayBuffer;
}

/** The facts of a CaseError, made where the vault could not be written. */
export interface VaultFailureFacts {
  code: 'disk-full' | 'vault-write-failed';
  path: string;
  detail: string;
}
