import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { channels } from '../../src-main/desktop/channels.ts';
import type { EngineState } from '../../src-main/shared/desktop-bridge.ts';
import { createCase } from '../../src-main/engine/index.ts';
import { knownSystem, temporaryCase } from '../temporary-case.ts';
import { until } from '../server/open-window.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { ElectronDouble, freshEnvironment, Refusable, startOnDouble, type Started } from './electron-double.ts';
import { startDesktop } from '../../src-main/desktop/start-desktop.ts';
import { enginesOf } from './engines.ts';

const openCase = async ({ electron }: Started, folder: string, passphrase?: string): Promise<Response> =>
  electron.request('/api/case/open', { method: 'POST', body: JSON.stringify({ folder, ...(passphrase === undefined ? {} : { passphrase }) }) });

const state = (electron: ElectronDouble): EngineState | undefined => electron.told(channels.engineState) as EngineState | undefined;

describe('the desktop application', () => {
  it('closes everything before Electron is ready, and keeps nothing of a page on the disk', async () => {
    const { electron, world } = await startOnDouble();
    const config = join(world.environment['XDG_CONFIG_HOME'] ?? '', 'postquem');
    expect(electron.done).toEqual([
      `setPath userData ${config}/desktop`, 'enableSandbox', 'switch host-resolver-rules MAP * ~NOTFOUND', 'switch disable-background-networking',
      'switch disable-component-update', 'switch no-pings', 'switch disable-domain-reliability', 'schemes postquem',
    ]);
    // Without "persist:" a partition lives in memory (Electron, session.fromPartition).
    expect(electron.sessions.map(({ partition, options }) => [partition, options])).toEqual([['postquem-window', { cache: false }]]);
    expect(electron.sessions[0]?.session.checksSpelling).toBe(false);
    expect(electron.window.webContents.windowOpen?.()).toEqual({ action: 'deny' });
    expect(electron.window.address).toBe('postquem://app/');
  });

  it('shows the window when there is something to see, from the engine', async () => {
    const { electron } = await startOnDouble();
    expect(electron.window.options.show).toBe(false);
    const page = await electron.request('/', { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, '<!doctype html><title>The window</title>']);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; (?!.*unsafe)/);
    electron.window.emit('ready-to-show');
    expect(electron.window.done).toEqual(['show']);
  });

  it('ends when another one runs, and hands it what to open', async () => {
    const second = new ElectronDouble();
    second.app.isFirst = false;
    await startDesktop(second, { environment: await freshEnvironment(), platform: 'linux', argv: [], cwd: '/', ...knownSystem, wait: async () => {}, root: '/nowhere', preload: '' });
    expect(second.done.at(-1)).toBe('quit');
    expect(second.windows).toEqual([]);
    const folder = await temporaryCase();
    const { electron } = await startOnDouble();
    electron.window.isMin = true;
    electron.hearing.get(channels.listening)?.(electron.fromWindow, channels.openCase);
    electron.app.emit('second-instance', {}, ['/opt/Postquem/postquem', '--some-switch', 'case'], dirname(folder));
    expect(electron.window.done).toEqual(['restore', 'focus']);
    expect(electron.told(channels.openCase)).toBe(folder);
  });

  it('opens the case it was started with once the window listens, and says of another folder that there is none', async () => {
    const folder = await temporaryCase();
    const empty = await temporaryFolder();
    const { electron } = await startOnDouble({ argv: ['/opt/Postquem/postquem', join(folder, 'case.sqlite')] });
    expect(electron.told(channels.openCase)).toBeUndefined();
    electron.hearing.get(channels.listening)?.(electron.fromWindow, channels.openCase);
    expect(electron.told(channels.openCase)).toBe(folder);
    const event = new Refusable();
    electron.app.emit('open-file', event, empty);
    expect(event.isRefused).toBe(true);
    await until(() => electron.asked[0]?.detail?.startsWith(`${empty} is not the folder of a case`));
  });

  it('follows the case that is open in menus and in the list of recent documents', async () => {
    const folder = await temporaryCase();
    const started = await startOnDouble();
    const { electron } = started;
    expect([electron.entry('Close case').enabled, electron.entry('Import files…').enabled, electron.entry('Open recent').enabled]).toEqual([false, false, false]);
    expect((await openCase(started, folder)).status).toBe(200);
    await until(() => electron.entry('Close case').enabled);
    expect(electron.entry('Import files…').enabled).toBe(true);
    electron.choose(`Test, ${folder}`.length > 90 ? `${`Test, ${folder}`.slice(0, 50)}…${`Test, ${folder}`.slice(-38)}` : `Test, ${folder}`);
    electron.hearing.get(channels.listening)?.(electron.fromWindow, channels.openCase);
    expect(electron.told(channels.openCase)).toBe(folder);
    expect(electron.app.recent).toEqual([folder]);
    electron.choose('Library');
    expect(electron.told(channels.menu)).toBe('library');
  });

  it('closes the case and ends when the person quits, and remembers where the window was', async () => {
    const folder = await temporaryCase();
    const started = await startOnDouble();
    await openCase(started, folder);
    const checkpoint = statSync(join(folder, 'checkpoint')).mtimeMs;
    const close = new Refusable();
    started.electron.window.emit('close', close);
    expect(close.isRefused).toBe(true);
    expect(await started.electron.app.ended.promise).toBe(0);
    expect(started.electron.window.isGone).toBe(true);
    expect(await enginesOf(started.world.environment)).toEqual([]);
    expect(statSync(join(folder, 'checkpoint')).mtimeMs).toBeGreaterThanOrEqual(checkpoint);
    const place = JSON.parse(readFileSync(join(started.world.environment['XDG_CONFIG_HOME'] ?? '', 'postquem', 'window.json'), 'utf8')) as unknown;
    expect(place).toEqual({ x: 10, y: 20, width: 1000, height: 700, isMaximized: false });
  });

  it('asks before it stops work, says what goes on later, and goes on when told to', async () => {
    const folder = await temporaryCase();
    const started = await startOnDouble();
    const { electron } = started;
    await openCase(started, folder);
    await beginLongImport(started);
    electron.app.emit('before-quit', new Refusable());
    const question = await until(() => electron.asked[0]);
    expect([question.message, question.buttons, question.defaultId]).toEqual(['Postquem is still working.', ['Go on working', 'Stop and quit'], 0]);
    expect(question.detail).toContain('An import goes on where it stopped');
    expect(electron.window.isGone).toBe(false);
    await until(() => electron.window.progress >= 0);
    expect(await started.quit()).toBe(0);
  });

  it('starts a killed engine again, opens the case again and tells the window', async () => {
    const folder = await temporaryCase();
    const started = await startOnDouble();
    const { electron, world } = started;
    await openCase(started, folder);
    await until(() => electron.entry('Close case').enabled);
    const [killed] = await enginesOf(world.environment);
    process.kill(killed ?? 0, 'SIGKILL');
    await until(() => state(electron)?.state === 'running' && state(electron)?.deaths === 1);
    expect(electron.window.webContents.sent.filter(({ channel }) => channel === channels.engineState).map(({ told }) => (told as EngineState).state)).toContain('starting');
    const app = (await (await electron.request('/api/app')).json()) as { opened: { folder: string; mode: string } };
    expect(app.opened).toMatchObject({ folder, mode: 'work' });
    expect(await enginesOf(world.environment)).not.toContain(killed);
  });

  it('opens what was open for reading only for reading again', async () => {
    const folder = await temporaryCase();
    const started = await startOnDouble();
    const { electron, world } = started;
    const asked = await electron.request('/api/case/open', { method: 'POST', body: JSON.stringify({ folder, readOnly: true }) });
    expect(asked.status).toBe(200);
    await until(() => electron.app.recent.includes(folder));
    process.kill((await enginesOf(world.environment))[0] ?? 0, 'SIGKILL');
    await until(() => state(electron)?.state === 'running' && state(electron)?.deaths === 1);
    const app = (await (await electron.request('/api/app')).json()) as { opened: { mode: string; because?: { code: string } } };
    expect(app.opened).toMatchObject({ folder, mode: 'read-only', because: { code: 'opened-for-reading' } });
  });

  it('has the passphrase asked for again: it is kept by nobody', async () => {
    const folder = join(await temporaryFolder(), 'case');
    await createCase({ folder, title: 'Locked', custodian: 'Tester', passphrase: 'correct horse', ...knownSystem });
    const started = await startOnDouble();
    const { electron, world } = started;
    expect((await openCase(started, folder, 'correct horse')).status).toBe(200);
    await until(() => electron.entry('Close case').enabled);
    process.kill((await enginesOf(world.environment))[0] ?? 0, 'SIGKILL');
    const now = await until(() => (state(electron)?.deaths === 1 && state(electron)?.state === 'running' ? state(electron) : undefined));
    expect(now).toEqual({ state: 'running', deaths: 1, notReopened: { folder, code: 'passphrase-needed', facts: {} } });
  });

  it('gives up on an engine that cannot begin, says so, and ends when asked to', async () => {
    const root = await temporaryFolder();
    const { electron } = await startOnDouble({ root, clock: { now: () => 0 } });
    const page = electron.request('/', { headers: { accept: 'text/html' } });
    await until(() => electron.asked[0]);
    expect(electron.asked[0]?.message).toBe('The engine of Postquem ended several times within a minute.');
    expect(await (await page).text()).toContain('The engine of Postquem is not running');
    expect(await electron.app.ended.promise).toBe(1);
  }, 30_000);

  it('loads a page again that ended, after saying so', async () => {
    const { electron } = await startOnDouble();
    electron.app.emit('render-process-gone', {}, {}, { reason: 'crashed' });
    await until(() => electron.window.webContents.reloads === 1);
    expect(electron.asked[0]?.message).toBe('The window of Postquem stopped and was loaded again.');
  });

  it('shows where verify.html lies', async () => {
    const { electron, world } = await startOnDouble();
    electron.answers = [0];
    electron.choose('How others check a bundle');
    await until(() => electron.shown[0]);
    expect(electron.shown).toEqual([join(world.root, 'resources', 'verify.html')]);
    expect(existsSync(electron.shown[0] ?? '')).toBe(true);
  });
});

/** Begin an import that goes on until it is stopped: a file of holes is long to read. */
async function beginLongImport({ electron }: Started): Promise<void> {
  const source = await temporaryFolder();
  writeFileSync(join(source, 'large.mp4'), '');
  truncateSync(join(source, 'large.mp4'), 8 * 1024 ** 3);
  const response = await electron.request('/api/imports', { method: 'POST', body: JSON.stringify({ paths: [join(source, 'large.mp4')], collection: {} }) });
  expect([response.status, response.status === 200 ? '' : await response.text()]).toEqual([200, '']);
}
