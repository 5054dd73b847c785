import { CaseError } from '../../../shared/errors.ts';
import type { Tool } from '../find-tools.ts';
import { watchSilence } from '../keyframes/end-together.ts';
import { problemSentence } from '../problem-sentence.ts';
import { startTool, type RunningTool, type ToolEnd } from '../run-tool.ts';

export interface RunProxy {
  ffmpeg: Tool;
  caseFolder: string;
  args: readonly string[];
  signal?: AbortSignal | undefined;
  /** Seconds of footage that are done. */
  onProgress?: ((doneS: number) => void) | undefined;
}

/** How far ffmpeg came. */
export interface ProxyRun {
  frames: number;
  /** Where the last frame or sample ends, in seconds. */
  endS: number;
}

const timeoutMs = 24 * 3600_000;
const maxMemoryBytes = 4 * 2 ** 30;
/** At the end ffmpeg moves the index of a long film to its front and says nothing meanwhile. */
const silenceMs = 900_000;

/**
 * Run ffmpeg until the proxy is written. What it left of a file that did not become one is the caller's to remove.
 * @throws CaseError `cancelled`, `disk-full`, `tool-failed` (it could not be run), `proxy-not-made` with the reason.
 */
export async function runProxy({ ffmpeg, caseFolder, args, signal, onProgress }: RunProxy): Promise<ProxyRun> {
  const tool = startTool({ file: ffmpeg.path, args, cwd: caseFolder, timeoutMs, maxOutputBytes: Number.MAX_SAFE_INTEGER, maxMemoryBytes, ...(signal ? { signal } : {}) });
  const run: ProxyRun = { frames: 0, endS: 0 };
  readProgress(tool, run, onProgress);
  const unwatch = watchSilence([tool], silenceMs);
  const end = await tool.ended.finally(unwatch).catch((error: unknown) => {
    throw new CaseError('tool-failed', { tool: 'ffmpeg', detail: error instanceof Error ? error.message : String(error) }, { cause: error });
  });
  if (end.stoppedBy === 'cancel') throw new CaseError('cancelled');
  if (end.exitCode !== 0) throw problemOf(end);
  return run;
}

/** `key=value` lines, twice a second. */
function readProgress({ stdout }: RunningTool, run: ProxyRun, onProgress: ((doneS: number) => void) | undefined): void {
  let rest = '';
  stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = (lines.pop() ?? '').slice(-1000);
    for (const line of lines) readLine(line, run);
    onProgress?.(run.endS);
  });
}

function readLine(line: string, run: ProxyRun): void {
  const [, key, value] = /^(frame|out_time_us)=\s*(-?\d+)$/.exec(line.trim()) ?? [];
  if (key === 'frame') run.frames = Number(value);
  if (key === 'out_time_us') run.endS = Math.max(run.endS, Number(value) / 1e6);
}

function problemOf({ stoppedBy, killedBy, exitCode, stderr }: ToolEnd): CaseError {
  if (/No space left on device|Disk quota exceeded/.test(stderr)) return new CaseError('disk-full');
  if (stoppedBy === 'timeout') return new CaseError('proxy-not-made', { detail: 'ffmpeg did not come to an end' });
  if (killedBy !== null) return new CaseError('proxy-not-made', { detail: `ffmpeg was ended by ${killedBy}` });
  return new CaseError('proxy-not-made', { detail: lastWords(stderr) ?? `ffmpeg ended with code ${exitCode}` });
}

/** The last error that ffmpeg told of, without the names and addresses in front of it. */
function lastWords(stderr: string): string | undefined {
  const errors = stderr.split('\n').filter((line) => /\[(?:error|fatal)\]/.test(line));
  const told = errors.findLast((line) => !/Conversion failed|Error while opening|Error initializing output/.test(line)) ?? errors.at(-1);
  const words = told?.replaceAll(/\[[^\]]*\]\s*/g, '').replace(/^file:[^:]*:\s*/, '').trim();
  return words === undefined || words === '' ? undefined : problemSentence(words);
}
