import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCase, openCaseForReading, rebuildCase, verifyCase } from '../../../src-main/engine/index.ts';
import { importInto, reading } from '../../engine/flows/case-reading.ts';
import { seededRandom } from '../../known-system.ts';
import { knownSystem, temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { addEntry, addMisstated } from './adding.ts';
import { changeEntry, copyOf, inDatabase } from './altering.ts';

let folder: string;
let victim: { fingerprint: string; custodian: string };
beforeAll(async () => {
  folder = await temporaryCase();
  const source = await temporaryFolder();
  writeFileSync(join(source, 'a.txt'), 'a');
  await importInto(folder, [source], { keepOnly: true });
  const other = await temporaryCase();
  victim = await reading(other, ({ logKey, custodian }) => ({ fingerprint: logKey.fingerprint, custodian: custodian.fingerprint }));
});

const codesOf = async (copy: string, options: { pin?: string } = {}): Promise<string[]> => [...new Set((await verifyCase({ folder: copy, ...options })).findings.map(({ code }) => code))];

describe('what was written beside a key is not believed', () => {
  it('so a log that borrows another key’s fingerprint does not pass the pin', async () => {
    const copy = await copyOf(folder);
    const own = await reading(folder, ({ logKey }) => logKey.fingerprint);
    changeEntry(copy, 1, { withLeaf: true, bytes: (bytes) => Buffer.from(bytes.toString().replace(own, victim.fingerprint)) });
    const { fingerprint, findings } = await verifyCase({ folder: copy, pin: victim.fingerprint });
    expect(fingerprint).toBe(own);
    expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['pin-differs', 'entry-invalid']));
  });

  it('nor a row that names another key: the case is not read with it', async () => {
    const copy = await copyOf(folder);
    inDatabase(copy, (db) => db.prepare("UPDATE signing_key SET fingerprint = ? WHERE role = 'custodian'").run(victim.custodian));
    await expect(openCaseForReading({ folder: copy, ...knownSystem })).rejects.toMatchObject({ code: 'case-damaged' });
    expect(await codesOf(copy)).toContain('row-missing');
  });
});

describe('entries that nobody with the key has added', () => {
  it('are not made signed by an old checkpoint’s note', async () => {
    const copy = await copyOf(folder);
    const { size } = addMisstated(copy);
    const { findings, signedSize, proved } = await verifyCase({ folder: copy });
    expect(findings).toContainEqual(expect.objectContaining({ code: 'checkpoint-misstated', thing: `checkpoint ${size}` }));
    expect(findings).toContainEqual(expect.objectContaining({ code: 'replay-failed', thing: `entry ${size}` }));
    expect([signedSize < size - 1, proved]).toEqual([true, []]);
  });

  it('are told as unsigned, and the next session says how many it found', async () => {
    const copy = await copyOf(folder);
    inDatabase(copy, (db) => addEntry(db, { type: 'keys-backed-up', payload: { passphrase: 'declined' } }));
    inDatabase(copy, (db) => db.prepare('UPDATE signing_key SET backed_up_at = (SELECT signed_at FROM checkpoint ORDER BY size DESC LIMIT 1)').run());
    const { notProved } = await verifyCase({ folder: copy });
    expect(notProved.join()).toContain('Who wrote the last 2 entries');
    const source = await temporaryFolder();
    writeFileSync(join(source, 'b.txt'), 'b');
    await importInto(copy, [source], { keepOnly: true });
    const started = await reading(copy, ({ db }) => db.prepare("SELECT CAST(bytes AS TEXT) FROM log_entry WHERE CAST(bytes AS TEXT) LIKE '%\"type\":\"session-started\"%' ORDER BY seq DESC LIMIT 1").pluck().get());
    expect(JSON.parse(String(started))).toMatchObject({ payload: { unsignedBefore: 1 } });
  });

  it('cannot name another custodian', async () => {
    const copy = await copyOf(folder);
    const payload = await reading(copy, ({ db }) => JSON.parse(String(db.prepare('SELECT CAST(bytes AS TEXT) FROM log_entry WHERE seq = 1').pluck().get())) as { payload: Record<string, unknown> });
    const seq = inDatabase(copy, (db) => addEntry(db, { type: 'custodian-named', payload: payload.payload }));
    expect((await verifyCase({ folder: copy })).findings).toContainEqual(expect.objectContaining({ code: 'replay-failed', thing: `entry ${seq}` }));
  });
});

