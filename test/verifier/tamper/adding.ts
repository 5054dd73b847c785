import { makeEntryBytes, type Entry } from '../../../src-main/format/entry.ts';
import { inDatabase, leafOf, type Raw } from './altering.ts';

/** Append an entry as somebody who can write the folder and has no key. Returns its number; its rows are the caller's. */
export function addEntry(db: Raw, draft: { type: string; payload: Record<string, unknown> | ((seq: number) => Record<string, unknown>) }): number {
  const last = db.prepare('SELECT seq, bytes FROM log_entry ORDER BY seq DESC LIMIT 1').get() as { seq: number; bytes: Buffer };
  const before = JSON.parse(last.bytes.toString('utf8')) as Entry;
  const seq = last.seq + 1;
  const payload = typeof draft.payload === 'function' ? draft.payload(seq) : draft.payload;
  const bytes = makeEntryBytes({ ...before, seq, type: draft.type, payload, salt: '0'.repeat(32) });
  db.prepare('INSERT INTO log_entry (seq, bytes, leaf) VALUES (?, ?, ?)').run(seq, bytes, leafOf(bytes));
  return seq;
}

/** Add an act that never happened, and an entry and a row that say it was signed: with the note of the newest checkpoint. */
export function addMisstated(folder: string): { size: number } {
  return inDatabase(folder, (db) => {
    const note = db.prepare('SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1').pluck().get() as string;
    addEntry(db, { type: 'passphrase-changed', payload: { passphrase: 'declined' } });
    const root = '0'.repeat(64);
    const size = addEntry(db, { type: 'checkpoint-signed', payload: (seq) => ({ size: seq, root, note }) });
    db.prepare("INSERT INTO checkpoint (size, seq, signed_at, root, note) SELECT ?, ?, signed_at, ?, ? FROM checkpoint LIMIT 1").run(size, size, root, note);
    return { size };
  });
}
