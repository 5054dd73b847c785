import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { annotate, receiveBundle } from '../../../../src-main/engine/index.ts';
import { findBrowser } from '../../../../src-main/engine/media/chromium.ts';
import { acts as allActs } from '../../../../src-main/shared/acts.ts';
import { entriesIn, exported, pathsBelow } from './exported.ts';
import { temporaryCase, working } from '../../../temporary-case.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { importInto, rows, sha256Of } from '../case-reading.ts';
import { kept, told, twoStories } from './two-stories.ts';

interface Part {
  path: string;
  bytes: Buffer;
}

let bundle: string;
let files: Part[];
let folder: string;
beforeAll(async () => {
  folder = await twoStories();
  bundle = (await exported(folder, { choice: { items: ['i1'] }, print: {} })).path;
  files = pathsBelow(bundle).map((path) => ({ path, bytes: readFileSync(join(bundle, path)) }));
}, 120_000);

/** The files in which one of some texts stands, as UTF-8, as UTF-16 or with its letters escaped. */
function holding(texts: readonly string[]): string[] {
  const needles = texts.flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le'), Buffer.from(encodeURIComponent(text))]);
  return files.filter(({ bytes }) => needles.some((needle) => bytes.includes(needle))).map(({ path }) => path);
}

const everyForm = (hex: string): string[] => [hex, hex.toUpperCase(), Buffer.from(hex, 'hex').toString('base64').replace(/=+$/, ''), Buffer.from(hex, 'hex').toString('base64url')];

/** The rows of the entries that are not in the bundle. */
async function stayed(): Promise<{ seq: number; bytes: Buffer }[]> {
  const left = new Set(entriesIn(bundle));
  return (await rows<{ seq: number; bytes: Buffer }>(folder, 'SELECT seq, bytes FROM log_entry')).filter(({ seq }) => !left.has(seq));
}

