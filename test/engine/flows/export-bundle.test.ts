import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exportBundle, verifyBundle, type ExportProgress } from '../../../src-main/engine/index.ts';
import { makeDeclaration } from '../../../src-main/format/bag/declaration.ts';
import { makeManifest } from '../../../src-main/format/bag/manifest.ts';
import { originalPath } from '../../../src-main/format/case-folder.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { CaseError } from '../../../src-main/shared/errors.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, importInto, reading, rows, sha256Of } from './case-reading.ts';
import { entriesIn, exported, pathsBelow } from './export/exported.ts';
import { anchored, livelyCase } from './lively-case.ts';
import { writeClip } from './small-footage.ts';

/** A case with a clip, `i1`, and a text, `i2`. */
async function smallCase(): Promise<string> {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  await writeClip(join(source, 'clip.mov'));
  writeFileSync(join(source, 'notes.TXT'), 'notes');
  await importInto(folder, [source], { keepOnly: true });
  return folder;
}

const everything = { choice: { all: true } } as const;
const verified = async (path: string, more: Partial<Parameters<typeof verifyBundle>[0]> = {}) => {
  const found = await verifyBundle({ path, ...more });
  if (found.kind !== 'bundle') throw new Error('no bundle');
  return found;
};
const noFindings = { findings: [], bag: { valid: true, findings: [] } };

async function originalOf(folder: string, number: number): Promise<string> {
  const [row] = await rows<{ sha256: string }>(folder, `SELECT sha256 FROM item WHERE number = ${number}`);
  return join(folder, originalPath(parseSha256(row?.sha256 ?? '')));
}

/** Everything in the folder around a target, and what lies half done in the case. */
const leftAt = (folder: string, out: string): string[] => [...readdirSync(dirname(out)), ...readdirSync(join(folder, 'incoming'))];

describe('a whole case', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await livelyCase();
  }, 120_000);

  it('leaves as a bundle that its receiver finds nothing against, with every entry, item and document', async () => {
    const bundle = await exported(folder, everything);
    const { check } = await verified(bundle.path);
    expect(check).toMatchObject({ ...noFindings, bundle: bundle.bundle, info: { disclosure: 'whole', originals: 'all' }, signature: { state: 'valid' } });
    expect(entriesIn(bundle.path)).toEqual(Array.from({ length: bundle.checkpointSize }, (_, seq) => seq));
    expect(bundle).toMatchObject({ disclosure: 'whole', items: 4, entries: bundle.checkpointSize, files: pathsBelow(bundle.path).length, originals: true, form: 'folder' });
    expect(check.parts[0]).toMatchObject({ items: 4, originals: 4, anchors: [{}] });
  });

  it('leaves again with the proof that the log goes on from the bundle before', async () => {
    const first = await exported(folder, everything);
    const second = await exported(folder, everything);
    expect(second.checkpointSize).toBeGreaterThan(first.checkpointSize);
    expect(pathsBelow(second.path)).toContain(`data/log/consistency-${first.checkpointSize}`);
    const held = { name: 'held', note: readFileSync(join(first.path, 'data/log/checkpoint'), 'utf8') };
    expect((await verified(second.path, { heldCheckpoints: [held] })).check).toMatchObject({ ...noFindings, parts: [{ heldSizes: [first.checkpointSize] }] });
  });

  it('is not found altered by its own export: rows still follow from the log', async () => {
    await exported(folder, everything);
    const [entry] = (await acts(folder, 'bundle-exported')).slice(-1);
    expect(entry?.sentence).toMatch(/^A bundle was written as a folder \([0-9a-f]{64}\): 4 items, \d+ entries, the checkpoint of \d+ entries, with the evidentiary copies; not encrypted\.$/);
    expect(await rows(folder, `SELECT form, originals FROM bundle_export WHERE seq = ${entry?.seq}`)).toEqual([{ form: 'folder', originals: 1 }]);
  });
});

