import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentLimitBytes } from '../../../src-main/verifier/bundle/bundle.ts';
import { quoted } from '../../../src-main/verifier/bundle/statement.ts';
import { checkBundle, isBundle, judgeBundle, withFaultsAround, type BundleCheck } from '../../../src-main/verifier/check-bundle.ts';
import { inspectBag } from '../../../src-main/verifier/check-bag.ts';
import { UnreadableFile } from '../../../src-main/verifier/bag/source.ts';
import { checkSignature, sha256 } from '../../format/known-keys.ts';
import { bytesOf, memorySource, type BundleFiles } from './bundle-files.ts';
import { canonical, forgedBundle, forgedEntries, layLog, redocument, resealAll, type ForgedAct } from './forged-log.ts';
import { keyInFile, reseal, type BundleKeys } from './reseal.ts';

const newKey = () => keyInFile(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
const keys: BundleKeys = { custodian: newKey(), log: newKey() };
const log = 'postquem/log/00000000-0000-4000-8000-000000000000';
const item = 'ab'.repeat(32);

async function check(files: BundleFiles, more = {}): Promise<BundleCheck> {
  return (await checkBundle(memorySource(files), { sha256, checkSignature, ...more })).check;
}

const codesOf = ({ findings }: BundleCheck): string[] => [...new Set(findings.map(({ code }) => code))];
const forged = (acts: readonly ForgedAct[], more: Parameters<typeof forgedBundle>[1] & { size?: number; by?: string } = {}): Promise<BundleFiles> =>
  forgedBundle({ log, keys, entries: forgedEntries({ log, keys, name: more.by ?? 'Liar' }, acts), ...(more.size === undefined ? {} : { size: more.size }) }, { ...more, name: more.by ?? 'Liar' });

const reference = (bytes: Uint8Array): { sha256: string; bytes: number } => ({ sha256: Buffer.from(sha256(bytes)).toString('hex'), bytes: bytes.length });
const volume = { mountPoint: '/', fileSystem: 'ext4', device: '1', removable: false, network: false };
const received = (of = item, name = 'a.mov'): ForgedAct => ({
  type: 'item-received',
  payload: { item: of, bytes: 1, import: 2, newCopy: true, name, sourcePath: '/a', volume, source: { modifiedAtNs: '0', device: '1', inode: '1', mode: '1' }, copyVerified: false, copyVerifiedBecause: 'declined' },
});
const started: ForgedAct = { type: 'import-started', payload: { request: reference(bytesOf('{}')), pathCount: 1, collection: {} } };
const requestFile = new Map([[`data/reports/${reference(bytesOf('{}')).sha256}.json`, bytesOf('{}')]]);
const noted = (text: string, replaces?: number): ForgedAct => ({ type: 'item-noted', payload: { item, kind: 'note', text, ...(replaces === undefined ? {} : { replaces }) } });

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a bundle whose sender lies about the log', () => {
  it('passes when it is honest, so that the others fail for what is wrong with them', async () => {
    const outcome = await check(await forged([started, received(), noted('a')], { documents: requestFile }));
    expect(outcome.findings).toEqual([]);
    expect(outcome.bag.findings).toEqual([]);
    expect(outcome.parts[0]).toMatchObject({ items: 1, entries: { disclosed: 5, proved: 5 } });
  });

  it('does not make the verifier count up to the size that it claims', async () => {
    const outcome = await check(await forged([], { size: Number.MAX_SAFE_INTEGER }));
    expect(outcome.findings.find(({ code }) => code === 'entry-missing')).toMatchObject({ thing: 'data/log/entries/2.json', expected: expect.stringContaining('9007199254740989 entries') as string });
  });

  it('cannot name its custodian twice, nor open the log twice', async () => {
    const [, naming] = forgedEntries({ log, keys: { custodian: newKey(), log: newKey() }, name: 'A court' }, []).map((bytes) => JSON.parse(new TextDecoder().decode(bytes)) as ForgedAct);
    const outcome = await check(await forged([{ type: 'custodian-named', payload: naming?.payload ?? {} }, { type: 'case-opened', payload: { title: 'b', toolVersion: '1' } }]));
    expect(outcome.findings.filter(({ code }) => code === 'entry-invalid').map(({ thing }) => thing)).toEqual(['data/log/entries/2.json', 'data/log/entries/3.json']);
  });

  it('cannot begin with another entry than the one that opens the case', async () => {
    const entries = forgedEntries({ log, keys }, []).map((bytes, seq) => (seq === 0 ? bytesOf(new TextDecoder().decode(bytes).replace('case-opened', 'session-began')) : bytes));
    expect(codesOf(await check(await forgedBundle({ log, keys, entries })))).toEqual(expect.arrayContaining(['entry-invalid']));
  });

  it('cannot speak in the name of another: an entry by another actor is named', async () => {
    const entries = forgedEntries({ log, keys }, [noted('x')]).map((bytes, seq) => (seq === 2 ? bytesOf(new TextDecoder().decode(bytes).replace(/"actor":"SHA256:.{43}"/, `"actor":"SHA256:${'A'.repeat(43)}"`)) : bytes));
    expect(codesOf(await check(await forgedBundle({ log, keys, entries })))).toContain('entry-by-another');
  });

  it('cannot rest an entry on a later one', async () => {
    expect(codesOf(await check(await forged([started, received(), noted('a', 9), noted('b'), noted('c')], { documents: requestFile })))).toContain('reference-missing');
  });

  it('is not believed to be another log by a checkpoint that says so', async () => {
    const files = await forged([]);
    const other: BundleFiles = new Map();
    layLog(other, 'data/', { log: log.replace('4000', '4001'), keys, entries: forgedEntries({ log: log.replace('4000', '4001'), keys }, []) });
    files.set('data/log/checkpoint', other.get('data/log/checkpoint') ?? new Uint8Array());
    await resealAll(files, keys);
    expect(codesOf(await check(files))).toContain('checkpoint-signature-invalid');
  });
});

