import Database from 'better-sqlite3';
import { constants, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaseError } from '../../shared/errors.ts';
import { isDiskFull } from './database.ts';

/** Held for as long as a process writes to the case. */
export const lockFile = 'writer.lock';
const ownerFile = 'writer.owner';

/** Who held the lock before and did not give it back: a process that died, or whose computer did. */
export interface LeftLock {
  owner: string;
  /** When it took the lock; empty where that cannot be read any more. */
  since: string;
}

export interface WriterLock {
  /** Set where a lock that was left behind was taken over. */
  tookOver: LeftLock | undefined;
  release(): void;
  /** Let go of it as if it had not been taken: what was left behind is told to the next one. */
  giveBack(): void;
}

/**
 * Become the case's only writer. The lock is SQLite's own on a file of its own: the system releases it when the process
 * dies, however it dies, so that a stale one never keeps anybody out; the name beside it then tells whose it was.
 * Throws CaseError `case-in-use` naming the owner.
 */
export function takeWriterLock(caseFolder: string, owner: string): WriterLock {
  const db = openLockFile(caseFolder);
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new CaseError('case-in-use', { folder: caseFolder, owner: readOwner(caseFolder) }, { cause: error });
    }
    if (isDiskFull(caseFolder, error)) throw new CaseError('disk-full', { path: lockFile }, { cause: error });
    throw readOnly(caseFolder, error);
  }
  const left = readLeft(caseFolder);
  nameOwner(caseFolder, owner);
  const release = (): void => {
    dropOwner(caseFolder);
    db.close();
  };
  const giveBack = (): void => {
    if (left === undefined) return release();
    nameOwner(caseFolder, left);
    db.close();
  };
  return { tookOver: left === undefined ? undefined : parseOwner(left), release, giveBack };
}

/** The name that stands beside a lock nobody holds: its owner would have removed it. */
function readLeft(caseFolder: string): string | undefined {
  try {
    const text = readFileSync(join(caseFolder, ownerFile), { encoding: 'utf8', flag: constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0) });
    return text.slice(0, 500).trim();
  } catch {
    return undefined;
  }
}

/** `process 12 on laptop, since 2026-11-22T08:00:00.000Z` */
function parseOwner(text: string): LeftLock {
  const [, owner = text, since = ''] = /^(.*), since (\S+)$/.exec(text) ?? [];
  return { owner, since };
}

/** For the sentence that another process shows; the lock holds without it, on a full disk for instance. */
function nameOwner(caseFolder: string, owner: string): void {
  try {
    // Removed first and made anew: what stands there may be a link to somebody's file.
    rmSync(join(caseFolder, ownerFile), { force: true });
    writeFileSync(join(caseFolder, ownerFile), `${owner}\n`, { flag: 'wx' });
  } catch {
    dropOwner(caseFolder);
  }
}

function dropOwner(caseFolder: string): void {
  try {
    rmSync(join(caseFolder, ownerFile), { force: true });
  } catch {
    // A folder in its place, or a disk that is gone: the lock itself is what counts.
  }
}

function openLockFile(caseFolder: string): Database.Database {
  try {
    return new Database(join(caseFolder, lockFile), { timeout: 0 });
  } catch (error) {
    throw readOnly(caseFolder, error);
  }
}

function readOnly(folder: string, error: unknown): CaseError {
  return new CaseError('case-read-only', { folder, detail: error instanceof Error ? error.message : String(error) }, { cause: error });
}

function readOwner(caseFolder: string): string {
  try {
    return readFileSync(join(caseFolder, ownerFile), 'utf8').trim();
  } catch {
    return 'it does not say who';
  }
}
