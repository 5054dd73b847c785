import type { Tools } from '../media/find-tools.ts';
import { footageStream, type FfprobeReport, type FfprobeStream } from '../media/ffprobe-report.ts';
import { readWithFfprobe, type FfprobeReading } from '../media/ffprobe.ts';
import type { ProxyStreams } from '../media/proxy/commands.ts';

interface ProxyToTime {
  tools: Tools;
  caseFolder: string;
  /** Both relative to the case folder. */
  path: string;
  out: string;
  probe: FfprobeReport;
  streams: ProxyStreams;
  signal: AbortSignal | undefined;
}

/** Containers whose times may jump, of which ffmpeg closes the gaps (demuxers with AVFMT_TS_DISCONT). */
const mayJump = /(?:^|,)(?:mpegts|mpeg|ogg|ty|dhav)(?:,|$)/;

/** So much may the ends differ where times are kept: the last frame's length is a guess in both. */
const endSlackS = 1;
/** A proxy states where its first frame lies in milliseconds. */
const startSlackS = 0.002;

/**
 * Seconds of the item at which its proxy begins: ffmpeg counts from the earliest time in the file. Undefined where frames
 * have no times of their own, or where a jump in them was closed, so that the proxy's times say nothing of the item's.
 */
export async function startOfProxy(wanted: ProxyToTime): Promise<string | undefined> {
  const { probe, streams } = wanted;
  const startS = probe.startS ?? '0.000000';
  if (!/^-?\d+(\.\d+)?$/.test(startS)) return undefined;
  if (streams.footage === undefined) return startS;
  const isKept = mayJump.test(probe.formatName ?? '') ? endsWhereExpected : beginsWhereExpected;
  return (await isKept(wanted, Number(startS))) ? startS : undefined;
}

/** Where packets state no times, ffmpeg guesses them, and the first guess tells. */
async function beginsWhereExpected(wanted: ProxyToTime, startS: number): Promise<boolean> {
  const firstS = secondsOf(wanted.streams.footage?.startPts, wanted);
  const proxy = await footageOfProxy(wanted);
  return firstS !== undefined && proxy?.startS !== undefined && Math.abs(Number(proxy.startS) - (firstS - startS)) <= startSlackS;
}

async function endsWhereExpected(wanted: ProxyToTime, startS: number): Promise<boolean> {
  const original = await read(wanted, { path: wanted.path, withPackets: true });
  const lastS = secondsOf(original.packetScan?.lastPts, wanted);
  const proxy = await footageOfProxy(wanted);
  if (lastS === undefined || proxy?.durationS === undefined) return false;
  return Math.abs(Number(proxy.startS ?? 0) + Number(proxy.durationS) - (lastS - startS)) <= endSlackS;
}

async function footageOfProxy(wanted: ProxyToTime): Promise<FfprobeStream | undefined> {
  const { probe } = await read(wanted, { path: wanted.out });
  return probe === undefined ? undefined : footageStream(probe);
}

function read({ tools, caseFolder, signal }: ProxyToTime, file: { path: string; withPackets?: boolean }): Promise<FfprobeReading> {
  return readWithFfprobe({ tool: tools.ffprobe, caseFolder, ...file, ...(signal ? { signal } : {}) });
}

function secondsOf(pts: number | null | undefined, { streams: { footage } }: ProxyToTime): number | undefined {
  const [numerator = 1, denominator = 1] = (footage?.timeBase ?? '').split('/').map(Number);
  return typeof pts === 'number' ? (pts * numerator) / denominator : undefined;
}