describe('a bundle', () => {
  it('names its custodian, its case and what it holds, and its files are named by digests in small letters', async () => {
    const folder = await smallCase();
    const { path, bundle } = await exported(folder, { choice: { items: ['i1', 'i2'] } });
    const info = readFileSync(join(path, 'bag-info.txt'), 'utf8');
    expect(info).toMatch(/^Source-Organization: Tester\nContact-Name: Tester\nExternal-Description: A bundle of the case "Test"\nBag-Software-Agent: Postquem \S+\nPostquem-Bundle: 1\nPostquem-Log: postquem\/log\/\S+\nPostquem-Checkpoint: [0-9a-f]{64}\nPostquem-Disclosure: selected\nPostquem-Originals: all\nBagging-Date: \d{4}-\d\d-\d\d\nPayload-Oxum: \d+\.\d+\n$/);
    const paths = pathsBelow(path);
    expect(paths.filter((name) => name.startsWith('data/originals/')).map((name) => name.replace(/.*\./, '')).sort()).toEqual(['mov', 'txt']);
    expect(paths.filter((name) => name.startsWith('data/')).filter((name) => !/^[a-z0-9._/-]+$/.test(name))).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(['HOW-TO-CHECK.txt', 'verify.html', 'data/case.json', 'data/case.jsonld', 'data/report.html', 'tagmanifest-sha256.txt.sig']));
    expect(bundle).toMatch(/^[0-9a-f]{64}$/);
  });

  it('holds the pages that every bundle holds, byte for byte', async () => {
    const { path } = await exported(await smallCase(), everything);
    for (const page of ['verify.html', 'HOW-TO-CHECK.txt']) expect(readFileSync(join(path, page)).equals(readFileSync(resolve('resources', page)))).toBe(true);
  });

  it('without the evidentiary copies says so, and holds the rest', async () => {
    const { path, originals } = await exported(await smallCase(), { ...everything, originals: false });
    expect(originals).toBe(false);
    expect(existsSync(join(path, 'data/originals'))).toBe(false);
    expect((await verified(path)).check).toMatchObject({ ...noFindings, info: { originals: 'none' } });
  });

  it('can list SHA-512 as well', async () => {
    const { path } = await exported(await smallCase(), { ...everything, alsoDigest: ['sha512'] });
    expect(pathsBelow(path)).toEqual(expect.arrayContaining(['manifest-sha512.txt', 'tagmanifest-sha512.txt']));
    expect((await verified(path)).check.bag).toMatchObject({ valid: true, algorithms: { payload: ['sha256', 'sha512'] } });
    expect(spawnSync('sha512sum', ['--check', '--quiet', 'manifest-sha512.txt'], { cwd: path }).status).toBe(0);
  });

  it('as a ZIP has one top folder and the same files, and is checked as the folder is', async () => {
    const folder = await smallCase();
    const out = join(await temporaryFolder(), 'For the Court.zip');
    const { path, form } = await exported(folder, { choice: { items: ['i1'] }, zip: true, out });
    expect({ path, form }).toEqual({ path: out, form: 'zip' });
    const found = await verified(path);
    expect(found).toMatchObject({ check: noFindings, zip: { findings: [], topFolder: 'for-the-court' } });
    expect(spawnSync('unzip', ['-tq', path]).status).toBe(0);
  });

  it('is its own copy: what is done to it does nothing to the case', async () => {
    const folder = await smallCase();
    const { path } = await exported(folder, everything);
    const [copy = ''] = readdirSync(join(path, 'data/originals'));
    expect(statSync(join(path, 'data/originals', copy)).nlink).toBe(1);
  });

  it('tells how far it has come, in bytes', async () => {
    const told: ExportProgress[] = [];
    await exported(await smallCase(), { ...everything, onProgress: (progress) => told.push({ ...progress }) });
    expect(new Set(told.map(({ stage }) => stage))).toEqual(new Set(['written', 'checked']));
    expect(told.every(({ done, of }) => done <= of)).toBe(true);
  });
});