describe('a bundle of one item', () => {
  it('holds the words about that item', () => {
    for (const text of Object.values(told)) expect(holding([text])).not.toEqual([]);
  });

  it.each(Object.entries(kept))('holds nowhere the %s of what stays: %s', (_what, text) => {
    expect(holding([text])).toEqual([]);
  });

  it('holds the digest of no other item in any form, nor its bytes', async () => {
    const others = await rows<{ sha256: string }>(folder, 'SELECT sha256 FROM item WHERE number > 1');
    expect(others).toHaveLength(3);
    expect(holding(others.flatMap(({ sha256 }) => everyForm(sha256)))).toEqual([]);
    const digests = new Set(others.map(({ sha256 }) => sha256));
    expect(files.filter(({ bytes }) => digests.has(sha256Of(bytes)))).toEqual([]);
    const raw = others.map(({ sha256 }) => Buffer.from(sha256, 'hex'));
    expect(files.filter(({ bytes }) => raw.some((digest) => bytes.includes(digest)))).toEqual([]);
  });

  it('holds no byte of an entry that stays: not its salt, not its time with its kind, not itself', async () => {
    const left = await stayed();
    expect(left.length).toBeGreaterThan(30);
    const salts = left.map(({ bytes }) => (JSON.parse(bytes.toString('utf8')) as { salt: string }).salt);
    expect(holding(salts.flatMap(everyForm))).toEqual([]);
    expect(files.filter(({ bytes }) => left.some((entry) => bytes.includes(entry.bytes)))).toEqual([]);
  });

  it('holds no document that was made of what stays, and no digest of one', async () => {
    const named = new Set(files.flatMap(({ bytes }) => [...bytes.toString('latin1').matchAll(/"sha256":"([0-9a-f]{64})"/g)].map(([, digest]) => digest)));
    const all = await rows<{ sha256: string; item: string | null }>(folder, 'SELECT d.sha256, i.sha256 AS item FROM derivative d LEFT JOIN item i ON i.number = d.item_number');
    const ofFirst = new Set(all.filter(({ item }) => item !== null && files.some(({ path }) => path.includes(item))).map(({ sha256 }) => sha256));
    // What is the same for two items, such as the poster of the same frame, is the disclosed item's too.
    const others = all.filter(({ sha256, item }) => item !== null && !ofFirst.has(sha256) && !files.some(({ path }) => path.includes(sha256)));
    expect(others.length).toBeGreaterThan(5);
    expect(others.filter(({ sha256 }) => named.has(sha256))).toEqual([]);
    expect(holding(others.flatMap(({ sha256 }) => everyForm(sha256)))).toEqual([]);
  });

  it('names no claim, evidence or item that stays by its short id', () => {
    const texts = files.filter(({ path }) => /^data\/.*\.(json|jsonld|html|txt)$/.test(path) && !path.startsWith('data/log/')).map(({ path, bytes }) => ({ path, words: bytes.toString('utf8').match(/(?<![\w#.-])[cei]\d{1,2}(?![\w.-])/g) ?? [] }));
    expect(texts.filter(({ words }) => words.some((word) => !['c1', 'e1', 'e2', 'i1'].includes(word)))).toEqual([]);
  });

  it.skipIf(spawnSync('pdftotext', ['-v']).status !== 0 || findBrowser() === undefined)('says in the printed report what the other report says, and nothing of what stays', () => {
    const printed = spawnSync('pdftotext', [join(bundle, 'data/report.pdf'), '-'], { encoding: 'utf8' }).stdout.replaceAll(/\s+/g, ' ');
    expect(printed).toContain(told.claimant);
    expect(Object.values(kept).filter((text) => printed.includes(text))).toEqual([]);
  });

  it('holds no kind of entry that is about the sender’s own work', async () => {
    const types = new Set(files.filter(({ path }) => path.startsWith('data/log/entries/')).map(({ bytes }) => (JSON.parse(bytes.toString('utf8')) as { type: string }).type));
    const own = ['session-ended', 'import-ended', 'source-not-received', 'checkpoint-signed', 'keys-backed-up', 'passphrase-changed', 'checkpoint-cosigned', 'bundle-exported', 'receipt-filed', 'sameness-judged'];
    expect(own.filter((type) => types.has(type))).toEqual([]);
    expect([...types].filter((type) => !allActs.has(type))).toEqual([]);
  });
});

describe('a bundle of one item of several that had come by a bundle', () => {
  it('holds what its sender stated of that item, and no byte of the others, whole or selected', async () => {
    const [sender, receiver, source] = [await temporaryCase(), await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'told.txt'), 'told by the sender');
    writeFileSync(join(source, 'unsaid.txt'), 'unsaid by the sender');
    for (const name of ['told.txt', 'unsaid.txt']) await importInto(sender, [join(source, name)], { collection: { receivedFrom: `giver of ${name}` } });
    await working(sender, async (target) => {
      await annotate(target, { name: 'i1', text: 'a note of what is told' });
      await annotate(target, { name: 'i2', text: 'a note of the unsaid' });
    });
    const came = await exported(sender, { choice: { all: true } });
    await working(receiver, (target) => receiveBundle(target, { path: came.path, despiteFindings: false }));
    const [item] = await rows<{ number: number }>(receiver, `SELECT number FROM item WHERE sha256 = '${sha256Of(Buffer.from('told by the sender'))}'`);

    const { path } = await exported(receiver, { choice: { items: [`i${item?.number}`] } });
    const found = pathsBelow(path).map((name) => ({ name, bytes: readFileSync(join(path, name)) }));
    const holdingText = (text: string): string[] => found.filter(({ bytes }) => bytes.includes(text)).map(({ name }) => name);
    expect(holdingText('a note of what is told').some((name) => name.startsWith(`data/received/${came.bundle}/log/entries/`))).toBe(true);
    expect(holdingText('a note of what is told')).toContain('data/case.json');

    const salts = (await rows<{ bytes: Buffer }>(sender, 'SELECT bytes FROM log_entry')).map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as { seq: number; salt: string });
    const left = new Set(found.map(({ name }) => /^data\/received\/[0-9a-f]{64}\/log\/entries\/(\d+)\.json$/.exec(name)?.[1]));
    const others = salts.filter(({ seq }) => !left.has(String(seq))).map(({ salt }) => salt);
    expect(others.length).toBeGreaterThan(5);
    for (const text of ['unsaid', sha256Of(Buffer.from('unsaid by the sender')), ...others]) expect(holdingText(text)).toEqual([]);

    const whole = await exported(receiver, { choice: { all: true } });
    expect(pathsBelow(join(whole.path, 'data/received', came.bundle, 'log/entries'))).toHaveLength(came.entries);
  }, 120_000);
});
