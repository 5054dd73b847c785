import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { spawnSync } from 'node:child_process';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { channels } from '../../src-main/desktop/channels.ts';
import type { EngineState } from '../../src-main/shared/desktop-bridge.ts';
import { importInto, rows } from '../engine/flows/case-reading.ts';
import { until } from '../server/open-window.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { rootWithPage, startOnDouble, type ElectronDouble } from './electron-double.ts';
import { enginesOf } from './engines.ts';

// What Electron does between page and handler is done here by a small server: this drives Chromium, not Electron.

const page = '<!doctype html><title>The window</title><link rel="icon" href="data:,"><video muted></video><script type="module" src="/page.js"></script>';
const script = `
  globalThis.told = [];
  const source = new EventSource('/api/events');
  source.onmessage = ({ data }) => told.push(JSON.parse(data).event);
  source.onopen = () => told.push('open');
  source.onerror = () => told.push('cut');
`;

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Serve the handler of the double's scheme over HTTP; gives the address. */
async function inPlaceOfElectron(electron: ElectronDouble): Promise<string> {
  const server: Server = createServer((incoming, outgoing) => {
    const { host: _host, origin: _origin, connection: _connection, 'sec-fetch-site': _site, ...headers } = incoming.headers as Record<string, string>;
    const body = incoming.method === 'GET' || incoming.method === 'HEAD' ? {} : { body: Readable.toWeb(incoming) as never, duplex: 'half' };
    const pass = async (): Promise<void> => {
      const answer = await electron.request(incoming.url ?? '/', { method: incoming.method ?? 'GET', headers, ...body });
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).flushHeaders();
      if (answer.body === null) outgoing.end();
      else await pipeline(Readable.fromWeb(answer.body as never), outgoing);
    };
    void pass().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => server.closeAllConnections(), () => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

async function openPage(address: string): Promise<Page> {
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  closing.push(() => browser.close());
  const shown = await browser.newPage();
  await shown.goto(address);
  return shown;
}

describe('a page in Chromium behind the scheme', () => {
  it('shows footage by ranges and hears events, and both go on after the engine was killed', async () => {
    const folder = await temporaryCase();
    const source = await temporaryFolder();
    const film = join(source, 'film.webm');
    spawnSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=10:d=8', '-c:v', 'libvpx', '-b:v', '3M', '-g', '10', film]);
    await importInto(folder, [film], { keepOnly: true });
    const sha256 = (await rows<{ sha256: string }>(folder, 'SELECT sha256 FROM item'))[0]?.sha256 ?? '';

    const { electron, world } = await startOnDouble({ root: await rootWithPage({ 'index.html': page, 'page.js': script }) });
    const shown = await openPage(await inPlaceOfElectron(electron));
    const ask = (path: string, init: object = {}) =>
      shown.evaluate(async ([address, how]) => {
        const answer = await fetch(address, how);
        return { status: answer.status, range: answer.headers.get('content-range'), text: (await answer.text()).slice(0, 3000) };
      }, [path, init] as const);
    expect((await ask('/api/case/open', { method: 'POST', body: JSON.stringify({ folder }) })).status).toBe(200);
    expect((await ask(`/media/originals/${sha256}`, { headers: { range: 'bytes=0-3' } })).range).toMatch(/^bytes 0-3\/\d+$/);

    const seek = (to: number) =>
      shown.evaluate(async ([address, time]) => {
        const video = document.querySelector('video');
        if (video === null) return -1;
        video.src = address;
        await new Promise((resolve, reject) => {
          video.addEventListener('loadeddata', resolve, { once: true });
          video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
        });
        video.currentTime = time;
        await new Promise((resolve) => {
          video.addEventListener('seeked', resolve, { once: true });
        });
        return video.videoWidth;
      }, [`/media/originals/${sha256}`, to] as const);
    expect(await seek(6)).toBe(320);

    const told = () => shown.evaluate(() => (globalThis as unknown as { told: string[] }).told);
    await until(async () => (await told()).includes('health'));
    await until(() => electron.entry('Close case').enabled);
    process.kill((await enginesOf(world.environment))[0] ?? 0, 'SIGKILL');
    await until(async () => (await told()).includes('cut'));
    await until(() => (electron.told(channels.engineState) as EngineState | undefined)?.state === 'running');
    await until(async () => (await told()).lastIndexOf('open') > (await told()).indexOf('cut'));
    expect(await seek(3)).toBe(320);
    expect(JSON.parse((await ask('/api/app')).text)).toMatchObject({ door: 'desktop', opened: { folder, mode: 'work' } });
  }, 180_000);
});
