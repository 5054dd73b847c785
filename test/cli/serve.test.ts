import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isWindowBuilt, isWindowCurrent } from '../../src-main/cli/built-window.ts';
import { openInBrowser, openingCommand } from '../../src-main/cli/open-in-browser.ts';
import { electronProgram } from '../../src-main/cli/start.ts';
import { acts, importInto } from '../engine/flows/case-reading.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runCommand, startCommand, type Ended } from './run-command.ts';

const root = resolve(import.meta.dirname, '../..');
beforeAll(() => {
  if (!isWindowBuilt()) execFileSync(process.execPath, [join(root, 'src-renderer', 'build-window.ts')], { cwd: root });
}, 60_000);

interface Serving {
  address: URL;
  said(): string;
  interrupt(): void;
  kill(): void;
  ended: Promise<Ended>;
}

/** Start serving and wait for its address. */
async function serve(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Serving> {
  const { process: child, ended } = startCommand(['serve', ...args], { env: { ...env, XDG_CONFIG_HOME: await temporaryFolder() } });
  let text = '';
  const address = await new Promise<URL>((found, fail) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const [printed] = /http:\/\/\S+/.exec(text) ?? [];
      if (printed !== undefined) found(new URL(printed));
    });
    void ended.then(({ stderr }) => fail(new Error(stderr)));
  });
  return { address, said: () => text, interrupt: () => child.kill('SIGINT'), kill: () => child.kill('SIGKILL'), ended };
}

/** Ask as the window does, with the cookie that the address gave. */
async function enter({ address }: Serving): Promise<(path: string, body?: object) => Promise<Response>> {
  const entered = await fetch(address, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const key = /#key=([\w-]+)/.exec(await entered.text())?.[1] ?? '';
  const headers = { cookie, origin: address.origin, 'x-postquem-key': key };
  return (path, body) => fetch(new URL(path, address), body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) });
}

