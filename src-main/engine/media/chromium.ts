import { accessSync, constants } from 'node:fs';
import { lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CaseError } from '../../shared/errors.ts';
import { runTool, type ToolRun } from './run-tool.ts';

/** A document of ours to be printed by an installed browser. */
export interface PrintDocument {
  /** Absolute paths; nothing stands at `pdf` yet. */
  html: string;
  pdf: string;
  /** A path chosen by the user: taken or missed, never silently replaced by another program. */
  browser?: string | undefined;
  signal?: AbortSignal | undefined;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge'];
const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
};

/** The browser that prints: the one chosen, or else the first Chromium, Chrome or Edge that is found. */
export function findBrowser(chosen?: string): string | undefined {
  if (chosen !== undefined) return isProgram(chosen) ? resolve(chosen) : undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const ending = process.platform === 'win32' ? '.exe' : '';
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, `${name}${ending}`)));
  return [...onPath, ...(usualPlaces[process.platform] ?? [])].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Print a document as a tagged PDF with an outline. The browser has an empty profile of its own, no network, no script to
 * run, and limits. Gives its version text; `undefined` when no browser is installed. Throws CaseError `tool-failed`, or
 * `stopped` when it was asked to stop; then nothing stands at `pdf`.
 */
export async function printDocument({ html, pdf, browser, signal }: PrintDocument): Promise<string | undefined> {
  const file = findBrowser(browser);
  if (file === undefined) return undefined;
  const profile = await mkdtemp(join(tmpdir(), 'postquem-print-'));
  try {
    const version = await versionOf(file, profile);
    const end = await runTool({ ...limits(file, profile), args: printArguments({ html, pdf, profile }), ...(signal === undefined ? {} : { signal }) });
    const printed = await lstat(pdf).catch(() => undefined);
    if (end.exitCode === 0 && printed !== undefined && printed.size > 0) return version;
    await rm(pdf, { force: true });
    if (end.stoppedBy === 'cancel') throw new CaseError('stopped');
    throw new CaseError('tool-failed', { tool: file, detail: end.stoppedBy ?? (lastLine(end.stderr) || `exit code ${end.exitCode}`) });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined);
  }
}

function printArguments({ html, pdf, profile }: { html: string; pdf: string; profile: string }): string[] {
  return [
    ...quiet(profile),
    // No name leads anywhere: the document asks for nothing, and nothing could be had.
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-pings',
    '--no-pdf-header-footer',
    '--generate-pdf-document-outline',
    '--export-tagged-pdf',
    `--print-to-pdf=${pdf}`,
    pathToFileURL(html).href,
  ];
}

function quiet(profile: string): string[] {
  return [
    '--headless=new',
    // The browser refuses to run for root inside its sandbox; for anybody else the sandbox stays.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-extensions',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-crash-reporter',
    `--user-data-dir=${profile}`,
  ];
}

function limits(file: string, cwd: string): Omit<ToolRun, 'args'> {
  return { file, cwd, timeoutMs: 600_000, maxOutputBytes: 2 ** 20, maxMemoryBytes: 2 ** 35, memoryLimit: 'data' };
}

async function versionOf(file: string, profile: string): Promise<string> {
  const end = await runTool({ ...limits(file, profile), timeoutMs: 30_000, args: ['--version', `--user-data-dir=${profile}`] });
  const [version = ''] = end.stdout.toString('utf8').trim().split('\n');
  return end.exitCode === 0 && version !== '' ? version.slice(0, 200) : file;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
