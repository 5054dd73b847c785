import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { openBrowserDoor, type BrowserDoor } from '../../server/listen.ts';
import { settingsPath } from '../../server/settings-file.ts';
import { choicesOfEnvironment } from '../../server/tool-choices.ts';
import { CaseError } from '../../shared/errors.ts';
import { isWindowBuilt, windowFolder } from '../built-window.ts';
import { exitStatus } from '../exit-status.ts';
import { openInBrowser } from '../open-in-browser.ts';
import { print, shown } from '../output.ts';
import { askPassphrase, canAsk, passphraseOption, readPassphraseFile, type PassphraseOptions } from '../passphrase.ts';
import { tellRunning } from '../running-jobs.ts';
import { readSettings } from '../settings.ts';
import { systemClock, systemRandom } from '../system.ts';
import { tellTakenOver } from '../with-case.ts';

interface ServeOptions extends PassphraseOptions {
  port: number;
  browser: boolean;
}

export function serveCommand(): Command {
  return new Command('serve')
    .summary('open the window in a browser')
    .description('Open the window of Postquem in the default browser, for this computer alone. It runs until Ctrl-C, which stops cleanly what is under way.')
    .argument('[case]', 'the case folder to open; without it the window asks')
    .option('--port <number>', 'the port to listen on; without it any that is free', parsePort, 0)
    .option('--no-browser', 'only print the address')
    .addOption(passphraseOption())
    .action(async (folder: string | undefined, options: ServeOptions) => {
      if (!isWindowBuilt()) throw new CaseError('page-not-built');
      const door = await openDoor(folder, options);
      await welcome(door, options);
      await untilAskedToStop(door);
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
  return port;
}

/** With the passphrase that was given, or asked for where somebody can answer. */
async function openDoor(folder: string | undefined, { port, passphraseFile }: ServeOptions): Promise<BrowserDoor> {
  const given = passphraseFile === undefined || folder === undefined ? undefined : await readPassphraseFile(passphraseFile);
  const open = (passphrase: string | undefined): Promise<BrowserDoor> => openBrowserDoor({ ...about(port), opened: folder === undefined ? undefined : { folder: resolve(folder), passphrase } });
  return open(given).catch(async (error: unknown) => {
    if (error instanceof CaseError && error.code === 'passphrase-needed' && canAsk()) return open(await askPassphrase());
    throw portTaken(error, port) ?? error;
  });
}

function about(port: number) {
  // A chosen file that is not there is told now, in the words of every command.
  readSettings();
  return {
    port,
    random: systemRandom,
    means: { clock: systemClock, random: systemRandom, chosen: choicesOfEnvironment(process.env) },
    settingsFile: settingsPath(process.env, process.platform),
    assets: { folder: windowFolder },
    onUnforeseen: (error: unknown) => process.stderr.write(`postquem: Something went wrong inside Postquem: ${shown(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`),
  };
}

function portTaken(error: unknown, port: number): CaseError | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== 'listen') return undefined;
  const why = code === 'EADDRINUSE' ? 'is used by another program' : `cannot be listened on (${code})`;
  return new CaseError('argument-invalid', { detail: `Port ${port} ${why}. Name another with --port, or leave it out: then one that is free is taken. Nothing was opened.` }, { cause: error });
}

async function welcome({ address, surface: { cases } }: BrowserDoor, { browser }: ServeOptions): Promise<void> {
  if (cases.isOpen) tellOpened(cases);
  print(`Postquem is open at ${address}`);
  print('The address lets in one browser on this computer, once. Ctrl-C ends it.');
  if (browser && !(await openInBrowser(address, { platform: process.platform, environment: process.env }))) print('No browser could be started: open the address by hand.');
}

function tellOpened(cases: BrowserDoor['surface']['cases']): void {
  const { title, mode, because } = cases.describe();
  print(`Case "${shown(title)}"${mode === 'work' ? '' : ', which can only be read'}.`);
  if (because !== undefined) process.stderr.write(`postquem: Warning: ${shown(new CaseError(because.code as CaseError['code'], because.facts).message)}\n`);
  if (mode === 'work') tellTakenOver(cases.writable);
}

/** The first Ctrl-C stops what runs and closes the case; a second one ends at once, which is as safe as a power cut. */
async function untilAskedToStop(door: BrowserDoor): Promise<void> {
  let isAsked = false;
  await new Promise<void>((stop) => {
    const onInterrupt = (): void => {
      if (isAsked) process.exit(exitStatus.failed);
      isAsked = true;
      stop();
    };
    process.on('SIGINT', onInterrupt).on('SIGTERM', onInterrupt);
  });
  tellRunning(door.surface.jobs.list());
  const problem = await door.close();
  if (problem !== undefined) process.stderr.write(`postquem: Warning: what was done is recorded, but its end could not be signed (${shown(problem.message)}). The next session signs it.\n`);
}
