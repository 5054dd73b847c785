import { existsSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportedBundle, ExportPreview } from '../../src-main/engine/index.ts';
import { acts, importInto, reading } from '../engine/flows/case-reading.ts';
import { temporaryCase, working } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { documentOf, runCommand, startCommand } from './run-command.ts';

let folder: string;
beforeAll(async () => {
  const source = await temporaryFolder();
  folder = await temporaryCase();
  writeFileSync(join(source, 'one.txt'), 'one');
  writeFileSync(join(source, 'two.txt'), 'two');
  await importInto(folder, [source], { keepOnly: true });
});

const place = async (name = 'bundle'): Promise<string> => join(await temporaryFolder(), name);

describe('postquem export', () => {
  it('says what left, that it was checked, and which digest names it', async () => {
    const out = await place();
    const ended = await runCommand(['export', folder, out, '--no-pdf', '--items', 'i1']);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(out, 'data/report.pdf'))).toBe(false);
    expect(ended.stdout).toMatch(/^The bundle was written to \S+: one item, \d+ entries of \d+ \(\d+ files, .*\)\.\nNothing else of the case is in it, beyond the number of entries and the sizes at which its log was handed out before\.\nIt is not encrypted: whoever has it can read it\.\nIt was checked as its receiver would check it\..*:\n {2}[0-9a-f]{64}\n$/);
    expect(existsSync(join(out, 'verify.html'))).toBe(true);
  });

  it('says so where there is no browser that prints the report', async () => {
    const ended = await runCommand(['export', folder, await place(), '--items', 'i1'], { env: { ...process.env, POSTQUEM_BROWSER: '/no/such' } });
    expect(ended.status).toBe(0);
    expect(ended.stdout).toContain('The report is in it as HTML alone: no Chromium, Chrome or Edge was found to print it.');
  });

  it('prints one JSON document', async () => {
    const out = await place('b.zip');
    const ended = await runCommand(['export', folder, out, '--no-pdf', '--all', '--zip', '--no-originals', '--json']);
    expect(documentOf<ExportedBundle>(ended)).toMatchObject({ path: out, form: 'zip', disclosure: 'whole', items: 2, originals: false });
  });

  it('previews what leaves and stays, and writes and records nothing', async () => {
    const [out, before] = [await place(), (await acts(folder)).length];
    const told = await runCommand(['export', folder, out, '--no-pdf', '--items', 'i1', '--preview']);
    expect(told.stdout).toMatch(/^Part of the case would leave\.\n\nLeaves: one item, .*\n {2}i1 {2}one\.txt {2}3 bytes\n  entries: 1 case opened, 1 custodian named, 1 session started, 1 import started, 1 item received\n\nStays: one item, /);
    expect(documentOf<ExportPreview>(await runCommand(['export', folder, out, '--no-pdf', '--items', 'i1', '--preview', '--json']))).toMatchObject({ disclosure: 'selected', itemsThatStay: 1, items: [{ id: 'i1' }] });
    expect(existsSync(out)).toBe(false);
    expect(await acts(folder)).toHaveLength(before);
  });

  it.each([
    [[], /Say what is to leave the case: --items with their names, --claims with theirs, or --all\. Nothing was written\./],
    [['--all', '--items', 'i1'], /Give one of --items, --claims and --all/],
    [['--items', 'i7'], /No item of this case is called "i7"/],
    [['--claims', 'c1'], /No claim of this case is called "c1"/],
    [['--all', '--age-recipient', 'age1x', '--age-passphrase-file', 'x'], /Give one of --age-recipient and --age-passphrase-file/],
    [['--all', '--age-recipient', 'nobody'], /Recipient 1 \("nobody"\) cannot be used/],
    [['--all', '--age-passphrase-file', '/no/such'], /There is no file or folder at \/no\/such/],
    [['--all', '--also-digest', 'md5'], /sha512/],
  ])('%j is refused in words', async (args, words) => {
    const out = await place();
    const ended = await runCommand(['export', folder, out, '--no-pdf', ...args]);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(words);
    expect(existsSync(out)).toBe(false);
  });

  it('replaces nothing', async () => {
    const out = await place();
    mkdirSync(out);
    expect(await runCommand(['export', folder, out, '--no-pdf', '--all'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/exists already, and nothing is ever replaced/) as string });
  });

  it('encrypts with the passphrase of a file, which is what opens it', async () => {
    const [out, secret, other] = [await place('b.age'), await place('secret'), await place('other')];
    writeFileSync(secret, 'a quiet harbour\n');
    writeFileSync(other, 'another\n');
    expect((await runCommand(['export', folder, out, '--no-pdf', '--all', '--age-passphrase-file', secret])).stdout).toContain('It is encrypted with the passphrase.');
    expect(await runCommand(['verify', out])).toMatchObject({ status: 2, stderr: expect.stringMatching(/is encrypted with age/) as string });
    expect(await runCommand(['verify', out, '--age-passphrase-file', other])).toMatchObject({ status: 2, stderr: expect.stringMatching(/does not open/) as string });
    expect((await runCommand(['verify', out, '--age-passphrase-file', secret])).status).toBe(0);
  });
});

