import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointLog, verifyCase, type VerifyCase } from '../../../src-main/engine/index.ts';
import { CaseError } from '../../../src-main/shared/errors.ts';
import { seededRandom } from '../../known-system.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { changeFile, copyOf, flipped, inDatabase } from '../../verifier/tamper/altering.ts';
import { acts, filesBelow, importInto } from './case-reading.ts';
import { sessionStarted } from '../../../src-main/engine/custody/kinds/session.ts';

let folder: string;
let original: string;
let scratch: string;
const usual = process.env['TMPDIR'];
beforeAll(async () => {
  folder = await temporaryCase();
  const source = await temporaryFolder();
  for (const name of ['a', 'b', 'c']) writeFileSync(join(source, `${name}.txt`), name.repeat(100));
  await importInto(folder, [source]);
  const [first = ''] = (await acts(folder, 'item-received')).map((act) => String(act.payload['item']));
  original = `originals/${first.slice(0, 2)}/${first}`;
  // Whatever is left behind is seen in a folder that nobody else uses.
  scratch = join(await temporaryFolder(), 'scratch');
  mkdirSync(scratch);
});
afterAll(() => void (usual === undefined ? delete process.env['TMPDIR'] : (process.env['TMPDIR'] = usual)));

/** What verify leaves in the system's folder for temporary files. */
async function leftBehind(act: () => Promise<unknown>): Promise<string[]> {
  process.env['TMPDIR'] = scratch;
  try {
    await act();
  } finally {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
  }
  return readdirSync(scratch);
}

/** Every file of the case with its digest, but those that SQLite makes for every reader. */
function digests(place: string): string[] {
  const files = filesBelow(place, '.').filter((file) => !/-(?:shm|wal)$/.test(file));
  return files.map((file) => `${file} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`).toSorted();
}

async function codes(options: VerifyCase): Promise<string[]> {
  return (await verifyCase(options)).findings.map(({ code }) => code);
}

describe('verify', () => {
  it('changes no file of the case, and leaves none elsewhere', async () => {
    const before = digests(folder);
    expect(await leftBehind(() => verifyCase({ folder }))).toEqual([]);
    expect(digests(folder)).toEqual(before);
  });

  it('tells how far it has come: entries, rows, files, each to its end', async () => {
    const told = new Map<string, { done: number; of: number }>();
    const { entries, files } = await verifyCase({ folder, onProgress: ({ stage, done, of }) => void told.set(stage, { done, of }) });
    expect(Object.fromEntries(told)).toEqual({ log: { done: entries, of: entries }, rows: { done: entries, of: entries }, files: { done: files.bytes, of: files.bytes } });
  });

  it('says what it did not show even when it finds nothing', async () => {
    const { findings, proved, notProved } = await verifyCase({ folder });
    expect(findings).toEqual([]);
    expect(proved).toHaveLength(3);
    expect(notProved.join()).toMatch(/Whose log this is.*That nothing was altered, removed or reordered at all.*That what the log says was true/);
  });

  it('never says that something is tamper-proof, authentic or certified', async () => {
    const { proved, notProved } = await verifyCase({ folder });
    expect([...proved, ...notProved].join()).not.toMatch(/tamper-proof|authentic|certified/i);
  });

  it('shows nothing where there is a finding', async () => {
    const copy = await copyOf(folder);
    rmSync(join(copy, original));
    const { proved, notProved } = await verifyCase({ folder: copy });
    expect(proved).toEqual([]);
    expect(notProved[0]).toContain('one finding stands against it');
  });

  it('refuses a folder that holds no case', async () => {
    await expect(verifyCase({ folder: await temporaryFolder() })).rejects.toMatchObject({ code: 'case-not-found' });
  });
});

