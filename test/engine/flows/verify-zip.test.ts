import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { zipWriter } from '../../../src-main/engine/bundle/zip-writer.ts';
import { holdsBag, verifyBag, type VerifiedBag } from '../../../src-main/engine/flows/verify-bag.ts';
import type { BagProgress } from '../../../src-main/verifier/bag/bag.ts';
import { documentOf, runCommand } from '../../cli/run-command.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { makeBag, type BagPlan } from '../../verifier/bag/made-bag.ts';
import { bagEntries, rawZip } from '../../verifier/zip/raw-zip.ts';

/** 3 MB that can be packed, and not to a thousandth. */
const longText = Array.from({ length: 300_000 }, (_, n) => `${(n * 7919) % 1_000_003}`.padStart(10, '.')).join('');
const plan: BagPlan = { payload: { 'originals/a.bin': longText, 'originals/b': 'two', empty: '' }, algorithms: ['sha256', 'sha512', 'md5'] };

async function zipOnDisk(bytes: Uint8Array): Promise<string> {
  const file = join(await temporaryFolder(), 'bag.zip');
  writeFileSync(file, bytes);
  return file;
}

/** Our own ZIP of a bag. */
async function ownZip(made: BagPlan = plan): Promise<string> {
  const file = join(await temporaryFolder(), 'bag.zip');
  const writer = zipWriter({ file, topFolder: 'bundle', modifiedAt: new Date(0) });
  for (const [path, bytes] of makeBag(made)) await writer.addBytes(path, bytes);
  await writer.finish();
  return file;
}

describe('a bag in a ZIP', () => {
  it('of our own is valid by every manifest', async () => {
    const check = await verifyBag({ folder: await ownZip() });
    expect(check).toMatchObject({ valid: true, findings: [], payload: { files: 3, bytes: 3_000_003 }, zip: { findings: [], topFolder: 'bundle' } });
  });

  it.skipIf(spawnSync('zip', ['-v']).status !== 0)('packed by zip, stored or not, with a folder at its top or without, is valid', async () => {
    const folder = await temporaryFolder();
    for (const [path, bytes] of makeBag(plan)) {
      mkdirSync(dirname(join(folder, 'bag', path)), { recursive: true });
      writeFileSync(join(folder, 'bag', path), bytes);
    }
    execFileSync('zip', ['-q', '-r', 'packed.zip', 'bag'], { cwd: folder });
    execFileSync('zip', ['-q', '-0', '-r', 'stored.zip', 'bag'], { cwd: folder });
    execFileSync('zip', ['-q', '-r', '../flat.zip', '.'], { cwd: join(folder, 'bag') });
    // To a pipe, zip does not know lengths beforehand and writes descriptors.
    execFileSync('sh', ['-c', 'zip -q -r - bag | cat > piped.zip'], { cwd: folder });
    const found: unknown[] = [];
    for (const name of ['packed', 'stored', 'flat', 'piped']) {
      const { valid, findings, zip } = await verifyBag({ folder: join(folder, `${name}.zip`) });
      found.push([name, valid, findings, zip]);
    }
    const none = { findings: [], findingsNotListed: 0 };
    expect(found).toEqual([
      ['packed', true, [], { ...none, topFolder: 'bag' }],
      ['stored', true, [], { ...none, topFolder: 'bag' }],
      ['flat', true, [], { ...none, topFolder: undefined }],
      ['piped', true, [], { ...none, topFolder: 'bag' }],
    ]);
  });

  it('whose bytes were altered has the file named, by its digest and by its checksum', async () => {
    const zip = rawZip(bagEntries({ payload: { a: 'x'.repeat(100), b: 'y' } }));
    zip[zip.indexOf('xxxx') + 50]! ^= 1;
    const check = await verifyBag({ folder: await zipOnDisk(zip) });
    expect(check.findings).toMatchObject([{ code: 'digest-differs', thing: 'data/a' }]);
    expect(check.zip?.findings).toMatchObject([{ code: 'crc-differs', thing: 'bag/data/a' }]);
  });

  it('that cannot be opened says why, and nothing else', async () => {
    const check = await verifyBag({ folder: await zipOnDisk(Buffer.from('PK\u0003\u0004 and no more')) });
    expect(check).toMatchObject({ complete: false, valid: false, findings: [], zip: { findings: [{ code: 'not-a-zip' }] } });
  });

  it('tells how far it has come', async () => {
    const heard: BagProgress[] = [];
    await verifyBag({ folder: await ownZip(), onProgress: (progress) => void heard.push(progress) });
    expect([...new Set(heard.map(({ stage }) => stage))]).toEqual(['files', 'lists', 'digests']);
    expect(heard.at(-1)?.done).toBe(heard.at(-1)?.of);
  });

  it('can be left off in the middle of a large file', async () => {
    const kept = join(await temporaryFolder(), 'large');
    writeFileSync(kept, '');
    truncateSync(kept, 400_000_000);
    const file = join(await temporaryFolder(), 'bag.zip');
    const writer = zipWriter({ file, topFolder: 'b', modifiedAt: new Date(0) });
    await writer.addBytes('bagit.txt', Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'));
    await writer.addBytes('manifest-sha256.txt', Buffer.from(`${'0'.repeat(64)}  data/large\n`));
    await writer.addFile('data/large', kept, { bytes: 400_000_000 });
    await writer.finish();
    const stop = new AbortController();
    const ended = verifyBag({ folder: file, signal: stop.signal, onProgress: ({ stage, done }) => stage === 'digests' && done > 0 && stop.abort(new Error('enough')) });
    await expect(ended).rejects.toThrow('enough');
  });
});

describe('the command', () => {
  it('checks a ZIP, in words and as a document', async () => {
    const file = await ownZip();
    const words = await runCommand(['verify', file]);
    expect(words).toMatchObject({ status: 0, stderr: '' });
    expect(words.stdout).toMatch(/^A ZIP file, in its folder "bundle":\nA bag of BagIt 1\.0/);
    expect(documentOf<VerifiedBag>(await runCommand(['verify', file, '--json']))).toMatchObject({ valid: true, zip: { topFolder: 'bundle' } });
  });

  it('names what is wrong with a ZIP around a valid bag, and ends with findings', async () => {
    const ended = await runCommand(['verify', await zipOnDisk(Buffer.concat([rawZip(bagEntries()), Buffer.from('more')]))]);
    expect(ended.status).toBe(1);
    expect(ended.stdout).toMatch(/Valid: yes[^]*Findings about the ZIP \(1\):\n\n {2}the ZIP: trailing-data\n/);
  });
});

describe('a file', () => {
  it('is taken for a bag when it is called a ZIP, or begins as one', async () => {
    const folder = await temporaryFolder();
    const file = (name: string, bytes: Buffer | string): string => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    expect(await holdsBag(file('broken.ZIP', ''))).toBe(true);
    expect(await holdsBag(file('unnamed', rawZip(bagEntries())))).toBe(true);
    expect(await holdsBag(file('empty', rawZip([])))).toBe(true);
    expect(await holdsBag(file('text', 'PKZIP'))).toBe(false);
    symlinkSync('unnamed', join(folder, 'link'));
    expect(await holdsBag(join(folder, 'link'))).toBe(true);
    mkdirSync(join(folder, 'folder.zip'));
    expect(await holdsBag(join(folder, 'folder.zip'))).toBe(false);
  });
});
