import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable, type Writable } from 'node:stream';

/** One run of an outside tool: an argument list and its limits. There is no shell and no default limit. */
export interface ToolRun {
  /** Absolute path of the program. */
  file: string;
  args: readonly string[];
  /** Working directory; the case folder, so that arguments hold paths that mean the same on every machine. */
  cwd: string;
  timeoutMs: number;
  /** The run is stopped when standard output, or any extra pipe counted by the caller, passes this. */
  maxOutputBytes: number;
  /** Linux: RLIMIT_AS (or RLIMIT_DATA, see `memoryLimit`). Elsewhere the time and output limits alone hold. */
  maxMemoryBytes: number;
  /** V8 and WebAssembly reserve far more address space than they use: they are limited by data instead. */
  memoryLimit?: 'address-space' | 'data';
  signal?: AbortSignal;
  /** How many pipes beyond standard error the tool writes to (as `pipe:3`, `pipe:4` ...). */
  extraPipes?: number;
  /** `closed` unless the tool is fed through standard input. */
  stdin?: 'closed' | 'pipe';
}

export type StoppedBy = 'timeout' | 'output-limit' | 'cancel';

export interface ToolEnd {
  exitCode: number | null;
  /** The signal that ended it, e.g. `SIGKILL`. */
  killedBy: string | null;
  stoppedBy?: StoppedBy;
  /** The last 64 KiB of standard error. */
  stderr: string;
}

export interface ToolResult extends ToolEnd {
  stdout: Buffer;
}

export interface RunningTool {
  pid: number | undefined;
  stdin: Writable | null;
  stdout: Readable;
  /** Standard error, for callers that read it as it comes. */
  stderr: Readable;
  /** The extra pipes in order. */
  extra: Readable[];
  /** Resolves when the process is gone and its pipes are closed; rejects only when it could not be started. */
  ended: Promise<ToolEnd>;
  stop(reason: StoppedBy): void;
}

const keptStderrBytes = 64 * 1024;

/** Tools see no more of the environment than they need, and always the same. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', TZ: 'UTC', HOME: '/nonexistent' };
}

/** Two small programs of util-linux, each of which replaces itself by what it starts; absent elsewhere. */
const wrappers = { setpriv: findProgram('setpriv'), prlimit: findProgram('prlimit') };

function findProgram(name: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  return [`/usr/bin/${name}`, `/bin/${name}`].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      // BusyBox has a setpriv of its own that knows none of these options.
      return basename(realpathSync(path)) !== 'busybox';
    } catch {
      return false;
    }
  });
}

/**
 * The command line as it is really started: on Linux under its limits, and so that it dies with the engine. The kernel
 * sends that signal when the thread that started the tool ends (prctl(2), PR_SET_PDEATHSIG): a tool must not outlive
 * the worker thread that asked for it.
 */
export function limitedCommand(run: ToolRun): { file: string; args: string[] } {
  const limited = withLimits(run);
  if (wrappers.setpriv === undefined) return limited;
  return { file: wrappers.setpriv, args: ['--pdeathsig', 'KILL', '--', limited.file, ...limited.args] };
}

function withLimits(run: ToolRun): { file: string; args: string[] } {
  const { prlimit } = wrappers;
  if (prlimit === undefined) return { file: run.file, args: [...run.args] };
  const memory = run.memoryLimit === 'data' ? '--data' : '--as';
  const cpuSeconds = Math.ceil(run.timeoutMs / 1000) * 4;
  return {
    file: prlimit,
    // No core dumps: they would leave evidence lying about.
    args: [`${memory}=${run.maxMemoryBytes}`, `--cpu=${cpuSeconds}`, '--core=0', '--', run.file, ...run.args],
  };
}

/** Start an outside tool under its limits and hand out its pipes. Every pipe must be read, or the tool stalls. */
export function startTool(run: ToolRun): RunningTool {
  const command = limitedCommand(run);
  const stdio: StdioOptions = [run.stdin === 'pipe' ? 'pipe' : 'ignore', 'pipe', 'pipe'];
  for (let n = 0; n < (run.extraPipes ?? 0); n++) stdio.push('pipe');
  // A group of its own: Ctrl-C in a terminal reaches the engine alone, and no tool is cut off before the engine knows.
  const detached = process.platform !== 'win32';
  const child = spawn(command.file, command.args, { cwd: run.cwd, stdio, env: environment(), shell: false, windowsHide: true, detached });
  // First of all: a start that the system refuses is told by an event, and one that nobody hears ends the engine.
  const gone = whenEnded(child);

  let stoppedBy: StoppedBy | undefined;
  const stop = (reason: StoppedBy): void => {
    stoppedBy ??= reason;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => stop('timeout'), run.timeoutMs);
  const onAbort = (): void => stop('cancel');
  if (run.signal?.aborted) onAbort();
  run.signal?.addEventListener('abort', onAbort, { once: true });

  const pipes = pipesOf(child);
  const stderr = keepTail(pipes.stderr);
  const ended = gone
    .then((end) => ({ ...end, ...(stoppedBy ? { stoppedBy } : {}), stderr: stderr() }))
    .finally(() => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', onAbort);
    });
  // A tool that exits early closes its standard input; writing to it then is no news.
  pipes.stdin?.on('error', () => {});
  return {
    pid: child.pid,
    ...pipes,
    ended,
    stop,
  };
}

/** Run an outside tool to its end and collect its standard output. Rejects only when it could not be started. */
export async function runTool(run: ToolRun): Promise<ToolResult> {
  const tool = startTool(run);
  const chunks: Buffer[] = [];
  let total = 0;
  tool.stdout.on('data', (chunk: Buffer) => {
    total += chunk.length;
    if (total > run.maxOutputBytes) tool.stop('output-limit');
    else chunks.push(chunk);
  });
  const end = await tool.ended;
  return { ...end, stdout: Buffer.concat(chunks) };
}

/** Out of descriptors or processes Node makes no pipes at all, whatever its types say: then they are empty ones. */
function pipesOf(child: ChildProcess): Pick<RunningTool, 'stdin' | 'stdout' | 'stderr' | 'extra'> {
  const made: readonly (Readable | Writable | null | undefined)[] = child.stdio ?? [];
  const readable = (n: number): Readable => (made[n] as Readable | null | undefined) ?? Readable.from([]);
  const extra = made.slice(3).map((_pipe, n) => readable(n + 3));
  return { stdin: child.stdin ?? null, stdout: readable(1), stderr: readable(2), extra };
}

function keepTail(stream: Readable): () => string {
  let tail = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]);
    if (tail.length > keptStderrBytes) tail = tail.subarray(tail.length - keptStderrBytes);
  });
  return () => tail.toString('utf8');
}

function whenEnded(child: ChildProcess): Promise<{ exitCode: number | null; killedBy: string | null }> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.once('close', (exitCode, killedBy) => resolve({ exitCode, killedBy }));
  });
}