describe('verify, when only sizes are asked for,', () => {
  it('reads no kept file, and says so', async () => {
    const copy = await copyOf(folder);
    changeFile(copy, original, (bytes) => flipped(bytes, 50));
    expect(await codes({ folder: copy })).toEqual(['digest-mismatch']);
    const verification = await verifyCase({ folder: copy, quick: true });
    expect(verification).toMatchObject({ findings: [], files: { sizesOnly: true } });
    expect(verification.proved.join()).toContain('Their content was not read (--quick).');
    expect(verification.proved.join()).not.toContain('with the right SHA-256');
  });

  it.each<[string, string, (copy: string) => void]>([
    ['size-mismatch', 'has grown', (copy) => changeFile(copy, original, (bytes) => Buffer.concat([bytes, Buffer.of(0)]))],
    ['file-missing', 'is gone', (copy) => rmSync(join(copy, original))],
    [
      'not-a-regular-file',
      'is a link',
      (copy) => {
        renameSync(join(copy, original), join(copy, '..', 'elsewhere'));
        symlinkSync(join(copy, '..', 'elsewhere'), join(copy, original));
      },
    ],
    ['orphan-file', 'is too many', (copy) => writeFileSync(join(copy, 'originals', 'more'), 'x')],
  ])('finds by %s a file that %s', async (code, _, alter) => {
    const copy = await copyOf(folder);
    alter(copy);
    expect(await codes({ folder: copy, quick: true })).toEqual([code]);
  });
});

describe('verify with a checkpoint that the reader holds', () => {
  const held = (place: string): string => readFileSync(join(place, 'checkpoint'), 'utf8');

  it('says since when nothing was altered when the log has grown from it', async () => {
    const copy = await copyOf(folder);
    await working(copy, (target) => target.record([sessionStarted.draft({ toolVersion: '0', versions: {}, system: 'x', clock: { state: 'unknown', source: 'x' } })]));
    const { findings, proved, notProved } = await verifyCase({ folder: copy, heldCheckpoints: [{ name: 'old', note: held(folder) }] });
    expect(findings).toEqual([]);
    const size = held(folder).split('\n')[1];
    expect(proved.join()).toContain(`Nothing among the first ${size} entries was altered, removed or reordered since the checkpoint that you hold was given to you.`);
    expect(notProved.join()).not.toContain('no checkpoint of this log is known to be in other hands');
  });

  it.each<[string, string, () => Promise<string>]>([
    ['checkpoint-of-another-log', 'is of another log', async () => held(await temporaryCase())],
    ['checkpoint-unreadable', 'is none', () => Promise.resolve('rubbish')],
    ['checkpoint-signature-invalid', 'was altered', () => Promise.resolve(held(folder).replace(/\n\d+\n/, '\n1\n'))],
    [
      'checkpoint-beyond-the-log',
      'covers more than there is',
      async () => {
        const copy = await copyOf(folder);
        await working(copy, (target) => target.record([sessionStarted.draft({ toolVersion: '0', versions: {}, system: 'x', clock: { state: 'unknown', source: 'x' } })]));
        return held(copy);
      },
    ],
  ])('finds by %s that it %s', async (code, _, note) => {
    const { findings } = await verifyCase({ folder, heldCheckpoints: [{ name: 'old', note: await note() }] });
    expect(findings.map(({ code, thing }) => [code, thing])).toEqual([[code, 'the checkpoint that you hold, old']]);
  });

  it('knows the key by both of its names, and another by neither', async () => {
    const { verifierKey, fingerprint } = await verifyCase({ folder });
    for (const pin of [verifierKey, fingerprint]) expect(await verifyCase({ folder, pin })).toMatchObject({ findings: [], pinned: true });
    const custodian = inDatabase(folder, (db) => db.prepare("SELECT fingerprint FROM signing_key WHERE role = 'custodian'").pluck().get()) as string;
    const { findings } = await verifyCase({ folder, pin: custodian });
    expect(findings).toMatchObject([{ code: 'pin-differs', expected: custodian }]);
    expect(findings[0]?.actual).toContain("the custodian's own key");
  });
});

describe('verify that is cancelled', () => {
  const asked = new Error('asked to stop');

  it('before it begins', async () => {
    expect(await leftBehind(() => expect(verifyCase({ folder, signal: AbortSignal.abort(asked) })).rejects.toBe(asked))).toEqual([]);
  });

  it.each(['log', 'rows', 'files'] as const)('at its %s ends with the reason and leaves nothing behind', async (stage) => {
    const stop = new AbortController();
    const onProgress = (progress: { stage: string }): void => void (progress.stage === stage && stop.abort(asked));
    expect(await leftBehind(() => expect(verifyCase({ folder, signal: stop.signal, onProgress })).rejects.toBe(asked))).toEqual([]);
  });
});

