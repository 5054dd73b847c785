import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bagOnDisk } from '../../e2e/bag-on-disk.ts';
import { leftOut, noBrowser } from '../../e2e/chromium.ts';
import { drop, openVerifyPage, pick, resultOf, verifyInChromium, type OpenPage } from '../../e2e/verify-page.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { bytesOf, makeBag, type BagFiles } from '../../verifier/bag/made-bag.ts';
import { bagEntries, rawZip, type RawEntry } from '../../verifier/zip/raw-zip.ts';

const goodBag = (): BagFiles =>
  makeBag({ payload: { 'a.txt': 'alpha', 'folder/b.txt': 'beta', empty: '' }, algorithms: ['sha256', 'sha512', 'md5'], info: [{ label: 'Source-Organization', value: 'Архів' }] });

async function zipOnDisk(bytes: Uint8Array, name = 'bag.zip'): Promise<string> {
  const path = join(await temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

describe.skipIf(noBrowser)(`verify.html on bags, in Chromium${leftOut}`, () => {
  it('finds nothing against a good bag in a folder, by any of the digests', async () => {
    const { verdict, codes, text } = await verifyInChromium(await bagOnDisk(goodBag()));
    expect({ verdict, codes }).toEqual({ verdict: 'no-findings', codes: [] });
    expect(text).toContain('The bag is complete and valid');
    expect(text).toContain('The bundle saysWhat the bag says of itself');
    expect(text).toContain('Архів');
  });

  it('finds nothing against a good bag in a ZIP, stored or compressed', async () => {
    expect((await verifyInChromium(await zipOnDisk(rawZip(bagEntries())))).verdict).toBe('no-findings');
    const compressed = bagEntries().map((entry): RawEntry => ({ ...entry, deflate: true }));
    expect((await verifyInChromium(await zipOnDisk(rawZip(compressed)))).verdict).toBe('no-findings');
  });

  it('finds a bag that lies one folder below what was chosen', async () => {
    const folder = await bagOnDisk(goodBag(), 'outer/bag');
    expect((await verifyInChromium(dirname(folder))).verdict).toBe('no-findings');
  });

  const altered: [does: string, alter: (files: BagFiles) => void, codes: string[]][] = [
    ['has a flipped byte', (files) => files.set('data/a.txt', bytesOf('alphb')), ['digest-differs']],
    ['lacks a file', (files) => files.delete('data/folder/b.txt'), ['file-missing', 'payload-bytes-differ', 'payload-count-differs']],
    ['has another file', (files) => files.set('data/c.txt', bytesOf('')), ['file-not-listed', 'payload-count-differs']],
    ['has an altered manifest', (files) => files.set('manifest-sha256.txt', bytesOf(new TextDecoder().decode(files.get('manifest-sha256.txt')).replace(/^./, '0'))), ['digest-differs']],
    ['has no declaration', (files) => files.delete('bagit.txt'), ['declaration-missing', 'file-missing']],
    ['has a name beside another that differs by case', (files) => files.set('data/A.txt', bytesOf('')), ['file-not-listed', 'names-collide-by-case', 'payload-count-differs']],
  ];
  it.each(altered)('names what is wrong with a bag that %s', async (_, alter, codes) => {
    const files = goodBag();
    alter(files);
    const found = await verifyInChromium(await bagOnDisk(files));
    expect(found.verdict).toBe('findings');
    expect(found.codes.toSorted()).toEqual(codes);
  });

  it('names what is wrong with a ZIP, and reads nothing of one that is none', async () => {
    const wrong = bagEntries().map((entry): RawEntry => (String(entry.name).endsWith('a.txt') ? { ...entry, local: { crc: 7 } } : entry));
    expect((await verifyInChromium(await zipOnDisk(rawZip(wrong)))).codes).toContain('local-header-differs');
    const none = await verifyInChromium(await zipOnDisk(Buffer.from('PK and nothing else')));
    expect(none).toMatchObject({ verdict: 'findings', codes: ['not-a-zip'] });
  });

  it('shows markup in every text as text', async () => {
    const mark = '<img src=x onerror=alert(1)><script>alert(2)</script><a href="https://example.org">x</a>';
    const name = '<img src=x onerror=alert(3)>';
    const files = makeBag({ payload: { [name]: 'x', 'b.txt': 'x' }, info: [{ label: 'External-Description', value: mark }, { label: name, value: '\u202egnp.exe' }] });
    files.set(`data/${name}`, bytesOf('y'));
    const { text, codes } = await verifyInChromium(await bagOnDisk(files, '<b>bag<b>'));
    expect(codes).toEqual(['digest-differs', 'name-not-portable']);
    for (const shown of [mark, `data/${name}`, '<U+202E>gnp.exe', '<b>bag<b>']) expect(text).toContain(shown);
  });

  it('says of a link within a folder that which it leads to, never what it does not hold', async () => {
    // A browser tells no links: it follows them or leaves them out. Either way the lists decide.
    const folder = await bagOnDisk(goodBag());
    rmSync(join(folder, 'data/a.txt'));
    symlinkSync('/etc/hostname', join(folder, 'data/a.txt'));
    const { verdict, codes } = await verifyInChromium(folder);
    expect(verdict).toBe('findings');
    expect(codes.some((code) => code === 'digest-differs' || code === 'file-missing')).toBe(true);
  });

  it('pages what is long, and counts the rest', async () => {
    const files = goodBag();
    for (let n = 0; n < 1500; n++) files.set(`data/added-${String(n).padStart(4, '0')}.txt`, bytesOf(''));
    const opened = await openVerifyPage();
    await pick(opened.page, await bagOnDisk(files));
    const { text } = await resultOf(opened.page);
    expect(text).toContain('Findings (1501)');
    expect(text).toMatch(/and 190 more/);
    expect(text).toContain('1300 more were counted and are not listed');
    await opened.page.getByRole('button', { name: 'Show them' }).first().click();
    expect(await opened.page.locator('.things li').count()).toBe(201);
    await closeUnharmed(opened);
  });
});

describe.skipIf(noBrowser)(`what is given to verify.html${leftOut}`, () => {
  let opened: OpenPage;

  afterAll(async () => {
    await opened?.close();
  });

  it('may be dropped: a folder with hundreds of files in one of its folders', async () => {
    const payload = Object.fromEntries(Array.from({ length: 321 }, (_, n) => [`many/${n}.txt`, String(n)]));
    const folder = await bagOnDisk(makeBag({ payload }));
    opened = await openVerifyPage();
    await drop(opened.page, [folder]);
    const { verdict, text } = await resultOf(opened.page);
    expect(verdict).toBe('no-findings');
    expect(text).toContain('321 payload files');
  });

  it('may be dropped as a ZIP, in place of what was there', async () => {
    await drop(opened.page, [await zipOnDisk(rawZip(bagEntries()), 'second.zip')]);
    const { verdict, text } = await resultOf(opened.page, { judgement: 2 });
    expect(verdict).toBe('no-findings');
    expect(text).toContain('second.zip');
  });

  it('may be a folder whose payload folder is empty, if it is dropped', async () => {
    const folder = await bagOnDisk(makeBag({ payload: {} }));
    mkdirSync(join(folder, 'data'));
    await drop(opened.page, [folder]);
    expect((await resultOf(opened.page, { judgement: 3 })).verdict).toBe('no-findings');
  });

  it('is refused with a sentence when it is encrypted, several things, or something else', async () => {
    const folder = await temporaryFolder();
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const sentences: [string[], string][] = [
      [[file('bundle.zip.age', 'age-encryption.org/v1\n')], 'encrypted with age'],
      [[file('a', ''), file('b', '')], 'drop one thing'],
      [[file('a.txt', 'text')], 'This file is no ZIP'],
    ];
    for (const [n, [paths, sentence]] of sentences.entries()) {
      await drop(opened.page, paths);
      const { verdict, text } = await resultOf(opened.page, { judgement: 4 + n });
      expect(verdict).toBe('unreadable');
      expect(text).toContain(sentence);
    }
    await closeUnharmed(opened);
  });

  it('is told as a finding when it cannot be read any more', async () => {
    const folder = await bagOnDisk(goodBag());
    opened = await openVerifyPage();
    await opened.page.evaluate("document.getElementById('pick-folder').addEventListener('change', (event) => { event.stopImmediatePropagation(); }, { capture: true, once: true })");
    await pick(opened.page, folder);
    renameSync(join(folder, 'data/a.txt'), join(dirname(folder), `${basename(folder)}-gone`));
    await opened.page.evaluate("document.getElementById('pick-folder').dispatchEvent(new Event('change'))");
    const { verdict, codes } = await resultOf(opened.page);
    expect(verdict).toBe('findings');
    expect(codes).toContain('unreadable');
    await closeUnharmed(opened);
  });

  it('is left alone when the check is cancelled, and nothing is said of it', async () => {
    const big = join(await temporaryFolder(), 'bag');
    mkdirSync(join(big, 'data'), { recursive: true });
    for (const [path, bytes] of makeBag({ payload: { x: '' } })) writeFileSync(join(big, path), bytes);
    writeFileSync(join(big, 'data/x'), Buffer.alloc(400_000_000));
    opened = await openVerifyPage();
    await pick(opened.page, big);
    await opened.page.getByRole('button', { name: 'Cancel' }).click();
    const { verdict, text } = await resultOf(opened.page);
    expect(verdict).toBe('unreadable');
    expect(text).toContain('The check was cancelled. Nothing is known of what was not read.');
    await closeUnharmed(opened);
  });
});

async function closeUnharmed({ mishaps, close }: OpenPage): Promise<void> {
  expect(mishaps).toEqual([]);
  await close();
}
