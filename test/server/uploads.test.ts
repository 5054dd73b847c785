import { spawnSync } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCase } from '../../src-main/engine/index.ts';
import { itemReceived } from '../../src-main/engine/custody/kinds/item-received.ts';
import type { Job } from '../../src-main/shared/api/jobs.ts';
import { uploadFilePath, type UploadedFile } from '../../src-main/shared/api/uploads.ts';
import { parseSha256 } from '../../src-main/shared/digest.ts';
import { acts, filesBelow, receiptsWithoutBytes, rows, sha256Of } from '../engine/flows/case-reading.ts';
import { knownSystem, temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { listen, openWindow, own, until, type Window } from './open-window.ts';

const modifiedAt = Date.parse('2026-02-03T04:05:06.789Z');
const nothingSaid = { collection: {} };

/** A window in which a new case is open. */
async function windowOnCase(options: Parameters<typeof openWindow>[0] = {}, folder?: string): Promise<{ window: Window; folder: string }> {
  const place = folder ?? (await temporaryCase());
  const window = await openWindow(options);
  await window.ask('openCase', { folder: place });
  return { window, folder: place };
}

type Answered = { status: number; body: UploadedFile & { code?: string; facts?: Record<string, unknown> } };

/** Send one file as the page does. */
async function send(window: Window, upload: string, file: { path: string; body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | string; modifiedAt?: number; bytes?: number; n?: number; headers?: Record<string, string> }): Promise<Answered> {
  const { path, body, headers = {} } = file;
  const bytes = file.bytes ?? (body instanceof ReadableStream ? 0 : Buffer.byteLength(body));
  const asked = uploadFilePath(upload, { path, modifiedAt: file.modifiedAt ?? modifiedAt, bytes, n: file.n });
  const init = { method: 'PUT', body, duplex: 'half', headers: { ...own, ...headers } };
  const response = await window.request(asked, init);
  return { status: response.status, body: (await response.json()) as Answered['body'] };
}

async function begin(window: Window, names = ['a.txt'], counts = { files: 1, bytes: 1 }, rest: object = nothingSaid): Promise<{ upload: string; job: string }> {
  const { status, body } = await window.ask('beginUpload', { names, ...counts, collection: {}, ...rest });
  expect([status, body.code]).toEqual([200, undefined]);
  return body;
}

async function jobOf(window: Window, id: string): Promise<Job> {
  const { body } = await window.ask('jobs', {});
  return body.find((job) => job.id === id) as Job;
}

const ended = (window: Window, id: string): Promise<Job> =>
  until(async () => {
    const job = await jobOf(window, id);
    return job.state !== 'running' && job;
  });

async function endAndWait(window: Window, { upload, job }: { upload: string; job: string }): Promise<Job> {
  await window.ask('endUpload', { upload });
  return ended(window, job);
}

/** A body whose pieces come when they are given. */
function slowBody(): { body: ReadableStream<Uint8Array>; give(bytes: Uint8Array): void; cut(): void; wasLeft: Promise<void> } {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const left = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given), cancel: () => left.resolve() });
  return { body, give: (bytes) => controller?.enqueue(bytes), cut: () => controller?.error(new Error('the browser has gone')), wasLeft: left.promise };
}