describe('postquem serve', () => {
  it('prints an address that lets one browser into the window, and ends at Ctrl-C with the case closed', async () => {
    const folder = await temporaryCase();
    const serving = await serve([folder, '--no-browser']);
    expect(serving.said()).toMatch(/^Case "Test"\.\nPostquem is open at http:\/\/127\.0\.0\.1:\d+\/enter\?token=\S+\n/);
    const ask = await enter(serving);
    expect((await (await ask('/')).text()).toLowerCase()).toContain('<!doctype html>');
    expect(await (await ask('/api/app')).json()).toMatchObject({ door: 'browser', opened: { title: 'Test', mode: 'work' } });
    await ask('/api/keys/backup', { folder: join(await temporaryFolder(), 'keys') });
    serving.interrupt();
    expect(await serving.ended).toMatchObject({ status: 0, stderr: '' });
    expect((await acts(folder)).at(-1)?.type).toBe('checkpoint-signed');
  });

  it('of a case that another one has open is refused with a sentence that names it', async () => {
    const folder = await temporaryCase();
    const first = await serve([folder, '--no-browser']);
    const second = await runCommand(['serve', folder, '--no-browser']);
    expect(second).toMatchObject({ status: 2, stdout: '' });
    expect(second.stderr).toMatch(/^postquem: Another Postquem is writing to this case \(process \d+ on .*\)\. Nothing was changed\. .*\n$/);
    first.interrupt();
    expect(await first.ended).toMatchObject({ status: 0 });
  });

  it('after one that was killed takes the case over, and says so here and in the window', async () => {
    const folder = await temporaryCase();
    const killed = await serve([folder, '--no-browser']);
    killed.kill();
    await killed.ended;
    const next = await serve([folder, '--no-browser']);
    const { opened } = (await (await (await enter(next))('/api/app')).json()) as { opened: { tookOver?: { owner: string; since: string } } };
    expect(opened.tookOver).toMatchObject({ owner: expect.stringMatching(/^process \d+ on /) as string, since: expect.stringMatching(/^\d{4}-.*Z$/) as string });
    next.interrupt();
    expect((await next.ended).stderr).toMatch(/^postquem: Note: an earlier Postquem \(process \d+ on .*, since .*\) ended without closing this case\. Its lock was taken over; .*\n$/);
  });

  it('stopped in the middle of work says how it goes on, and ends within seconds', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    for (let n = 0; n < 150; n++) writeFileSync(join(source, `${n}.txt`), `text ${n}`);
    const serving = await serve([folder, '--no-browser']);
    const ask = await enter(serving);
    await ask('/api/imports', { paths: [source], collection: {} });
    const asked = performance.now();
    serving.interrupt();
    const { status } = await serving.ended;
    expect([status, performance.now() - asked < 10_000]).toEqual([0, true]);
    expect(serving.said()).toMatch(/Stopping one job; nothing that was recorded is lost:\n {2}\S+, an import: what it has kept is kept, and importing the same again goes on from there\.\nCtrl-C again ends at once\.\n$/);
    expect((await importInto(folder, [source], { keepOnly: true })).notReceived).toEqual([]);
  });

  it('opens the default browser at that address, and goes on where it cannot', async () => {
    const place = await temporaryFolder();
    writeFileSync(join(place, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$#" "$1" > '${join(place, 'opened')}.new' && mv '${join(place, 'opened')}.new' '${join(place, 'opened')}'\n`);
    chmodSync(join(place, 'xdg-open'), 0o755);
    const serving = await serve([], { ...process.env, DISPLAY: ':7', PATH: `${place}:${process.env['PATH']}` });
    const [count, opened] = await readSoon(join(place, 'opened'));
    expect([count, opened]).toEqual(['1', serving.address.href]);
    serving.interrupt();
    await serving.ended;
    expect(await openInBrowser('http://127.0.0.1:1/', { platform: 'linux', environment: {} })).toBe(false);
    expect(openingCommand('win32', 'http://127.0.0.1:1/enter?token=a&b')).toEqual({ file: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', 'http://127.0.0.1:1/enter?token=a&b'] });
  });

  it('of what is no case, at a port that is taken, or at none, is refused in words', async () => {
    const taken = createServer();
    await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
    const { port } = taken.address() as AddressInfo;
    expect(await runCommand(['serve', '--no-browser', '--port', String(port)])).toMatchObject({ status: 2, stderr: expect.stringMatching(new RegExp(`^postquem: Port ${port} is used by another program\\.`)) as string });
    taken.close();
    expect(await runCommand(['serve', '--port', '70000'])).toMatchObject({ status: 2 });
    expect(await runCommand(['serve', '/no/such/case', '--no-browser'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/^postquem: There is no case in \/no\/such\/case/) as string });
  });
});

async function readSoon(path: string): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    try {
      return readFileSync(path, 'utf8').split('\n');
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve_) => setTimeout(resolve_, 25));
    }
  }
}

describe('npm start', () => {
  it("finds Electron's own program where it was fetched, or where the environment says", async () => {
    const [place, packaged] = [await temporaryFolder(), await temporaryFolder()];
    expect(electronProgram({ root: place, environment: {} })).toBeUndefined();
    const dist = join(packaged, 'node_modules', 'electron', 'dist');
    mkdirSync(dist, { recursive: true });
    writeFileSync(join(packaged, 'node_modules', 'electron', 'path.txt'), 'electron');
    expect(electronProgram({ root: packaged, environment: {} })).toBeUndefined();
    writeFileSync(join(dist, 'electron'), '', { mode: 0o755 });
    expect(electronProgram({ root: packaged, environment: {} })).toBe(join(dist, 'electron'));
    expect(electronProgram({ root: packaged, environment: { ELECTRON_OVERRIDE_DIST_PATH: place } })).toBeUndefined();
  });

  it('builds the page anew only when a source is newer', async () => {
    const place = await temporaryFolder();
    expect(await isWindowCurrent(place)).toBe(false);
    for (const folder of ['src-renderer/app', 'out/window']) mkdirSync(join(place, folder), { recursive: true });
    const [page, source] = [join(place, 'out/window/index.html'), join(place, 'src-renderer/app/main.tsx')];
    for (const path of [page, source]) writeFileSync(path, '');
    utimesSync(source, 1000, 1000);
    expect(await isWindowCurrent(place)).toBe(true);
    utimesSync(page, 900, 900);
    expect(await isWindowCurrent(place)).toBe(false);
  });
});
