import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { acceptAnchor, annotate, createCase, exportBundle, receiveBundle, requestAnchor } from '../../../src-main/engine/index.ts';
import { leftOut, noBrowser } from '../../e2e/chromium.ts';
import { judgeBy, openVerifyPage, pick, resultOf, verifyInChromium } from '../../e2e/verify-page.ts';
import { importInto } from '../../engine/flows/case-reading.ts';
import { claimed } from '../../engine/flows/claimed.ts';
import { writeClip } from '../../engine/flows/small-footage.ts';
import { makeAuthority } from '../../format/timestamp/local-authority.ts';
import { knownSystem, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const mark = (n: number): string => `<img src=x onerror=alert(${n})><script>alert(${n})</script>`;

let bundle = '';
let zip = '';
let rootsPem = '';
let pin = '';

/** A bundle of a case in which every text that a person or a file can give is markup. */
beforeAll(async () => {
  if (noBrowser) return;
  const [folder, source, out] = [join(await temporaryFolder(), 'case'), await temporaryFolder(), await temporaryFolder()];
  await createCase({ folder, title: mark(1), custodian: `${mark(2)}, whose bundle was verified by everybody`, affiliation: mark(3), passphrase: undefined, ...knownSystem });
  await writeClip(join(source, '<img src=x onerror=alert(4)>.mov'));
  await writeClip(join(source, 'مقطع \u202egnp.mov'), 1);
  await importInto(folder, [source], { collection: { receivedFrom: mark(5), how: mark(6), relevance: mark(7), sourceUrl: 'javascript:alert(8)' } });
  const authority = await makeAuthority(await temporaryFolder());
  ({ rootsPem } = authority);
  await working(folder, async (target) => {
    await annotate(target, { name: 'i1', text: mark(9), label: '<b>label</b>' });
    await claimed(target);
    const { request } = await requestAnchor(target);
    await acceptAnchor(target, { reply: await authority.reply(request), rootsPem });
    ({ path: bundle } = await exportBundle(target, { choice: { all: true }, out: join(out, 'bundle') }));
    ({ path: zip } = await exportBundle(target, { choice: { items: ['i1'] }, out: join(out, 'bundle.zip'), zip: true }));
  });
  const named = JSON.parse(readFileSync(join(bundle, 'data/log/entries/1.json'), 'utf8')) as { payload: { keys: { role: string; fingerprint: string }[] } };
  pin = named.payload.keys.find(({ role }) => role === 'custodian')?.fingerprint ?? '';
});

async function copyOf(path: string): Promise<string> {
  const copy = join(await temporaryFolder(), 'bundle');
  cpSync(path, copy, { recursive: true });
  return copy;
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

const firstIn = (folder: string, path: string): string => join(folder, path, readdirSync(join(folder, path)).toSorted()[0] ?? '');

describe.skipIf(noBrowser)(`verify.html on bundles, in Chromium${leftOut}`, () => {
  it('finds nothing against a good bundle, and says whose key it is not known to be', async () => {
    const { verdict, codes, text } = await verifyInChromium(bundle);
    expect({ verdict, codes }).toEqual({ verdict: 'no-findings', codes: [] });
    expect(text).toContain('No findings; key not comparedNothing stands against this bundle, as signed by the key that is in it.');
    expect(text).toContain('Who made the bundle: keys inside it are hints until their fingerprint is compared');
    expect(text).toContain('A page cannot vouch for itself.');
    expect(text).toContain(createHash('sha256').update(readFileSync(join(bundle, 'verify.html'))).digest('hex'));
  });

  it('finds nothing against a bundle of some items in a ZIP', async () => {
    const { verdict, codes, text } = await verifyInChromium(zip);
    expect({ verdict, codes }).toEqual({ verdict: 'no-findings', codes: [] });
    expect(text).toContain('the sender chose what is in the bundle');
  });

  it('shows every hostile text as text: it asks for nothing, opens nothing, and stands apart from the verdict', async () => {
    const { page, mishaps, close } = await openVerifyPage();
    await pick(page, bundle);
    const { text } = await resultOf(page);
    for (const n of [1, 2, 3, 5, 6, 7, 9]) expect(text).toContain(mark(n));
    for (const shown of ['<img src=x onerror=alert(4)>.mov', '<U+202E>gnp.mov', 'javascript:alert(8)', '<b>label</b>', 'не старше 72 годин']) expect(text).toContain(shown);
    expect(await page.locator('img[src="x"], main script, main a, main iframe').count()).toBe(0);
    const verdict = (await page.locator('.verdict').textContent()) ?? '';
    expect(verdict).not.toContain('<img');
    // Names within sentences of the check stand in quotation marks of their own.
    expect(await page.locator('.says').count()).toBeGreaterThan(1);
    expect(mishaps).toEqual([]);
    await close();
  });

  it('shows the frames, the claims with their time axis and the entries as sentences', async () => {
    const { page, mishaps, close } = await openVerifyPage();
    await pick(page, bundle);
    const { text } = await resultOf(page);
    await page.locator('.poster img').first().waitFor();
    expect(await page.locator('.poster img').count()).toBeGreaterThan(1);
    expect(await page.locator('svg.time-axis .bar.feasible').count()).toBeGreaterThan(0);
    expect(text).toContain('what decisive evidence leaves');
    expect(text).toContain('Evidence was tied to the claim of entry');
    await page.getByRole('button', { name: 'Exact bytes' }).first().click();
    expect(await page.locator('pre').first().textContent()).toBe(readFileSync(join(bundle, 'data/log/entries/0.json'), 'utf8'));
    expect(mishaps).toEqual([]);
    await close();
  });

  it('judges again by what the reader knows, without reading the files again', async () => {
    const { page, mishaps, close } = await openVerifyPage();
    await pick(page, bundle);
    await resultOf(page);
    await judgeBy(page, { pin, roots: rootsPem });
    const right = await resultOf(page, { judgement: 2 });
    expect(right.verdict).toBe('no-findings');
    expect(right.text).toContain('✓No findingsNothing stands against this bundle. It is signed by the key that you compared it with.');
    expect(right.text).toContain('root certificate that you gave');
    await judgeBy(page, { pin: `SHA256:${'A'.repeat(43)}` });
    const wrong = await resultOf(page, { judgement: 3 });
    expect(wrong).toMatchObject({ verdict: 'findings', codes: ['pin-differs'] });
    const other = await makeAuthority(await temporaryFolder());
    await judgeBy(page, { pin, roots: other.rootsPem });
    expect((await resultOf(page, { judgement: 4 })).codes).toEqual(['anchor-root-not-yours']);
    await judgeBy(page, { pin: 'my friend' });
    await page.getByText('This is no fingerprint of a key').waitFor();
    expect(mishaps).toEqual([]);
    await close();
  });

  const altered: [does: string, alter: (folder: string) => void, code: string][] = [
    ['a flipped byte in an evidentiary copy', (folder) => flip(firstIn(folder, 'data/originals')), 'digest-differs'],
    ['a flipped byte in an entry', (folder) => flip(join(folder, 'data/log/entries/5.json')), 'digest-differs'],
    ['a proof that is missing', (folder) => rmSync(join(folder, 'data/log/proofs/5.tlog-proof')), 'proof-missing'],
    ['a file that was added', (folder) => writeFileSync(join(folder, 'data/reports/added.txt'), 'x'), 'file-not-listed'],
    ['no signature', (folder) => rmSync(join(folder, 'tagmanifest-sha256.txt.sig')), 'signature-missing'],
    ['lists that were edited to fit, and not signed', editToFit, 'signature-invalid'],
  ];
  it.each(altered)('names %s', async (_, alter, code) => {
    const copy = await copyOf(bundle);
    alter(copy);
    const { verdict, codes, text } = await verifyInChromium(copy, { pin });
    expect(verdict).toBe('findings');
    expect(codes).toContain(code);
    expect(text).toContain('none of it may be relied on');
  });

  it('proves nothing of a bundle in a ZIP that has something beside it', async () => {
    const path = join(await temporaryFolder(), 'bundle.zip');
    writeFileSync(path, Buffer.concat([readFileSync(zip), Buffer.from('more')]));
    const { verdict, codes, text } = await verifyInChromium(path);
    expect({ verdict, codes }).toEqual({ verdict: 'findings', codes: ['trailing-data'] });
    expect(text).toContain('What this showsNothing.');
  });

  it('tells from whom items came to the sender, and checks that part as well', async () => {
    const [folder, out] = [join(await temporaryFolder(), 'case'), join(await temporaryFolder(), 'bundle')];
    await createCase({ folder, title: 'Second', custodian: 'Бюро', passphrase: undefined, ...knownSystem });
    await working(folder, async (target) => {
      await receiveBundle(target, { path: bundle, pin, despiteFindings: false });
      await exportBundle(target, { choice: { all: true }, out });
    });
    const { verdict, text } = await verifyInChromium(out);
    expect(verdict).toBe('no-findings');
    expect(text).toMatch(/From hand to hand.*→ Бюро, .*\(the receiver had compared it\)/s);
    expect(text).toContain("the sender's signed part of it is in this bundle and was checked");
  });

  it('shows no picture whose bytes are not those of the record', async () => {
    const copy = await copyOf(bundle);
    for (const name of readdirSync(join(copy, 'data/keyframes'))) flip(join(copy, 'data/keyframes', name));
    const { text } = await verifyInChromium(copy);
    expect(text).toContain('not shown: its bytes are not those of the record');
  });

  it('does not pass a bundle in a browser that cannot check its signatures', async () => {
    const { page, close } = await openVerifyPage();
    await page.evaluate("crypto.subtle.importKey = () => Promise.reject(new DOMException('unknown', 'NotSupportedError'))");
    await pick(page, bundle);
    const { verdict, text } = await resultOf(page);
    expect(verdict).toBe('not-checked');
    expect(text).toContain('Not a pass');
    await close();
  });
});

/** Alter bag-info.txt and every list that names it, as somebody without the key would. */
function editToFit(folder: string): void {
  const [info, tags] = [join(folder, 'bag-info.txt'), join(folder, 'tagmanifest-sha256.txt')];
  const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
  const before = sha256(info);
  writeFileSync(info, readFileSync(info, 'utf8').replace(/^Contact-Name: .*$/m, 'Contact-Name: Somebody Else'));
  writeFileSync(tags, readFileSync(tags, 'utf8').replace(before, sha256(info)));
}
