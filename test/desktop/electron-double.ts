import { EventEmitter } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions } from 'electron';
import { onTestFinished } from 'vitest';
import { appOrigin, appPage } from '../../src-main/desktop/app-scheme.ts';
import type { WindowRequest } from '../../src-main/desktop/answer-window.ts';
import type { Electron, GuardedSession, MessageBox, MessageEvent, Rectangle, WindowSession } from '../../src-main/desktop/electron-parts.ts';
import { startDesktop, type World } from '../../src-main/desktop/start-desktop.ts';
import { seededRandom } from '../known-system.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** An event that can be refused, as Electron hands it to listeners. */
export class Refusable {
  isRefused = false;
  preventDefault(): void {
    this.isRefused = true;
  }
}

/** Listeners of Electron's events know what they are given. */
export class Events extends EventEmitter {
  override on(event: string | symbol, listener: (...details: never[]) => void): this {
    return super.on(event, listener as (...details: unknown[]) => void);
  }
}

type Handlers = {
  permissionRequest: Parameters<GuardedSession['setPermissionRequestHandler']>[0];
  permissionCheck: Parameters<GuardedSession['setPermissionCheckHandler']>[0];
  device: () => boolean;
  beforeRequest: Parameters<GuardedSession['webRequest']['onBeforeRequest']>[0];
};

export class SessionDouble extends Events {
  readonly handlers: Partial<Handlers> = {};
  readonly schemes = new Map<string, (request: Request) => Promise<Response>>();
  checksSpelling = true;
  setPermissionRequestHandler = (handler: Handlers['permissionRequest']): void => void (this.handlers.permissionRequest = handler);
  setPermissionCheckHandler = (handler: Handlers['permissionCheck']): void => void (this.handlers.permissionCheck = handler);
  setDevicePermissionHandler = (handler: () => boolean): void => void (this.handlers.device = handler);
  setSpellCheckerEnabled = (isEnabled: boolean): void => void (this.checksSpelling = isEnabled);
  webRequest = { onBeforeRequest: (listener: Handlers['beforeRequest']): void => void (this.handlers.beforeRequest = listener) };
  protocol = { handle: (scheme: string, handler: (request: Request) => Promise<Response>): void => void this.schemes.set(scheme, handler) };
}

export class ContentsDouble extends Events {
  readonly sent: { channel: string; told: unknown }[] = [];
  mainFrame = { url: appPage };
  reloads = 0;
  windowOpen: (() => { action: string }) | undefined;
  webRtc = 'default';
  send = (channel: string, told: unknown): void => void this.sent.push({ channel, told });
  reload = (): void => void this.reloads++;
  isDestroyed = (): boolean => false;
  setWindowOpenHandler = (handler: () => { action: 'deny' }): void => void (this.windowOpen = handler);
  setWebRTCIPHandlingPolicy = (policy: string): void => void (this.webRtc = policy);
}

export class WindowDouble extends Events {
  readonly webContents = new ContentsDouble();
  readonly options: BrowserWindowConstructorOptions;
  readonly done: string[] = [];
  progress = -1;
  isMin = false;
  isMax = false;
  address = '';
  isGone = false;
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  loadURL = async (address: string): Promise<void> => void (this.address = address);
  show = (): void => void this.done.push('show');
  focus = (): void => void this.done.push('focus');
  restore = (): void => void this.done.push('restore');
  maximize = (): void => void (this.isMax = true);
  destroy = (): void => void (this.isGone = true);
  isMinimized = (): boolean => this.isMin;
  isMaximized = (): boolean => this.isMax;
  isDestroyed = (): boolean => this.isGone;
  getNormalBounds = (): Rectangle => ({ x: 10, y: 20, width: 1000, height: 700 });
  setProgressBar = (share: number): void => void (this.progress = share);
}

class AppDouble extends Events {
  isPackaged = true;
  isFirst = true;
  /** What was done, in order, beside what other parts of the double recorded. */
  readonly done: string[];
  readonly recent: string[] = [];
  readonly becameReady = Promise.withResolvers<void>();
  readonly ended = Promise.withResolvers<number>();
  constructor(done: string[]) {
    super();
    this.done = done;
  }
  enableSandbox = (): void => void this.done.push('enableSandbox');
  setPath = (name: string, path: string): void => void this.done.push(`setPath ${name} ${path}`);
  commandLine = { appendSwitch: (name: string, value = ''): void => void this.done.push(`switch ${name} ${value}`.trim()) };
  requestSingleInstanceLock = (): boolean => this.isFirst;
  whenReady = (): Promise<void> => this.becameReady.promise;
  quit = (): void => void this.done.push('quit');
  exit = (status: number): void => this.ended.resolve(status);
  addRecentDocument = (path: string): void => void this.recent.push(path);
}

/** Electron as far as it is used, without a window: what was asked of it is recorded, and what it would say can be said. */
export class ElectronDouble implements Electron {
  readonly done: string[] = [];
  readonly app = new AppDouble(this.done);
  readonly windows: WindowDouble[] = [];
  readonly sessions: { partition: string; options: { cache: boolean }; session: SessionDouble }[] = [];
  menu: MenuItemConstructorOptions[] = [];
  /** Every question that was shown, and what is answered to the next ones. */
  readonly asked: MessageBox[] = [];
  answers: number[] = [];
  chosen: string[] | undefined;
  readonly answering = new Map<string, (event: MessageEvent, ...said: unknown[]) => unknown>();
  readonly hearing = new Map<string, (event: MessageEvent, ...said: unknown[]) => void>();
  readonly shown: string[] = [];
  displays: { workArea: Rectangle }[] = [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];

