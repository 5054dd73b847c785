import Database from 'better-sqlite3';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../../src-main/engine/custody/sha256.ts';
import { leafHash } from '../../../src-main/format/entry.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

export type Raw = Database.Database;

/** A copy of a case folder, to be altered. */
export async function copyOf(folder: string): Promise<string> {
  const copy = join(await temporaryFolder(), 'case');
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** Work on a case's database as somebody who knows SQLite and nothing else: checks and references do not hold. */
export function inDatabase<T>(folder: string, act: (db: Raw) => T): T {
  const db = new Database(join(folder, 'case.sqlite'));
  try {
    db.unsafeMode(true);
    db.pragma('foreign_keys = OFF');
    db.pragma('ignore_check_constraints = ON');
    return act(db);
  } finally {
    db.close();
  }
}

/** Write to the entries behind their triggers' back: those are put back as they were. */
export function inLog<T>(folder: string, act: (db: Raw) => T): T {
  return inDatabase(folder, (db) => {
    const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string; sql: string }[];
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    const done = act(db);
    for (const { sql } of triggers) db.exec(sql);
    return done;
  });
}

export interface Entry {
  seq: number;
  bytes: Buffer;
  leaf: Buffer;
}

export function entryOf(db: Raw, seq: number): Entry {
  return db.prepare('SELECT seq, bytes, leaf FROM log_entry WHERE seq = ?').get(seq) as Entry;
}

export function putEntry(db: Raw, { seq, bytes, leaf }: Entry): void {
  db.prepare('UPDATE log_entry SET bytes = ?, leaf = ? WHERE seq = ?').run(bytes, leaf, seq);
}

/** Replace the bytes of an entry, and its leaf hash where `withLeaf`. */
export function changeEntry(folder: string, seq: number, change: { bytes: (bytes: Buffer) => Buffer; withLeaf: boolean }): void {
  inLog(folder, (db) => {
    const entry = entryOf(db, seq);
    const bytes = change.bytes(entry.bytes);
    putEntry(db, { seq, bytes, leaf: change.withLeaf ? leafOf(bytes) : entry.leaf });
  });
}

export function leafOf(bytes: Uint8Array): Buffer {
  return Buffer.from(leafHash(sha256, bytes));
}

/** The bytes with one bit of one byte turned. */
export function flipped(bytes: Uint8Array, at: number, bit = 1): Buffer {
  const other = Buffer.from(bytes);
  other[at] = (other[at] ?? 0) ^ bit;
  return other;
}

/** Another digit in the entry's salt: it stays an entry like any other. */
export function resalted(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString().replace(/"salt":"(.)/, (_, digit: string) => `"salt":"${digit === '0' ? '1' : '0'}`));
}

/** Replace a file, whatever its mode says. */
export function changeFile(folder: string, path: string, change: (bytes: Buffer) => Uint8Array): void {
  const file = join(folder, path);
  const bytes = change(readFileSync(file));
  rmSync(file);
  writeFileSync(file, bytes);
}
