import Database from 'better-sqlite3';
import { join } from 'node:path';
import { itemReceived } from '../../src-main/engine/custody/kinds/item-received.ts';
import { importStarted } from '../../src-main/engine/custody/kinds/import.ts';
import { openLog, recordEntries, type DatedDraft } from '../../src-main/engine/custody/record.ts';
import { openForReading, openForWriting, type CaseDatabase } from '../../src-main/engine/db/database.ts';
import { parseSha256 } from '../../src-main/shared/digest.ts';
import { benchCase, benchFolder, scale, tell } from './bench-case.ts';
import { sideBySide } from './side-by-side.ts';

const actor = `SHA256:${'A'.repeat(43)}`;
let made = 0;

function dated(draft: { type: string; payload: DatedDraft['payload'] }): DatedDraft {
  return { ...draft, at: '2026-11-22T08:00:00.000Z', actor, salt: (made++).toString(16).padStart(32, '0') };
}

function receipt(importSeq: number): DatedDraft {
  const item = parseSha256((made + 1).toString(16).padStart(64, '0'));
  const volume = { mountPoint: '/media/usb', fileSystem: 'exfat', device: '/dev/sdb1', removable: true, network: false } as const;
  return dated(
    itemReceived.draft({
      item,
      bytes: 12_345_678,
      import: importSeq,
      newCopy: true,
      name: `IMG_${made}.mp4`,
      sourcePath: `/media/usb/IMG_${made}.mp4`,
      volume,
      source: { modifiedAtNs: '1730000000000000000', device: '2049', inode: String(made), mode: '100644' },
      copyVerified: true,
      copyVerifiedBecause: 'removable-source',
    }),
  );
}

/** What an append costs without the log's promises: the same bytes into a table, same settings. */
function bareDatabase(n: number): { insert(bytes: Uint8Array[]): void; close(): void } {
  const db = new Database(join(benchFolder, `bare-${n}.sqlite`));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE log_entry (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO log_entry (bytes) VALUES (?)');
  return { insert: db.transaction((all: Uint8Array[]) => all.forEach((bytes) => insert.run(bytes))), close: () => db.close() };
}

async function contest(batch: number, appends: number, target: number): Promise<void> {
  const folder = await benchCase();
  const reading = await openForReading(folder);
  await reading.close();
  const db: CaseDatabase = openForWriting(folder);
  const log = (db.prepare('SELECT log FROM case_info').get() as { log: string }).log;
  const request = { sha256: parseSha256('0'.repeat(64)), bytes: 2 };
  const writing = openLog({ db, log, readDocument: () => new Uint8Array() });
  const importSeq = recordEntries(writing, [dated(importStarted.draft({ request, pathCount: 1, collection: {} }))]);
  const bare = bareDatabase(batch);
  const bytes = Array.from({ length: batch }, () => new Uint8Array(900).fill(65));
  const times = await sideBySide({
    ours: () => {
      for (let n = 0; n < appends; n++) recordEntries(writing, Array.from({ length: batch }, () => receipt(importSeq)));
    },
    reference: () => {
      for (let n = 0; n < appends; n++) bare.insert(bytes);
    },
    rounds: 5,
  });
  tell({ what: `log append with rows, ${batch} a transaction`, reference: 'bare SQLite insert', ...times, target });
  db.close();
  bare.close();
}

await contest(1, Math.round(400 * scale), 1.5);
await contest(256, Math.round(20 * scale), 2);
