import Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leafHash, readEntry } from '../../../src-main/format/entry.ts';
import { openLogWriter } from '../../../src-main/engine/custody/log-writer.ts';
import { sourceNotReceived } from '../../../src-main/engine/custody/kinds/item-received.ts';
import { sessionEnded, sessionStarted } from '../../../src-main/engine/custody/kinds/session.ts';
import { createCase } from '../../../src-main/engine/flows/create-case.ts';
import { seededRandom, steppingClock } from '../../known-system.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { logSigning } from './log-signing.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

async function newCase() {
  const folder = join(await temporaryFolder(), 'case');
  const system = { clock: steppingClock(), random: seededRandom(3) };
  const { log, custodianKey } = await createCase({ folder, title: 'T', custodian: 'N', passphrase: undefined, ...system });
  return { folder, options: { caseFolder: folder, log, actor: custodianKey, ...logSigning(folder, log), ...system } };
}

const started = sessionStarted.draft({
  toolVersion: '0',
  versions: {},
  system: 'test',
  clock: { state: 'unknown', source: 'test' },
});

/** Breaks a foreign key when it is projected: there is no import 999. */
const unprojectable = sourceNotReceived.draft({ import: 999, sourcePath: '/x', reason: 'vanished' });

function entries(folder: string): { seq: number; bytes: Buffer; leaf: Buffer }[] {
  const db = new Database(join(folder, 'case.sqlite'));
  const rows = db.prepare('SELECT * FROM log_entry ORDER BY seq').all() as ReturnType<typeof entries>;
  db.close();
  return rows;
}

describe('the log writer', () => {
  it('stores the exact canonical bytes with their leaf hash, numbered without gaps', async () => {
    const { folder, options } = await newCase();
    const writer = await openLogWriter(options);
    expect(await writer.record([started, sessionEnded.draft({ started: 3 })])).toBe(3);
    await writer.close();
    const stored = entries(folder);
    expect(stored.map((row) => row.seq)).toEqual([0, 1, 2, 3, 4]);
    for (const row of stored) {
      expect(row.leaf).toEqual(Buffer.from(leafHash(sha256, row.bytes)));
      const read = readEntry(row.bytes);
      expect(read).toMatchObject({ entry: { seq: row.seq, log: options.log, actor: options.actor } });
    }
  });

  it('records all acts of a call or none: a row that cannot follow takes its entries with it', async () => {
    const { folder, options } = await newCase();
    const writer = await openLogWriter(options);
    await expect(writer.record([started, unprojectable])).rejects.toThrow(/FOREIGN KEY/);
    expect(await writer.record([started])).toBe(3);
    await writer.close();
    expect(entries(folder)).toHaveLength(4);
  });

  it('refuses an entry over 65,535 bytes and records nothing of it', async () => {
    const { folder, options } = await newCase();
    const writer = await openLogWriter(options);
    const tooLong = { ...started, payload: { ...started.payload, system: 'x'.repeat(70_000) } };
    await expect(writer.record([tooLong])).rejects.toMatchObject({ code: 'entry-too-large' });
    await writer.close();
    expect(entries(folder)).toHaveLength(3);
  });

  it('lets nobody change or remove an entry, the sqlite3 shell included', async () => {
    const { folder } = await newCase();
    const db = new Database(join(folder, 'case.sqlite'));
    expect(() => db.exec("UPDATE log_entry SET bytes = x'00' WHERE seq = 0")).toThrow(/never changed/);
    expect(() => db.exec('DELETE FROM log_entry')).toThrow(/never removed/);
    db.close();
  });

  it('is alone: a second writer is refused with the name of the first, and may write when it is gone', async () => {
    const { options } = await newCase();
    const first = await openLogWriter(options);
    await expect(openLogWriter(options)).rejects.toThrow(new RegExp(`process ${process.pid}`));
    await first.close();
    await (await openLogWriter(options)).close();
  });

  it('gives every entry another salt', async () => {
    const { folder, options } = await newCase();
    const writer = await openLogWriter(options);
    for (let n = 0; n < 20; n++) await writer.record([started]);
    await writer.close();
    const salts = entries(folder).map(({ bytes }) => (JSON.parse(bytes.toString()) as { salt: string }).salt);
    expect(new Set(salts).size).toBe(23);
  });
});
