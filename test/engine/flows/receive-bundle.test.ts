import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { rebuildCase, showReceived, verifyCase, type LoggedAct } from '../../../src-main/engine/index.ts';
import { derivativePath, originalPath } from '../../../src-main/format/case-folder.ts';
import { bundleContentsSchema } from '../../../src-main/shared/hand-over.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { knownSystem } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, filesBelow, importInto, reading, receiptsWithoutBytes, rows, sha256Of } from './case-reading.ts';
import { caseOf, caseOfAnn, digestsOf, fingerprintOf, handOver, logLength, receive } from './handed-bundle.ts';

let ann: string;
let bundle: string;
/** A case that takes in nothing: every bundle given to it is refused. */
let untouched: string;
beforeAll(async () => {
  untouched = await caseOf('Bo');
  ann = await caseOfAnn();
  bundle = await handOver(ann, ['i1', 'i2']);
}, 120_000);

async function altered(alter: (copy: string) => void): Promise<string> {
  const copy = join(await temporaryFolder(), 'altered');
  cpSync(bundle, copy, { recursive: true });
  alter(copy);
  return copy;
}

/** A document that an entry names. */
function fileIn(act: LoggedAct | undefined, field: string): { sha256: string } {
  return (act?.payload ?? {})[field] as { sha256: string };
}

/** The files of a bundle but the evidentiary copies, by their paths. */
function documentsIn(folder: string): string[] {
  return filesBelow(folder, '.').map((path) => path.slice(folder.length + 1)).filter((path) => !path.startsWith('data/originals/')).sort();
}

