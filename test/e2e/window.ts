import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from './chromium.ts';

/** A window in Chromium on a real engine behind a real browser door, which is a process of its own. */
export interface OpenWindow {
  page: Page;
  context: BrowserContext;
  /** `http://127.0.0.1:4321` */
  origin: string;
  /** A temporary folder, for cases and footage; gone after `close`. */
  folder: string;
  /** What should never happen: words on the console, errors, dialogs, popups, requests to another origin. */
  mishaps: string[];
  /** Words that a test brings about on purpose: what matches is no mishap from now on. */
  expectWords(pattern: RegExp): void;
  /** Every address asked for, in order. */
  requests: string[];
  /** What the engine's process wrote on its error output. */
  engineSaid(): string;
  engine(): { pid: number };
  /** End the engine at once, as a crash would (SIGKILL). */
  kill(): Promise<void>;
  /** Start it again at the same port. Returns the address that lets the window in. */
  restart(): Promise<string>;
  /** Another window of the same browser (same cookie) onto the same engine; its mishaps count here. */
  anotherPage(): Promise<Page>;
  close(): Promise<void>;
}

export interface NewWindow {
  browser?: Browser;
  /** Where the page was built; built anew unless given. */
  built?: string;
  /** Left as it is at the end, e.g. to hold a case that others use too; a new one unless given. */
  folder?: string;
  context?: BrowserContextOptions;
  /** What the engine's process is started with, e.g. a shell that limits it; Node alone unless given. */
  env?: NodeJS.ProcessEnv;
}

const here = import.meta.dirname;

/** Build the page as it is shipped into a temporary folder. About two seconds; `POSTQUEM_BUILT_WINDOW` names one that is built. */
export async function buildWindow(): Promise<string> {
  const given = process.env['POSTQUEM_BUILT_WINDOW'];
  if (given !== undefined) return given;
  const folder = mkdtempSync(join(tmpdir(), 'postquem-window-'));
  // Under vitest NODE_ENV is "test", which would make it React for development.
  const env = { ...process.env, NODE_ENV: process.env['POSTQUEM_E2E_REACT'] ?? 'production' };
  await promisify(execFile)(process.execPath, [join(here, 'window-build.ts'), folder], { env, timeout: 120_000 });
  return folder;
}

export function discardBuilt(folder: string): void {
  if (folder !== process.env['POSTQUEM_BUILT_WINDOW']) rmSync(folder, { recursive: true, force: true });
}

/** Start the engine, open Chromium, go in. The first screen is there when it returns, as far as the page's `load` goes. */
export async function openWindow(wanted: NewWindow = {}): Promise<OpenWindow> {
  const folder = wanted.folder ?? mkdtempSync(join(tmpdir(), 'postquem-e2e-'));
  const built = wanted.built ?? (await buildWindow());
  const browser = wanted.browser ?? (await startChromium());
  const start = (port: string): Promise<Engine> => startEngine([join(folder, 'settings.json'), built, port], wanted.env);
  let engine = await start('0');
  const { origin } = new URL(engine.address);
  const watch = new Watch(origin);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...wanted.context });
  context.on('page', (page) => watch.follow(page));
  const page = await context.newPage();
  await page.goto(engine.address);
  await page.waitForURL((url) => url.pathname !== '/enter');
  return {
    page,
    context,
    origin,
    folder,
    mishaps: watch.mishaps,
    requests: watch.requests,
    expectWords: (pattern) => void watch.expected.push(pattern),
    engineSaid: () => engine.said(),
    engine: () => ({ pid: engine.child.pid ?? 0 }),
    kill: () => engine.end('SIGKILL'),
    restart: async () => (engine = await start(new URL(origin).port)).address,
    anotherPage: async () => {
      const other = await context.newPage();
      await other.goto(origin);
      return other;
    },
    close: async () => {
      await context.close();
      await engine.end('SIGTERM');
      if (wanted.browser === undefined) await browser.close();
      if (wanted.built === undefined) discardBuilt(built);
      if (wanted.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Listens to pages for what should never happen. */
class Watch {
  readonly mishaps: string[] = [];
  readonly requests: string[] = [];
  readonly expected: RegExp[] = [];
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  follow(page: Page): void {
    page.on('request', (request) => {
      const url = request.url();
      this.requests.push(url);
      const isOwn = url.startsWith(`${this.#origin}/`) || url.startsWith(`blob:${this.#origin}/`) || url.startsWith('data:');
      if (!isOwn) this.#note(`request to another origin: ${url}`);
    });
    page.on('websocket', (socket) => this.#note(`socket: ${socket.url()}`));
    page.on('pageerror', (error) => this.#note(`error in the page: ${error.stack ?? error.message}`));
    page.on('crash', () => this.#note('the page crashed'));
    page.on('console', (message) => {
      // Among errors: whatever the Content-Security-Policy forbade, and answers that are not 2xx or 3xx.
      if (message.type() === 'error' || message.type() === 'warning') this.#note(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    });
  }

  #note(mishap: string): void {
    if (!this.expected.some((pattern) => pattern.test(mishap))) this.mishaps.push(mishap);
  }
}

interface Engine {
  child: ChildProcess;
  address: string;
  said(): string;
  end(signal: NodeJS.Signals): Promise<void>;
}

async function startEngine(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Engine> {
  const child = spawn(process.execPath, ['--no-memory-protection-keys', join(here, 'window-door.ts'), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '16', ...env },
  });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = once(child, 'exit');
  const line = createInterface(child.stdout);
  const [address] = (await Promise.race([once(line, 'line'), ended.then(() => [''])])) as [string];
  line.close();
  child.stdout.resume();
  if (!address.startsWith('http')) throw new Error(`the engine did not start: ${said}`);
  return {
    child,
    address,
    said: () => said,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      if (signal === 'SIGKILL') child.kill('SIGKILL');
      else child.stdin.end();
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(late);
    },
  };
}
