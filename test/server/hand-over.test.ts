import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { handOverFiles } from '../../src-main/shared/api/hand-over.ts';
import { bundleSignaturePath } from '../../src-main/format/bundle/layout.ts';
import { seededRandom, steppingClock } from '../known-system.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, type RouteName, type Window } from './open-window.ts';

let [sender, receiver] = [] as unknown as [Window, Window];
let place = '';
let receipt = '';
const out = (name: string): string => join(place, name);

async function newCase(name: string, seed: number): Promise<Window> {
  // Of one seed both would have the same keys and the same log.
  const window = await openWindow({ means: { clock: steppingClock(), random: seededRandom(seed) } });
  await window.ask('createCase', { folder: out(name), title: name, custodian: `Custodian of ${name}` });
  return window;
}

/** Begin work and wait for its end. */
async function work<N extends RouteName>(window: Window, ...[name, input]: Parameters<typeof window.ask<N>>) {
  const { body } = await window.ask(name, input);
  const { job } = body as unknown as { job: string };
  const ended = async () => (await window.ask('jobs', {})).body.find(({ id, state }) => id === job && state !== 'running');
  return vi.waitUntil(ended, { timeout: 30_000, interval: 20 });
}

const fingerprintOf = async (window: Window): Promise<string> => (await window.ask('appState', {})).body.opened?.custodian.fingerprint ?? '';
const handOver = { choice: { items: ['i1'] }, zip: false, originals: true, pdf: false };

beforeAll(async () => {
  place = await temporaryFolder();
  [sender, receiver] = [await newCase('a', 5), await newCase('b', 6)];
  const files = ['one.txt', 'two.txt'].map(out);
  files.forEach((path) => writeFileSync(path, `footage ${path.slice(-7)}`));
  await work(sender, 'importPaths', { paths: files, collection: {} });
  await sender.ask('recordClaim', { items: ['i1', 'i2'], claimant: 'Someone', quote: 'not older than 72 hours', post: 'x:1847225352281563393' });
});

describe('handing over in the window', () => {
  it('says what would leave, what stays and why, and writes nothing', async () => {
    const before = (await sender.ask('custody', {})).body.entries;
    const { body } = await sender.ask('previewHandOver', { choice: { items: ['i1'] }, originals: true });
    expect(body).toMatchObject({ disclosure: 'selected', items: { count: 1, listed: [{ id: 'i1', name: 'one.txt' }] }, itemsThatStay: 1 });
    expect(body.stays.listed).toContainEqual({ name: 'c1', type: 'claim-recorded', alsoNames: ['i2'], restsOn: null });
    expect((await sender.ask('custody', {})).body.entries).toBe(before);
  });

  it('writes a bundle, with what its receiver\'s verifier says of it, and records it', async () => {
    const { id, state, outcome } = await work(sender, 'handOver', { ...handOver, out: out('bundle') });
    expect({ state, outcome }).toMatchObject({ state: 'finished', outcome: { itemsLeft: 1 } });
    const { written } = (await sender.ask('handedOver', { job: id })).body;
    expect(written).toMatchObject({ path: out('bundle'), items: 1, encryptedTo: null, report: { faults: 0, findings: [], pinned: true, originals: true, parts: [{ items: 1 }] } });
    expect(written?.report.proved.length).toBeGreaterThan(0);
    expect(readdirSync(out('bundle'))).toContain('verify.html');
    expect((await sender.ask('handOvers', {})).body.exported).toMatchObject([{ bundle: written?.bundle, items: 1, receipts: [] }]);
  });

  it('replaces nothing, and refuses a path that does not say where it lies', async () => {
    expect((await work(sender, 'handOver', { ...handOver, out: out('bundle') })).problem?.code).toBe('target-exists');
    expect((await sender.ask('handOver', { ...handOver, out: 'bundle' })).body).toMatchObject({ code: 'argument-invalid' });
  });

  it('encrypts with a passphrase that no job tells again', async () => {
    const job = await work(sender, 'handOver', { ...handOver, out: out('locked.zip.age'), age: { passphrase: 'four small words here' } });
    expect(job).toMatchObject({ state: 'finished', canRetry: false });
    expect(JSON.stringify(job)).not.toContain('four small');
    expect((await sender.ask('handedOver', { job: job.id })).body.written).toMatchObject({ encryptedTo: ['passphrase'] });
    expect((await work(receiver, 'checkIncoming', { path: out('locked.zip.age') })).problem?.code).toBe('bundle-encrypted');
    expect((await work(receiver, 'checkIncoming', { path: out('locked.zip.age'), age: { passphrase: 'four small words here' } })).outcome).toEqual({ bundleFaults: 0 });
  });

  it('writes the report alone', async () => {
    const { id } = await work(sender, 'writeReport', { choice: { all: true }, out: out('report.html') });
    expect((await sender.ask('writtenReport', { job: id })).body.report).toMatchObject({ path: out('report.html'), form: 'html', asHtmlInstead: false });
  });
});

