import type { Observation } from '../../../shared/facts.ts';
import { footageStream, type FfprobeReport, type FfprobeStream } from '../ffprobe-report.ts';
import { isVariable, type PacketScan } from '../packet-rows.ts';
import { codecName } from './codec-names.ts';
import { decimalText, quotientText, rationalText, withoutTrailingZeros } from './decimal.ts';
import { cleanText, collectObservations, type ObservationList } from './observations.ts';
import { platformSigns } from './platform-signs.ts';
import { parseIso6709 } from './position.ts';
import { turnedSize } from './rotation.ts';
import { parseStatedTime } from './stated-time.ts';

export interface FfprobeSaid {
  report: FfprobeReport | undefined;
  stderr: string;
  /** Packets of the footage stream, when they were listed. */
  scan?: PacketScan | undefined;
}

/** Read facts off ffprobe's report. */
export function observeFfprobe({ report, stderr, scan }: FfprobeSaid): Observation[] {
  const list = collectObservations();
  observeDamage(list, stderr, scan);
  if (!report) return list.all;
  const footage = footageStream(report);
  observeContainer(list, report, footage);
  observeTimes(list, report);
  observePlaces(list, report);
  observeDevice(list, report);
  for (const stream of report.streams) observeStream(list, stream);
  // Where packets are missing, the gaps say nothing about the recorder.
  const whole = !list.all.some((one) => one.field === 'damage');
  if (footage) observeFootage(list, footage, { still: isStill(report), scan: whole ? scan : undefined });
  observePlatform(list, report, footage !== undefined);
  return list.all;
}

/** Demuxers of single pictures: ffprobe knows neither their EXIF orientation nor a duration of theirs. */
function isStill(report: FfprobeReport): boolean {
  return /_pipe$|^image2|^(heic|avif)$/.test(report.formatName ?? '');
}

function observeContainer(list: ObservationList, report: FfprobeReport, footage: FfprobeStream | undefined): void {
  const format = { basis: 'container', path: 'format.format_name', raw: report.formatName };
  list.add('container-format', format, report.formatName);
  list.add('media-kind', format, mediaKind(report, footage));
  if (isStill(report)) return;
  list.add('duration', { basis: 'container', path: 'format.duration', raw: report.durationS }, seconds(report.durationS));
}

function mediaKind(report: FfprobeReport, footage: FfprobeStream | undefined): 'video' | 'audio' | 'image' | 'other' {
  if (isStill(report)) return 'image';
  if (footage) return 'video';
  return report.streams.some((stream) => stream.codecType === 'audio') ? 'audio' : 'other';
}

function seconds(printed: string | undefined): { seconds: string } | undefined {
  const decimal = printed === undefined ? undefined : decimalText(printed);
  return decimal === undefined ? undefined : { seconds: withoutTrailingZeros(decimal) };
}

/** Tags that hold a recording time, and where they stand. */
const timeTags: readonly (readonly [tag: string, basis: string])[] = [
  ['com.apple.quicktime.creationdate', 'apple-quicktime'],
  ['date', 'tag'],
  ['date-eng', 'tag'],
  ['date_recorded', 'tag'],
  ['timecode_at_start', 'tag'],
];

function observeTimes(list: ObservationList, report: FfprobeReport): void {
  // ffmpeg maps AVI's IDIT to the same tag as QuickTime's movie header.
  const containerBasis = report.formatName === 'avi' ? 'idit' : 'container';
  observeTime(list, { basis: containerBasis, path: 'format.tags.creation_time', raw: report.tags.get('creation_time') });
  for (const [tag, basis] of timeTags) observeTime(list, { basis, path: `format.tags.${tag}`, raw: report.tags.get(tag) });
  for (const stream of report.streams) {
    const path = `streams.${stream.index}.tags.creation_time`;
    observeTime(list, { basis: `track ${stream.index}`, path, raw: stream.tags.get('creation_time') });
  }
}

function observeTime(list: ObservationList, statement: { basis: string; path: string; raw: string | undefined }): void {
  if (statement.raw !== undefined) list.add('recorded-at', statement, parseStatedTime(statement.raw));
}

const placeTags: readonly (readonly [tag: string, basis: string])[] = [
  ['com.apple.quicktime.location.iso6709', 'apple-quicktime'],
  ['location', 'xyz'],
];

function observePlaces(list: ObservationList, report: FfprobeReport): void {
  const accuracy = report.tags.get('com.apple.quicktime.location.accuracy.horizontal');
  for (const [tag, basis] of placeTags) {
    const raw = report.tags.get(tag);
    const errorM = basis === 'apple-quicktime' ? accuracy : undefined;
    if (raw !== undefined) list.add('position', { basis, path: `format.tags.${tag}`, raw }, parseIso6709(raw, errorM));
  }
}

const deviceTags = [
  ['device-make', ['com.apple.quicktime.make', 'make', 'com.android.manufacturer', 'manufacturer']],
  ['device-model', ['com.apple.quicktime.model', 'model', 'com.android.model']],
  ['software', ['com.apple.quicktime.software', 'software', 'com.android.version', 'firmware']],
  ['encoder', ['encoder']],
  ['live-photo-id', ['com.apple.quicktime.content.identifier']],
] as const;

function observeDevice(list: ObservationList, report: FfprobeReport): void {
  for (const [field, tags] of deviceTags) {
    for (const tag of tags) {
      const raw = report.tags.get(tag);
      const value = tag === 'com.android.version' && raw !== undefined ? `Android ${raw}` : raw;
      list.add(field, { basis: 'container', path: `format.tags.${tag}`, raw }, cleanText(value));
    }
  }
}