describe('an encrypted bundle', () => {
  const passphrase = 'a quiet harbour';

  it('opens by its passphrase alone, and no plain text is left', async () => {
    const folder = await smallCase();
    const out = join(await temporaryFolder(), 'bundle.zip.age');
    const { path, form, encryptedTo } = await exported(folder, { choice: { items: ['i1'] }, age: { passphrase }, out });
    expect({ form, encryptedTo }).toEqual({ form: 'zip', encryptedTo: ['passphrase'] });
    expect((await verified(path, { age: { passphrase } })).check).toMatchObject(noFindings);
    await expect(verified(path, { age: { passphrase: 'another' } })).rejects.toMatchObject({ code: 'age-passphrase-wrong' });
    await expect(verified(path)).rejects.toMatchObject({ code: 'bundle-encrypted' });
    expect(leftAt(folder, out)).toEqual(['bundle.zip.age']);
  });

  it.skipIf(spawnSync('age', ['--version']).status !== 0)('opens with a stock age by the recipient’s key, and the log says to whom it went', async () => {
    const [folder, place] = [await smallCase(), await temporaryFolder()];
    spawnSync('age-keygen', ['-o', join(place, 'key.txt')]);
    const recipient = /age1\S+/.exec(readFileSync(join(place, 'key.txt'), 'utf8'))?.[0] ?? '';
    await exported(folder, { ...everything, age: { recipients: [recipient] }, out: join(place, 'b.age') });
    expect(spawnSync('age', ['-d', '-i', 'key.txt', '-o', 'b.zip', 'b.age'], { cwd: place }).status).toBe(0);
    expect((await verified(join(place, 'b.zip'))).check).toMatchObject(noFindings);
    expect((await acts(folder, 'bundle-exported'))[0]?.payload['encryptedTo']).toEqual([recipient]);
  });

  it('to somebody who cannot be one is refused before anything is written or recorded', async () => {
    const folder = await smallCase();
    const before = (await acts(folder)).length;
    await expect(exported(folder, { ...everything, age: { recipients: ['age1nobody'] } })).rejects.toMatchObject({ code: 'age-recipient-invalid' });
    expect(await acts(folder)).toHaveLength(before);
  });
});

describe('an export that cannot end well leaves nothing under its name, and nothing in the log of a bundle', () => {
  const unchanged = async (folder: string, out: string, left: string[] = []): Promise<void> => {
    expect(leftAt(folder, out)).toEqual(left);
    expect(await acts(folder, 'bundle-exported')).toEqual([]);
  };

  it('where something stands already', async () => {
    const [folder, place] = [await smallCase(), await temporaryFolder()];
    for (const out of ['file', 'folder']) {
      if (out === 'file') writeFileSync(join(place, out), 'mine');
      else mkdirSync(join(place, out));
      await expect(exported(folder, { ...everything, out: join(place, out) })).rejects.toMatchObject({ code: 'target-exists' });
    }
    expect(readFileSync(join(place, 'file'), 'utf8')).toBe('mine');
    await unchanged(folder, join(place, 'file'), ['file', 'folder']);
  });

  it('within the case itself', async () => {
    const folder = await smallCase();
    await expect(exported(folder, { ...everything, out: join(folder, 'bundle') })).rejects.toMatchObject({ code: 'argument-invalid' });
    await expect(exported(folder, { ...everything, out: join(folder, 'originals', 'bundle') })).rejects.toMatchObject({ code: 'argument-invalid' });
  });

  it('in a folder that does not exist', async () => {
    await expect(exported(await smallCase(), { ...everything, out: join(await temporaryFolder(), 'no', 'bundle') })).rejects.toMatchObject({ code: 'source-not-found' });
  });

  it.each([{}, { zip: true }])('when a kept copy was altered, and names the item (%j)', async (form) => {
    const folder = await smallCase();
    const copy = await originalOf(folder, 1);
    const bytes = readFileSync(copy);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    chmodSync(copy, 0o644);
    writeFileSync(copy, bytes);
    const out = join(await temporaryFolder(), 'bundle');
    const error = await exported(folder, { ...everything, ...form, out }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CaseError);
    expect(error).toMatchObject({ code: 'bundle-source-failed' });
    expect(String(error)).toContain('(i1, "clip.mov")');
    await unchanged(folder, out);
  });

  it('when a kept copy is missing or cut off, and names the item', async () => {
    const folder = await smallCase();
    const copy = await originalOf(folder, 2);
    for (const damage of [() => { chmodSync(copy, 0o644); writeFileSync(copy, 'note'); }, () => rmSync(copy)]) {
      damage();
      const out = join(await temporaryFolder(), 'bundle');
      const error = await exported(folder, { ...everything, out }).catch((thrown: unknown) => thrown);
      expect(String(error)).toContain('(i2, "notes.TXT")');
      await unchanged(folder, out);
    }
    expect((await exported(folder, { choice: { items: ['i1'] } })).items).toBe(1);
  });

  it('when it is stopped, at whatever point', async () => {
    const folder = await smallCase();
    for (const stage of ['written', 'checked', 'encrypted', 'read-back'] as const) {
      const [stop, out] = [new AbortController(), join(await temporaryFolder(), 'bundle')];
      const onProgress = (progress: ExportProgress): void => (progress.stage === stage ? stop.abort() : undefined);
      const age = stage === 'encrypted' || stage === 'read-back' ? { age: { passphrase: 'p' } } : {};
      await expect(exported(folder, { ...everything, ...age, out, signal: stop.signal, onProgress })).rejects.toMatchObject({ code: 'export-stopped' });
      await unchanged(folder, out);
    }
    const stopped = AbortSignal.abort();
    await expect(exported(folder, { ...everything, signal: stopped })).rejects.toMatchObject({ code: 'export-stopped' });
  });

  it.skipIf(process.getuid?.() === 0)('where the place cannot be written', async () => {
    const [folder, place] = [await smallCase(), await temporaryFolder()];
    chmodSync(place, 0o555);
    await expect(exported(folder, { ...everything, out: join(place, 'bundle') })).rejects.toMatchObject({ code: 'bundle-write-failed' });
  });
});