describe('files dropped into the window', () => {
  it('are received like any: name, path, time and collection as told, and nothing that nobody knows', async () => {
    const { window, folder } = await windowOnCase();
    const collection = { receivedFrom: 'Olena', notAvailable: [{ field: 'sourceUrl', why: 'handed over in person' }] };
    const upload = await begin(window, ['from the phone'], { files: 2, bytes: 8 }, { collection });
    const sent = await send(window, upload.upload, { path: 'from the phone/DCIM/Київ.txt', body: 'five!' });
    expect(sent).toEqual({ status: 200, body: { sha256: sha256Of(Buffer.from('five!')), bytes: 5, item: 'i1', isNew: true } });
    expect((await send(window, upload.upload, { path: 'from the phone/b.txt', body: 'two' })).body).toMatchObject({ item: 'i2', isNew: true });
    expect(await endAndWait(window, upload)).toMatchObject({
      kind: 'import', about: 'from the phone', state: 'finished', problem: null, canRetry: false, outcome: { received: 2, receivedBefore: 0, notReceived: 0, examined: 2, notExamined: 0 },
    });
    expect((await window.ask('uploadState', { upload: upload.upload })).body.state).toBe('ended');

    const [started, ...others] = await acts(folder, 'import-started');
    expect([started?.payload, others]).toMatchObject([{ pathCount: 1, collection }, []]);
    const [receipt] = await acts(folder, 'item-received');
    expect(receipt?.payload).toEqual({
      item: sha256Of(Buffer.from('five!')),
      bytes: 5,
      import: started?.seq,
      newCopy: true,
      name: 'Київ.txt',
      sourcePath: 'from the phone/DCIM/Київ.txt',
      volume: { mountPoint: 'unknown', fileSystem: 'unknown', device: 'unknown', removable: 'unknown', network: 'unknown' },
      source: { modifiedAtNs: '1770091506789000000', saidBy: 'browser' },
      copyVerified: false,
      copyVerifiedBecause: 'source-unknown',
    });
    expect(receipt?.sentence).toMatch(/^"Київ\.txt" was received through a browser \(5 bytes, /);
    expect((await acts(folder, 'import-ended')).map(({ payload }) => payload)).toEqual([{ import: started?.seq, outcome: 'finished', received: 2, notReceived: 0 }]);
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
  });

  it('tell how far they are, in bytes, and that there are items', async () => {
    const { window } = await windowOnCase();
    const told = await listen(window);
    const upload = await begin(window, ['a'], { files: 2, bytes: 1000 });
    const slow = slowBody();
    const sending = send(window, upload.upload, { path: 'a', body: slow.body, bytes: 600 });
    slow.give(new Uint8Array(400));
    await until(async () => (await jobOf(window, upload.job)).progress.done === 400);
    expect((await jobOf(window, upload.job)).progress).toMatchObject({ done: 400, of: 1000, unit: 'bytes' });
    slow.cut();
    await sending;
    // What did not come to its end does not count.
    await send(window, upload.upload, { path: 'b', body: new Uint8Array(100) });
    expect((await jobOf(window, upload.job)).progress.done).toBe(100);
    await until(() => told.some(({ event }) => event === 'items'));
    await window.ask('cancelJob', { job: upload.job });
  });

  it('may have any name that a file can have', async () => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window, ['a'], { files: 6, bytes: 1 });
    const names: [path: string, recorded: object][] = [
      // In another normal form than the record's.
      ['Cafe\u0301/жизнь \u{1F3A5}.mp4', { sourcePath: 'Caf\u00e9/жизнь \u{1F3A5}.mp4', sourcePathBytes: Buffer.from('Cafe\u0301/жизнь \u{1F3A5}.mp4').toString('base64'), name: 'жизнь \u{1F3A5}.mp4' }],
      // Signs of an address.
      ['a&b=c?d#e%20f+g h.mp4', { sourcePath: 'a&b=c?d#e%20f+g h.mp4' }],
      ['..\\..\\"x".mp4', { name: '..\\..\\"x".mp4' }],
      ['a\nb\r.mp4', { name: 'a\nb\r.mp4' }],
      ['__proto__', { name: '__proto__' }],
      // As long as a path can be.
      [`${'a/'.repeat(2040)}${'ї'.repeat(8)}`, { name: 'ї'.repeat(8) }],
    ];
    for (const [path] of names) expect((await send(window, upload.upload, { path, body: path })).status).toBe(200);
    expect((await acts(folder, 'item-received')).map(({ payload }) => payload)).toMatchObject(names.map(([, recorded]) => recorded));
    const { taken } = (await window.ask('uploadState', { upload: upload.upload })).body;
    expect(taken.toSorted((one, other) => one.bytes - other.bytes)).toEqual(
      names.map(([path]) => ({ path, modifiedAt, bytes: Buffer.byteLength(path) })).toSorted((one, other) => one.bytes - other.bytes),
    );
    await window.ask('cancelJob', { job: upload.job });
  });

  it('are refused when their path leads anywhere', async () => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window);
    for (const path of ['../a.mp4', 'a/../../b', '/etc/passwd', 'a/', '', './a', 'a\0b', 'ї'.repeat(2049)]) {
      expect([path, await send(window, upload.upload, { path, body: 'x' })]).toMatchObject([path, { status: 400, body: { code: 'request-invalid' } }]);
    }
    expect([filesBelow(folder, 'originals'), filesBelow(folder, 'incoming')]).toEqual([[], []]);
    // One of them does not end the others.
    expect((await send(window, upload.upload, { path: 'etc/passwd', body: 'x' })).status).toBe(200);
    await window.ask('cancelJob', { job: upload.job });
  });

  it('may be empty', async () => {
    const { window } = await windowOnCase();
    const upload = await begin(window);
    expect((await send(window, upload.upload, { path: 'empty', body: '' })).body).toMatchObject({ bytes: 0, isNew: true });
    await window.ask('cancelJob', { job: upload.job });
  });

  it('with the same bytes are one item with a receipt each', async () => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window, ['a', 'b'], { files: 2, bytes: 8 });
    const sent = await Promise.all(['a', 'b'].map((path) => send(window, upload.upload, { path, body: 'same' })));
    expect(sent.map(({ body }) => body.item)).toEqual(['i1', 'i1']);
    expect(sent.filter(({ body }) => body.isNew)).toHaveLength(1);
    await endAndWait(window, upload);
    expect(await rows(folder, 'SELECT count(*) AS receipts, count(DISTINCT item_number) AS items FROM receipt')).toEqual([{ receipts: 2, items: 1 }]);
    expect(filesBelow(folder, 'originals')).toHaveLength(1);
  });

  it('sent twice, at once and later, have one receipt; another content under the same name has its own', async () => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window);
    const twice = await Promise.all([1, 2].map(() => send(window, upload.upload, { path: 'a', body: 'one' })));
    expect(twice.map(({ status, body }) => [status, body.item])).toEqual([[200, 'i1'], [200, 'i1']]);
    expect((await send(window, upload.upload, { path: 'a', body: 'one' })).body).toMatchObject({ item: 'i1', isNew: false });
    expect((await send(window, upload.upload, { path: 'a', body: 'two' })).body).toMatchObject({ item: 'i2', isNew: true });
    expect(await endAndWait(window, upload)).toMatchObject({ outcome: { received: 2 } });
    expect(await acts(folder, 'item-received')).toHaveLength(2);
  });

  it('of one drop that are alike from outside are each accounted for: other content has its own receipt, the same content the one that is there', async () => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window, ['a'], { files: 4, bytes: 12 });
    for (const [body, n] of [['one', 1], ['two', 2], ['one', 3]] as const) expect((await send(window, upload.upload, { path: 'a', body, n })).status).toBe(200);
    // Sent again since its answer was lost: it is no further file.
    expect((await send(window, upload.upload, { path: 'a', body: 'two', n: 2 })).body).toMatchObject({ item: 'i2', isNew: false });
    expect(await endAndWait(window, upload)).toMatchObject({ outcome: { received: 2, sameAgain: 1, notSent: 1 } });
    expect(await acts(folder, 'item-received')).toHaveLength(2);
  });

  it('of any number are recorded together', async () => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window, ['folder'], { files: 300, bytes: 900 });
    const recorded = vi.spyOn(window.surface.cases.writable, 'record');
    const sent = await Promise.all(Array.from({ length: 300 }, (_, n) => send(window, upload.upload, { path: `folder/${n}`, body: `${n}` })));
    expect(sent.filter(({ status }) => status !== 200)).toEqual([]);
    const groups = recorded.mock.calls.map(([drafts]) => drafts.filter(({ type }) => type === 'item-received').length).filter((count) => count > 0);
    expect(groups.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(groups.length).toBeLessThan(100);
    await window.ask('cancelJob', { job: upload.job });
    await ended(window, upload.job);
    expect(await rows(folder, 'SELECT count(*) AS n FROM receipt')).toEqual([{ n: 300 }]);
  });

  it('that the browser could not read are on record, with the reason', async () => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window, ['card'], { files: 4, bytes: 10 });
    await send(window, upload.upload, { path: 'card/a', body: 'a' });
    await window.ask('tellNotReceived', { upload: upload.upload, sources: [{ path: 'card/gone', reason: 'vanished' }] });
    await window.ask('endUpload', { upload: upload.upload, notReceived: [{ path: 'card/locked', reason: 'permission-denied', detail: 'NotReadableError' }] });
    expect(await ended(window, upload.job)).toMatchObject({
      state: 'finished', outcome: { received: 1, notReceived: 2, notSent: 1 }, notReceived: [{ name: 'card/gone', reason: 'vanished' }, { name: 'card/locked', reason: 'permission-denied' }],
    });
    expect((await acts(folder, 'source-not-received')).map(({ payload }) => payload)).toMatchObject([
      { sourcePath: 'card/gone', reason: 'vanished' }, { sourcePath: 'card/locked', reason: 'permission-denied', detail: 'NotReadableError' },
    ]);
  });

  it('that the case cannot hold are on record, and the others go on', async () => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window, ['a', 'b'], { files: 2, bytes: 2 });
    vi.spyOn(window.surface.cases.writable.vault, 'keepStream').mockResolvedValueOnce({ kept: false, reason: 'too-large-for-vault', facts: { path: 'a', bytes: 2 ** 32 } });
    expect(await send(window, upload.upload, { path: 'a', body: 'a' })).toMatchObject({ status: 400, body: { code: 'upload-not-kept', facts: { name: 'a', reason: 'too-large-for-vault' } } });
    expect((await send(window, upload.upload, { path: 'b', body: 'b' })).status).toBe(200);
    expect(await endAndWait(window, upload)).toMatchObject({ outcome: { received: 1, notReceived: 1 }, notReceived: [{ name: 'a', reason: 'too-large-for-vault' }] });
    expect((await acts(folder, 'source-not-received')).map(({ payload }) => payload)).toMatchObject([{ sourcePath: 'a', reason: 'too-large-for-vault' }]);
  });

  it('in two uploads at once are received in their own imports', async () => {
    const { window, folder } = await windowOnCase();
    const [one, other] = [await begin(window, ['one']), await begin(window, ['other'])];
    expect(one.upload).not.toBe(other.upload);
    await Promise.all([send(window, one.upload, { path: 'one', body: '1' }), send(window, other.upload, { path: 'other', body: '2' })]);
    await window.ask('endUpload', { upload: one.upload });
    expect((await send(window, other.upload, { path: 'more', body: '3' })).status).toBe(200);
    expect(await endAndWait(window, other)).toMatchObject({ state: 'finished', outcome: { received: 2 } });
    expect(await ended(window, one.job)).toMatchObject({ state: 'finished', outcome: { received: 1 } });
    expect(await rows(folder, 'SELECT count(*) AS n FROM receipt GROUP BY import_seq ORDER BY import_seq')).toEqual([{ n: 1 }, { n: 2 }]);
    // Both wait for the witnesses, and no item is read twice.
    expect(await acts(folder, 'item-examined')).toHaveLength(3);
  });
});

