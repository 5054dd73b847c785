import type { Observation } from '../../../shared/facts.ts';
import { codecName } from './codec-names.ts';
import { decimalText, quotientText, withoutTrailingZeros } from './decimal.ts';
import { cleanText, collectObservations, type ObservationList, type Statement } from './observations.ts';
import { platformSigns } from './platform-signs.ts';
import { parseWrittenPlace } from './position.ts';
import { listAt, recordAt, textAt, wholeAt, type ReportRecord, type ReportValue } from './report-json.ts';
import { turnedSize } from './rotation.ts';
import { parseStatedTime } from './stated-time.ts';

type Kind = 'video' | 'audio' | 'image' | 'other';

/** Read facts off MediaInfo's JSON. */
export function observeMediainfo(report: ReportRecord): Observation[] {
  const list = collectObservations();
  const tracks = listAt(recordAt(report, 'media'), 'track').map((track) => recordAt(track));
  const general = tracks.find((track) => track['@type'] === 'General');
  const format = general && textAt(general, 'Format');
  if (!general || format === undefined) return list.all;
  const kind = kindOf(tracks);
  const where: Statement = { basis: 'container', path: 'General.Format', raw: format };
  list.add('container-format', where, format);
  list.add('media-kind', where, kind);
  addTimes(list, general, { kind, format });
  addGeneral(list, general);
  for (const track of tracks) addTrack(list, track, kind);
  if (kind === 'image') addPicture(list, tracks);
  addPlatform(list, general, tracks);
  for (const track of tracks) addDamage(list, track);
  return list.all;
}

function kindOf(tracks: readonly ReportRecord[]): Kind {
  const has = (type: string): boolean => tracks.some((track) => track['@type'] === type);
  if (has('Video')) return 'video';
  if (has('Image')) return 'image';
  return has('Audio') ? 'audio' : 'other';
}

/** Of stills only the taking and the digitising are recording times: `Encoded_Date` is EXIF's time of last change. */
function addTimes(list: ObservationList, general: ReportRecord, about: { kind: Kind; format: string }): void {
  const still = about.kind === 'image';
  const recorded = /quicktime/i.test(textAt(general, 'Format_Profile') ?? '') ? 'apple-quicktime' : 'recorded';
  const bases: [key: string, basis: string][] = [
    ['Recorded_Date', still ? 'exif' : recorded],
    ['Mastered_Date', still ? 'exif-digitized' : about.format === 'AVI' ? 'idit' : 'mastered'],
    ...(still ? [] : ([['Encoded_Date', 'container']] as [string, string][])),
  ];
  for (const [key, basis] of bases) addTime(list, { basis, path: `General.${key}`, raw: textAt(general, key) });
}

function addTime(list: ObservationList, statement: Statement): void {
  if (statement.raw !== undefined) list.add('recorded-at', statement, parseStatedTime(statement.raw));
}

const generalTexts = [
  ['device-make', 'Encoded_Hardware_CompanyName'],
  ['device-model', 'Encoded_Hardware_Name'],
  ['device-model', 'Encoded_Hardware_Model'],
  ['encoder', 'Encoded_Application'],
  ['encoder', 'Encoded_Library'],
] as const;

function addGeneral(list: ObservationList, general: ReportRecord): void {
  list.add('duration', { basis: 'container', path: 'General.Duration', raw: textAt(general, 'Duration') }, seconds(textAt(general, 'Duration')));
  for (const [field, key] of generalTexts) {
    const raw = textAt(general, key);
    list.add(field, { basis: 'container', path: `General.${key}`, raw }, cleanText(raw));
  }
  const system = ['Encoded_OperatingSystem_Name', 'Encoded_OperatingSystem_Version'].map((key) => textAt(general, key));
  const raw = system.every((text) => text !== undefined) ? system.join(' ') : undefined;
  list.add('software', { basis: 'container', path: 'General.Encoded_OperatingSystem_Name', raw }, cleanText(raw));
  const place = textAt(general, 'Recorded_Location');
  const extra = recordAt(general, 'extra');
  const errorM = textAt(extra, 'com_apple_quicktime_location_accuracy_horizontal');
  if (place !== undefined) {
    list.add('position', { basis: 'recorded', path: 'General.Recorded_Location', raw: place }, parseWrittenPlace(place, errorM));
  }
  const id = textAt(extra, 'com_apple_quicktime_content_identifier');
  list.add('live-photo-id', { basis: 'apple-quicktime', path: 'General.extra.com_apple_quicktime_content_identifier', raw: id }, id);
}