describe('receiving in the window', () => {
  it('checks a bundle and takes nothing in', async () => {
    const { id } = await work(receiver, 'checkIncoming', { path: out('bundle') });
    const { result } = (await receiver.ask('receiving', { job: id })).body;
    expect(result).toMatchObject({ outcome: 'checked', isSigned: true, before: null, sender: { name: 'Custodian of a' }, report: { faults: 0, pinned: false } });
    expect((await receiver.ask('handOvers', {})).body.received).toEqual([]);
  });

  it('says that the key is another than the one typed from elsewhere', async () => {
    const { id } = await work(receiver, 'checkIncoming', { path: out('bundle'), pin: await fingerprintOf(receiver) });
    expect((await receiver.ask('receiving', { job: id })).body.result).toMatchObject({ report: { pinned: false, faults: 1, findings: [{ code: 'pin-differs' }] } });
  });

  it('takes in what was read, compared with the sender\'s key, and signs a receipt', async () => {
    const pin = await fingerprintOf(sender);
    const checked = (await receiver.ask('receiving', { job: (await work(receiver, 'checkIncoming', { path: out('bundle'), pin })).id })).body.result;
    const asRead = { bundle: checked?.report.bundle ?? '', findingCount: 0 };
    const { id } = await work(receiver, 'receive', { path: out('bundle'), pin, asRead, despiteFindings: false });
    const { result } = (await receiver.ask('receiving', { job: id })).body;
    expect(result).toMatchObject({ outcome: 'received', newItems: 1, report: { pinned: true } });
    expect((await receiver.ask('handOvers', {})).body.received).toMatchObject([{ entry: result?.entry, sender: 'Custodian of a', keyPinned: true, findingCount: 0 }]);
    const response = await receiver.request(handOverFiles.receipt(result?.entry ?? 0));
    receipt = await response.text();
    expect(response.headers.get('content-disposition')).toMatch(/filename="receipt-[0-9a-f]{12}\.txt"/);
    expect(receipt).toContain('BEGIN SSH SIGNATURE');
    expect((await receiver.request(handOverFiles.receipt(1))).status).toBe(404);
  });

  it('takes nothing in of another bundle than was read', async () => {
    const job = await work(receiver, 'receive', { path: out('bundle'), asRead: { bundle: '0'.repeat(64), findingCount: 0 }, despiteFindings: true });
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'bundle-not-as-read' } });
  });

  it('names what was altered, and takes it in only when told to despite the findings', async () => {
    await work(sender, 'handOver', { ...handOver, choice: { all: true }, out: out('altered') });
    const page = join(out('altered'), 'data/report.html');
    expect(existsSync(page)).toBe(true);
    writeFileSync(page, 'another report');
    const checked = (await receiver.ask('receiving', { job: (await work(receiver, 'checkIncoming', { path: out('altered') })).id })).body.result;
    const findingCount = checked?.report.faults ?? 0;
    expect(checked?.report.findings.map(({ thing }) => thing)).toContain('data/report.html');
    expect(checked?.report.findings[0]?.sentence).not.toBe('');
    const asRead = { bundle: checked?.report.bundle ?? '', findingCount };
    const taking = async (despiteFindings: boolean) => (await receiver.ask('receiving', { job: (await work(receiver, 'receive', { path: out('altered'), asRead, despiteFindings })).id })).body.result;
    expect(await taking(false)).toMatchObject({ outcome: 'refused', entry: null });
    expect((await receiver.ask('handOvers', {})).body.received).toHaveLength(1);
    expect(await taking(true)).toMatchObject({ outcome: 'received' });
    expect((await receiver.ask('handOvers', {})).body.received[0]).toMatchObject({ findingCount, keyPinned: false });
  });

  it('never takes in what no custodian signed', async () => {
    await work(sender, 'handOver', { ...handOver, out: out('unsigned') });
    writeFileSync(join(out('unsigned'), bundleSignaturePath), 'no signature');
    const checked = (await receiver.ask('receiving', { job: (await work(receiver, 'checkIncoming', { path: out('unsigned') })).id })).body.result;
    expect(checked).toMatchObject({ isSigned: false });
    const asRead = { bundle: checked?.report.bundle ?? '', findingCount: checked?.report.faults ?? 0 };
    const { id } = await work(receiver, 'receive', { path: out('unsigned'), asRead, despiteFindings: true });
    expect((await receiver.ask('receiving', { job: id })).body.result).toMatchObject({ outcome: 'refused', isSigned: false });
  });
});

describe('receipts and the way over custodians', () => {
  it('files a receipt once, and refuses one that was altered', async () => {
    expect((await sender.ask('fileReceipt', { text: receipt.replace('"items":1', '"items":2') })).body).toMatchObject({ code: 'receipt-refused' });
    const pin = await fingerprintOf(receiver);
    const { body } = await sender.ask('fileReceipt', { text: receipt, pin });
    expect(body).toMatchObject({ filed: true, keyPinned: true, receiver: { name: 'Custodian of b' }, items: 1, findings: 0 });
    expect((await sender.ask('fileReceipt', { text: receipt, pin })).body).toMatchObject({ filed: false, entry: body.entry });
    expect((await sender.ask('handOvers', {})).body.exported.at(-1)?.receipts).toMatchObject([{ entry: body.entry, receiver: 'Custodian of b' }]);
  });

  it('tells over whom an item came, and where it went', async () => {
    const came = (await receiver.ask('custodyChain', { item: 'i1' })).body;
    expect(came.ways[0]?.origin).toMatchObject({ custodian: { name: 'Custodian of a' } });
    expect(came.ways[0]?.hops).toMatchObject([{ from: { name: 'Custodian of a' }, to: { name: 'Custodian of b' }, keyPinned: true }]);
    const went = (await sender.ask('custodyChain', { item: 'i1' })).body;
    expect(went).toMatchObject({ ways: [], here: { name: 'Custodian of a' } });
    expect(went.onward[0]?.receipts).toMatchObject([{ receiver: 'Custodian of b' }]);
    expect((await sender.ask('custodyChain', { item: 'i99' })).body).toMatchObject({ code: 'item-not-found' });
  });
});
