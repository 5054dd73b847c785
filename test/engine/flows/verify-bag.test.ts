import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdsBag, verifyBag } from '../../../src-main/engine/flows/verify-bag.ts';
import type { BagProgress } from '../../../src-main/verifier/bag/bag.ts';
import type { BagCheck } from '../../../src-main/verifier/check-bag.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { makeBag, type BagPlan } from '../../verifier/bag/made-bag.ts';

const plan: BagPlan = {
  payload: { 'originals/a.mp4': 'one', 'originals/b.mp4': 'two', 'empty': '' },
  algorithms: ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'],
};

/** A bag as it would lie on a disk. */
async function bagOnDisk(made: BagPlan = plan): Promise<string> {
  const folder = join(await temporaryFolder(), 'bag');
  mkdirSync(join(folder, 'data'), { recursive: true });
  for (const [path, bytes] of makeBag(made)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

const found = async (folder: string): Promise<string[]> => (await verifyBag({ folder })).findings.map(({ code, thing }) => `${code} ${thing}`);
// Root reads everything.
const isRoot = process.getuid?.() === 0;
const canBeNobody = isRoot && spawnSync('setpriv', ['--version']).status === 0;
const asNobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];

describe('a bag in a folder', () => {
  it('is valid by every algorithm that we know', async () => {
    expect(await verifyBag({ folder: await bagOnDisk() })).toMatchObject({ valid: true, findings: [], warnings: [], payload: { files: 3, bytes: 6 }, digested: { files: 11 } });
  });

  it('has the digests that sha256sum computes', async () => {
    const folder = await bagOnDisk();
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) execFileSync('sha256sum', ['--strict', '-c', manifest], { cwd: folder });
    expect(await found(folder)).toEqual([]);
  });

  it('may be named by a link', async () => {
    const folder = await bagOnDisk();
    symlinkSync(folder, `${folder}-link`);
    expect(await verifyBag({ folder: `${folder}-link` })).toMatchObject({ valid: true });
  });

  it('with names in other encodings than UTF-8 has them told', async () => {
    const folder = await bagOnDisk();
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/data/`), Buffer.of(0xe9)]), 'x');
    expect(await found(folder)).toEqual(['name-not-text data/\ufffd']);
  });

  it('with a link in place of a file, of the same bytes, is not complete', async () => {
    const folder = await bagOnDisk();
    renameSync(`${folder}/data/originals/a.mp4`, `${folder}-elsewhere`);
    symlinkSync(`${folder}-elsewhere`, `${folder}/data/originals/a.mp4`);
    expect(await found(folder)).toContain('not-a-regular-file data/originals/a.mp4');
  });

  it('with a link in place of a folder is not looked into', async () => {
    const folder = await bagOnDisk();
    renameSync(`${folder}/data/originals`, `${folder}-elsewhere`);
    symlinkSync(`${folder}-elsewhere`, `${folder}/data/originals`);
    expect(await found(folder)).toEqual(expect.arrayContaining(['not-a-regular-file data/originals', 'file-missing data/originals/a.mp4', 'file-missing data/originals/b.mp4']));
  });

  it('with a link in place of its payload folder has no payload', async () => {
    const folder = await bagOnDisk();
    renameSync(`${folder}/data`, `${folder}-elsewhere`);
    symlinkSync(`${folder}-elsewhere`, `${folder}/data`);
    expect(await found(folder)).toEqual(expect.arrayContaining(['payload-folder-missing data', 'not-a-regular-file data']));
  });

  it('with a pipe in it does not wait for its other end', async () => {
    const folder = await bagOnDisk();
    rmSync(`${folder}/data/empty`);
    execFileSync('mkfifo', [`${folder}/data/empty`]);
    expect(await found(folder)).toContain('not-a-regular-file data/empty');
  });

  it('whose manifest names a file outside does not read it', async () => {
    const folder = await bagOnDisk();
    const digest = execFileSync('sha256sum', ['/etc/hostname']).toString().slice(0, 64);
    writeFileSync(`${folder}/manifest-sha256.txt`, `${digest}  ../../../../../../../../etc/hostname\n`, { flag: 'a' });
    expect(await found(folder)).toContain('name-refused manifest-sha256.txt, line 4');
  });

  it.skipIf(isRoot && !canBeNobody)('with a file and a folder that cannot be read has them named', async () => {
    const folder = await bagOnDisk();
    mkdirSync(`${folder}/data/closed`);
    chmodSync(dirname(folder), 0o755);
    chmodSync(`${folder}/data/empty`, 0);
    chmodSync(`${folder}/data/closed`, 0);
    const flow = new URL('../../../src-main/engine/flows/verify-bag.ts', import.meta.url).href;
    const code = `const { verifyBag } = await import(${JSON.stringify(flow)}); process.stdout.write(JSON.stringify(await verifyBag({ folder: ${JSON.stringify(folder)} })))`;
    const command = [...(isRoot ? asNobody : []), process.execPath, '--input-type=module', '-e', code];
    const { findings } = JSON.parse(execFileSync(command[0] ?? '', command.slice(1)).toString()) as BagCheck;
    expect(findings).toMatchObject([
      { code: 'not-a-regular-file', thing: 'data/closed', actual: 'a folder that cannot be looked into' },
      { code: 'unreadable', thing: 'data/empty', actual: 'permission-denied' },
    ]);
  });

  it('with folders within folders to any depth is looked into as far as is sane', async () => {
    const folder = await bagOnDisk();
    mkdirSync(`${folder}/data/${'d/'.repeat(300)}`, { recursive: true });
    expect((await verifyBag({ folder })).findings).toMatchObject([{ code: 'not-a-regular-file', actual: 'a folder that cannot be looked into' }]);
  });

  it('whose large file is altered in its last byte has it named', async () => {
    const folder = await bagOnDisk({ payload: { large: 'x'.repeat(3_000_000), small: 'y' } });
    writeFileSync(`${folder}/data/large`, `${'x'.repeat(2_999_999)}y`);
    expect(await found(folder)).toEqual(['digest-differs data/large']);
  });

  it('of many files has every one compared', async () => {
    const folder = await bagOnDisk({ payload: Object.fromEntries(Array.from({ length: 1500 }, (_, n) => [`f${n}`, `${n}`])) });
    for (const n of [0, 777, 1499]) writeFileSync(`${folder}/data/f${n}`, 'x'.repeat(`${n}`.length));
    expect(await found(folder)).toEqual(['digest-differs data/f0', 'digest-differs data/f1499', 'digest-differs data/f777']);
  });

  it('is not changed by the check', async () => {
    const folder = await bagOnDisk();
    const listing = (): string => execFileSync('find', [folder, '-printf', '%P %s %T@ %C@\n']).toString();
    const before = listing();
    await verifyBag({ folder });
    expect(listing()).toBe(before);
    expect(readFileSync(`${folder}/data/originals/a.mp4`, 'utf8')).toBe('one');
  });
});

describe('the check of a bag', () => {
  it('tells how far it has come', async () => {
    const heard: BagProgress[] = [];
    await verifyBag({ folder: await bagOnDisk({ payload: { large: 'x'.repeat(1_000_000) } }), onProgress: (progress) => void heard.push(progress) });
    expect([...new Set(heard.map(({ stage }) => stage))]).toEqual(['files', 'lists', 'digests']);
    const last = heard.at(-1);
    expect(last?.done).toBe(last?.of);
    expect(last?.of).toBeGreaterThan(1_000_000);
  });

  it('left quick reads no payload', async () => {
    const folder = await bagOnDisk();
    writeFileSync(`${folder}/data/originals/a.mp4`, 'onf');
    expect(await verifyBag({ folder, quick: true })).toMatchObject({ complete: true, valid: undefined, digested: { files: 0, bytes: 0 } });
  });

  it('that is cancelled in the middle of a large file ends with the reason', async () => {
    const folder = await bagOnDisk({ payload: { large: '' } });
    truncateSync(`${folder}/data/large`, 3_000_000_000);
    const stop = new AbortController();
    const ended = verifyBag({ folder, signal: stop.signal, onProgress: ({ stage, done }) => stage === 'digests' && done > 0 && stop.abort(new Error('enough')) });
    await expect(ended).rejects.toThrow('enough');
  });

  it('of what is not there, or is neither a folder nor a file, cannot be done', async () => {
    const folder = await bagOnDisk();
    execFileSync('mkfifo', [`${folder}/pipe`]);
    await expect(verifyBag({ folder: `${folder}/nothing` })).rejects.toMatchObject({ code: 'source-not-found' });
    await expect(verifyBag({ folder: `${folder}/pipe` })).rejects.toMatchObject({ code: 'source-not-found' });
  });
});

describe('a folder', () => {
  it('is taken for a bag when it says so and is no case', async () => {
    const folder = await bagOnDisk();
    expect(await holdsBag(folder)).toBe(true);
    writeFileSync(`${folder}/case.sqlite`, '');
    expect(await holdsBag(folder)).toBe(false);
    expect(await holdsBag(dirname(folder))).toBe(false);
  });
});