function seconds(printed: string | undefined): { seconds: string } | undefined {
  const decimal = printed === undefined ? undefined : decimalText(printed);
  return decimal === undefined ? undefined : { seconds: withoutTrailingZeros(decimal) };
}

function addTrack(list: ObservationList, track: ReportRecord, kind: Kind): void {
  const type = track['@type'];
  if (type !== 'Video' && type !== 'Audio') return;
  const order = /^\d+(-\d+)?$/.exec(textAt(track, 'StreamOrder') ?? '')?.[0].split('-').at(-1);
  const basis = order === undefined ? `${type.toLowerCase()} ${textAt(track, '@typeorder') ?? '1'}` : `track ${order}`;
  const at = (key: string): Statement => ({ basis, path: `${type}.${key}`, raw: textAt(track, key) });
  const codec = codecOf(track);
  list.add(type === 'Video' ? 'video-codec' : 'audio-codec', at('Format'), codec);
  if (kind !== 'image') addTime(list, at('Encoded_Date'));
  addEdits(list, track, at);
  if (type === 'Video') addFootage(list, track, at);
  else addSound(list, track, at);
}

/** The MPEG families go by one name, and by version or layer. */
function codecOf(track: ReportRecord): string | undefined {
  const format = textAt(track, 'Format');
  if (format === undefined) return undefined;
  const kind = { 'MPEG Audio': textAt(track, 'Format_Profile'), 'MPEG Video': textAt(track, 'Format_Version') }[format];
  return codecName(kind === undefined ? format : `${format} ${kind}`);
}

function addSound(list: ObservationList, track: ReportRecord, at: (key: string) => Statement): void {
  const [channels, sampleRateHz] = [wholeAt(track, 'Channels'), wholeAt(track, 'SamplingRate')];
  if (channels === undefined || sampleRateHz === undefined) return;
  const raw = `Channels ${channels}, SamplingRate ${sampleRateHz}`;
  list.add('audio', { ...at('Channels'), raw }, { channels, sampleRateHz });
}

function addFootage(list: ObservationList, track: ReportRecord, at: (key: string) => Statement): void {
  const library = textAt(track, 'Encoded_Library');
  // What the encoder wrote into the stream itself; the container has a name of its own for it.
  list.add('encoder', { ...at('Encoded_Library'), basis: `bitstream of ${at('Encoded_Library').basis}` }, cleanText(library));
  // Only the first footage is what a player shows; MediaInfo counts from 1 where there are several.
  if ((textAt(track, '@typeorder') ?? '1') !== '1') return;
  const turn = textAt(track, 'Rotation');
  const degrees = turn === undefined ? 0 : (Math.round(Number(turn)) + 360) % 360;
  if (turn !== undefined && Number.isFinite(degrees)) list.add('rotation', at('Rotation'), { degrees, mirrored: false });
  const [width, height] = [wholeAt(track, 'Width'), wholeAt(track, 'Height')];
  if (width && height) {
    const ratio = Number(textAt(track, 'PixelAspectRatio') ?? 1) || 1;
    const raw = `${width}x${height}, PixelAspectRatio ${textAt(track, 'PixelAspectRatio') ?? 'not stated'}`;
    list.add('display-size', { ...at('Width'), raw }, turnedSize({ width: Math.round(width * ratio), height }, degrees));
  }
  addRate(list, track, at);
}