const mounted: string[] = [];
afterEach(() => {
  for (const place of mounted.splice(0)) spawnSync('umount', ['-l', place]);
});

/** A small disk of its own; undefined where this user may not mount one. */
async function smallDisk(options: string): Promise<string | undefined> {
  const disk = join(await temporaryFolder(), 'disk');
  mkdirSync(disk);
  if (process.platform !== 'linux' || spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]).status !== 0) return undefined;
  mounted.push(disk);
  return disk;
}

const canMount = (await smallDisk('size=1m')) !== undefined;
for (const place of mounted.splice(0)) spawnSync('umount', ['-l', place]);

describe.skipIf(!canMount)('a target disk', () => {
  it('without room enough is refused before anything is written', async () => {
    const [folder, disk = ''] = [await smallCase(), await smallDisk('size=1m')];
    await expect(exported(folder, { ...everything, out: join(disk, 'bundle') })).rejects.toMatchObject({ code: 'target-full' });
    expect(readdirSync(disk)).toEqual([]);
  });

  it('that fills up while it is written is told as what it is, and nothing is left on it', async () => {
    const [folder, disk = ''] = [await smallCase(), await smallDisk('size=16m')];
    const out = join(disk, 'bundle');
    const fill = (progress: ExportProgress): void => {
      if (progress.stage === 'written' && !existsSync(join(disk, 'other'))) spawnSync('sh', ['-c', 'cat /dev/zero > "$0"', join(disk, 'other')]);
    };
    await expect(exported(folder, { ...everything, out, onProgress: fill })).rejects.toMatchObject({ code: 'bundle-disk-full' });
    expect(readdirSync(disk)).toEqual(['other']);
    expect(await acts(folder, 'bundle-exported')).toEqual([]);
  });

  it('that can only be read is told as what it is', async () => {
    const [folder, disk = ''] = [await smallCase(), await smallDisk('size=16m,ro')];
    const error = await exported(folder, { ...everything, out: join(disk, 'bundle') }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'bundle-write-failed' });
    expect(String(error)).toMatch(/EROFS/);
  });
});