describe('verify beside a writer', () => {
  it('finds nothing, whatever is being recorded and signed', async () => {
    const copy = await copyOf(folder);
    const run = { over: false };
    const draft = sessionStarted.draft({ toolVersion: '0', versions: {}, system: 'x', clock: { state: 'unknown', source: 'x' } });
    const writing = working(copy, async (target) => {
      while (!run.over) {
        await target.record([draft, draft]);
        await checkpointLog(target);
      }
    });
    const sizes: number[] = [];
    for (let n = 0; n < 6; n++) {
      const { findings, entries } = await verifyCase({ folder: copy });
      expect(findings).toEqual([]);
      sizes.push(entries);
    }
    run.over = true;
    await writing;
    expect(sizes.at(-1)).toBeGreaterThan(sizes[0] ?? 0);
    expect(await codes({ folder: copy })).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('a row whose bytes are others and look the same', () => {
  it('is named: what is no UTF-8 is shown as the sign that the record has in its place', async () => {
    const [copy, source] = [await copyOf(folder), await temporaryFolder()];
    const name = Buffer.from([0x61, 0xff, 0x62]);
    writeFileSync(Buffer.concat([Buffer.from(`${source}/`), name]), 'x');
    await importInto(copy, [source], { keepOnly: true });
    const seq = inDatabase(copy, (db) => db.prepare("SELECT seq FROM receipt WHERE name = 'a\ufffdb'").pluck().get()) as number;
    inDatabase(copy, (db) => db.prepare("UPDATE receipt SET name = CAST(x'61ff62' AS TEXT) WHERE seq = ?").run(seq));
    expect((await verifyCase({ folder: copy })).findings.map(({ code, thing }) => [code, thing])).toEqual([['row-differs', `receipt: seq ${seq}, column name`]]);
  });
});

describe('a database whose bytes were flipped', { timeout: 180_000 }, () => {
  it('is found or refused, unless no row of it is another', async () => {
    const chance = seededRandom(11);
    const told = { found: 0, refused: 0, same: 0, passed: 0 };
    for (let n = 0; n < 12; n++) {
      const copy = await copyOf(folder);
      changeFile(copy, 'case.sqlite', (bytes) => {
        // Most of a small database is zeros that nobody reads.
        let at = 0;
        while (bytes[at] === 0 || at === 0) at = Buffer.from(chance.bytes(4)).readUInt32BE() % bytes.length;
        return flipped(bytes, at, 1 << ((chance.bytes(1)[0] ?? 0) & 7));
      });
      told[await outcomeOf(copy)]++;
    }
    expect(told.passed).toBe(0);
    expect(told.found + told.refused).toBeGreaterThan(5);
  });

  it.each(['receipt', 'item', 'checkpoint', 'log_subtree', 'item_search_data', 'log_entry'])('is found or refused in words when a page of %s holds rubbish', async (table) => {
    const copy = await copyOf(folder);
    const page = inDatabase(copy, (db) => db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table)) as number;
    changeFile(copy, 'case.sqlite', (bytes) => Buffer.from(bytes).fill(0xa5, (page - 1) * 4096, page * 4096));
    expect(await outcomeOf(copy)).toMatch(/found|refused/);
  });

  it('is refused in words when it is no database any more', async () => {
    const copy = await copyOf(folder);
    changeFile(copy, 'case.sqlite', () => Buffer.alloc(8192, 'x'));
    await expect(verifyCase({ folder: copy })).rejects.toMatchObject({ code: 'case-damaged' });
  });

  it('is refused in words when it is cut off', async () => {
    const copy = await copyOf(folder);
    changeFile(copy, 'case.sqlite', (bytes) => bytes.subarray(0, 3 * 4096));
    await expect(verifyCase({ folder: copy })).rejects.toMatchObject({ code: 'case-damaged' });
  });

  it('is read when something stands behind its end', async () => {
    const copy = await copyOf(folder);
    appendFileSync(join(copy, 'case.sqlite'), 'x'.repeat(5000));
    expect(await outcomeOf(copy)).toBe('same');
  });
});

/** `passed` is what must not be: another content, and nothing found. */
async function outcomeOf(copy: string): Promise<'found' | 'refused' | 'same' | 'passed'> {
  try {
    if ((await verifyCase({ folder: copy })).findings.length > 0) return 'found';
    return isDeepStrictEqual(contentOf(copy), contentOf(folder)) ? 'same' : 'passed';
  } catch (error) {
    if (error instanceof CaseError && error.code.startsWith('case-')) return 'refused';
    throw error;
  }
}

/** Every table with all its rows. */
function contentOf(place: string): unknown {
  return inDatabase(place, (db) => {
    const tables = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[];
    return tables.map(({ name }) => [name, db.prepare(`SELECT * FROM ${name}`).all()]);
  });
}