describe('a bundle that is received', () => {
  it('becomes items with receipts that say from whom and by which bundle, and everything else of it is kept bit for bit', async () => {
    const ben = await caseOf('Ben');
    const summary = await receive(ben, bundle);
    expect(summary).toMatchObject({ outcome: 'received', findingCount: 0, itemCount: 2, keyPinned: false, notReceived: [], sender: { name: 'Ann', key: await fingerprintOf(ann) } });
    expect(summary.bundle).toBe(sha256Of(readFileSync(join(bundle, 'tagmanifest-sha256.txt'))));

    const [clip, text] = await digestsOf(ann);
    expect(new Set(await digestsOf(ben))).toEqual(new Set([clip, text]));
    expect(await receiptsWithoutBytes(ben)).toEqual([]);
    const receipts = await rows<{ name: string; received_from: string; how: string }>(ben, 'SELECT r.name, i.received_from, i.how FROM receipt r JOIN import_run i ON i.seq = r.import_seq ORDER BY r.name');
    expect(receipts.map(({ name, received_from }) => [name, received_from])).toEqual([['a clip.mov', 'Ann'], ['b.txt', 'Ann']]);
    expect(receipts[0]?.how).toContain(`in the bundle ${summary.bundle} of the log`);
    const [first] = await acts(ben, 'item-received');
    expect(first?.payload['carriedFrom']).toMatchObject({ log: summary.sender.log });

    const [received] = await acts(ben, 'bundle-received');
    expect(received).toMatchObject({ seq: summary.entry, payload: { findingCount: 0, keyPinned: false, originals: true, itemCount: 2 } });
    const { sha256 } = fileIn(received, 'contents');
    const contents = bundleContentsSchema.parse(JSON.parse(readFileSync(join(ben, derivativePath(parseSha256(sha256))), 'utf8')));
    expect(contents.files.map(({ path }) => path).toSorted()).toEqual(documentsIn(bundle));
    for (const file of contents.files) expect(readFileSync(join(ben, derivativePath(file.sha256)))).toEqual(readFileSync(join(bundle, file.path)));
    expect(readdirSync(join(ben, 'incoming'))).toEqual([]);
  });

  it("leaves a case in which verify finds nothing, and which can be rebuilt from its log and files to the same rows", async () => {
    const ben = await caseOf('Ben');
    await receive(ben, bundle);
    expect((await verifyCase({ folder: ben })).findings).toEqual([]);
    const into = join(await temporaryFolder(), 'rebuilt');
    await rebuildCase({ folder: ben, into, ...knownSystem });
    expect((await verifyCase({ folder: into })).findings).toEqual([]);
    for (const table of ['bundle_received', 'received_part', 'received_entry', 'received_entry_item']) {
      const kept = await rows(ben, `SELECT * FROM ${table}`);
      expect(kept.length).toBeGreaterThan(0);
      expect(await rows(into, `SELECT * FROM ${table}`)).toEqual(kept);
    }
  });

  it('changes nothing when it is received again, and gives the same receipt', async () => {
    const ben = await caseOf('Ben');
    const first = await receive(ben, bundle);
    const [entries, files] = [await logLength(ben), filesBelow(ben, '.').length];
    const again = await receive(ben, await altered(() => {}));
    expect(again).toMatchObject({ outcome: 'received-before', entry: first.entry, receipt: first.receipt, received: [] });
    expect(await logLength(ben)).toBe(entries);
    expect(filesBelow(ben, '.')).toHaveLength(files);
  });

  it('gives another receipt to an item that was there before, and no second copy', async () => {
    const [ben, source] = [await caseOf('Ben'), await temporaryFolder()];
    writeFileSync(join(source, 'my own.txt'), 'of Ann');
    await importInto(ben, [source], { keepOnly: true });
    await receive(ben, bundle);
    expect(await rows(ben, "SELECT r.name FROM receipt r JOIN item i ON i.number = r.item_number WHERE i.name = 'my own.txt' ORDER BY r.seq")).toEqual([{ name: 'my own.txt' }, { name: 'b.txt' }]);
    expect(filesBelow(ben, 'originals')).toHaveLength(2);
  });

  it("is shown as its sender's statement, and its facts, notes and claims are no rows of this case", async () => {
    const ben = await caseOf('Ben');
    const { bundle: digest, entry } = await receive(ben, bundle);
    const [clip = ''] = await digestsOf(ann);
    const [statement, ...others] = await reading(ben, (readable) => showReceived(readable, parseSha256(clip)));
    expect(others).toEqual([]);
    expect(statement?.statedBy).toMatchObject({ custodian: { name: 'Ann' }, bundle: digest, entry, prefix: 'data/', findingCount: 0 });
    expect(statement?.item).toMatchObject({ name: 'a clip.mov', receipts: [{ collection: { receivedFrom: 'a resident' } }], notes: [{ text: 'a muzzle flash', stands: true }] });
    expect(statement?.item?.examination?.observations.length).toBeGreaterThan(5);
    expect(statement?.claims).toMatchObject([{ quote: 'not older than 72 hours', claimant: 'A ministry' }]);
    for (const table of ['item_note', 'claim', 'observation', 'keyframe']) expect(await rows(ben, `SELECT * FROM ${table}`)).toEqual([]);
  });

  it('knows that the key is the one that was compared, and does not claim so otherwise', async () => {
    const ben = await caseOf('Ben');
    expect(await receive(ben, bundle, { pin: await fingerprintOf(ann) })).toMatchObject({ outcome: 'received', keyPinned: true });
    expect((await acts(ben, 'bundle-received'))[0]?.payload).toMatchObject({ keyPinned: true });
    const cy = await caseOf('Cy');
    const refused = await receive(cy, bundle, { pin: await fingerprintOf(ben) });
    expect(refused).toMatchObject({ outcome: 'refused', keyPinned: false });
    expect(refused.check.findings.map(({ code }) => code)).toEqual(['pin-differs']);
  });

  it('may come as a ZIP: the receipts name the ZIP, and nothing of it is left in incoming', async () => {
    const [ben, zip] = [await caseOf('Ben'), await handOver(ann, ['i1', 'i2'], { zip: true })];
    expect(await receive(ben, zip)).toMatchObject({ outcome: 'received', received: [{ newItem: true }, { newItem: true }] });
    expect(await receiptsWithoutBytes(ben)).toEqual([]);
    expect(readdirSync(join(ben, 'incoming'))).toEqual([]);
    const [receipt] = await rows<{ source_path: string }>(ben, 'SELECT source_path FROM receipt ORDER BY seq LIMIT 1');
    expect(receipt?.source_path.startsWith(`${zip}/data/originals/`)).toBe(true);
    expect((await verifyCase({ folder: ben })).findings).toEqual([]);
  });

  it('without evidentiary copies leaves entries and documents, and the items are known by digest only', async () => {
    const [ben, bare] = [await caseOf('Ben'), await handOver(ann, ['i1'], { originals: false })];
    expect(await receive(ben, bare)).toMatchObject({ outcome: 'received', originals: false, itemCount: 1, received: [] });
    expect(await digestsOf(ben)).toEqual([]);
    const [clip = ''] = await digestsOf(ann);
    const [statement] = await reading(ben, (readable) => showReceived(readable, parseSha256(clip)));
    expect(statement?.item).toMatchObject({ name: 'a clip.mov' });
    expect(statement?.item).not.toHaveProperty('original');
    expect((await verifyCase({ folder: ben })).findings).toEqual([]);
  });
});