describe('a bundle that is whole and cannot get its name', () => {
  it('is left where it lies, and the error says where', async () => {
    const [folder, place] = [await smallCase(), await temporaryFolder()];
    const out = join(place, 'bundle');
    const error = await working(folder, (target) => {
      const record: typeof target.record = async (drafts) => {
        const seq = await target.record(drafts);
        mkdirSync(out);
        writeFileSync(join(out, 'mine'), 'mine');
        return seq;
      };
      return exportBundle({ ...target, record }, { ...everything, out }).catch((thrown: unknown) => thrown);
    });
    expect(error).toMatchObject({ code: 'bundle-left-behind' });
    const [partial = ''] = readdirSync(place).filter((name) => name.includes('partial'));
    expect(String(error)).toContain(join(place, partial));
    expect(readdirSync(out)).toEqual(['mine']);
    expect((await verified(join(place, partial))).check).toMatchObject(noFindings);
    expect(basename(partial)).toMatch(/^bundle\.partial-[0-9a-f]{12}$/);
  });

  it('that cannot be recorded is removed', async () => {
    const [folder, out] = [await smallCase(), join(await temporaryFolder(), 'bundle')];
    await working(folder, (target) => {
      const record = (): Promise<number> => Promise.reject(new CaseError('writer-stopped', { detail: 'x' }));
      return expect(exportBundle({ ...target, record }, { ...everything, out })).rejects.toMatchObject({ code: 'writer-stopped' });
    });
    expect(leftAt(folder, out)).toEqual([]);
  });
});

describe('a time stamp', () => {
  it('goes along with every selection, and shows since when', async () => {
    const folder = await smallCase();
    await working(folder, (target) => anchored(target));
    const { path } = await exported(folder, { choice: { items: ['i2'] } });
    const rootsPem = readFileSync(join(path, pathsBelow(path).find((name) => name.endsWith('.roots.pem')) ?? ''), 'utf8');
    expect((await verified(path, { rootsPem })).check).toMatchObject({ ...noFindings, parts: [{ anchors: [{ byYourRoot: true }] }] });
  });
});

describe('who checks a bundle', () => {
  it('is told that its keys are those that were compared, or that they are not', async () => {
    const folder = await smallCase();
    const { path } = await exported(folder, everything);
    const { pin, log } = await reading(folder, ({ custodian, logKey }) => ({ pin: custodian.fingerprint, log: logKey.verifierKey }));
    for (const known of [pin, log]) expect((await verified(path, { pin: known })).check).toMatchObject({ pinned: true, findings: [] });
    expect((await verified(path, { pin: `SHA256:${'a'.repeat(43)}` })).check).toMatchObject({ pinned: false, findings: [{ code: 'pin-differs' }] });
  });

  it('of a bag that is no bundle hears of the bag, and cannot compare a key', async () => {
    const path = await temporaryFolder();
    mkdirSync(join(path, 'data'));
    writeFileSync(join(path, 'data/a.txt'), 'a');
    writeFileSync(join(path, 'bagit.txt'), makeDeclaration());
    writeFileSync(join(path, 'manifest-sha256.txt'), makeManifest([{ digest: sha256Of(Buffer.from('a')), path: 'data/a.txt' }]));
    expect(await verifyBundle({ path })).toMatchObject({ kind: 'bag', check: { valid: true } });
    await expect(verifyBundle({ path, pin: 'SHA256:x' })).rejects.toMatchObject({ code: 'argument-invalid' });
  });

  it('whose word that it is a bundle was taken away hears of that', async () => {
    const { path } = await exported(await smallCase(), everything);
    const info = join(path, 'bag-info.txt');
    writeFileSync(info, readFileSync(info, 'utf8').replace(/^Postquem.*\n/gm, ''));
    const { check } = await verified(path);
    expect(check.bag.findings).toMatchObject([{ code: 'digest-differs', thing: 'bag-info.txt' }]);
    expect(new Set(check.findings.map(({ code }) => code))).toEqual(new Set(['bundle-info-differs']));
  });
});