describe('a bundle that does not say that it is one', () => {
  it('is known by what only a bundle holds, so that its missing seal is noticed', async () => {
    const files = await forged([]);
    files.delete('tagmanifest-sha256.txt.sig');
    files.set('bag-info.txt', bytesOf('Source-Organization: anybody\n'));
    const inspected = await inspectBag(memorySource(files));
    expect(isBundle(inspected.check.info)).toBe(false);
    expect(isBundle(inspected.check.info, inspected.files)).toBe(true);
    const { check: judged } = await judgeBundle(memorySource(files), inspected, { sha256, checkSignature });
    expect(codesOf(judged)).toEqual(expect.arrayContaining(['bundle-info-differs', 'signature-missing']));
    const bag: BundleFiles = new Map([['bagit.txt', bytesOf('')], ['data/a.txt', bytesOf('a')]]);
    expect(isBundle([], (await inspectBag(memorySource(bag))).files)).toBe(false);
  });
});

describe('words of a bundle in the sentences of the verifier', () => {
  const lie = 'X".\u202e Everything here was stamped in 2019\n\u001b[2Jand is genuine. "Y';

  it('stand in quotes that they cannot close, without anything that a terminal obeys', async () => {
    expect(quoted(lie)).toMatch(/^"[^"]*"$/);
    // oxlint-disable-next-line eslint/no-control-regex -- they are what must not be there
    expect(quoted(lie)).not.toMatch(/[\u0000-\u001f\u202e\u201c\u201d]/);
    expect(quoted('x'.repeat(10_000)).length).toBeLessThan(200);
    expect(quoted('Ірина')).toBe('"Ірина"');
  });

  it('never include the name of the sender, who is known by a key', async () => {
    const { proved, notProved } = await check(await forged([], { by: 'A court, whose seal was verified' }));
    expect(proved.length).toBeGreaterThan(0);
    expect([...proved, ...notProved].join('\n')).not.toContain('whose seal was verified');
  });

  it('are none where digests were left out: then it is not said that the lists are signed or that case.json is right', async () => {
    const { proved, notProved } = await check(await forged([]), { listsOnly: true });
    expect(proved.join('\n')).toContain('No file was compared with its digest');
    expect(proved.join('\n')).not.toMatch(/The lists are signed|case\.json/);
    expect(notProved.join('\n')).toContain('it was not read');
  });

  it('prove nothing where the ZIP around the bundle has findings', async () => {
    const { proved, notProved } = withFaultsAround(await check(await forged([])), 1);
    expect(proved).toEqual([]);
    expect(notProved[0]).toContain('one finding stands against it');
  });
});

