import { join } from 'node:path';
import { equalBytes } from '../../format/bytes.ts';
import { checkpointFile } from '../../format/case-folder.ts';
import { checkCheckpoint } from '../../format/checkpoint.ts';
import { noteLimitBytes, readVerifierKey, type VerifierKey } from '../../format/signed-note.ts';
import type { CaseDatabase } from '../db/database.ts';
import { findCheckpoint, newestCheckpoint, type StoredCheckpoint } from '../db/tables/checkpoint.ts';
import { logSize } from '../db/tables/log-entry.ts';
import { checkSignature } from './keys.ts';
import type { LogIdentity } from './log-identity.ts';
import { readLogTree, treeRoot } from './log-tree.ts';
import { sha256 } from './sha256.ts';
import { readSmallFile } from './small-file.ts';
import { saysWhatItsNoteSays } from './stated-checkpoint.ts';

/** Why a log and the checkpoint beside it do not belong together. */
export const forkReasons = ['no-checkpoint', 'checkpoint-unreadable', 'checkpoint-of-another-log', 'log-shorter', 'log-differs', 'checkpoint-not-recorded', 'checkpoint-misstated'] as const;

/** The log is not a continuation of what was signed last. */
export interface LogFork {
  reason: (typeof forkReasons)[number];
  /** Entries that the checkpoint covers, where it can be read. */
  signedSize?: number;
  /** Entries in the database. */
  foundSize: number;
}

/** The checkpoint beside the database, read before the database is: a writer goes the other way. */
export function readCheckpointFile(caseFolder: string): string | undefined {
  try {
    return readSmallFile(join(caseFolder, checkpointFile), noteLimitBytes)?.toString('utf8');
  } catch (error) {
    // Something stands there that is none: it is no checkpoint, and it is not missing.
    return `unreadable: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * Compare the log with the checkpoint beside it (FORMAT.md, section 1, "Fork guard"): the checkpoint must be of this log
 * and a prefix of it. Cost: O(entries / 256) rows; stored leaf hashes are trusted here and checked by `verify`.
 */
export async function guardAgainstFork(db: CaseDatabase, file: string | undefined, identity: Pick<LogIdentity, 'log' | 'verifierKey'>): Promise<LogFork | undefined> {
  const foundSize = logSize(db);
  if (file === undefined) return { reason: 'no-checkpoint', foundSize };
  const key = readVerifierKey(sha256, identity.verifierKey);
  if ('problem' in key) return { reason: 'checkpoint-of-another-log', foundSize };
  const read = await checkCheckpoint(file, key, checkSignature);
  if ('problem' in read) {
    const reason = read.problem === 'unreadable' || read.problem === 'signature-invalid' ? 'checkpoint-unreadable' : 'checkpoint-of-another-log';
    return { reason, foundSize };
  }
  const { size: signedSize, root, origin } = read.checkpoint;
  if (origin !== identity.log) return { reason: 'checkpoint-of-another-log', signedSize, foundSize };
  if (foundSize < signedSize) return { reason: 'log-shorter', signedSize, foundSize };
  if (!equalBytes(treeRoot(readLogTree(db, signedSize)), root)) return { reason: 'log-differs', signedSize, foundSize };
  if (findCheckpoint(db, signedSize)?.note !== file) return { reason: 'checkpoint-not-recorded', signedSize, foundSize };
  const newest = newestCheckpoint(db);
  if (newest === undefined || newest.note === file) return newest?.size === signedSize ? undefined : { reason: 'checkpoint-misstated', signedSize, foundSize };
  return (await isSignedState(db, newest, { log: identity.log, key })) ? undefined : { reason: 'checkpoint-misstated', signedSize, foundSize };
}

/** Whether a row tells truly of a checkpoint that was signed and is a prefix of the log. */
async function isSignedState(db: CaseDatabase, row: StoredCheckpoint, { log, key }: { log: string; key: VerifierKey }): Promise<boolean> {
  if (!saysWhatItsNoteSays({ ...row, log })) return false;
  const read = await checkCheckpoint(row.note, key, checkSignature);
  return !('problem' in read) && equalBytes(treeRoot(readLogTree(db, row.size)), read.checkpoint.root);
}

/** The newest checkpoint that the log tells of, when the file beside it is older: a crash came between the two. */
export function checkpointToWrite(db: CaseDatabase, file: string | undefined): string | undefined {
  const newest = newestCheckpoint(db);
  return newest === undefined || newest.note === file ? undefined : newest.note;
}
