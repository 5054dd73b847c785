import Database from 'better-sqlite3';
import { join } from 'node:path';
import { itemReceived } from '../../src-main/engine/custody/kinds/item-received.ts';
import { importStarted } from '../../src-main/engine/custody/kinds/import.ts';
import { openLog, recordEntries } from '../../src-main/engine/custody/record.ts';
import { openForWriting } from '../../src-main/engine/db/database.ts';
import { findEntry } from '../../src-main/engine/db/tables/log-entry.ts';
import { parseSha256 } from '../../src-main/shared/digest.ts';
import { seededRandom } from '../known-system.ts';
import { benchCase, benchFolder, scale, tell } from './bench-case.ts';
import { dater, receiptPayload } from './long-log.ts';
import { sideBySide } from './side-by-side.ts';

/** What an append costs without the log's promises: the same bytes into a table, same settings. */
function bareDatabase(n: number): { insert(bytes: Uint8Array[]): void; close(): void } {
  const db = new Database(join(benchFolder, `bare-${n}.sqlite`));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('wal_autocheckpoint = 4096');
  db.exec('CREATE TABLE log_entry (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO log_entry (bytes) VALUES (?)');
  return { insert: db.transaction((all: Uint8Array[]) => all.forEach((bytes) => insert.run(bytes))), close: () => db.close() };
}

/**
 * Appends from the check of the payload to the commit. In the application the check is done by another thread, and the
 * making of the payload by neither.
 */
async function contest(batch: number, appends: number, target: number): Promise<void> {
  const db = openForWriting(await benchCase());
  const log = (db.prepare('SELECT log FROM case_info').get() as { log: string }).log;
  const dated = dater(`SHA256:${'A'.repeat(43)}`, seededRandom());
  const request = { sha256: parseSha256('0'.repeat(64)), bytes: 2 };
  const writing = openLog({ db, log, readDocument: () => new Uint8Array() });
  const importSeq = recordEntries(writing, [dated(importStarted.draft({ request, pathCount: 1, collection: {} }))]);
  const bare = bareDatabase(batch);
  let made = 0;
  let payloads: ReturnType<typeof receiptPayload>[][] = [];
  let bytes: Uint8Array[] = [];
  const times = await sideBySide({
    prepare: () => {
      payloads = Array.from({ length: appends }, () => Array.from({ length: batch }, () => receiptPayload(made++, importSeq)));
      bytes = Array.from({ length: batch }, () => findEntry(db, writing.tree.blocks.size)?.bytes ?? new Uint8Array(900));
    },
    ours: () => {
      for (const group of payloads) recordEntries(writing, group.map((payload) => dated(itemReceived.draft(payload))));
    },
    reference: () => {
      for (let n = 0; n < appends; n++) bare.insert(bytes);
    },
    rounds: 9,
  });
  tell({ what: `log append with rows, ${batch} a transaction`, reference: 'bare SQLite insert', ...times, target });
  db.close();
  bare.close();
}

await contest(1, Math.round(400 * scale), 1.5);
await contest(256, Math.round(20 * scale), 2);
