import { execFileSync, fork } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, openSync, closeSync, fsyncSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { finished } from 'node:stream/promises';
import { createCase, importMedia, openCase, type ImportSummary } from '../../src-main/engine/index.ts';
import { seededRandom } from '../known-system.ts';
import type { Measurement } from './side-by-side.ts';

const clock = { now: () => Date.now() };
/** On the disk that holds the project, not on a memory file system. */
export const benchFolder = mkdtempSync(join(process.env['POSTQUEM_BENCH_FOLDER'] ?? tmpdir(), 'postquem-bench-'));
process.once('exit', () => rmSync(benchFolder, { recursive: true, force: true }));

export const scale = Number(process.env['POSTQUEM_BENCH_SCALE'] ?? 1);

/** Tell run.ts one measurement. */
export function tell(measurement: Measurement): void {
  process.stdout.write(`${JSON.stringify(measurement)}\n`);
}

/** A file of bytes that nothing can compress or share, the same in every run. */
export async function makeFile(path: string, bytes: number): Promise<void> {
  const block = new Uint8Array(1 << 20);
  const words = new Uint32Array(block.buffer);
  let state = 88172645463325252n;
  for (let n = 0; n < words.length; n++) {
    state ^= BigInt.asUintN(64, state << 13n);
    state ^= state >> 7n;
    state ^= BigInt.asUintN(64, state << 17n);
    words[n] = Number(state & 0xffffffffn);
  }
  const out = createWriteStream(path);
  for (let written = 0; written < bytes; written += block.length) {
    words[0] = written / block.length;
    if (!out.write(block.slice(0, Math.min(block.length, bytes - written)))) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

export function makeSmallFiles(folder: string, count: number, bytes: number): void {
  const block = Buffer.alloc(bytes, 7);
  for (let n = 0; n < count; n++) {
    const part = join(folder, String(Math.floor(n / 500)));
    if (n % 500 === 0) mkdirSync(part, { recursive: true });
    block.writeUInt32LE(n, 0);
    writeFileSync(join(part, `${n}.bin`), block);
  }
}

/** `cp` and fsync: the reference for one file. */
export function copyDurably(source: string, target: string): void {
  execFileSync('cp', [source, target]);
  const file = openSync(target, 'r');
  fsyncSync(file);
  closeSync(file);
}

let caseNumber = 0;

/** A new, empty case. */
export async function benchCase(): Promise<string> {
  const folder = join(benchFolder, `case-${caseNumber++}`);
  await createCase({ folder, title: 'Bench', custodian: 'Bench', passphrase: undefined, clock, random: seededRandom() });
  return folder;
}

/** Import into a case, from opening to closing it. */
export async function importInto(folder: string, paths: string[], keepOnly: boolean): Promise<ImportSummary> {
  const opened = await openCase({ folder, clock, random: seededRandom(caseNumber) });
  try {
    const bytes = paths.map((path) => Buffer.from(path));
    return await importMedia(opened.case, { paths: bytes, collection: {}, alsoDigest: [], verifyCopy: 'never', keepOnly });
  } finally {
    await opened.close();
  }
}

/**
 * Let the kernel have `bytes` of memory that the machine beneath has really given it, free and at hand. A virtual
 * machine whose free pages are reported to its host pays up to ten times as much for writing to a page it has lost
 * (2.5 against 0.25 s a GiB): without this, whoever writes first after a pause pays for both. The host
 * takes free pages back from two seconds on, so work that lasts longer pays again: on such a machine quote the figures
 * of POSTQUEM_BENCH_SCALE=0.4.
 */
export function warmMemory(bytes: number): void {
  const part = 2 ** 28;
  const touch = `const held = []; for (let n = 0; n < ${Math.ceil(bytes / part)}; n++) held.push(Buffer.alloc(${part}, 1));`;
  execFileSync(process.execPath, ['-e', touch]);
}

export interface Watched {
  /** Do something of ours and watch the process meanwhile. */
  during(act: () => Promise<void>): Promise<void>;
  /** What an idle process saw in the same stretches is `companionPauseMs`: only what is longer than that is ours. */
  told(): { memoryAboveStartMb: number; longestPauseMs: number; companionPauseMs: number };
}

/** Memory above the start and the longest pause of the event loop, only while our own work runs. */
export function watchProcess(): Watched {
  const companion = startCompanion();
  const most = { memoryAboveStartMb: 0, longestPauseMs: 0, companionPauseMs: 0 };
  const raise = (what: keyof typeof most, value: number): void => void (most[what] = Math.max(most[what], value));
  return {
    during: async (act) => {
      await companion.answer();
      const before = process.memoryUsage.rss();
      const look = setInterval(() => raise('memoryAboveStartMb', (process.memoryUsage.rss() - before) / 1e6), 20);
      // One for each stretch: what runs between them, the references, may block this process.
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      await act();
      delay.disable();
      clearInterval(look);
      raise('longestPauseMs', delay.max / 1e6);
      raise('companionPauseMs', Number(await companion.answer()));
    },
    told: () => most,
  };
}

/** A process beside this one, which ends with it; see idle-companion.ts. */
function startCompanion(): { answer(): Promise<unknown> } {
  const child = fork(join(import.meta.dirname, 'idle-companion.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.unref();
  child.channel?.unref();
  return {
    answer: async () => {
      child.channel?.ref();
      child.send('next');
      const [answer] = (await once(child, 'message')) as unknown[];
      child.channel?.unref();
      return answer;
    },
  };
}
