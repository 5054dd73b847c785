import Database from 'better-sqlite3';
import { existsSync, statfsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile } from '../../format/case-folder.ts';
import { CaseError } from '../../shared/errors.ts';
import { refuseAltered, refuseUnaskable } from './layout.ts';
import { migrate, newestMigration } from './migrations.ts';
import { slimDown } from './slim-layout.ts';

export type CaseDatabase = Database.Database;
export type Row = Record<string, string | number | bigint | Uint8Array | null>;

const prepared = new WeakMap<CaseDatabase, Map<string, Database.Statement>>();

/** The prepared statement for a text, made once per connection. */
export function statement(db: CaseDatabase, text: string): Database.Statement {
  let ofDatabase = prepared.get(db);
  if (ofDatabase === undefined) prepared.set(db, (ofDatabase = new Map<string, Database.Statement>()));
  let found = ofDatabase.get(text);
  if (found === undefined) ofDatabase.set(text, (found = db.prepare(text)));
  return found;
}

/** Open the case's database for writing and bring its layout up to date. Only the one writer does this. */
export function openForWriting(caseFolder: string): CaseDatabase {
  refuseJournal(caseFolder);
  const db = guarded(caseFolder, () => new Database(join(caseFolder, databaseFile), { timeout: 5000 }));
  guarded(caseFolder, () => {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    // 16 MiB between checkpoints: bulk imports write their pages to the database once instead of many times.
    db.pragma('wal_autocheckpoint = 4096');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    migrate(db);
    refuseAltered(db, caseFolder);
  });
  return db;
}

export interface ReadConnection {
  db: CaseDatabase;
  /** The file that is read: the case's own, or a private copy. Further connections may be opened on it until `close`. */
  file: string;
  close(): Promise<void>;
}

/**
 * Open the case's database for reading only. Where the folder cannot be written or its disk is full, SQLite cannot make
 * the shared-memory file that a WAL database needs: then a private copy is read (DESIGN.md: "opens read-only when it must").
 */
export async function openForReading(caseFolder: string, tables?: readonly string[]): Promise<ReadConnection> {
  const file = join(caseFolder, databaseFile);
  if (!existsSync(file)) throw new CaseError('case-not-found', { folder: caseFolder });
  refuseJournal(caseFolder);
  try {
    return asReader(caseFolder, file, { dispose: async () => {}, tables });
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || !/CANTOPEN|READONLY|FULL|IOERR_SHM/.test(error.code)) throw damaged(caseFolder, error);
  }
  const copyFolder = await mkdtemp(join(tmpdir(), 'postquem-read-'));
  const dispose = (): Promise<void> => rm(copyFolder, { recursive: true, force: true });
  try {
    for (const suffix of ['', '-wal']) {
      if (existsSync(file + suffix)) await copyFile(file + suffix, join(copyFolder, databaseFile + suffix));
    }
    return asReader(caseFolder, join(copyFolder, databaseFile), { dispose, tables });
  } catch (error) {
    await dispose();
    throw damaged(caseFolder, error);
  }
}

function asReader(caseFolder: string, file: string, { dispose, tables }: { dispose: () => Promise<void>; tables: readonly string[] | undefined }): ReadConnection {
  const db = new Database(file, { readonly: true, timeout: 5000 });
  try {
    const found = Number(db.pragma('user_version', { simple: true }));
    if (found > newestMigration) throw new CaseError('case-too-new', { found, known: newestMigration });
    if (found <= 0) throw new CaseError('case-damaged', { folder: caseFolder, detail: 'its database is empty' });
    db.pragma('trusted_schema = OFF');
    refuseUnaskable(db, caseFolder, tables);
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    db,
    file,
    close: async () => {
      db.close();
      await dispose();
    },
  };
}

/** One more connection to a file that `openForReading` has opened. What stands in its layout is not trusted to call anything. */
export function openBeside(file: string): CaseDatabase {
  const db = new Database(file, { readonly: true, timeout: 5000 });
  db.pragma('trusted_schema = OFF');
  return db;
}

/**
 * A fresh database for rows that can be made again at any time: fast, and worth nothing after a crash. References are
 * not checked: what a log holds is compared, not corrected.
 */
export function openScratch(file: string): CaseDatabase {
  const db = new Database(file);
  // A run of entries that fails is rolled back: the journal is kept, but in memory, and so is what a savepoint needs.
  db.pragma('journal_mode = MEMORY');
  db.pragma('temp_store = MEMORY');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  // 16 MiB, whatever the log's length: what does not fit waits in the system's memory, which others may have back.
  db.pragma('cache_size = -16384');
  migrate(db);
  slimDown(db);
  return db;
}

/** Let statements of a connection see a second database under the name `replay`. */
export function attachReplay(db: CaseDatabase, file: string): void {
  db.prepare('ATTACH DATABASE ? AS replay').run(file);
}

/**
 * The database runs with a write-ahead log. A rollback journal beside it was put there by another program, and SQLite
 * would play it into the database at the next opening: what was read would not be what the next reader sees.
 */
function refuseJournal(folder: string): void {
  if (!existsSync(join(folder, `${databaseFile}-journal`))) return;
  throw new CaseError('case-damaged', { folder, detail: `a file ${databaseFile}-journal lies beside its database, which another program has left there` });
}

function guarded<T>(caseFolder: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw damaged(caseFolder, error);
  }
}

function damaged(folder: string, error: unknown): CaseError {
  if (error instanceof CaseError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  if (isDiskFull(folder, error)) return new CaseError('disk-full', { path: join(folder, databaseFile) }, { cause: error });
  if (error instanceof Database.SqliteError && /READONLY|CANTOPEN/.test(error.code)) {
    return new CaseError('case-read-only', { folder, detail }, { cause: error });
  }
  return new CaseError('case-damaged', { folder, detail }, { cause: error });
}

/** SQLite says FULL of its database, and a mere input/output error of the files beside it: then the disk is asked. */
export function isDiskFull(folder: string, error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false;
  if (error.code === 'SQLITE_FULL') return true;
  if (!error.code.startsWith('SQLITE_IOERR')) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < 1 << 16;
}

/** What a failed write means for people: a full disk, a folder that cannot be written, or something unforeseen. */
export function explainWriteFailure(caseFolder: string, error: unknown): CaseError | undefined {
  if (!(error instanceof Database.SqliteError)) return undefined;
  const path = join(caseFolder, databaseFile);
  if (isDiskFull(caseFolder, error)) return new CaseError('disk-full', { path }, { cause: error });
  if (/IOERR|READONLY|CANTOPEN/.test(error.code)) {
    return new CaseError('vault-write-failed', { path, detail: error.message }, { cause: error });
  }
  return undefined;
}