  protocol = {
    registerSchemesAsPrivileged: (schemes: { scheme: string; privileges: Record<string, boolean> }[]): void => {
      this.done.push(`schemes ${schemes.map(({ scheme }) => scheme).join(' ')}`);
    },
  };
  session = {
    fromPartition: (partition: string, options: { cache: boolean }): WindowSession => {
      const session = new SessionDouble();
      this.sessions.push({ partition, options, session });
      this.app.emit('session-created', session);
      return session;
    },
  };
  makeWindow = (options: BrowserWindowConstructorOptions): WindowDouble => {
    const window = new WindowDouble(options);
    this.app.emit('web-contents-created', {}, window.webContents);
    this.windows.push(window);
    return window;
  };
  setMenu = (entries: MenuItemConstructorOptions[]): void => void (this.menu = entries);
  dialog = {
    showMessageBox: async (question: MessageBox): Promise<{ response: number }> => {
      this.asked.push(question);
      return { response: this.answers.shift() ?? question.cancelId };
    },
    showOpenDialog: async (): Promise<{ canceled: boolean; filePaths: string[] }> => ({ canceled: this.chosen === undefined, filePaths: this.chosen ?? [] }),
  };
  ipcMain = {
    handle: (channel: string, answer: (event: MessageEvent, ...said: unknown[]) => unknown): void => void this.answering.set(channel, answer),
    on: (channel: string, hear: (event: MessageEvent, ...said: unknown[]) => void): void => void this.hearing.set(channel, hear),
  };
  screen = { getAllDisplays: (): { workArea: Rectangle }[] => this.displays };
  shell = { showItemInFolder: (path: string): void => void this.shown.push(path) };

  get window(): WindowDouble {
    const window = this.windows[0];
    if (window === undefined) throw new Error('there is no window yet');
    return window;
  }

  /** A message of the window's own page. */
  get fromWindow(): MessageEvent {
    return { sender: this.window.webContents, senderFrame: this.window.webContents.mainFrame };
  }

  /** The last that the window was told on a channel. */
  told(channel: string): unknown {
    return this.window.webContents.sent.findLast((one) => one.channel === channel)?.told;
  }

  /** Ask the scheme as the window's page would. */
  async request(path: string, init: RequestInit & { initiatorOrigin?: string | null } = {}): Promise<Response> {
    const handler = this.sessions[0]?.session.schemes.get('postquem');
    if (handler === undefined) throw new Error('nobody answers the scheme yet');
    const { initiatorOrigin = appOrigin, ...rest } = init;
    const request: WindowRequest = Object.assign(new Request(path.includes(':') ? path : `${appOrigin}${path}`, rest), { initiatorOrigin });
    return handler(request);
  }

  /** An entry of the menus by its label, in any of them. */
  entry(label: string): MenuItemConstructorOptions {
    const all = (entries: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
      entries.flatMap((entry) => [entry, ...(Array.isArray(entry.submenu) ? all(entry.submenu) : [])]);
    const found = all(this.menu).find((entry) => entry.label === label);
    if (found === undefined) throw new Error(`there is no entry "${label}"`);
    return found;
  }

  choose(label: string): void {
    this.entry(label).click?.({} as never, undefined, {});
  }
}

const repository = join(import.meta.dirname, '..', '..');

/** A folder like the one that is packaged, with a page of the test's own. */
export async function rootWithPage(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await temporaryFolder();
  for (const part of ['src-main', 'node_modules', 'resources', 'package.json']) symlinkSync(join(repository, part), join(root, part));
  mkdirSync(join(root, 'out', 'window'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'out', 'window', name), text);
  return root;
}

/** The environment of a person who has never used Postquem. */
export async function freshEnvironment(): Promise<NodeJS.ProcessEnv> {
  const home = await temporaryFolder();
  return { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_CACHE_HOME: join(home, 'cache'), XDG_RUNTIME_DIR: home };
}

export interface Started {
  electron: ElectronDouble;
  world: World;
  /** End it as a person does; gives the exit status. */
  quit(): Promise<number>;
}

/** Start the desktop application on the double, with a real engine process. It is ended when the test has. */
export async function startOnDouble(change: Partial<World> = {}, prepare: (electron: ElectronDouble) => void = () => {}): Promise<Started> {
  const electron = new ElectronDouble();
  prepare(electron);
  const world: World = {
    environment: await freshEnvironment(),
    platform: process.platform,
    argv: ['/opt/Postquem/postquem'],
    cwd: '/',
    clock: { now: () => Date.now() },
    wait: async () => {},
    random: seededRandom(11),
    root: change.root ?? (await rootWithPage({ 'index.html': '<!doctype html><title>The window</title>' })),
    preload: '/opt/Postquem/preload.cjs',
    ...change,
  };
  const begun = startDesktop(electron, world);
  electron.app.becameReady.resolve();
  await begun;
  const quit = async (): Promise<number> => {
    electron.answers = [1];
    electron.app.emit('before-quit', new Refusable());
    return electron.app.ended.promise;
  };
  onTestFinished(() => void (electron.windows.length > 0 && quit()));
  return { electron, world, quit };
}
