import { readdirSync, readFileSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { custodyFiles } from '../../src-main/shared/api/custody.ts';
import { hasOpenssl, makeAuthority, type LocalAuthority } from '../format/timestamp/local-authority.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, until, type Window } from './open-window.ts';

let window: Window;
let folder: string;

beforeAll(async () => {
  window = await openWindow();
  const place = await temporaryFolder();
  folder = join(place, 'case');
  const clips = ['one.txt', 'two.txt'].map((name) => join(place, name));
  for (const clip of clips) writeFileSync(clip, clip);
  await window.ask('createCase', { folder, title: 'T', custodian: 'Olena K.' });
  const { body } = await window.ask('importPaths', { paths: clips, collection: {} });
  await ended(body.job);
});

const ended = (job: string): Promise<unknown> => until(async () => (await window.ask('jobs', {})).body.some(({ id, state }) => id === job && state !== 'running'));

/** Check the case and wait for what comes of it. */
async function check(wish: Parameters<typeof window.ask<'beginCheck'>>[1] = {}) {
  const { body } = await window.ask('beginCheck', wish);
  await ended(body.job);
  return (await window.ask('check', {})).body.last;
}

const log = async (wish: Parameters<typeof window.ask<'log'>>[1] = {}) => (await window.ask('log', wish)).body;

describe('the log in the window', () => {
  it('is told newest first, page by page, each entry once', async () => {
    const whole = await log();
    expect(whole.acts.map(({ seq }) => seq)).toEqual(Array.from({ length: whole.size }, (_, n) => whole.size - 1 - n));
    expect(whole.lookedTo).toBe(0);
    const first = await log({ limit: 3 });
    expect(first.lookedTo).toBe(whole.size - 3);
    const second = await log({ limit: 3, before: first.lookedTo });
    expect([...first.acts, ...second.acts]).toEqual(whole.acts.slice(0, 6));
  });

  it('is narrowed by kind, by item, by words in any case, by day and by whose act it was', async () => {
    const received = await log({ kinds: 'item-received' });
    expect(received.acts.map(({ type, item }) => [type, item])).toEqual([['item-received', 'i2'], ['item-received', 'i1']]);
    const ofTwo = await log({ item: 'i2' });
    expect(ofTwo.acts.length).toBeGreaterThan(1);
    expect(ofTwo.acts.every(({ item }) => item === 'i2')).toBe(true);
    expect(await log({ item: 'i2', kinds: 'item-received,session-started' })).toMatchObject({ acts: [{ sentence: expect.stringContaining('"two.txt" was received') as string }], lookedTo: 0 });
    expect((await log({ words: 'WAS received "one' })).acts.map(({ item }) => item)).toEqual(['i1']);
    const [newest] = received.acts;
    const day = newest?.at.slice(0, 10) ?? '';
    expect((await log({ kinds: 'item-received', since: day, until: day })).acts).toHaveLength(2);
    expect((await log({ until: '1999-12-31' })).acts).toEqual([]);
    expect((await log({ since: '2999-01-01' })).acts).toEqual([]);
    const { size } = await log();
    expect((await log({ by: 'custodian' })).acts).toHaveLength(size);
    expect((await log({ by: 'others' })).acts).toEqual([]);
  });

  it('stops a page where it is full, and goes on from there', async () => {
    const first = await log({ words: 'received', kinds: 'item-received', limit: 1 });
    expect(first.acts.map(({ item }) => item)).toEqual(['i2']);
    expect((await log({ words: 'received', kinds: 'item-received', limit: 1, before: first.lookedTo })).acts.map(({ item }) => item)).toEqual(['i1']);
  });

  it('says that an item is not there, and refuses what is no filter', async () => {
    expect((await window.ask('log', { item: 'i9' })).body.code).toBe('item-not-found');
    expect((await window.ask('log', { since: 'yesterday' })).status).toBe(400);
    expect((await window.ask('log', { kinds: "x') OR 1=1 --" })).status).toBe(400);
  });
});

describe('the head of the log and its checkpoints', () => {
  it('gives the newest signed note with the fingerprint of its key', async () => {
    await window.ask('signNow', {});
    const { body } = await window.ask('custody', {});
    const lines = body.head?.text.split('\n') ?? [];
    expect([lines[0], lines[1], lines.at(-2)]).toEqual([body.log, String(body.head?.size), body.key.fingerprint]);
    expect(body.head?.size).toBe(body.entries - 1);
    const { checkpoints, next } = (await window.ask('checkpoints', { limit: 1 })).body;
    expect([checkpoints[0]?.size, next]).toEqual([body.head?.size, body.head?.size]);
    expect((await window.ask('checkpoints', { below: next ?? 0 })).body.checkpoints).toHaveLength(body.checkpoints - 1);
  });

  it('hands out the note, proofs and entries as downloads that no browser makes a page of', async () => {
    const { head, checkpoints } = (await window.ask('custody', {})).body;
    const size = head?.size ?? 0;
    expect(checkpoints).toBeGreaterThan(1);
    const oldest = (await window.ask('checkpoints', {})).body.checkpoints.at(-1)?.size ?? 0;
    const file = async (address: string) => {
      const response = await window.request(address);
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
      return [response.headers.get('content-disposition'), await response.text()] as const;
    };
    expect(await file(custodyFiles.checkpoint(size))).toEqual([`attachment; filename="checkpoint-${size}.txt"`, head?.text.split('\n').slice(0, -2).join('\n') + '\n']);
    expect(await file(custodyFiles.proof(1))).toEqual(['attachment; filename="entry-1.tlog-proof"', expect.stringMatching(/^c2sp.org\/tlog-proof@v1\nindex 1\n/)]);
    expect((await file(custodyFiles.entry(1)))[1]).toBe((await window.ask('logEntry', { seq: 1 })).body.text);
    expect(await file(custodyFiles.continuation(oldest))).toEqual([`attachment; filename="from-${oldest}-to-${size}.consistency"`, expect.stringContaining(`\n${size}\n`)]);
  });

  it('says what is not there to be handed out', async () => {
    const code = async (address: string) => ((await (await window.request(address)).json()) as { code: string }).code;
    expect(await code(custodyFiles.checkpoint(1))).toBe('no-such-checkpoint');
    expect(await code(custodyFiles.continuation(1))).toBe('no-such-checkpoint');
    expect(await code(custodyFiles.reply(1))).toBe('no-such-anchor');
    expect(await code(custodyFiles.request(1))).toBe('no-such-anchor');
    expect(await code(custodyFiles.entry(99_999))).toBe('no-such-entry');
    expect(await code('/api/custody/entries/..%2F1/bytes')).toBe('request-invalid');
    const { entries } = (await window.ask('custody', {})).body;
    expect(await code(custodyFiles.proof(entries - 1))).toBe('entry-not-signed');
  });
});

describe('checking the case from the window', () => {
  it('has no result before the first check, and then one that says what was shown and what was not', async () => {
    expect((await window.ask('check', {})).body).toEqual({ running: null, last: null });
    const result = await check();
    expect(result).toMatchObject({ pinned: false, held: [], findings: [], files: { sizesOnly: false } });
    expect(result?.proved.join()).toContain('The log is whole as far as it is signed');
    expect(result?.notProved.join()).toContain('Whose log this is');
  });

  it('shows more with a photographed head, also as copying mangles it', async () => {
    const { head } = (await window.ask('custody', {})).body;
    const text = `  ${head?.text.replaceAll('\n', ' \r\n')}\r\n\r\n`;
    const result = await check({ held: [{ name: 'photograph', text }] });
    expect(result).toMatchObject({ pinned: true, held: ['photograph'], findings: [] });
    expect(result?.proved.join()).toContain(`Nothing among the first ${head?.size} entries was altered`);
    expect(result?.notProved.join()).not.toContain('Whose log this is');
  });

  it('finds that a key is another one than the person knows, and a checkpoint no checkpoint of this log', async () => {
    const result = await check({ pin: `SHA256:${'A'.repeat(43)}`, held: [{ name: 'a letter', text: 'no checkpoint' }], quick: true });
    expect(result?.findings.map(({ code, isRemark }) => [code, isRemark]).toSorted()).toEqual([['checkpoint-unreadable', false], ['pin-differs', false]]);
    expect(result?.findings.find(({ code }) => code === 'checkpoint-unreadable')).toMatchObject({ thing: 'the checkpoint that you hold, a letter', sentence: 'A checkpoint cannot be read.' });
    expect(result?.proved).toEqual([]);
  });

  it('is one check at a time, and what it came to is kept when a later one is cancelled', async () => {
    const before = (await window.ask('check', {})).body.last;
    const { body: { job } } = await window.ask('beginCheck', {});
    expect((await window.ask('check', {})).body.running).toBe(job);
    expect((await window.ask('beginCheck', {})).body.code).toBe('check-running');
    await window.ask('cancelJob', { job });
    await ended(job);
    expect((await window.ask('check', {})).body).toEqual({ running: null, last: before });
  });
});

describe.skipIf(!hasOpenssl)('time stamps in the window', () => {
  let authority: LocalAuthority;
  beforeAll(async () => {
    authority = await makeAuthority(join(await temporaryFolder(), 'authority'));
  });

  const accept = async (reply: Uint8Array, rootsPem = authority.rootsPem) => (await window.ask('acceptAnchor', { reply: Buffer.from(reply).toString('base64'), rootsPem })).body;

  it('refuses a reply while nothing was asked for', async () => {
    expect((await accept(new Uint8Array(3))).code).toBe('no-anchor-request');
  });

  it('takes a request out, shows the roots before they are pinned, and records the reply', async () => {
    const asked = (await window.ask('requestAnchor', {})).body;
    expect((await window.ask('custody', {})).body.requests).toMatchObject([{ entry: asked.entry, size: asked.size, isAnswered: false }]);
    const request = new Uint8Array(await (await window.request(custodyFiles.request(asked.entry))).arrayBuffer());
    const reply = await authority.reply(request);
    const roots = (await window.ask('listRoots', { pem: authority.rootsPem })).body;
    expect(await accept(reply)).toMatchObject({ accepted: true, size: asked.size, rootSha256: roots[0]?.sha256, recordedBefore: null });
    const { anchors, requests } = (await window.ask('custody', {})).body;
    expect([anchors.length, requests[0]?.isAnswered]).toEqual([1, true]);
    const [anchor] = anchors;
    expect(anchor).toMatchObject({ size: asked.size, rootSha256: roots[0]?.sha256, request: asked.entry });
    expect(new Uint8Array(await (await window.request(custodyFiles.reply(anchor?.entry ?? 0))).arrayBuffer())).toEqual(new Uint8Array(reply));
    expect(await (await window.request(custodyFiles.roots(anchor?.entry ?? 0))).text()).toBe(authority.rootsPem);
    expect(await accept(reply)).toMatchObject({ accepted: true, recordedBefore: anchor?.entry });
    expect((await check())?.proved.join()).toContain(`Nothing among the first ${asked.size} entries was altered, removed or reordered since`);
  });

  it('says why a reply is refused, and that a list of roots is none', async () => {
    const answer = await accept(new Uint8Array([0x30, 0x03, 0x02, 0x01, 0x00]));
    expect(answer).toMatchObject({ accepted: false });
    expect((await window.ask('listRoots', { pem: 'not a certificate' })).body.code).toBe('roots-unreadable');
    expect((await window.ask('acceptAnchor', { reply: 'no base64!', rootsPem: '' })).status).toBe(400);
  });

  it('tells when a kept reply is another by now', async () => {
    const { anchors: [anchor] } = (await window.ask('custody', {})).body;
    const reply = new Uint8Array(await (await window.request(custodyFiles.reply(anchor?.entry ?? 0))).arrayBuffer());
    const path = keptFiles().find((file) => readFileSync(file).equals(reply)) ?? '';
    chmodSync(path, 0o644);
    writeFileSync(path, Buffer.concat([reply, Buffer.of(0)]));
    expect(((await (await window.request(custodyFiles.reply(anchor?.entry ?? 0))).json()) as { code: string }).code).toBe('file-damaged');
    writeFileSync(path, reply);
  });
});

const keptFiles = (): string[] => readdirSync(join(folder, 'derivatives'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

describe('a case that was altered', () => {
  it('is named file by file, faults before remarks', async () => {
    const [original] = readdirSync(join(folder, 'originals'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const path = join(original?.parentPath ?? '', original?.name ?? '');
    chmodSync(path, 0o644);
    writeFileSync(path, readFileSync(path).map((byte, n) => (n === 0 ? byte ^ 1 : byte)));
    writeFileSync(join(folder, 'stray.txt'), 'x');
    const result = await check();
    expect(result?.findings.map(({ code, isRemark }) => [code, isRemark])).toEqual([['digest-mismatch', false], ['name-unknown', true]]);
    expect(result?.findings[0]).toMatchObject({ thing: expect.stringContaining(original?.name ?? '?') as string, sentence: 'A file that the log names has other content.' });
    expect(result?.proved).toEqual([]);
    expect((await window.ask('jobs', {})).body.at(-1)?.outcome).toMatchObject({ faults: 1, remarks: 1 });
  });
});

describe('a case that is opened for reading', () => {
  it('can be read and checked, and asks for no time stamp', async () => {
    await window.ask('closeCase', {});
    await window.ask('openCase', { folder, readOnly: true });
    expect((await window.ask('requestAnchor', {})).body.code).toBe('opened-for-reading');
    expect((await window.ask('check', {})).body.last).toBeNull();
    expect((await check({ quick: true }))?.files.sizesOnly).toBe(true);
    const outcome = (await window.ask('jobs', {})).body.at(-1)?.outcome;
    expect([outcome?.['sizesCompared'], outcome?.['filesChecked']]).toEqual([expect.any(Number), undefined]);
  });
});
