import Database from 'better-sqlite3';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaseError } from '../../shared/errors.ts';
import { isDiskFull } from './database.ts';

const lockFile = 'writer.lock';
const ownerFile = 'writer.owner';

export interface WriterLock {
  release(): void;
}

/**
 * Become the case's only writer. The lock is SQLite's own on a file of its own: the system releases it when
 * the process dies, however it dies, so a stale lock cannot exist. Throws CaseError `case-in-use` naming the owner.
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
  nameOwner(caseFolder, owner);
  return {
    release: () => {
      rmSync(join(caseFolder, ownerFile), { force: true });
      db.close();
    },
  };
}

/** For the sentence that another process shows; the lock holds without it, on a full disk for instance. */
function nameOwner(caseFolder: string, owner: string): void {
  try {
    // Removed first and made anew: what stands there may be a link to somebody's file.
    rmSync(join(caseFolder, ownerFile), { force: true });
    writeFileSync(join(caseFolder, ownerFile), `${owner}\n`, { flag: 'wx' });
  } catch {
    rmSync(join(caseFolder, ownerFile), { force: true });
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
