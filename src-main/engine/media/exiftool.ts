import type { WitnessReading } from '../../shared/facts.ts';
import type { Tool } from './find-tools.ts';
import { longLivedTool, type Answer } from './long-lived-tool.ts';
import { observeExiftool } from './normalise/observe-exiftool.ts';
import { parseReport, recordAt } from './normalise/report-json.ts';
import { problemSentence } from './problem-sentence.ts';

export interface ExiftoolHost {
  /**
   * What exiftool says about one file; one at a time, in the order asked.
   * @throws the signal's reason when cancelled; Error when exiftool cannot be started or the host is closed.
   */
  read(path: string, signal?: AbortSignal): Promise<WitnessReading>;
  close(): Promise<void>;
}

export interface ExiftoolHostOptions {
  tool: Tool;
  /** Working directory; paths are relative to it. */
  caseFolder: string;
  /** For one file; default one minute. */
  timeoutMs?: number;
  /** A longer report is asked for again without timed metadata; default 1 MiB. */
  maxReportBytes?: number;
}

/** The report is parsed on the event loop; real ones are a few kilobytes. */
const defaultMaxReportBytes = 1 << 20;

/**
 * exiftool's argument list for one file: JSON, groups, duplicates, unknown tags, numbers unconverted, embedded timed
 * metadata unless it is `left-out`; nothing about the file system, which differs from machine to machine.
 */
export function exiftoolArguments(path: string, timed: 'timed-metadata' | 'left-out' = 'timed-metadata'): string[] {
  const embedded = timed === 'left-out' ? [] : ['-ee'];
  return ['-config', '', '-j', '-G1', '-a', '-u', '-n', ...embedded, '-api', 'largefilesupport=1', '--System:all', path];
}

/** Start exiftool once (it stays open) and ask it about one file after another. */
export function startExiftool(options: ExiftoolHostOptions): ExiftoolHost {
  const tool = longLivedTool({
    file: options.tool.path,
    // No configuration file: a user's own would make the reports differ; it must come first on the command line.
    args: ['-config', '', '-stay_open', 'True', '-@', '-'],
    cwd: options.caseFolder,
    maxMemoryBytes: 2 ** 30,
    // At the end of its input it waits for more.
    farewell: '-stay_open\nFalse\n',
  });
  const ask = (args: readonly string[], signal: AbortSignal | undefined): Promise<Answer> =>
    tool.ask({
      text: `${asLines(args.slice(2))}-execute\n`,
      until: '{ready}\n',
      timeoutMs: options.timeoutMs ?? 60_000,
      maxAnswerBytes: options.maxReportBytes ?? defaultMaxReportBytes,
      signal,
    });
  const read = async (path: string, signal?: AbortSignal): Promise<WitnessReading> => {
    const args = exiftoolArguments(path);
    const answer = await ask(args, signal);
    if (!('failure' in answer) || answer.failure !== 'output-limit') return toReading(options.tool, args, answer);
    const shorter = exiftoolArguments(path, 'left-out');
    return toReading(options.tool, shorter, await ask(shorter, signal));
  };
  return { read, close: () => tool.close() };
}

/** One argument a line, as `-@` reads them: a line must not begin with a space, `#` or `-` by a file's name. */
function asLines(args: readonly string[]): string {
  const path = args.at(-1) ?? '';
  if (!/^[\w./][^\n\r]*$/.test(path)) throw new Error(`Not a path inside a case folder: ${JSON.stringify(path)}`);
  return args.map((arg) => `${arg}\n`).join('');
}

function toReading(tool: Tool, args: readonly string[], answer: Answer): WitnessReading {
  const reading = { witness: 'exiftool' as const, version: tool.version, recipe: ['exiftool', ...args] };
  if (!('bytes' in answer)) return { ...reading, outcome: 'failed', problem: problemOf(answer.failure), raw: Buffer.alloc(0), observations: [] };
  const report = recordAt((parseReport(answer.bytes) as never[] | undefined)?.[0]);
  const unread = report['ExifTool:Error'];
  const problem = Object.keys(report).length === 0 ? 'no report' : typeof unread === 'string' ? unread : undefined;
  return {
    ...reading,
    outcome: problem === undefined ? 'read' : 'failed',
    ...(problem === undefined ? {} : { problem: problemSentence(`exiftool could not read the file: ${problem}.`) }),
    raw: answer.bytes,
    observations: observeExiftool(report),
  };
}

function problemOf(failure: 'timeout' | 'output-limit' | 'ended'): string {
  if (failure === 'timeout') return 'exiftool did not finish within its time limit.';
  if (failure === 'output-limit') return 'exiftool printed more than its output limit.';
  return 'exiftool ended while it read the file.';
}