function observeStream(list: ObservationList, stream: FfprobeStream): void {
  const basis = `track ${stream.index}`;
  const path = `streams.${stream.index}`;
  const codec = stream.codecName === undefined ? undefined : codecName(stream.codecName);
  const encoder = stream.tags.get('encoder');
  if (stream.codecType === 'video' && !stream.attachedPicture) {
    list.add('video-codec', { basis, path: `${path}.codec_name`, raw: stream.codecName }, codec);
    list.add('encoder', { basis, path: `${path}.tags.encoder`, raw: encoder }, cleanText(encoder));
  }
  if (stream.codecType === 'audio') {
    list.add('audio-codec', { basis, path: `${path}.codec_name`, raw: stream.codecName }, codec);
    const { channels, sampleRateHz } = stream;
    if (channels === undefined || sampleRateHz === undefined) return;
    const raw = `channels ${channels}, sample_rate ${sampleRateHz}`;
    list.add('audio', { basis, path: `${path}.channels`, raw }, { channels, sampleRateHz });
  }
}

function observeFootage(list: ObservationList, stream: FfprobeStream, about: { still: boolean; scan: PacketScan | undefined }): void {
  const basis = `track ${stream.index}`;
  const path = `streams.${stream.index}`;
  const { width, height } = stream;
  const raw = `${width}x${height}, sample_aspect_ratio ${stream.sampleAspectRatio ?? 'not stated'}`;
  // A still's orientation stands in its EXIF, which ffprobe 5 does not read: its size is the stored one.
  const sizeBasis = about.still ? 'stored-picture' : basis;
  if (width && height) list.add('display-size', { basis: sizeBasis, path: `${path}.width`, raw }, shownSize(stream, { width, height }));
  if (about.still) return;
  list.add('rotation', { basis, path: `${path}.side_data_list.displaymatrix`, raw: stream.displayMatrix }, stream.rotation);
  observeRate(list, stream, about.scan);
  const start = stream.startS;
  if (start !== undefined && Number(start) !== 0) {
    list.add('edit-list', { basis, path: `${path}.start_time`, raw: start }, `The track starts at ${withoutTrailingZeros(decimalText(start) ?? start)} s.`);
  }
}

function shownSize(stream: FfprobeStream, stored: { width: number; height: number }): { width: number; height: number } {
  const ratio = /^(\d{1,7}):(\d{1,7})$/.exec(stream.sampleAspectRatio ?? '');
  const [across, down] = [Number(ratio?.[1] ?? 1), Number(ratio?.[2] ?? 1)];
  const width = across > 0 && down > 0 ? Math.round((stored.width * across) / down) : stored.width;
  return turnedSize({ width, height: stored.height }, stream.rotation?.degrees ?? 0);
}

function observeRate(list: ObservationList, stream: FfprobeStream, scan: PacketScan | undefined): void {
  const printed = stream.averageFrameRate;
  const averageFps = printed === undefined ? undefined : rationalText(printed);
  if (averageFps === undefined) return;
  const gaps = scan && scan.medianGap !== null ? `; gaps ${scan.shortestGap} to ${scan.longestGap} of ${stream.timeBase ?? '?'} s` : '';
  const statement = { basis: `track ${stream.index}`, path: `streams.${stream.index}.avg_frame_rate`, raw: `${printed}${gaps}` };
  list.add('frame-rate', statement, { averageFps, variable: scan ? isVariable(scan) : 'unknown' });
}

function observePlatform(list: ObservationList, report: FfprobeReport, hasVideo: boolean): void {
  const text = (key: string): string[] => [report.tags.get(key)].filter((value) => value !== undefined);
  const signs = platformSigns({
    encoders: text('encoder'),
    handlers: report.streams.flatMap((stream) => stream.tags.get('handler_name') ?? []).map((name) => cleanText(name) ?? ''),
    comments: [...text('comment'), ...text('description'), ...text('title')],
    majorBrand: report.tags.get('major_brand'),
    namesDevice: ['com.apple.quicktime.make', 'make', 'com.android.version', 'com.apple.quicktime.model', 'model'].some((tag) => report.tags.has(tag)),
    hasVideo,
  });
  for (const sign of signs) list.add('platform-reencode', { basis: 'container', path: 'format.tags', raw: sign }, sign);
}

/** A refusal is ours, and "file:...: Invalid data found" says only that the content is of no known kind. */
const notDamage = /Format not on whitelist|^file:.*: (Invalid argument|Invalid data found when processing input)$/;

/** Addresses of memory differ from run to run; the sentences do not. */
function observeDamage(list: ObservationList, stderr: string, scan: PacketScan | undefined): void {
  const lines = stderr.split('\n').map((line) => line.replace(/ @ 0x[0-9a-f]+/g, '').trim());
  const said = [...new Set(lines)].filter((text) => text !== '' && !notDamage.test(text));
  for (const line of said.slice(0, 20)) {
    list.add('damage', { basis: 'stderr', path: 'stderr', raw: line }, cleanText(line));
  }
  if (scan && scan.corrupt > 0) {
    const share = quotientText(BigInt(scan.corrupt) * 100n, BigInt(scan.count), 1);
    const raw = `${scan.corrupt} of ${scan.count} packets`;
    list.add('damage', { basis: `track ${scan.stream}`, path: 'packets.flags', raw }, `${raw} (${share} %) are flagged as corrupt.`);
  }
}
