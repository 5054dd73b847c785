import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sessionEnded, sessionStarted } from '../../../src-main/engine/custody/kinds/session.ts';
import { readLogTree, treeRoot } from '../../../src-main/engine/custody/log-tree.ts';
import { openLog, recordEntries, type DatedDraft } from '../../../src-main/engine/custody/record.ts';
import { replayLog } from '../../../src-main/engine/custody/replay.ts';
import { sha256 } from '../../../src-main/engine/custody/sha256.ts';
import { attachReplay, openForWriting, openScratch, type CaseDatabase } from '../../../src-main/engine/db/database.ts';
import { compareWithReplay } from '../../../src-main/engine/db/compare.ts';
import { insertEntry, iterateEntries, logSize } from '../../../src-main/engine/db/tables/log-entry.ts';
import { leafHash, makeEntryBytes } from '../../../src-main/format/entry.ts';
import { temporaryCase } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const open: CaseDatabase[] = [];
afterEach(() => open.splice(0).forEach((db) => db.close()));
const opened = (db: CaseDatabase): CaseDatabase => {
  open.push(db);
  return db;
};

const dated = (draft: { type: string; payload: object }): DatedDraft =>
  ({ ...draft, at: '2040-01-01T00:00:00.000Z', actor: `SHA256:${'A'.repeat(43)}`, salt: '0'.repeat(32) }) as DatedDraft;
const started = (): DatedDraft => dated(sessionStarted.draft({ toolVersion: '1', versions: {}, system: 's', clock: { state: 'unknown', source: 's' } }));

async function caseOf(sessions: number) {
  const db = opened(openForWriting(await temporaryCase()));
  const { log } = db.prepare('SELECT log FROM case_info').get() as { log: string };
  const writing = openLog({ db, log, readDocument: () => new Uint8Array() });
  recordEntries(writing, Array.from({ length: sessions }, started));
  return { db, log, writing };
}

/** An entry that belongs to this log and cannot be followed, put there past the writer. */
function smuggle(db: CaseDatabase, log: string, draft: DatedDraft): number {
  const seq = logSize(db);
  const bytes = makeEntryBytes({ v: 1, log, seq, ...draft });
  insertEntry(db, { seq, bytes, leaf: leafHash(sha256, bytes) });
  return seq;
}

const receiptWithoutImport = dated({
  type: 'item-received',
  payload: {
    item: 'a'.repeat(64), bytes: 1, import: 999, newCopy: true, name: 'x', sourcePath: '/x',
    volume: { mountPoint: '/', fileSystem: 'ext4', device: '/dev/sda', removable: false, network: false },
    source: { modifiedAtNs: '1', device: '1', inode: '1', mode: '100644' }, copyVerified: false, copyVerifiedBecause: 'not-needed',
  },
});

async function replayed(from: CaseDatabase) {
  const file = join(await temporaryFolder(), 'scratch.sqlite');
  const into = openScratch(file);
  const findings = replayLog({ from, into, size: logSize(from), readDocument: () => new Uint8Array(), keepEntries: false });
  const count = (table: string): unknown => into.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  const counts = { item: count('item'), receipt: count('receipt'), session: count('session'), subtree: count('log_subtree') };
  into.close();
  attachReplay(from, file);
  return { findings, counts, differences: [...compareWithReplay(from)] };
}

describe('replaying a log', () => {
  it('gives the rows of a log of many runs, and nothing else', async () => {
    const { db, writing } = await caseOf(20_000);
    expect((await replayed(db)).differences).toEqual([]);
    expect(treeRoot(writing.tree)).toEqual(treeRoot(readLogTree(db)));
  });

  it('leaves out every row of an entry that cannot be followed, and keeps those of its neighbours', async () => {
    const { db, log, writing } = await caseOf(300);
    const seq = smuggle(db, log, receiptWithoutImport);
    const later = openLog({ ...writing });
    recordEntries(later, [started(), dated(sessionEnded.draft({ started: seq + 1 })), started()]);
    const { findings, counts, differences } = await replayed(db);
    expect(findings).toEqual([expect.objectContaining({ code: 'replay-failed', thing: `entry ${seq}` })]);
    expect(counts).toEqual({ item: 0, receipt: 0, session: 302, subtree: 1 });
    expect(differences).toEqual([]);
  });
});

describe('a record that fails in its middle', () => {
  it('leaves the tree as it was, so that the next one goes on from there', async () => {
    const { db, writing } = await caseOf(254);
    const root = treeRoot(writing.tree);
    expect(() => recordEntries(writing, [started(), started(), dated({ type: 'session-started', payload: { toolVersion: 1.5 } })])).toThrow('toolVersion');
    expect(treeRoot(writing.tree)).toEqual(root);
    recordEntries(writing, [started(), started(), started()]);
    expect(treeRoot(writing.tree)).toEqual(treeRoot(readLogTree(db)));
  });
});

describe('entries on their way through memory', () => {
  const plain = (db: CaseDatabase): unknown[] => db.prepare('SELECT seq, bytes, leaf FROM log_entry ORDER BY seq').all();
  const passing = (db: CaseDatabase): unknown[] => [...iterateEntries(db, 0, logSize(db))].map(({ seq, bytes, leaf }) => ({ seq, bytes, leaf }));

  it('are the rows, byte for byte, with their gaps and whatever does not belong there', async () => {
    const { db, log } = await caseOf(600);
    db.exec('DROP TRIGGER log_entry_is_never_changed; DROP TRIGGER log_entry_is_never_removed; PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON');
    db.exec("DELETE FROM log_entry WHERE seq = 100 OR seq BETWEEN 255 AND 520; UPDATE log_entry SET bytes = x'007b00' WHERE seq = 7; UPDATE log_entry SET bytes = x'' WHERE seq = 8");
    expect(passing(db)).toEqual(plain(db));
    db.exec('UPDATE log_entry SET bytes = zeroblob(70000) WHERE seq = 3; UPDATE log_entry SET leaf = zeroblob(31) WHERE seq = 550');
    expect(passing(db)).toEqual(plain(db));
    db.prepare('INSERT INTO log_entry VALUES (?, ?, ?)').run(2 ** 52, Buffer.from(log), Buffer.alloc(32));
    expect(passing(db)).toEqual(plain(db));
    for (const { bytes, leafInput } of iterateEntries(db, 0, logSize(db))) expect(leafInput).toEqual(Buffer.concat([Buffer.alloc(1), bytes]));
  });
});