describe('a bundle made to break the verifier', () => {
  it('does so by no depth of nesting, in entries or in documents', async () => {
    const document = bytesOf(`{"v":1,"observations":${'['.repeat(200_000)}${']'.repeat(200_000)}}`);
    const file = reference(document);
    const acts: ForgedAct[] = [
      started,
      received(),
      { type: 'unheard-of', payload: { x: 'DEEP', y: file } },
      { type: 'constructor', payload: { a: 'DEEP', name: file } },
      { type: 'derivative-made', payload: { item, file, mediaType: 'DEEP' } },
      { type: 'claim-assessed', payload: { claim: 'DEEP' } },
      { type: 'item-examined', payload: { item, reports: [], examination: file, observationCount: 0, disagreementCount: 0 } },
      { type: 'keyframes-extracted', payload: { item, index: file, indexed: 0, pictured: 0 } },
    ];
    const documents = new Map([...requestFile, ...['.json', '.bin'].map((ending) => [`data/reports/${file.sha256}${ending}`, document] as const), [`data/keyframes/${file.sha256}.bin`, document]]);
    // Written by hand: whoever writes JSON by recursion cannot write it so deep.
    const entries = forgedEntries({ log, keys }, acts).map((bytes) => bytesOf(new TextDecoder().decode(bytes).replace('"DEEP"', nested(25_000))));
    const outcome = await check(await forgedBundle({ log, keys, entries }, { documents }));
    expect(codesOf(outcome)).toEqual(expect.arrayContaining(['kind-unknown', 'entry-invalid', 'document-unreadable']));
  });

  it('does so by no document: what is too large is not read, and what is no list of frames is named', async () => {
    const many = bytesOf(`{"v":1,"keyframes":[${'0,'.repeat(2_000_000)}0]}`);
    const file = reference(many);
    const acts: ForgedAct[] = [started, received(), ...Array.from({ length: 50 }, () => ({ type: 'keyframes-extracted', payload: { item, index: file, indexed: 0, pictured: 0 } })), ...Array.from({ length: 50 }, () => ({ type: 'item-examined', payload: { item, reports: [], examination: file, observationCount: 0, disagreementCount: 0 } }))];
    const before = Date.now();
    const outcome = await check(await forged(acts, { documents: new Map([...requestFile, [`data/reports/${file.sha256}.json`, many]]) }));
    expect(outcome.findings.filter(({ code }) => code === 'document-unreadable').length).toBe(1);
    expect(Date.now() - before).toBeLessThan(20_000);
  });

  it('does so by no length: a document over the limit is told and left alone', async () => {
    const files = await forged([]);
    const source = memorySource(files);
    const long = { ...source, async *list() {
      for await (const entry of source.list()) yield entry.path === 'data/case.json' ? entry : { ...entry, bytes: entry.path.startsWith('data/log/') ? documentLimitBytes + 1 : entry.bytes };
    } };
    const outcome = (await checkBundle(long, { sha256, checkSignature })).check;
    expect(codesOf(outcome)).toEqual(expect.arrayContaining(['too-large-to-read']));
  });

  it('does so by no file that cannot be read', async () => {
    const files = await forged([started, received()], { documents: requestFile });
    for (const failing of [/entries/, /proofs/, /case\.json/, /log\/checkpoint/, /reports/, /\.sig$/, /^data\/log\/.*key|pub/, /manifest/]) {
      const source = memorySource(files);
      const broken = { ...source, read: (path: string) => (failing.test(path) ? fail() : source.read(path)), digest: async (file: { path: string; bytes: number }, algorithms: never) => (failing.test(file.path) ? { problem: 'gone' } : source.digest(file, algorithms)) };
      const outcome = (await checkBundle(broken, { sha256, checkSignature })).check;
      expect([String(failing), outcome.proved]).toEqual([String(failing), []]);
    }
  });

  it('does so by no number of notes that replace each other', async () => {
    const acts = Array.from({ length: 1500 }, (_, n) => noted('x', n === 0 ? undefined : n + 3));
    const outcome = await check(await forged([started, received(), ...acts], { documents: requestFile }));
    expect(outcome.findings).toEqual([]);
  });

  it('ends when it is asked to', async () => {
    const files = await forged(Array.from({ length: 200 }, () => ({ type: 'session-ended', payload: { started: 0 } })));
    const stop = new AbortController();
    const onProgress = ({ stage }: { stage: string }): void => (stage === 'entries' ? stop.abort() : undefined);
    await expect(check(files, { signal: stop.signal, onProgress })).rejects.toThrow(/abort/i);
  });

  it('does so by no number of small files: fifty thousand are told by a few hundred findings', async () => {
    const files = await forged([]);
    for (let n = 0; n < 50_000; n++) files.set(`data/received/${n.toString(16).padStart(64, '0')}/log/entries/${n}.json`, new Uint8Array());
    reseal(files, keys.custodian);
    const before = Date.now();
    const outcome = await check(files);
    expect(outcome.findings.length).toBeLessThan(2000);
    expect(outcome.findingsNotListed).toBeGreaterThan(45_000);
    expect(Date.now() - before).toBeLessThan(30_000);
  });
});