describe('an upload', () => {
  it('that is cut leaves nothing of the file, and takes it when it is sent again', async () => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window);
    const slow = slowBody();
    const sending = send(window, upload.upload, { path: 'a', body: slow.body, bytes: 300_000 });
    slow.give(new Uint8Array(290_000));
    await until(() => filesBelow(folder, 'incoming').length === 1);
    slow.cut();
    expect(await sending).toMatchObject({ status: 400, body: { code: 'upload-cut', facts: { name: 'a' } } });
    expect([filesBelow(folder, 'incoming'), filesBelow(folder, 'originals'), await acts(folder, 'item-received')]).toEqual([[], [], []]);
    expect((await send(window, upload.upload, { path: 'a', body: new Uint8Array(300_000) })).status).toBe(200);
    await window.ask('cancelJob', { job: upload.job });
  });

  it.each([['shorter', 9], ['longer', 11]])('refuses a file that is %s than promised, and goes on', async (_, length) => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window);
    const pieces = (): ReadableStream<Uint8Array> => new Response(new Uint8Array(length)).body as ReadableStream<Uint8Array>;
    expect(await send(window, upload.upload, { path: 'a', body: pieces(), bytes: 10 })).toMatchObject({ status: 400, body: { code: 'upload-incomplete', facts: { name: 'a', promised: 10 } } });
    // Where the length is told beforehand nothing is read.
    expect(await send(window, upload.upload, { path: 'a', body: pieces(), bytes: 10, headers: { 'content-length': String(length) } })).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    expect([filesBelow(folder, 'incoming'), filesBelow(folder, 'originals')]).toEqual([[], []]);
    expect((await send(window, upload.upload, { path: 'a', body: new Uint8Array(10) })).status).toBe(200);
    await window.ask('cancelJob', { job: upload.job });
  });

  it('that is cancelled gives up the file on its way at once and keeps what was received', async () => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window, ['a', 'b'], { files: 2, bytes: 9 });
    await send(window, upload.upload, { path: 'a', body: 'a' });
    const slow = slowBody();
    const sending = send(window, upload.upload, { path: 'b', body: slow.body, bytes: 900_000 });
    slow.give(new Uint8Array(800_000));
    await until(() => filesBelow(folder, 'incoming').length === 1);
    await window.ask('cancelJob', { job: upload.job });
    expect(await sending).toMatchObject({ status: 409, body: { code: 'upload-ended' } });
    await slow.wasLeft;
    expect(await ended(window, upload.job)).toMatchObject({ state: 'cancelled' });
    expect(await send(window, upload.upload, { path: 'c', body: 'c' })).toMatchObject({ status: 409, body: { code: 'upload-ended' } });
    expect([filesBelow(folder, 'incoming'), filesBelow(folder, 'originals').length]).toEqual([[], 1]);
    expect((await acts(folder, 'import-ended')).map(({ payload }) => payload)).toMatchObject([{ outcome: 'cancelled', received: 1 }]);
  });

  it('from which nothing is heard ends as interrupted; the same files dropped again go on where it stopped', async () => {
    const { window: silent, folder } = await windowOnCase({ uploadSilenceMs: 2000 });
    const counts = { files: 3, bytes: 300_003 };
    const upload = await begin(silent, ['x', 'y'], counts);
    await send(silent, upload.upload, { path: 'x/1', body: 'one' });
    const slow = slowBody();
    const sending = send(silent, upload.upload, { path: 'y', body: slow.body, bytes: 300_000 });
    slow.give(new Uint8Array(290_000));
    expect(await ended(silent, upload.job)).toMatchObject({ state: 'failed', problem: { code: 'upload-interrupted', facts: { received: 1, files: 3 } } });
    expect(await sending).toMatchObject({ body: { code: 'upload-ended' } });
    await slow.wasLeft;
    await silent.ask('closeCase', {});
    // Here no silence ends what a busy computer is slow to send.
    const { window } = await windowOnCase({}, folder);

    const again = await begin(window, ['y', 'x'], counts);
    expect((await window.ask('uploadState', { upload: again.upload })).body).toEqual({ job: again.job, state: 'receiving', taken: [{ path: 'x/1', modifiedAt, bytes: 3 }], next: null });
    expect((await send(window, again.upload, { path: 'y', body: new Uint8Array(300_000) })).body).toMatchObject({ item: 'i2', isNew: true });
    expect(await endAndWait(window, again)).toMatchObject({ state: 'finished', outcome: { received: 1, receivedBefore: 1 } });
    expect((await acts(folder)).map(({ type }) => type).filter((type) => /^(import|item-rec)/.test(type))).toEqual([
      'import-started', 'item-received', 'import-ended', 'import-resumed', 'item-received', 'import-ended',
    ]);
    expect((await acts(folder, 'import-ended')).map(({ payload }) => payload)).toMatchObject([{ outcome: 'stopped' }, { outcome: 'finished', received: 1, receivedBefore: 1 }]);
    // What has finished is another import when it is dropped once more.
    const anew = await begin(window, ['x', 'y'], counts);
    expect((await window.ask('uploadState', { upload: anew.upload })).body.taken).toEqual([]);
    await window.ask('cancelJob', { job: anew.job });
  });

  it('is the same one for a page that was loaded anew', async () => {
    const { window, folder } = await windowOnCase();
    const [one, other] = await Promise.all([begin(window, ['a', 'b']), begin(window, ['b', 'a'])]);
    expect(one).toEqual(other);
    expect(await acts(folder, 'import-started')).toHaveLength(1);
    await window.ask('cancelJob', { job: one.job });
  });

  it('tells what it has taken a page at a time', async () => {
    const { window } = await windowOnCase();
    const upload = await begin(window, ['f'], { files: 5100, bytes: 5100 });
    const source = { modifiedAtNs: '1770091506789000000', saidBy: 'browser' } as const;
    const volume = { mountPoint: 'unknown', fileSystem: 'unknown', device: 'unknown', removable: 'unknown', network: 'unknown' } as const;
    const same = { bytes: 1, import: Number(/\d+/.exec(upload.upload)?.[0]), newCopy: true, volume, source, copyVerified: false, copyVerifiedBecause: 'source-unknown' } as const;
    await window.surface.cases.writable.record(Array.from({ length: 5100 }, (_, n) => itemReceived.draft({ ...same, item: parseSha256(n.toString(16).padStart(64, '0')), name: 'f', sourcePath: `f/${n % 2000}` })));
    const first = (await window.ask('uploadState', { upload: upload.upload })).body;
    const second = (await window.ask('uploadState', { upload: upload.upload, after: first.next as number })).body;
    expect([first.taken.length, second.taken.length, second.next]).toEqual([5000, 100, null]);
    expect(new Set([...first.taken, ...second.taken].map(({ path }) => path)).size).toBe(2000);
    await window.ask('cancelJob', { job: upload.job });
  });

  it('ends with the case, and is nobody\'s after it', async () => {
    const { window, folder } = await windowOnCase();
    const upload = await begin(window);
    const slow = slowBody();
    const sending = send(window, upload.upload, { path: 'a', body: slow.body, bytes: 400_000 });
    slow.give(new Uint8Array(300_000));
    await until(() => filesBelow(folder, 'incoming').length === 1);
    await window.ask('closeCase', {});
    expect(await sending).toMatchObject({ body: { code: 'upload-ended' } });
    expect(await send(window, upload.upload, { path: 'a', body: 'x' })).toMatchObject({ status: 409, body: { code: 'no-case-open' } });
    await window.ask('openCase', { folder });
    expect(await send(window, upload.upload, { path: 'a', body: 'x' })).toMatchObject({ status: 404, body: { code: 'no-such-upload' } });
    expect([filesBelow(folder, 'incoming'), (await acts(folder, 'import-ended')).map(({ payload }) => payload)]).toMatchObject([[], [{ outcome: 'cancelled', received: 0 }]]);
  });

  it('that begins while the case is closed is told that no case is open, and is nobody\'s work', async () => {
    const { window, folder } = await windowOnCase();
    for (let steps = 0; steps < 6; steps++) {
      await window.ask('openCase', { folder });
      const beginning = window.ask('beginUpload', { names: [`a${steps}`], files: 1, bytes: 1, collection: {} });
      for (let step = 0; step < steps; step++) await new Promise((resolve) => setImmediate(resolve));
      await window.ask('closeCase', {});
      const { status, body } = await beginning;
      expect([[200, undefined], [409, 'no-case-open']]).toContainEqual([status, body.code]);
      expect((await window.ask('jobs', {})).body).toEqual([]);
    }
  });

  it('cannot begin in a case that can only be read, or in none', async () => {
    const none = await openWindow();
    expect(await none.ask('beginUpload', { names: ['a'], files: 1, bytes: 1, collection: {} })).toMatchObject({ status: 409, body: { code: 'no-case-open' } });
    const folder = await temporaryCase();
    renameSync(join(folder, 'keys'), join(folder, 'keys-away'));
    const { window } = await windowOnCase({}, folder);
    expect((await window.ask('appState', {})).body.opened?.mode).toBe('read-only');
    expect(await window.ask('beginUpload', { names: ['a'], files: 1, bytes: 1, collection: {} })).toMatchObject({ status: 400, body: { code: 'key-missing' } });
    expect(await send(window, 'u1-0', { path: 'a', body: 'x' })).toMatchObject({ status: 404, body: { code: 'no-such-upload' } });
  });
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