describe('a database that does not do as it is told', () => {
  it.each(['sqlite_x', 'quiet'])('with the trigger %s is named by verify and refused for work', async (name) => {
    const copy = await copyOf(folder);
    inDatabase(copy, (db) => {
      db.pragma('writable_schema = ON');
      db.prepare("INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('trigger', ?, 'log_entry', 0, ?)").run(
        name,
        `CREATE TRIGGER ${name} BEFORE INSERT ON log_entry BEGIN SELECT RAISE(IGNORE); END`,
      );
    });
    expect(await codesOf(copy)).toContain('schema-differs');
    await expect(openCase({ folder: copy, ...knownSystem })).rejects.toMatchObject({ code: 'case-damaged' });
  });

  it('with a view in a table’s place is not asked anything', async () => {
    const copy = await copyOf(folder);
    inDatabase(copy, (db) => db.exec('DROP TABLE case_info; CREATE VIEW case_info AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n'));
    await expect(openCaseForReading({ folder: copy, ...knownSystem })).rejects.toMatchObject({ code: 'case-damaged' });
    await expect(verifyCase({ folder: copy })).rejects.toMatchObject({ code: 'case-damaged' });
  });

  it('with a rollback journal beside it is refused: SQLite would play that in', async () => {
    const copy = await copyOf(folder);
    writeFileSync(join(copy, 'case.sqlite-journal'), 'x');
    for (const open of [openCase, openCaseForReading]) await expect(open({ folder: copy, ...knownSystem })).rejects.toMatchObject({ code: 'case-damaged' });
    await expect(verifyCase({ folder: copy })).rejects.toThrow(/case\.sqlite-journal/);
  });
});

describe.skipIf(process.platform === 'win32')('links and special files in a case', () => {
  it.each(['incoming', 'originals', 'derivatives', 'keys', 'checkpoint'])('in the place of %s are findings, and no work is done through them', async (part) => {
    const [copy, elsewhere] = [await copyOf(folder), await temporaryFolder()];
    renameSync(join(copy, part), join(elsewhere, part));
    symlinkSync(join(elsewhere, part), join(copy, part));
    const precious = join(elsewhere, 'precious.txt');
    writeFileSync(precious, 'precious');
    expect(await codesOf(copy)).toContain('not-in-its-place');
    await expect(openCase({ folder: copy, ...knownSystem })).rejects.toMatchObject({ code: 'case-damaged' });
    expect(readFileSync(precious, 'utf8')).toBe('precious');
  });

  it('named writer.owner leaves what they point to alone', async () => {
    const [copy, elsewhere] = [await copyOf(folder), await temporaryFolder()];
    const precious = join(elsewhere, 'precious.txt');
    writeFileSync(precious, 'precious');
    symlinkSync(precious, join(copy, 'writer.owner'));
    await working(copy, () => Promise.resolve());
    expect(readFileSync(precious, 'utf8')).toBe('precious');
  });

  it('in keys/ are not brought into a case that is made again', async () => {
    const [copy, elsewhere] = [await copyOf(folder), await temporaryFolder()];
    writeFileSync(join(elsewhere, 'secret'), 'secret');
    symlinkSync(join(elsewhere, 'secret'), join(copy, 'keys/readme'));
    const into = join(elsewhere, 'again');
    await rebuildCase({ folder: copy, into, random: seededRandom(5) });
    expect(existsSync(join(into, 'keys/readme'))).toBe(false);
    expect(existsSync(join(into, 'keys/log.pem'))).toBe(true);
  });

  it('that never end do not hold verify up', async () => {
    const copy = await copyOf(folder);
    rmSync(join(copy, 'checkpoint'));
    expect(spawnSync('mkfifo', [join(copy, 'checkpoint')]).status).toBe(0);
    expect(await codesOf(copy)).toEqual(expect.arrayContaining(['not-in-its-place', 'checkpoint-unreadable']));
  });
});

it('what is made inside the case is refused', async () => {
  const copy = await copyOf(folder);
  mkdirSync(join(copy, 'more'));
  await expect(rebuildCase({ folder: copy, into: join(copy, 'more/again'), random: seededRandom(5) })).rejects.toThrow(/lies inside the case/);
});
