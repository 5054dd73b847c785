import { basename } from 'node:path';
import { CaseError } from '../../../shared/errors.ts';
import { footageStream, type FfprobeReport, type FfprobeStream } from '../ffprobe-report.ts';
import type { Tools } from '../find-tools.ts';
import { safeInputArguments } from '../ffmpeg-input.ts';
import { indexPackets, packetArguments, readPacketIndex, type PacketIndex } from '../packet-index.ts';
import { maxKeyPackets, type PacketRow } from '../packet-rows.ts';
import { rotationOfPrintedMatrix, type Rotation } from '../normalise/rotation.ts';
import { runTool } from '../run-tool.ts';
import { maxMemoryBytes } from './decode-run.ts';

/** Why a file has no keyframes to show, in one sentence. */
export interface NoKeyframes {
  reason: string;
}

/** Where a run happens and what it may use. */
export interface Workplace {
  tools: Tools;
  caseFolder: string;
  /** Relative to the case folder. */
  path: string;
  probe: FfprobeReport;
  signal?: AbortSignal | undefined;
}

/** A still, as opposed to footage: one picture in a picture format. */
export function isStill(probe: FfprobeReport, stream: FfprobeStream): boolean {
  const format = probe.formatName ?? '';
  if (/_pipe$|^image2$/.test(format)) return true;
  return isHeif(probe) || (format === 'mov,mp4,m4a,3gp,3g2,mj2' && stream.codecName === 'mjpeg' && stream.frames === 1);
}

function isHeif(probe: FfprobeReport): boolean {
  return /^(heic|heix|heim|heis|mif1|avif|miaf)/.test(probe.tags.get('major_brand') ?? '');
}

/** A still that ffmpeg before 7 cannot read, and later ones hand out by its tiles. */
export function isHevcStill(probe: FfprobeReport): boolean {
  return isHeif(probe) && probe.streams.every((one) => one.codecType !== 'video' || one.codecName === 'hevc');
}

/** The stream whose keyframes are shown, or the sentence why there is none. */
export function chooseStream(probe: FfprobeReport): FfprobeStream | NoKeyframes {
  const stream = footageStream(probe);
  const pictures = probe.streams.filter((one) => one.codecType === 'video');
  const sound = probe.streams.some((one) => one.codecType === 'audio');
  if (!stream) {
    if (pictures.length > 0) return { reason: `The file holds ${sound ? 'sound and ' : ''}a cover picture, which is not footage.` };
    return { reason: sound ? 'The file holds sound only.' : 'The file holds no video.' };
  }
  if (isHeif(probe) && pictures.length > 1) {
    return { reason: 'This picture is made of tiles, which ffmpeg hands out one by one; it cannot be shown whole here.' };
  }
  if (stream.codecName === undefined) {
    return { reason: `ffmpeg knows no decoder for the video in this file${stream.codecTag === undefined ? '' : ` (${stream.codecTag})`}.` };
  }
  return stream;
}

/** Time limit by the work there is: far above what a slow disk and one core need. */
export function timeLimitMs(probe: FfprobeReport, decodesAll: boolean): number {
  const bytes = probe.sizeBytes ?? 0;
  const seconds = Math.min(Math.max(0, Number(probe.durationS ?? 0) || 0), 7 * 24 * 3600);
  const perRead = 60_000 + bytes / 1000;
  return Math.ceil(decodesAll ? perRead * 4 + seconds * 30_000 : perRead + seconds * 2000);
}

export interface Indexed {
  index: PacketIndex;
  /** The process that listed the packets, when it was ours. */
  recipe: string[][];
  complaints: string;
}

/** The packet index: from packets already listed where these suffice, else by ffprobe. */
export async function makeIndex(place: Workplace, stream: number, given: { packets?: PacketRow[] | undefined; everyTime: boolean }): Promise<Indexed> {
  // A full list may have been cut at its limit; only a listing of our own counts the rest.
  if (given.packets && given.packets.length < maxKeyPackets && !given.everyTime) {
    const index = indexPackets(given.packets, stream);
    if (index.entries.length > 0 && index.standIn !== 'count') return { index, recipe: [], complaints: '' };
  }
  const read = await readPacketIndex({
    ffprobe: place.tools.ffprobe,
    caseFolder: place.caseFolder,
    path: place.path,
    stream,
    timeoutMs: timeLimitMs(place.probe, false),
    signal: place.signal,
  });
  return { ...read, recipe: [['ffprobe', ...packetArguments(place.path, stream)]] };
}

/** EXIF orientation of a JPEG: ffprobe tells it of the frame, not of the stream. */
export async function readStillRotation(place: Workplace, stream: FfprobeStream): Promise<{ rotation: Rotation; recipe: string[][] }> {
  if (stream.rotation) return { rotation: stream.rotation, recipe: [] };
  if (stream.codecName !== 'mjpeg') return { rotation: { degrees: 0, mirrored: false }, recipe: [] };
  const args = ['-hide_banner', '-v', 'error', ...safeInputArguments(place.path), '-select_streams', String(stream.index), '-show_entries', 'frame_side_data=displaymatrix', '-of', 'json'];
  const { ffprobe } = place.tools;
  const limits = { timeoutMs: 60_000, maxOutputBytes: 1 << 20, maxMemoryBytes, ...(place.signal ? { signal: place.signal } : {}) };
  const end = await runTool({ file: ffprobe.path, args, cwd: place.caseFolder, ...limits });
  if (end.stoppedBy === 'cancel') throw new CaseError('cancelled');
  const printed = /"displaymatrix": "([^"]*)"/.exec(end.stdout.toString('latin1'))?.[1]?.replaceAll('\\n', '\n');
  const rotation = printed === undefined ? undefined : rotationOfPrintedMatrix(printed);
  return { rotation: rotation ?? { degrees: 0, mirrored: false }, recipe: [[basename(ffprobe.path), ...args]] };
}
