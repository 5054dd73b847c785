import type { KeptKind } from '../../format/case-folder.ts';
import type { OtherDigestAlgorithm, Sha256 } from '../../shared/digest.ts';

/** A file to keep. */
export interface KeepSource {
  /** The raw bytes of the path: names need not be UTF-8. A symbolic link is not followed. */
  path: Uint8Array;
  /** Decides for this source instead of the call's option: it may lie on a volume that is trusted less. */
  verifyCopy?: boolean;
}

export interface KeepOptions {
  /** Digests wanted beside SHA-256; each costs more than the copy itself (PERFORMANCE.md). */
  alsoDigest: readonly OtherDigestAlgorithm[];
  /** Read the durable copy back and compare its digest once. */
  verifyCopy: boolean;
  signal?: AbortSignal;
  /** Source bytes read so far by the whole call, ten times a second at most. */
  onProgress?: (bytes: number) => void;
}

/** What the system told about the source through its open descriptor, before the first byte was read. */
export interface SourceStat {
  device: string;
  inode: string;
  /** Octal, with the file type: `100644`. */
  mode: string;
  sizeBytes: number;
  /** Nanoseconds since 1970-01-01T00:00:00Z; text, because they pass the safe integers. */
  modifiedAtNs: string;
  changedAtNs: string;
  /** Absent where the file system keeps no birth time. */
  birthAtNs?: string;
}

/** The source's bytes are durable in the vault under their SHA-256. */
export interface Kept {
  kept: true;
  sha256: Sha256;
  bytes: number;
  otherDigests: Partial<Record<OtherDigestAlgorithm, string>>;
  /** The same bytes were in the vault, read there and compared: no second copy was made. */
  alreadyThere: boolean;
  /** The copy was read back after it was durable and had the same digest. */
  verified: boolean;
  /** What stood in this digest's place and could not be it; the fresh copy has replaced it. */
  replacedDamagedCopy?: 'size-mismatch' | 'digest-mismatch' | 'not-a-regular-file';
  /** Absent where the bytes came as a stream: the system knows of no file that they were read from. */
  source?: SourceStat;
}

export const notKeptReasons = [
  'permission-denied',
  'vanished',
  'not-a-regular-file',
  'changed-while-read',
  'read-error',
  /** The vault's file system cannot hold a file of this size (4 GiB on FAT32). */
  'too-large-for-vault',
  'cancelled',
] as const;
export type NotKeptReason = (typeof notKeptReasons)[number];

/** Nothing of the source is in the vault, and why: a finding about this one source, the others go on. */
export interface NotKept {
  kept: false;
  reason: NotKeptReason;
  /** `path` (as text, for reading) and what the system said: `code`, `syscall`, `found`, sizes before and after. */
  facts: Readonly<Record<string, string | number>>;
}

export interface KeepOutcome<S extends KeepSource = KeepSource> {
  source: S;
  result: Kept | NotKept;
}

/** A file of the vault whose fixity is to be checked. */
export interface FileToCheck {
  kind: KeptKind;
  sha256: Sha256;
  bytes: number;
}

export type FixityFault = 'file-missing' | 'size-mismatch' | 'digest-mismatch' | 'not-a-regular-file' | 'unreadable';

/** What reading one file again has shown. `path` is relative to the case folder. */
export type FixityCheck<F extends FileToCheck = FileToCheck> = { file: F; path: string } & (
  | { ok: true }
  | { ok: false; code: FixityFault; expected: string; actual: string }
);