describe('postquem verify, of a bundle', () => {
  it('says what is shown and what is not, and compares the key', async () => {
    const out = await place();
    await runCommand(['export', folder, out, '--no-pdf', '--all']);
    const pin = await reading(folder, ({ custodian }) => custodian.fingerprint);
    const plain = await runCommand(['verify', out]);
    expect(plain.status).toBe(0);
    expect(plain.stdout).toMatch(/^A bundle: \d+ files \(.*\), a whole case\n {2}bundle {2}[0-9a-f]{64}\n {2}key {5}SHA256:.*from the bundle itself/);
    expect(plain.stdout).toMatch(/\nShown:\n[^]*\nNot shown:\n {2}- Who made the bundle/);
    const pinned = await runCommand(['verify', out, '--pin', pin]);
    expect(pinned.stdout).toContain('the one that you compared it with');
    expect(pinned.stdout).not.toContain('Who made the bundle');
    expect(await runCommand(['verify', out, '--pin', `SHA256:${'a'.repeat(43)}`])).toMatchObject({ status: 1 });
    expect(documentOf<{ bundle: string; parts: object[] }>(await runCommand(['verify', out, '--json']))).toMatchObject({ findings: [], parts: [{ items: 2 }] });
  });

  it('names what was altered, and ends with 1', async () => {
    const out = await place();
    await runCommand(['export', folder, out, '--no-pdf', '--all']);
    writeFileSync(join(out, 'data/case.json'), '{}');
    writeFileSync(join(out, 'data/extra'), 'x');
    const ended = await runCommand(['verify', out]);
    expect(ended.status).toBe(1);
    for (const code of ['digest-differs', 'file-not-listed', 'case-document-differs', 'file-unexplained']) expect(ended.stdout).toContain(code);
    expect(ended.stdout).not.toContain('\nShown:');
  });

  it('refuses options that mean nothing for it, and those of bundles for a case', async () => {
    const out = await place();
    await runCommand(['export', folder, out, '--no-pdf', '--all']);
    expect(await runCommand(['verify', out, '--cosigner', 'x'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/--cosigner is for the checkpoints of a case/) as string });
    expect(await runCommand(['verify', folder, '--roots', 'x'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/are for bundles/) as string });
  });
});

/** An item large enough to be met while it is written. */
async function caseWithLargeItem(): Promise<string> {
  const [large, source] = [await temporaryCase(), await temporaryFolder()];
  writeFileSync(join(source, 'large.bin'), 'large');
  truncateSync(join(source, 'large.bin'), 1 << 30);
  await importInto(large, [join(source, 'large.bin')], { keepOnly: true });
  return large;
}

describe('an export that is cut off', () => {
  it('by kill -9 leaves nothing under the name, and what it left in the case is gone at the next opening', async () => {
    const large = await caseWithLargeItem();
    for (const [name, args] of [['folder', []], ['encrypted', ['--age-passphrase-file', join(large, 'READ-ME-FIRST.txt')]]] as const) {
      const out = await place(name);
      const running = startCommand(['export', large, out, '--no-pdf', '--all', ...args]);
      const isUnderWay = (): boolean => readdirSync(join(out, '..')).length > 0 || readdirSync(join(large, 'incoming')).length > 0;
      const deadline = performance.now() + 30_000;
      while (!isUnderWay() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
      running.process.kill('SIGKILL');
      expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
      expect(existsSync(out)).toBe(false);
    }
    // What was to be encrypted lies plain in the case alone.
    expect(readdirSync(join(large, 'incoming'))).not.toEqual([]);
    await working(large, async () => {});
    expect(readdirSync(join(large, 'incoming'))).toEqual([]);
    expect(await acts(large, 'bundle-exported')).toEqual([]);
    expect((await runCommand(['verify', large, '--quick'])).status).toBe(0);
  }, 120_000);

  it('by Ctrl-C says so in one sentence, and leaves nothing', async () => {
    const large = await caseWithLargeItem();
    const out = await place();
    const running = startCommand(['export', large, out, '--no-pdf', '--all']);
    const deadline = performance.now() + 30_000;
    while (readdirSync(join(out, '..')).length === 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ status: 2, stdout: '', stderr: 'postquem: Stopped as asked. No bundle was made, and nothing is left of it.\n' });
    expect(readdirSync(join(out, '..'))).toEqual([]);
    expect(readdirSync(join(large, 'incoming'))).toEqual([]);
  }, 120_000);
});
