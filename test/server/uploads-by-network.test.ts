import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowserDoor, type BrowserDoor } from '../../src-main/server/listen.ts';
import { uploadFilePath, type UploadFileQuery } from '../../src-main/shared/api/uploads.ts';
import { acts, filesBelow, receiptsWithoutBytes, rows } from '../engine/flows/case-reading.ts';
import { seededRandom, steppingClock } from '../known-system.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { until } from './open-window.ts';

const modifiedAt = 1_770_000_000_000;

/** What the page of one door sends. */
class Page {
  readonly base: URL;
  readonly #headers: Record<string, string>;

  constructor(address: string, { cookie, key }: { cookie: string; key: string }) {
    this.base = new URL(address);
    this.#headers = { cookie, origin: this.base.origin, 'x-postquem-key': key };
  }

  static async enter(address: string): Promise<Page> {
    const entered = await fetch(address, { redirect: 'manual' });
    const key = /#key=([\w-]+)/.exec(await entered.text())?.[1] ?? '';
    return new Page(address, { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '', key });
  }

  async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const asked = { method, headers: this.#headers, ...(body && { body: JSON.stringify(body) }) };
    return (await fetch(new URL(path, this.base), asked)).json() as Promise<T>;
  }

  begin(files = 1, bytes = 1): Promise<{ upload: string; job: string }> {
    return this.ask('POST', '/api/uploads', { names: ['drop'], files, bytes, collection: {} });
  }

  /** A PUT whose body is written by the caller. */
  put(upload: string, file: UploadFileQuery, length = file.bytes): ClientRequest {
    return request({
      host: this.base.hostname, port: this.base.port, method: 'PUT', path: uploadFilePath(upload, file), headers: { ...this.#headers, 'content-length': String(length) },
    });
  }
}

async function answerOf(asked: ClientRequest): Promise<{ status: number | undefined; body: Record<string, unknown> }> {
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const piece of response) text += String(piece);
  return { status: response.statusCode, body: JSON.parse(text) as Record<string, unknown> };
}

/** Write a body of so many pieces no faster than it is taken. */
async function write(asked: ClientRequest, pieces: number, piece: Buffer): Promise<void> {
  for (let n = 0; n < pieces; n++) {
    piece.writeUInt32LE(n);
    if (!asked.write(Buffer.from(piece))) await once(asked, 'drain');
  }
  asked.end();
}

let folder: string;
let door: BrowserDoor;
let page: Page;

beforeAll(async () => {
  folder = await temporaryCase();
  const means = { clock: steppingClock(), random: seededRandom(5) };
  door = await openBrowserDoor({ means, random: seededRandom(6), settingsFile: join(await temporaryFolder(), 's.json'), assets: { folder: '/nowhere' }, port: 0, opened: { folder } });
  page = await Page.enter(door.address);
});
afterAll(() => door.close());

describe('an upload through the browser door', () => {
  it('of a large file is digested as it comes, in memory that does not grow with it', async () => {
    const { upload, job } = await page.begin();
    const piece = Buffer.alloc(1 << 20, 7);
    // Threads are started with the first file, and cost what they cost.
    const first = page.put(upload, { path: 'first.mov', modifiedAt, bytes: 20 << 20 });
    await Promise.all([answerOf(first), write(first, 20, piece)]);
    const digest = createHash('sha256');
    for (let n = 0; n < 200; n++) {
      piece.writeUInt32LE(n);
      digest.update(piece);
    }
    const before = process.memoryUsage().rss;
    let most = 0;
    const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
    const asked = page.put(upload, { path: 'large.mov', modifiedAt, bytes: 200 << 20 });
    const [answer] = await Promise.all([answerOf(asked), write(asked, 200, piece)]);
    clearInterval(watching);
    expect(answer).toEqual({ status: 200, body: { sha256: digest.digest('hex'), bytes: 200 << 20, item: 'i2', isNew: true } });
    // Sender and receiver are one process here, and its heap is swept when there is time: what was held whole would be twice 200.
    expect((most - before) / 2 ** 20).toBeLessThan(160);
    await page.ask('POST', `/api/jobs/${job}/cancel`);
    await until(async () => (await acts(folder, 'import-ended')).length === 1);
  });

  it('whose connection is cut leaves nothing, and the same connection pool goes on', async () => {
    const { upload, job } = await page.begin();
    const asked = page.put(upload, { path: 'cut.mov', modifiedAt, bytes: 2 << 20 });
    asked.on('error', () => undefined);
    asked.write(Buffer.alloc(1 << 20));
    await until(() => filesBelow(folder, 'incoming').length === 1);
    asked.destroy();
    await until(() => filesBelow(folder, 'incoming').length === 0);
    const again = page.put(upload, { path: 'cut.mov', modifiedAt, bytes: 3 });
    again.end('abc');
    expect(await answerOf(again)).toMatchObject({ status: 200 });
    await page.ask('POST', `/api/jobs/${job}/cancel`);
  });

  it.each([
    ['nobody knows', 'u0-0', 404, 'no-such-upload'],
    ['is of another length than promised', undefined, 400, 'request-invalid'],
  ])('that %s is refused before its body is read', async (_, named, status, code) => {
    const { upload, job } = await page.begin();
    const asked = page.put(named ?? upload, { path: 'a', modifiedAt, bytes: 40 << 20 }, named === undefined ? 50 << 20 : 40 << 20);
    asked.on('error', () => undefined);
    // Nothing more of it is ever sent.
    asked.write(Buffer.alloc(1000));
    expect(await answerOf(asked)).toMatchObject({ status, body: { code } });
    asked.destroy();
    await page.ask('POST', `/api/jobs/${job}/cancel`);
  });

  it('that is cancelled is answered though its body goes on', async () => {
    const { upload, job } = await page.begin();
    const asked = page.put(upload, { path: 'endless', modifiedAt, bytes: 2 ** 40 });
    asked.on('error', () => undefined);
    const answer = answerOf(asked);
    const pouring = setInterval(() => asked.writableNeedDrain || asked.write(Buffer.alloc(1 << 20)), 5);
    await until(() => filesBelow(folder, 'incoming').length === 1);
    await page.ask('POST', `/api/jobs/${job}/cancel`);
    expect(await answer).toMatchObject({ status: 409, body: { code: 'upload-ended' } });
    clearInterval(pouring);
    asked.destroy();
    expect(filesBelow(folder, 'incoming')).toEqual([]);
  });
});

