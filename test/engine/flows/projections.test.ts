import Database from 'better-sqlite3';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recordEntries, type DatedDraft } from '../../../src-main/engine/custody/record.ts';
import { migrate } from '../../../src-main/engine/db/migrations.ts';
import { checkFixity, scanDeeply } from '../../../src-main/engine/index.ts';
import { derivativePath } from '../../../src-main/format/case-folder.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, importInto, reading } from './case-reading.ts';
import { writeClip } from './small-footage.ts';

/** A case in which every kind of act has happened, some of them twice. */
async function livelyCase(): Promise<string> {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  await writeClip(join(source, 'Ракета é.mov'));
  await writeClip(join(source, 'again.mov'));
  await writeClip(join(source, 'other.mov'), 1);
  writeFileSync(join(source, 'notes.txt'), 'notes');
  const collection = { receivedFrom: 'Ірина', how: 'by hand', notAvailable: [{ field: 'sourceUrl', why: 'none' }] };
  const stop = new AbortController();
  const onProgress = (): void => stop.abort();
  await importInto(folder, [source, join(source, 'gone')], { collection, alsoDigest: ['md5'], signal: stop.signal, onProgress });
  await importInto(folder, [source, join(source, 'gone')], { collection, alsoDigest: ['md5'] });
  appendFileSync(join(source, 'notes.txt'), 'more');
  await importInto(folder, [source], { verifyCopy: 'always' });
  await working(folder, (target) => checkFixity(target, { items: ['i1'] }));
  await working(folder, (target) => scanDeeply(target, { name: 'i1' }));
  const [original] = (await acts(folder, 'item-received')).map((act) => String(act.payload['item']));
  rmSync(join(folder, 'originals', original?.slice(0, 2) ?? '', original ?? ''));
  await working(folder, (target) => checkFixity(target, { items: [] }));
  return folder;
}

/** Project every entry of a case's log into a fresh database, as the writer does. */
async function replayed(folder: string): Promise<Database.Database> {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = ON');
  migrate(db);
  const { log, entries } = await reading(folder, (readable) => ({
    log: readable.info.log,
    entries: readable.db.prepare('SELECT bytes FROM log_entry ORDER BY seq').all() as { bytes: Buffer }[],
  }));
  for (const { bytes } of entries) {
    const { at, actor, type, payload, salt } = JSON.parse(bytes.toString('utf8')) as DatedDraft;
    recordEntries({ db, log, readDocument: (digest) => readFileSync(join(folder, derivativePath(digest))) }, [{ at, actor, type, payload, salt }]);
  }
  return db;
}

function everyRow(db: Database.Database): Map<string, unknown[]> {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name").all() as { name: string }[];
  const searchInside = /^item_search_(?:data|idx|docsize|config|content)$/;
  const names = tables.map(({ name }) => name).filter((name) => !searchInside.test(name));
  return new Map(names.map((name) => [name, db.prepare(`SELECT ${name === 'item_search' ? 'rowid, ' : ''}* FROM ${name}`).all()]));
}

it('every row of every table follows from the log and the files it names, and from nothing else', async () => {
  const folder = await livelyCase();
  const fresh = await replayed(folder);
  const [stored, again] = [await reading(folder, ({ db }) => everyRow(db)), everyRow(fresh)];
  fresh.close();
  expect([...again.keys()]).toEqual([...stored.keys()]);
  // A comparison of empty tables would say nothing.
  const empty = [...stored].filter(([, found]) => found.length === 0).map(([table]) => table);
  expect(empty.filter((table) => table !== 'disagreement')).toEqual([]);
  for (const [table, found] of stored) {
    expect({ table, rows: again.get(table) }).toEqual({ table, rows: found });
  }
});

it('every kind of act that a log may hold happens in the case that is replayed', async () => {
  const { kinds } = await import('../../../src-main/engine/custody/kinds.ts');
  const folder = await livelyCase();
  expect(existsSync(folder)).toBe(true);
  expect([...new Set((await acts(folder)).map((act) => act.type))].sort()).toEqual([...kinds.keys()].sort());
});
