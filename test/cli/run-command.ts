import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

const main = resolve(import.meta.dirname, '../../src-main/cli/main.ts');

export interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  /** Without the lines that tell of progress: they come where the work takes some seconds, which no test decides. */
  stderr: string;
}

const progressLine = /^(?:\S+ of \S+ files? kept, .*|\d+ examined|.* of .*, .*\/s|\S+ frames? decoded|\S+ \S+ of the file read|\S+ keyframes? loaded|\S+ of \S+ keyframes? searched|\S+ of \S+ items? compared|\S+ of \S+ entries checked|\S+ \S+ of \S+ \S+ (?:kept|checked|written|encrypted|read back)(?:, .*)?|\S+ (?:files? found|lines? of manifests read))\n/gm;

export interface StartOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Put before the command: `['setpriv', '--reuid', '65534']`. */
  wrapper?: readonly string[];
  /** A process group of its own, so that a signal can reach all of it, as Ctrl-C in a terminal does. */
  ownGroup?: boolean;
}

/** The real `postquem` command as a process of its own, not waited for. */
export function startCommand(args: readonly string[], options: StartOptions = {}): { process: ChildProcess; ended: Promise<Ended> } {
  const [file = process.execPath, ...rest] = [...(options.wrapper ?? []), process.execPath, '--no-memory-protection-keys', main, ...args];
  const child = spawn(file, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.ownGroup === true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  const chunks: { out: Buffer[]; err: Buffer[] } = { out: [], err: [] };
  child.stdout.on('data', (chunk: Buffer) => chunks.out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.err.push(chunk));
  const ended = new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (status, signal) =>
      done({ status, signal, stdout: Buffer.concat(chunks.out).toString('utf8'), stderr: Buffer.concat(chunks.err).toString('utf8').replace(progressLine, '') }),
    );
  });
  return { process: child, ended };
}

/** Run the real `postquem` command to its end. */
export function runCommand(args: readonly string[], options: StartOptions = {}): Promise<Ended> {
  return startCommand(args, options).ended;
}

/** The one JSON document that a command printed; throws when standard output holds anything else. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names what it reads
export function documentOf<T>({ stdout }: Ended): T {
  return JSON.parse(stdout) as T;
}