describe.skipIf(!canMount)('an upload to a disk that is full', () => {
  it('stops in words and leaves nothing half; it goes on when there is room', async () => {
    const disk = await temporaryFolder();
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]);
    onTestFinished(() => void spawnSync('umount', ['-l', disk]));
    const place = join(disk, 'case');
    await createCase({ folder: place, title: 'T', custodian: 'C', passphrase: undefined, ...knownSystem });
    writeFileSync(join(disk, 'taken'), Buffer.alloc(12 << 20));
    const { window, folder } = await windowOnCase({}, place);
    const counts = { files: 2, bytes: (14 << 20) + 1 };
    const upload = await begin(window, ['small', 'large'], counts);
    await send(window, upload.upload, { path: 'small', body: 's' });
    const large = (): Uint8Array<ArrayBuffer> => Buffer.alloc(14 << 20, 1);
    expect(await send(window, upload.upload, { path: 'large', body: large() })).toMatchObject({ status: 507, body: { code: 'disk-full', facts: { path: 'large' } } });
    expect(await ended(window, upload.job)).toMatchObject({ state: 'failed', problem: { code: 'disk-full' } });
    expect(await send(window, upload.upload, { path: 'small', body: 's' })).toMatchObject({ status: 409, body: { code: 'upload-ended' } });
    expect([filesBelow(folder, 'incoming'), filesBelow(folder, 'originals').length, await receiptsWithoutBytes(folder)]).toEqual([[], 1, []]);

    rmSync(join(disk, 'taken'));
    const again = await begin(window, ['small', 'large'], counts);
    expect((await window.ask('uploadState', { upload: again.upload })).body.taken.map(({ path }) => path)).toEqual(['small']);
    expect((await send(window, again.upload, { path: 'large', body: large() })).status).toBe(200);
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
    expect(await rows(folder, 'SELECT count(*) AS n, count(DISTINCT import_seq) AS imports FROM receipt')).toEqual([{ n: 2, imports: 1 }]);
    await window.ask('cancelJob', { job: again.job });
    await ended(window, again.job);
  });
});