function addRate(list: ObservationList, track: ReportRecord, at: (key: string) => Statement): void {
  const [up, down] = [wholeAt(track, 'FrameRate_Num'), wholeAt(track, 'FrameRate_Den')];
  const printed = textAt(track, 'FrameRate');
  const decimal = printed === undefined ? undefined : decimalText(printed);
  const averageFps = up && down ? quotientText(BigInt(up), BigInt(down), 6) : decimal === undefined ? undefined : withoutTrailingZeros(decimal);
  if (averageFps === undefined) return;
  const mode = textAt(track, 'FrameRate_Mode');
  const raw = `${printed ?? averageFps}${mode === undefined ? '' : ` ${mode}`}`;
  list.add('frame-rate', { ...at('FrameRate'), raw }, { averageFps, variable: mode === 'VFR' ? true : mode === 'CFR' ? false : 'unknown' });
}

/** MediaInfo tells of an edit list only by what it leaves out of a track. */
function addEdits(list: ObservationList, track: ReportRecord, at: (key: string) => Statement): void {
  const [shown, whole] = [textAt(track, 'Duration'), textAt(track, 'Source_Duration')];
  if (shown !== undefined && whole !== undefined) {
    list.add('edit-list', at('Source_Duration'), `${withoutTrailingZeros(shown)} s are shown of ${withoutTrailingZeros(whole)} s.`);
  }
  const delay = textAt(recordAt(track, 'extra'), 'Source_Delay');
  if (delay !== undefined) list.add('edit-list', { ...at('extra.Source_Delay'), raw: delay }, `The track is shifted by ${delay} ms.`);
}

/** The largest picture that is the file's own: HEIC lists its tiles, and thumbnails come with how they are carried. */
function addPicture(list: ObservationList, tracks: readonly ReportRecord[]): void {
  const sizes = tracks
    .filter((track) => track['@type'] === 'Image' && textAt(track, 'MuxingMode') === undefined)
    .map((track) => ({ width: wholeAt(track, 'Width') ?? 0, height: wholeAt(track, 'Height') ?? 0 }));
  const largest = sizes.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  if (!largest || largest.width === 0) return;
  list.add('display-size', { basis: 'stored-picture', path: 'Image.Width', raw: `${largest.width}x${largest.height}` }, largest);
}

function addPlatform(list: ObservationList, general: ReportRecord, tracks: readonly ReportRecord[]): void {
  const texts = (key: string): string[] => [textAt(general, key)].filter((text) => text !== undefined);
  const signs = platformSigns({
    encoders: texts('Encoded_Application'),
    handlers: tracks.flatMap((track) => cleanText(textAt(track, 'Title')) ?? []),
    comments: [...texts('Comment'), ...texts('Description')],
    namesDevice: ['Encoded_Hardware_Name', 'Encoded_Hardware_Model', 'Encoded_Hardware_CompanyName', 'Encoded_OperatingSystem_Name'].some((key) => texts(key).length > 0),
    hasVideo: tracks.some((track) => track['@type'] === 'Video'),
  });
  for (const sign of signs) list.add('platform-reencode', { basis: 'container', path: 'General', raw: sign }, sign);
}

function addDamage(list: ObservationList, track: ReportRecord): void {
  const extra = recordAt(track, 'extra');
  const type = textAt(track, '@type') ?? 'track';
  if ([track['IsTruncated'], extra['IsTruncated']].includes('Yes')) {
    list.add('damage', { basis: 'container', path: `${type}.extra.IsTruncated`, raw: 'IsTruncated: Yes' }, 'The file ends before its content does.');
  }
  const errors = extra['ConformanceErrors'];
  if (errors !== undefined) {
    const raw = JSON.stringify(errors);
    const sentence = `Not as its standard demands: ${leavesOf(errors).slice(0, 5).join('; ')}.`;
    list.add('damage', { basis: 'container', path: `${type}.extra.ConformanceErrors`, raw }, cleanText(sentence));
  }
}

/** The texts inside nested lists and records. */
function leavesOf(value: ReportValue): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}
