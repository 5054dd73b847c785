import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { engineOrderSchema, engineReadySchema, type EngineOrder } from './handshake.ts';
import { makePrivatePlace, type WhoAsks } from './private-place.ts';

/** Where requests to the engine go. */
export interface EngineAddress {
  socket: string;
  secret: string;
}

export interface RunningEngine extends EngineAddress {
  pid: number;
  /** Resolves when the process is gone. */
  ended: Promise<void>;
  /** Have it close the case and end; it is ended by force when it has not done so in time. */
  stop(): Promise<void>;
}

export interface EngineStart extends WhoAsks {
  /** The folder that holds `src-main`, `node_modules`, `resources` and `out/window`: this tree, or its copy in the package. */
  root: string;
  settingsFile: string;
}

/** A slow disk and a cold start may take long; an engine that says nothing for so long is stuck. */
const startWithinMs = 60_000;
/** Closing signs the log and waits for files on their way to the disk. */
const stopWithinMs = 60_000;

/** The Node that npm's `node` package pins: the same for the window, the command line and the tests. */
export function pinnedNode(root: string, platform: NodeJS.Platform): string {
  return join(root, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node');
}

/** How the engine process is started. V8's flag is decision 0023, the threads those of the command line. */
export function engineCommand({ root, environment, platform }: EngineStart): { file: string; args: string[]; env: NodeJS.ProcessEnv } {
  const cache = environment['XDG_CACHE_HOME'] || environment['LOCALAPPDATA'] || join(homedir(), '.cache');
  // What is meant for Electron or for another Node is not for this one.
  const inherited = Object.entries(environment).filter(([name]) => !/^(?:NODE|ELECTRON)_/i.test(name));
  return {
    file: pinnedNode(root, platform),
    args: ['--no-memory-protection-keys', join(root, 'src-main', 'desktop', 'engine-process.ts')],
    env: { ...Object.fromEntries(inherited), UV_THREADPOOL_SIZE: '16', NODE_COMPILE_CACHE: join(cache, 'postquem', 'code') },
  };
}

/** Start an engine process and wait until it listens. Throws when it could not be started or ended before. */
export async function startEngine(start: EngineStart): Promise<RunningEngine> {
  const place = makePrivatePlace(start);
  const order: EngineOrder = {
    socket: place.socket,
    secret: Buffer.from(start.random.bytes(32)).toString('hex'),
    settingsFile: start.settingsFile,
    pageFolder: join(start.root, 'out', 'window'),
  };
  const { file, args, env } = engineCommand(start);
  const child = spawn(file, args, { env, stdio: ['pipe', 'pipe', 'inherit'], windowsHide: true });
  const ended = new Promise<void>((gone) => {
    child.once('exit', () => gone()).once('error', () => gone());
  }).finally(() => place.remove());
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify(engineOrderSchema.parse(order))}\n`);
  try {
    await whenReady(child, ended);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return { socket: order.socket, secret: order.secret, pid: child.pid ?? 0, ended, stop: () => stop(child, ended) };
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

async function whenReady(child: Child, ended: Promise<void>): Promise<void> {
  const lines = createInterface({ input: child.stdout });
  const said = new Promise<string>((heard) => lines.once('line', heard));
  const first = await Promise.race([said, ended, late(startWithinMs)]);
  if (typeof first !== 'string') throw new Error(`The engine process did not begin (${child.exitCode ?? child.signalCode ?? 'no answer'}).`);
  engineReadySchema.parse(JSON.parse(first));
}

async function stop(child: Child, ended: Promise<void>): Promise<void> {
  child.stdin.end();
  await Promise.race([ended, late(stopWithinMs)]);
  child.kill('SIGKILL');
  await ended;
}

/** Does not keep the process alive. */
function late(ms: number): Promise<void> {
  return new Promise((over) => {
    setTimeout(over, ms).unref();
  });
}
