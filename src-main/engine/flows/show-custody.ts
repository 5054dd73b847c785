import { join } from 'node:path';
import { keptPath } from '../../format/case-folder.ts';
import { readRoots } from '../../format/timestamp/certificates.ts';
import { sha256Text, type Sha256 } from '../../shared/digest.ts';
import { CaseError, toCaseError } from '../../shared/errors.ts';
import { sha256 } from '../custody/sha256.ts';
import { readSmallFile } from '../custody/small-file.ts';
import { anchorRequests, anchors, type Anchor, type AnchorRequest } from '../db/tables/anchor.ts';
import { findCheckpoint, howManyCheckpoints, newestCheckpoint, newestCheckpoints, type StoredCheckpoint } from '../db/tables/checkpoint.ts';
import { findEntry, logSize } from '../db/tables/log-entry.ts';
import { readEntry } from '../../format/entry.ts';
import { headText } from './head-of-log.ts';
import { proveConsistency } from './prove-consistency.ts';
import type { ReadableCase } from './open-case.ts';

export type LogHead = StoredCheckpoint & {
  /** What is photographed: the signed note, and under it the fingerprint of the key that signed it. */
  text: string;
};

/** A stamp that was accepted, with when that was recorded. */
export type ShownAnchor = Anchor & { acceptedAt: string };

export interface ShownCustody {
  entries: number;
  /** The newest signed checkpoint; undefined of a log that was never signed. */
  head: LogHead | undefined;
  checkpoints: number;
  /** Newest first. */
  requests: AnchorRequest[];
  /** Newest first. */
  anchors: ShownAnchor[];
}

/** How far the log is signed, and who outside has stamped it; nothing is verified here. */
export function showCustody({ db, logKey }: ReadableCase): ShownCustody {
  const newest = newestCheckpoint(db);
  return {
    entries: logSize(db),
    head: newest === undefined ? undefined : { ...newest, text: headText({ note: newest.note, fingerprint: logKey.fingerprint }) },
    checkpoints: howManyCheckpoints(db),
    requests: anchorRequests(db),
    anchors: anchors(db).toReversed().map((anchor) => ({ ...anchor, acceptedAt: timeOf(db, anchor.seq) })),
  };
}

function timeOf(db: ReadableCase['db'], seq: number): string {
  const stored = findEntry(db, seq);
  const read = stored === undefined ? undefined : readEntry(stored.bytes);
  return read === undefined || 'problem' in read ? '' : read.entry.at;
}

/** Checkpoints that cover fewer than `below` entries, largest first. */
export function pageOfSignedCheckpoints({ db }: ReadableCase, { below = Number.MAX_SAFE_INTEGER, limit }: { below?: number | undefined; limit: number }): StoredCheckpoint[] {
  return newestCheckpoints(db, below, limit);
}

/** The signed note over so many entries. Throws CaseError `no-such-checkpoint`. */
export function checkpointNote({ db }: ReadableCase, size: number): string {
  const found = findCheckpoint(db, size);
  if (found === undefined) throw new CaseError('no-such-checkpoint', { size });
  return found.note;
}

/** A proof that the newest checkpoint continues the one over so many entries. Throws CaseError `no-such-checkpoint`, `checkpoint-refused`. */
export async function proveContinuation(readable: ReadableCase, size: number): Promise<{ newSize: number; proof: string }> {
  return proveConsistency(readable, checkpointNote(readable, size));
}

/** The files of time stamping are small: a reply has some kilobytes, a list of roots seldom more. */
const mostBytes = 1 << 20;

/**
 * A file of time stamping by the entry that tells of it: a request as it is carried out, a reply, the pinned roots. Its
 * digest is compared. Throws CaseError `no-such-anchor`, `file-missing`, `file-damaged`.
 */
export function anchorFile(readable: ReadableCase, seq: number, part: 'request' | 'reply' | 'roots'): { size: number; bytes: Uint8Array } {
  const row = part === 'request' ? anchorRequests(readable.db).find((request) => request.seq === seq) : anchors(readable.db).find((anchor) => anchor.seq === seq);
  if (row === undefined) throw new CaseError('no-such-anchor', { seq });
  const digest = 'request' in row ? row.request : part === 'roots' ? row.roots : row.reply;
  return { size: row.size, bytes: readKept(readable, digest) };
}

function readKept({ folder }: ReadableCase, digest: string): Uint8Array {
  if (!sha256Text.test(digest)) throw new CaseError('file-missing', { path: digest.slice(0, 80) });
  const bytes = readOrTell(join(folder, keptPath('derivative', digest as Sha256)), digest);
  if (bytes === undefined) throw new CaseError('file-missing', { path: digest });
  if (Buffer.from(sha256(bytes)).toString('hex') !== digest) throw new CaseError('file-damaged', { path: digest, detail: 'its bytes have another SHA-256' });
  return bytes;
}

function readOrTell(path: string, digest: string): Buffer | undefined {
  try {
    return readSmallFile(path, mostBytes);
  } catch (error) {
    throw new CaseError('file-damaged', { path: digest, detail: toCaseError(error).code === 'internal' ? 'it cannot be read as a file' : toCaseError(error).message }, { cause: error });
  }
}

/** The certificates of a PEM text, as they would be pinned. Throws CaseError `roots-unreadable`. */
export async function listRoots(pem: string): Promise<{ sha256: string; subject: string }[]> {
  const roots = await readRoots(pem);
  if ('problem' in roots) throw new CaseError('roots-unreadable', { detail: roots.problem });
  return roots.map(({ sha256: fingerprint, subject }) => ({ sha256: fingerprint, subject }));
}
