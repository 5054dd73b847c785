import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCase } from '../../src-main/engine/index.ts';
import { openBrowserDoor, type BrowserDoor } from '../../src-main/server/listen.ts';
import { eventsPath } from '../../src-main/shared/api/jobs.ts';
import { importInto, rows } from '../engine/flows/case-reading.ts';
import { seededRandom, steppingClock } from '../known-system.ts';
import { knownSystem, temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { until } from './open-window.ts';

let folder: string;
let large: string;
let door: BrowserDoor;
let base: URL;
let cookie: string;
let key: string;

/** A question as a program sends it: any header, and the body as it comes. */
function ask(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({ host: base.hostname, port: base.port, path, headers: { cookie, 'x-postquem-key': key, ...headers } }, resolve).on('error', reject).end();
  });
}

const openFiles = (): number => readdirSync('/proc/self/fd').length;

const means = async () => ({
  means: { clock: steppingClock(), random: seededRandom(5) }, random: seededRandom(6), settingsFile: join(await temporaryFolder(), 's.json'), assets: { folder: '/nowhere' }, port: 0, healthEveryMs: 50,
});

beforeAll(async () => {
  folder = await temporaryCase();
  const source = await temporaryFolder();
  writeFileSync(join(source, 'large.mp4'), 'begins');
  truncateSync(join(source, 'large.mp4'), 16 * 1024 * 1024);
  await importInto(folder, [source], { keepOnly: true });
  large = (await rows<{ sha256: string }>(folder, 'SELECT sha256 FROM item'))[0]?.sha256 ?? '';
  door = await openBrowserDoor({ ...(await means()), opened: { folder } });
  base = new URL(door.address);
  const entered = await fetch(door.address, { redirect: 'manual' });
  cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  key = /#key=([\w-]+)/.exec(await entered.text())?.[1] ?? '';
});
afterAll(() => door.close());

describe('the browser door', () => {
  it('listens on this computer alone, and lets in whoever came by its address', async () => {
    expect(base.hostname).toBe('127.0.0.1');
    expect((await ask('/api/app')).statusCode).toBe(200);
    expect((await ask('/api/app', { cookie: '' })).statusCode).toBe(401);
    expect((await ask('/api/app', { host: `rebound.example:${base.port}` })).statusCode).toBe(421);
    expect((await fetch(door.address, { redirect: 'manual' })).status).toBe(401);
  });

  it('answers whatever is sent to it', async () => {
    for (const path of ['/%zz', '/..%2f..%2fetc/passwd', '//elsewhere.example/', 'http://elsewhere.example/', `/${'a'.repeat(8000)}`]) {
      const { statusCode, headers } = await ask(path);
      expect([path.slice(0, 30), statusCode, headers['x-content-type-options']]).toEqual([path.slice(0, 30), 404, 'nosniff']);
    }
  });

  it('gives a range of a kept file', async () => {
    const { statusCode, headers } = await ask(`/media/originals/${large}`, { range: 'bytes=0-5' });
    expect([statusCode, headers['content-range'], headers['content-length']]).toEqual([206, `bytes 0-5/${16 * 1024 * 1024}`, '6']);
  });

  it('lets a kept file go when the reader goes away, at once or on the way', async () => {
    const before = openFiles();
    for (let n = 0; n < 20; n++) {
      const response = await ask(`/media/originals/${large}`);
      if (n % 2 === 0) response.destroy();
      else response.once('data', () => response.destroy());
    }
    for (let n = 0; n < 20; n++) {
      const stopping = new AbortController();
      const asked = fetch(new URL(`/media/originals/${large}`, base), { headers: { cookie }, signal: stopping.signal }).catch(() => undefined);
      setTimeout(() => stopping.abort(), n % 4);
      await asked;
    }
    expect(await until(() => openFiles() <= before + 3)).toBe(true);
  });

  it('goes on telling events, and forgets a listener that goes away', async () => {
    const stream = await ask(eventsPath);
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    let text = '';
    stream.on('data', (piece: Buffer) => (text += piece.toString()));
    await until(() => /"event":"health"/.test(text));
    stream.destroy();
  });

  it('does not open where the case is in use, and leaves the port free', async () => {
    await expect(openBrowserDoor({ ...(await means()), opened: { folder } })).rejects.toMatchObject({ code: 'case-in-use' });
  });

  it('does not open at a port that is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, '127.0.0.1', resolve);
    });
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(openBrowserDoor({ ...(await means()), port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    taken.close();
  });

  it('closes with readers still there, and gives the case free', async () => {
    const other = await openBrowserDoor(await means());
    await other.close();
    const stream = await ask(eventsPath);
    const broken = new Promise((resolve) => {
      stream.once('close', resolve).once('error', resolve);
    });
    stream.resume();
    await door.close();
    await broken;
    const again = await openCase({ folder, ...knownSystem });
    expect(await again.close()).toBeUndefined();
  });
});