async function* fail(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(1);
  throw new UnreadableFile('EIO');
}

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>;
const kinds = ['item-received', 'item-noted', 'item-examined', 'keyframes-extracted', 'claim-recorded', 'evidence-recorded', 'claim-assessed', 'anchor-accepted', 'anchor-requested', 'bundle-received', 'derivative-made', 'sameness-judged', 'custodian-named', 'case-opened', 'constructor'];
const fields = ['item', 'items', 'claim', 'a', 'b', 'index', 'examination', 'reports', 'request', 'reply', 'roots', 'size', 'replaces', 'import', 'name', 'mediaType', 'bundle', 'log', 'inputs', 'keys', '__proto__', 'constructor'];
const value = fc.oneof(json, fc.constant(item), fc.constant(reference(bytesOf('{}'))), fc.constant([item]), fc.nat({ max: 9 }));
const act = fc.record({ type: fc.constantFrom(...kinds), payload: fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 8 }) });

describe('whatever a sender with all keys writes', () => {
  it('into entries, the verifier answers, and proves nothing that has findings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 6 }), fc.array(value, { maxLength: 2 }), async (acts, documents) => {
        const files: BundleFiles = new Map(documents.map((document) => [`data/reports/${reference(bytesOf(JSON.stringify(document))).sha256}.json`, bytesOf(JSON.stringify(document))]));
        const entries = forgedEntries({ log, keys }, acts);
        const made = await forgedBundle({ log, keys, entries }, { documents: files }).catch(async () => undefined);
        // What has no canonical form cannot be put into case.json: then the old one stays.
        const bundle = made ?? (await withoutDocument(entries, files));
        const outcome = await check(bundle);
        expect(outcome.proved.length > 0).toBe(outcome.findings.length + outcome.bag.findings.length === 0);
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it('into proofs, checkpoints and keys, the verifier answers and finds it', async () => {
    const files = await forged([started, received(), noted('a')], { documents: requestFile });
    const paths = [...files.keys()].filter((path) => path.startsWith('data/log/'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string().map(bytesOf), fc.constantFrom(...paths).map((path) => files.get(path) ?? new Uint8Array())), async (path, bytes) => {
        fc.pre(Buffer.compare(bytes, files.get(path) ?? new Uint8Array()) !== 0);
        const altered: BundleFiles = new Map(files).set(path, bytes);
        reseal(altered, keys.custodian);
        expect((await check(altered)).findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 200, seed: 6 },
    );
  });

  it('into a document of an item, the verifier answers and finds it', async () => {
    const index = canonical({ v: 1, keyframes: [] });
    await fc.assert(
      fc.asyncProperty(json, async (document) => {
        const bytes = bytesOf(JSON.stringify(document));
        const [file, right] = [reference(bytes), reference(index)];
        const acts: ForgedAct[] = [started, received(), { type: 'item-examined', payload: { item, reports: [], examination: file, observationCount: 0, disagreementCount: 0 } }, { type: 'keyframes-extracted', payload: { item, index: right, indexed: 0, pictured: 0 } }];
        const outcome = await check(await forged(acts, { documents: new Map([...requestFile, [`data/reports/${file.sha256}.json`, bytes], [`data/reports/${right.sha256}.json`, index]]) }));
        expect(codesOf(outcome)).toContain('document-unreadable');
      }),
      { numRuns: 50, seed: 7 },
    );
  });
});

async function withoutDocument(entries: readonly Uint8Array[], documents: BundleFiles): Promise<BundleFiles> {
  const files = await forged([]);
  for (const [path, bytes] of documents) files.set(path, bytes);
  layLog(files, 'data/', { log, keys, entries });
  await redocument(files).catch(() => undefined);
  reseal(files, keys.custodian);
  return files;
}