describe('an engine that is killed while files come in', () => {
  const listenModule = new URL('../../src-main/server/listen.ts', import.meta.url).href;

  /** A door in a process of its own. */
  async function doorOn(place: string): Promise<{ page: Page; child: ChildProcess }> {
    const script = join(await temporaryFolder(), 'door.mjs');
    const lines = `
      const { openBrowserDoor } = await import(${JSON.stringify(listenModule)});
      const random = { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) };
      const door = await openBrowserDoor({ means: { clock: { now: Date.now }, random }, random, settingsFile: ${JSON.stringify(join(await temporaryFolder(), 's.json'))},
        assets: { folder: '/nowhere' }, port: 0, opened: { folder: ${JSON.stringify(place)} } });
      console.log(door.address);`;
    writeFileSync(script, lines);
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [address] = (await once(child.stdout, 'data')) as [Buffer];
    return { page: await Page.enter(address.toString().trim()), child };
  }

  it('loses nothing that was answered, keeps nothing half, and takes the upload up again', async () => {
    const place = await temporaryCase();
    const first = await doorOn(place);
    const begun = await first.page.begin(2, 3_000_003);
    const whole = first.page.put(begun.upload, { path: 'drop/a', modifiedAt, bytes: 3 });
    whole.end('abc');
    expect(await answerOf(whole)).toMatchObject({ status: 200, body: { item: 'i1' } });
    const half = first.page.put(begun.upload, { path: 'drop/b', modifiedAt, bytes: 3_000_000 });
    half.on('error', () => undefined);
    half.write(Buffer.alloc(2_900_000));
    await until(() => filesBelow(place, 'incoming').length === 1);
    const ended = once(first.child, 'exit');
    first.child.kill('SIGKILL');
    await ended;
    expect(filesBelow(place, 'incoming')).toHaveLength(1);

    const second = await doorOn(place);
    expect(filesBelow(place, 'incoming')).toEqual([]);
    const again = await second.page.begin(2, 3_000_003);
    expect(await second.page.ask('GET', `/api/uploads/${again.upload}`)).toMatchObject({ taken: [{ path: 'drop/a', modifiedAt, bytes: 3 }], next: null });
    const rest = second.page.put(again.upload, { path: 'drop/b', modifiedAt, bytes: 3_000_000 });
    rest.end(Buffer.alloc(3_000_000));
    expect(await answerOf(rest)).toMatchObject({ status: 200 });
    // A page that does not ask sends everything once more: the receipt stays one.
    const twice = second.page.put(again.upload, { path: 'drop/a', modifiedAt, bytes: 3 });
    twice.end('abc');
    expect(await answerOf(twice)).toMatchObject({ status: 200, body: { item: 'i1', isNew: false } });
    second.child.kill('SIGKILL');
    await once(second.child, 'exit');
    expect(await rows(place, 'SELECT count(*) AS n, count(DISTINCT import_seq) AS imports FROM receipt')).toEqual([{ n: 2, imports: 1 }]);
    expect(await receiptsWithoutBytes(place)).toEqual([]);
  });
});
