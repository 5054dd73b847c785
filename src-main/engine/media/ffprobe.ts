import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WitnessReading } from '../../shared/facts.ts';
import { safeInputArguments } from './ffmpeg-input.ts';
import { footageStream, parseFfprobeReport, type FfprobeReport } from './ffprobe-report.ts';
import type { Tool } from './find-tools.ts';
import { observeFfprobe } from './normalise/observe-ffprobe.ts';
import { packetEntries, PacketLines, type PacketRow, type PacketScan } from './packet-rows.ts';
import { problemSentence } from './problem-sentence.ts';
import { startTool, type ToolEnd } from './run-tool.ts';
import { sniffStill, stillHeadBytes, type StillKind } from './still-kind.ts';

export interface FfprobeOptions {
  tool: Tool;
  /** Working directory of the run. */
  caseFolder: string;
  /** Relative to the case folder. */
  path: string;
  /** List the packets in the same run: starting ffprobe costs more than reading a clip's index. */
  withPackets?: boolean;
  /** Default: one minute, and with packets the time that reading the file takes at 20 MB/s on top. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface FfprobeReading extends WitnessReading {
  /** The report for those who decode; absent when the file could not be read. */
  probe?: FfprobeReport;
  /** Where there is no report: what kind of still the file is by its first bytes, if any. */
  still?: StillKind;
  /** Key packets of the first footage stream in file order (its first packet where none is flagged); only with `withPackets`. */
  packets?: PacketRow[];
  /** Counts and times of all of that stream's packets. */
  packetScan?: PacketScan;
}

/** Reports larger than this are read again without their packets. */
const maxRawReportBytes = 2 << 20;
const maxPacketListBytes = 4 * 2 ** 30;

/** ffprobe's argument list; the flow logs it. */
export function ffprobeArguments(path: string, withPackets = false): string[] {
  const sections = ['-show_format', '-show_streams', '-show_chapters'];
  const packets = withPackets ? ['-show_entries', packetEntries] : [];
  return ['-hide_banner', '-v', 'error', ...sections, ...packets, '-of', 'json=c=1', ...safeInputArguments(path)];
}

/**
 * What ffprobe says about one file.
 * @throws the signal's reason when cancelled; Error when ffprobe cannot be started.
 */
export async function readWithFfprobe(options: FfprobeOptions): Promise<FfprobeReading> {
  const run = await runFfprobe(options, options.withPackets ?? false);
  if (run.raw === undefined && run.end.stoppedBy === undefined) return withPacketsFrom(run, await readPlain(options));
  return withPacketsFrom(run, await toReading(options, run));
}

async function readPlain(options: FfprobeOptions): Promise<FfprobeReading> {
  return toReading(options, await runFfprobe(options, false));
}

interface FfprobeRun {
  args: string[];
  end: ToolEnd;
  /** What was printed; undefined when it was too long to keep. */
  raw: Buffer | undefined;
  lines: PacketLines | undefined;
}

async function runFfprobe(options: FfprobeOptions, withPackets: boolean): Promise<FfprobeRun> {
  const args = ffprobeArguments(options.path, withPackets);
  const tool = startTool({
    file: options.tool.path,
    args,
    cwd: options.caseFolder,
    timeoutMs: options.timeoutMs ?? (await defaultTimeoutMs(options, withPackets)),
    maxOutputBytes: withPackets ? maxPacketListBytes : maxRawReportBytes,
    maxMemoryBytes: 2 * 2 ** 30,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const lines = withPackets ? new PacketLines() : undefined;
  const kept: Buffer[] = [];
  let total = 0;
  tool.stdout.on('data', (chunk: Buffer) => {
    total += chunk.length;
    if (total <= maxRawReportBytes) kept.push(chunk);
    else kept.length = 0;
    if (total > (withPackets ? maxPacketListBytes : maxRawReportBytes)) tool.stop('output-limit');
    // Latin 1 keeps every byte a character: packet lines are ASCII, and no character is split between chunks.
    lines?.write(chunk.toString('latin1'));
  });
  const end = await tool.ended;
  options.signal?.throwIfAborted();
  return { args, end, raw: total <= maxRawReportBytes ? Buffer.concat(kept) : undefined, lines };
}

async function defaultTimeoutMs(options: FfprobeOptions, withPackets: boolean): Promise<number> {
  const base = 60_000;
  if (!withPackets) return base;
  const { size } = await stat(join(options.caseFolder, options.path));
  return base + Math.ceil(size / 20_000);
}

async function toReading(options: FfprobeOptions, run: FfprobeRun): Promise<FfprobeReading> {
  const raw = run.raw ?? Buffer.alloc(0);
  const probe = parseFfprobeReport(raw);
  // ffprobe before 7 takes a HEIC or AVIF still for a movie without its index: no damage.
  const still = probe ? undefined : sniffStill(await readHead(options));
  const problem = still === undefined || run.end.stoppedBy ? problemOf(run, probe) : `ffprobe ${options.tool.version} cannot read ${still.toUpperCase()} stills.`;
  const stderr = still === undefined ? run.end.stderr : '';
  const said = { report: probe, stderr, scan: footageScan(run, probe) };
  return {
    witness: 'ffprobe',
    version: options.tool.version,
    recipe: ['ffprobe', ...run.args],
    outcome: problem ? 'failed' : 'read',
    ...(problem ? { problem: problemSentence(problem) } : {}),
    raw,
    observations: observeFfprobe(said),
    ...(probe ? { probe } : {}),
    ...(still ? { still } : {}),
  };
}

async function readHead(options: FfprobeOptions): Promise<Uint8Array> {
  const file = await open(join(options.caseFolder, options.path));
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(stillHeadBytes), 0, stillHeadBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function footageScan(run: FfprobeRun, probe: FfprobeReport | undefined): PacketScan | undefined {
  const stream = probe && footageStream(probe);
  return stream && run.lines?.scanOf(stream.index);
}

function withPacketsFrom(run: FfprobeRun, reading: FfprobeReading): FfprobeReading {
  const scan = footageScan(run, reading.probe);
  if (!scan) return reading;
  if (run.raw !== undefined) return { ...reading, packets: scan.rows, packetScan: scan };
  // The report came from a second run; what it says of frame rates rests on the packets of the first.
  const observations = observeFfprobe({ report: reading.probe, stderr: run.end.stderr, scan });
  return { ...reading, observations, packets: scan.rows, packetScan: scan };
}

function problemOf(run: FfprobeRun, probe: FfprobeReport | undefined): string | undefined {
  if (run.end.stoppedBy === 'timeout') return 'ffprobe did not finish within its time limit.';
  if (run.end.stoppedBy === 'output-limit') return 'ffprobe printed more than its output limit.';
  if (probe && run.end.killedBy === null) return undefined;
  if (run.end.killedBy !== null) return `ffprobe was ended by ${run.end.killedBy}.`;
  const refused = /\[(\w+)[^\]]*\] Format not on whitelist/.exec(run.end.stderr)?.[1];
  if (refused !== undefined) return `ffprobe was not let read the file: its content is of the kind "${refused}", which may name other files.`;
  const [first = ''] = run.end.stderr.split('\n').map((line) => line.replace(/^\[[^\]]*\] |^file:[^:]*: /, '').trim());
  return `ffprobe could not read the file as audio or video${first ? `: ${first}` : ''}.`;
}
