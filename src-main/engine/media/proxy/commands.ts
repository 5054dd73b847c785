import { ffmpegArguments } from '../ffmpeg-command.ts';
import { safeInputArguments } from '../ffmpeg-input.ts';
import type { FfprobeStream } from '../ffprobe-report.ts';
import type { ProxyKind } from './encoders.ts';

/** The longer side of a proxy, in pixels. */
export const proxySide = 1280;

/** What of a file goes into its proxy. */
export interface ProxyStreams {
  footage: FfprobeStream | undefined;
  sound: FfprobeStream | undefined;
}

export interface ProxyCommand extends ProxyStreams {
  /** Both relative to the case folder. */
  path: string;
  out: string;
  kind: ProxyKind;
}

/** Threads for decoding and for encoding: the window stays quick beside it. */
const threads = '4';

/** Damage is to be seen, not to end the proxy: frames that do not decode are left out however many they are. */
const tolerant = ['-max_error_rate', '1'];

/**
 * Decode everything and encode it for the window. Frames keep their times (none is doubled, dropped or moved), counted from
 * the earliest of the file; the picture is turned as players do (ffmpeg's own `-autorotate`), with square pixels.
 */
export function proxyArguments({ path, out, kind, footage, sound }: ProxyCommand): string[] {
  const [inputOptions, input] = inputOf(path);
  const streams = [...(footage === undefined ? [] : videoOptions(footage, kind)), ...(sound === undefined ? [] : audioOptions(sound, kind))];
  const nothingElse = ['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'];
  return ffmpegArguments({ inputOptions, input, outputs: [{ target: `file:${out}`, options: [...streams, ...nothingElse, ...containerOptions(kind)] }] });
}

function inputOf(path: string): [options: string[], input: string] {
  const safe = safeInputArguments(path);
  return [['-progress', 'pipe:1', ...tolerant, '-threads', threads, ...safe.slice(0, -2)], safe.at(-1) ?? ''];
}

function videoOptions({ index, timeBase, fieldOrder }: FfprobeStream, { video }: ProxyKind): string[] {
  const filters = [...(isInterlaced(fieldOrder) ? ['yadif=mode=send_frame:deint=interlaced'] : []), scale, 'setsar=1', 'format=yuv420p'];
  const times = ['-fps_mode', 'passthrough', '-enc_time_base', encoderTimeBase(timeBase)];
  return ['-map', `0:${index}`, '-vf', filters.join(','), ...times, '-c:v', video.encoder, ...video.options, '-threads:v', threads, '-flags:v', '+bitexact'];
}

/** Gaps in the sound stay gaps, so that it keeps its place beside the picture. */
function audioOptions({ index, channels = 2 }: FfprobeStream, { audio }: ProxyKind): string[] {
  const mixed = channels > 2 ? ['-ac', '2'] : [];
  return ['-map', `0:${index}`, '-af', 'aresample=async=1', '-c:a', audio.encoder, ...audio.options, ...mixed, '-flags:a', '+bitexact'];
}

/** The index in front: a player needs it first. */
function containerOptions({ container }: ProxyKind): string[] {
  return container === 'mp4' ? ['-movflags', '+faststart', '-f', 'mp4'] : ['-cues_to_front', '1', '-f', 'webm'];
}

function isInterlaced(fieldOrder: string | undefined): boolean {
  return fieldOrder !== undefined && ['tt', 'bb', 'tb', 'bt'].includes(fieldOrder);
}

/** The footage's own, in which its times are exact; microseconds where the container could not hold that. */
function encoderTimeBase(timeBase: string | undefined): string {
  const [, numerator = '1', denominator = '1000000'] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(timeBase ?? '') ?? [];
  return Number(denominator) <= 1_000_000 && Number(numerator) <= 1_000_000 ? `${numerator}:${denominator}` : '1:1000000';
}

/** As wide and high as shown, no side above the limit, both even as yuv420p asks. Colours of full range are brought into the usual one. */
const shownWidth = 'iw*max(sar,1)';
const shownHeight = 'ih*max(1/sar,1)';
const shrink = `min(1,${proxySide}/max(${shownWidth},${shownHeight}))`;
const scale = `scale=w='max(2,round(${shownWidth}*${shrink}/2)*2)':h='max(2,round(${shownHeight}*${shrink}/2)*2)':flags=bicubic:out_range=tv`;