describe('a bundle that is not what was signed', () => {
  const original = (copy: string): string => join(copy, 'data/originals', readdirSync(join(copy, 'data/originals'))[0] ?? '');
  const alterations: [what: string, alter: (copy: string) => void, code: string][] = [
    ['an altered evidentiary copy', (copy) => appendFileSync(original(copy), 'x'), 'digest-differs'],
    ['an evidentiary copy missing', (copy) => rmSync(original(copy)), 'file-missing'],
    ['an altered entry', (copy) => appendFileSync(join(copy, 'data/log/entries/0.json'), ' '), 'digest-differs'],
    ['a file added', (copy) => writeFileSync(join(copy, 'data/reports/more.txt'), 'x'), 'file-not-listed'],
    ['a link in the place of a copy', (copy) => { const path = original(copy); rmSync(path); symlinkSync('/etc/hostname', path); }, 'not-a-regular-file'],
    ['a name that differs from another in its case only', (copy) => writeFileSync(join(copy, 'data/CASE.JSON'), '{}'), 'name'],
    ['no signature', (copy) => rmSync(join(copy, 'tagmanifest-sha256.txt.sig')), 'signature-missing'],
    ['manifests that were put right and not signed', (copy) => putRight(copy), 'signature-invalid'],
  ];

  /** Alter a text and make manifests that fit, as somebody without the key can. */
  function putRight(copy: string): void {
    const path = 'data/log/entries/0.json';
    const [before, bytes] = [sha256Of(readFileSync(join(copy, path))), Buffer.from(readFileSync(join(copy, path), 'utf8').replace('The case of Ann', 'The case of Eve'))];
    writeFileSync(join(copy, path), bytes);
    const replace = (file: string, from: string, to: string): void => writeFileSync(join(copy, file), readFileSync(join(copy, file), 'utf8').replace(from, to));
    const manifest = sha256Of(readFileSync(join(copy, 'manifest-sha256.txt')));
    replace('manifest-sha256.txt', before, sha256Of(bytes));
    replace('tagmanifest-sha256.txt', manifest, sha256Of(readFileSync(join(copy, 'manifest-sha256.txt'))));
  }

  it.each(alterations)('(%s) is refused with its findings, and leaves no trace', async (_, alter, code) => {
    const before = await logLength(untouched);
    const summary = await receive(untouched, await altered(alter));
    expect(summary.outcome).toBe('refused');
    expect(summary.findingCount).toBeGreaterThan(0);
    expect([...summary.check.bag.findings, ...summary.check.findings].map((finding) => finding.code).join(' ')).toContain(code);
    expect(await logLength(untouched)).toBe(before);
    for (const part of ['originals', 'derivatives', 'incoming']) expect(existsSync(join(untouched, part)) ? filesBelow(untouched, part) : []).toEqual([]);
  });

  const storedOtherwise = ['an altered evidentiary copy', 'an altered entry', 'a link in the place of a copy'];
  it.each(alterations.filter(([what]) => storedOtherwise.includes(what)))('(%s) is taken in when asked to all the same: that is recorded, and a case without findings remains', async (_, alter) => {
    const ben = await caseOf('Ben');
    const summary = await receive(ben, await altered(alter), { despiteFindings: true });
    expect(summary.outcome).toBe('received');
    const [received] = await acts(ben, 'bundle-received');
    expect(received?.payload['findingCount']).toBe(summary.findingCount);
    expect(received?.sentence).toMatch(/its check gave (?:one finding|\d+ findings); the sender's keys were not compared/);
    const { sha256 } = fileIn(received, 'verification');
    expect(readFileSync(join(ben, derivativePath(parseSha256(sha256))), 'utf8')).toContain('"findings"');
    expect(await receiptsWithoutBytes(ben)).toEqual([]);
    expect((await verifyCase({ folder: ben })).findings).toEqual([]);
  });

  it.each(alterations.filter(([, , code]) => code.startsWith('signature-')))('(%s) is refused also when asked to all the same: the record would name a signer', async (_, alter) => {
    const before = await logLength(untouched);
    expect(await receive(untouched, await altered(alter), { despiteFindings: true })).toMatchObject({ outcome: 'refused', isSigned: false });
    expect(await logLength(untouched)).toBe(before);
  });

  it('takes in no copy that has not the digest by which the bundle calls it, and names it', async () => {
    const ben = await caseOf('Ben');
    const copy = await altered((folder) => appendFileSync(original(folder), 'x'));
    const { received, notReceived } = await receive(ben, copy, { despiteFindings: true });
    expect(received).toHaveLength(1);
    expect(notReceived).toMatchObject([{ path: original(copy), reason: 'not-as-listed' }]);
    expect(await acts(ben, 'source-not-received')).toMatchObject([{ payload: { sourcePath: original(copy), reason: 'not-as-listed' } }]);
    expect(filesBelow(ben, 'originals')).toHaveLength(1);

    // The same bundle, whole: what was missing comes in, and from then on it changes nothing.
    expect(await receive(ben, bundle)).toMatchObject({ outcome: 'received', findingCount: 0, received: [{}, {}] });
    expect(filesBelow(ben, 'originals')).toHaveLength(2);
    for (const again of [bundle, copy]) expect(await receive(ben, again, { despiteFindings: true })).toMatchObject({ outcome: 'received-before' });
    expect((await verifyCase({ folder: ben })).findings).toEqual([]);
  });

  it('is not recorded as taken in when a copy could not be read, and goes on when it can', async () => {
    const [ben, copy] = [await caseOf('Ben'), await altered(() => {})];
    const path = original(copy);
    const whole = readFileSync(path);
    const onProgress = ({ stage }: { stage: string }): void => {
      if (stage === 'kept') writeFileSync(path, 'other');
    };
    await expect(receive(ben, copy, { onProgress })).rejects.toMatchObject({ code: 'bundle-copy-failed' });
    expect(await acts(ben, 'bundle-received')).toEqual([]);
    writeFileSync(path, whole);
    expect(await receive(ben, copy)).toMatchObject({ outcome: 'received', resumed: true, notReceived: [] });
    expect(await receiptsWithoutBytes(ben)).toEqual([]);
  });

  it('is noticed when it is changed after it was checked, and can be given again', async () => {
    const [ben, copy] = [await caseOf('Ben'), await altered(() => {})];
    const entry = join(copy, 'data/log/entries/0.json');
    const whole = readFileSync(entry);
    const onProgress = ({ stage }: { stage: string }): void => {
      if (stage === 'case') writeFileSync(entry, whole.subarray(1));
    };
    await expect(receive(ben, copy, { onProgress })).rejects.toMatchObject({ code: 'bundle-changed' });
    expect(await rows(ben, 'SELECT * FROM bundle_received')).toEqual([]);
    writeFileSync(entry, whole);
    expect(await receive(ben, copy)).toMatchObject({ outcome: 'received', resumed: true });
    expect((await verifyCase({ folder: ben })).findings).toEqual([]);
  });
});

describe('what is no bundle of somebody else', () => {
  it('is refused in words', async () => {
    const [ben, folder] = [await caseOf('Ben'), await temporaryFolder()];
    await expect(receive(ben, join(folder, 'nothing'))).rejects.toMatchObject({ code: 'source-not-found' });
    await expect(receive(ben, folder)).rejects.toMatchObject({ code: 'bundle-unreadable' });
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'bagit.txt'), 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    writeFileSync(join(folder, 'manifest-sha256.txt'), '');
    await expect(receive(ben, folder)).rejects.toMatchObject({ code: 'bundle-unreadable' });
    writeFileSync(join(folder, 'file.zip'), 'PK\u0003\u0004 no ZIP');
    await expect(receive(ben, join(folder, 'file.zip'))).rejects.toMatchObject({ code: 'bundle-unreadable' });
    await expect(receive(ann, bundle)).rejects.toMatchObject({ code: 'bundle-own' });
    expect(await logLength(ben)).toBe(3);
    expect(existsSync(join(ben, originalPath(parseSha256('0'.repeat(64)))))).toBe(false);
  });
});
