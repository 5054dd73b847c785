import type { FactField, Observation } from '../../../shared/facts.ts';
import { codecName } from './codec-names.ts';
import { decimalText, placesOf, reckonedText, withoutTrailingZeros } from './decimal.ts';
import { addExifTimes, addGpsTime } from './exif-facts.ts';
import { cleanText, collectObservations, type ObservationList } from './observations.ts';
import { platformSigns } from './platform-signs.ts';
import { parseDegrees, withoutDivisionNoise } from './position.ts';
import { textAt, wholeAt, type ReportRecord } from './report-json.ts';
import { rotationOfMatrix, rotationOfOrientation, turnedSize } from './rotation.ts';
import { parseStatedTime } from './stated-time.ts';

/** Read facts off exiftool's JSON (`-j -G1 -n`): one flat record of `Group:Tag`. */
export function observeExiftool(report: ReportRecord): Observation[] {
  const list = collectObservations();
  addKind(list, report);
  addTimes(list, report);
  addPlaces(list, report);
  addTexts(list, report);
  addPicture(list, report);
  for (const track of tracksOf(report)) addTrack(list, report, track);
  addFootage(list, report);
  addDuration(list, report);
  addPlatform(list, report);
  for (const key of ['ExifTool:Warning', 'ExifTool:Error']) {
    const raw = textAt(report, key);
    if (raw !== undefined && !raw.startsWith('[minor]') && !notDamage.test(raw)) list.add('damage', { basis: 'container', path: key, raw }, cleanText(raw));
  }
  return list.all;
}

/** The tool has no reader for it, or was told not to look further: nothing is broken. */
const notDamage = /^(Unknown file type|File is empty|File format error|Entire file is binary zeros|Install |The ExtractEmbedded)/;

function addKind(list: ObservationList, report: ReportRecord): void {
  const format = textAt(report, 'File:FileType');
  list.add('container-format', { basis: 'container', path: 'File:FileType', raw: format }, format);
  const type = textAt(report, 'File:MIMEType');
  const kind = /^(video|audio|image)\//.exec(type ?? '')?.[1] as 'video' | 'audio' | 'image' | undefined;
  list.add('media-kind', { basis: 'container', path: 'File:MIMEType', raw: type }, kind ?? 'other');
}

const timeTags: readonly (readonly [tag: string, basis: string])[] = [
  ['QuickTime:CreateDate', 'container'],
  ['Keys:CreationDate', 'apple-quicktime'],
  ['UserData:DateTimeOriginal', 'user-data'],
  ['UserData:ContentCreateDate', 'user-data'],
  ['ItemList:ContentCreateDate', 'item-list'],
  ['RIFF:DateTimeOriginal', 'idit'],
  ['Matroska:DateTimeOriginal', 'container'],
  ['Info:DateTimeOriginal', 'container'],
  ['H264:DateTimeOriginal', 'h264'],
  ['XML:CreationDateValue', 'sony-xml'],
  ['ASF:CreationDate', 'container'],
  ['XMP-exif:DateTimeOriginal', 'xmp-exif'],
  ['XMP-photoshop:DateCreated', 'xmp-photoshop'],
  ['XMP-xmp:CreateDate', 'xmp-xmp'],
];

function addTimes(list: ObservationList, report: ReportRecord): void {
  for (const [tag, basis] of timeTags) addTime(list, report, { tag, basis });
  addExifTimes(list, groupOf(report, 'ExifIFD'), 'ExifIFD:');
  addGpsTime(list, { date: textAt(report, 'GPS:GPSDateStamp'), time: textAt(report, 'GPS:GPSTimeStamp'), path: 'GPS:GPSDateStamp' });
  const [date, time] = [textAt(report, 'IPTC:DateCreated'), textAt(report, 'IPTC:TimeCreated')];
  if (date !== undefined && time !== undefined) {
    const raw = `${date} ${time}`;
    list.add('recorded-at', { basis: 'iptc', path: 'IPTC:DateCreated', raw }, parseStatedTime(raw));
  }
}

function addTime(list: ObservationList, report: ReportRecord, { tag, basis }: { tag: string; basis: string }): void {
  const raw = textAt(report, tag);
  if (raw !== undefined) list.add('recorded-at', { basis, path: tag, raw }, parseStatedTime(raw));
}

function groupOf(report: ReportRecord, group: string): ReportRecord {
  const prefix = `${group}:`;
  return Object.fromEntries(Object.entries(report).flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [])));
}

const placeTags: readonly (readonly [tag: string, basis: string])[] = [
  ['Keys:GPSCoordinates', 'apple-quicktime'],
  ['UserData:GPSCoordinates', 'xyz'],
  ['ItemList:GPSCoordinates', 'item-list'],
];

function addPlaces(list: ObservationList, report: ReportRecord): void {
  for (const [tag, basis] of placeTags) {
    const raw = textAt(report, tag);
    const [latitude = '', longitude = '', altitudeM] = withEqualPlaces(raw?.split(' ') ?? []);
    const errorM = basis === 'apple-quicktime' ? textAt(report, 'Keys:LocationAccuracyHorizontal') : undefined;
    if (raw !== undefined) list.add('position', { basis, path: tag, raw }, parseDegrees({ latitude, longitude, altitudeM, errorM }));
  }
  addLoci(list, report);
  addGroupPlace(list, report, { group: 'GPS', basis: 'gps' });
  addGroupPlace(list, report, { group: 'XMP-exif', basis: 'xmp-exif' });
  // exiftool gives each tag of timed metadata once, from the first sample: the first fix.
  for (const track of tracksOf(report)) addGroupPlace(list, report, { group: track.group, basis: `timed metadata, ${track.basis}` });
  addGroupPlace(list, report, { group: 'GoPro', basis: 'timed metadata' });
}

/** exiftool drops trailing zeros; ISO 6709 writes latitude and longitude with as many digits after the point. */
function withEqualPlaces([latitude = '', longitude = '', altitude]: readonly string[]): (string | undefined)[] {
  const places = Math.max(placesOf(latitude), placesOf(longitude));
  const padded = [latitude, longitude].map((text) => {
    const missing = places - placesOf(text);
    return missing === 0 ? text : `${text}${placesOf(text) === 0 ? '.' : ''}${'0'.repeat(missing)}`;
  });
  return [...padded, altitude];
}

/** 3GPP's `loci` box (TS 26.244, 8.3), as exiftool words it: `... Lat=51.41690 Lon=-0.08060 Alt=0.00 ...`. */
function addLoci(list: ObservationList, report: ReportRecord): void {
  const raw = textAt(report, 'UserData:LocationInformation');
  const match = /Lat=(-?[\d.]+) Lon=(-?[\d.]+)(?: Alt=(-?[\d.]+))?/.exec(raw ?? '');
  if (!match) return;
  const [, latitude = '', longitude = '', altitudeM] = match;
  list.add('position', { basis: 'loci', path: 'UserData:LocationInformation', raw }, parseDegrees({ latitude, longitude, altitudeM }));
}

function addGroupPlace(list: ObservationList, report: ReportRecord, { group, basis }: { group: string; basis: string }): void {
  const at = (tag: string): string | undefined => textAt(report, `${group}:${tag}`);
  const [latitude, longitude] = [at('GPSLatitude'), at('GPSLongitude')];
  if (latitude === undefined || longitude === undefined) return;
  const [altitude, errorM] = [at('GPSAltitude'), at('GPSHPositioningError')];
  const position = parseDegrees({
    latitude: signed(withoutDivisionNoise(latitude), at('GPSLatitudeRef') === 'S'),
    longitude: signed(withoutDivisionNoise(longitude), at('GPSLongitudeRef') === 'W'),
    altitudeM: altitude === undefined ? undefined : signed(withoutDivisionNoise(altitude, 3), at('GPSAltitudeRef') === '1'),
    errorM: errorM === undefined ? undefined : withoutDivisionNoise(errorM, 3),
  });
  const raw = `${latitude} ${at('GPSLatitudeRef') ?? ''}, ${longitude} ${at('GPSLongitudeRef') ?? ''}${altitude === undefined ? '' : `, ${altitude}`}`;
  list.add('position', { basis, path: `${group}:GPSLatitude`, raw }, position);
}

function signed(decimal: string, negative: boolean): string {
  return negative && !decimal.startsWith('-') ? `-${decimal}` : decimal;
}

const textTags: readonly (readonly [field: FactField & ('device-make' | 'device-model' | 'software' | 'encoder' | 'live-photo-id'), tags: readonly string[]])[] = [
  ['device-make', ['Keys:Make', 'UserData:Make', 'QuickTime:Make', 'ItemList:Make', 'IFD0:Make', 'XML:DeviceManufacturer', 'H264:Make', 'RIFF:Make']],
  ['device-model', ['Keys:Model', 'UserData:Model', 'QuickTime:Model', 'ItemList:Model', 'IFD0:Model', 'XML:DeviceModelName', 'H264:Model', 'RIFF:Model', 'GoPro:Model']],
  ['software', ['Keys:Software', 'UserData:SoftwareVersion', 'IFD0:Software', 'RIFF:Software', 'XMP-xmp:CreatorTool', 'Keys:AndroidVersion']],
  ['encoder', ['ItemList:Encoder', 'UserData:Encoder', 'Keys:Encoder', 'Info:WritingApp', 'Info:MuxingApp', 'Matroska:WritingApp']],
  ['live-photo-id', ['Keys:ContentIdentifier', 'Apple:ContentIdentifier', 'Apple:MediaGroupUUID']],
];

function addTexts(list: ObservationList, report: ReportRecord): void {
  for (const [field, tags] of textTags) {
    for (const tag of tags) {
      const raw = textAt(report, tag);
      const value = tag === 'Keys:AndroidVersion' && raw !== undefined ? `Android ${raw}` : raw;
      list.add(field, { basis: tag.split(':')[0] ?? '', path: tag, raw }, cleanText(value));
    }
  }
}

/** Stills: the stored size, and EXIF's orientation. */
function addPicture(list: ObservationList, report: ReportRecord): void {
  const orientation = wholeAt(report, 'IFD0:Orientation');
  const rotation = orientation === undefined ? undefined : rotationOfOrientation(orientation);
  list.add('rotation', { basis: 'exif', path: 'IFD0:Orientation', raw: textAt(report, 'IFD0:Orientation') }, rotation);
  const [width, height] = [wholeAt(report, 'File:ImageWidth'), wholeAt(report, 'File:ImageHeight')];
  if (!width || !height) return;
  const still = textAt(report, 'File:MIMEType')?.startsWith('image/') ?? false;
  list.add('display-size', { basis: still ? 'stored-picture' : 'container', path: 'File:ImageWidth', raw: `${width}x${height}` }, { width, height });
}

interface Track {
  group: string;
  /** Counted from 0, as the other witnesses do. */
  basis: string;
}

function tracksOf(report: ReportRecord): Track[] {
  const groups = new Set(Object.keys(report).flatMap((key) => /^(Track\d+):/.exec(key)?.[1] ?? []));
  return [...groups].map((group) => ({ group, basis: `track ${Number(group.slice(5)) - 1}` }));
}

/** Not by the handler: QuickTime files have a second one, of the data, that exiftool prints in its place. */
function isVideo(report: ReportRecord, group: string): boolean {
  return (wholeAt(report, `${group}:SourceImageWidth`) ?? 0) > 0;
}

function addTrack(list: ObservationList, report: ReportRecord, { group, basis }: Track): void {
  const at = (tag: string) => ({ basis, path: `${group}:${tag}`, raw: textAt(report, `${group}:${tag}`) });
  for (const tag of ['TrackCreateDate', 'MediaCreateDate']) addTime(list, report, { tag: `${group}:${tag}`, basis });
  const [video, sound] = [at('CompressorID'), at('AudioFormat')];
  if (isVideo(report, group)) list.add('video-codec', video, video.raw === undefined ? undefined : codecName(video.raw));
  list.add('audio-codec', sound, sound.raw === undefined ? undefined : codecName(sound.raw));
  list.add('encoder', at('CompressorName'), cleanText(at('CompressorName').raw));
  const [channels, sampleRateHz] = [wholeAt(report, `${group}:AudioChannels`), wholeAt(report, `${group}:AudioSampleRate`)];
  if (channels === undefined || sampleRateHz === undefined) return;
  // The sample entry holds a template there, mostly 2; the codec's own configuration decides (ISO 14496-12, 12.2.3).
  list.add('audio', { ...at('AudioChannels'), basis: `sample entry of ${basis}`, raw: `AudioChannels ${channels}, AudioSampleRate ${sampleRateHz}` }, { channels, sampleRateHz });
}

/** The first video track: size, rotation (from its own matrix, for exiftool's `Rotation` knows no mirroring) and rate. */
function addFootage(list: ObservationList, report: ReportRecord): void {
  const track = tracksOf(report).find(({ group }) => isVideo(report, group));
  if (!track) return;
  const { group, basis } = track;
  const printed = textAt(report, `${group}:MatrixStructure`);
  const [a = 0, b = 0, , c = 0, d = 0] = printed?.split(' ').map(Number) ?? [];
  const rotation = printed === undefined ? undefined : rotationOfMatrix({ a, b, c, d });
  list.add('rotation', { basis, path: `${group}:MatrixStructure`, raw: printed }, rotation);
  const [width, height] = [wholeAt(report, `${group}:ImageWidth`), wholeAt(report, `${group}:ImageHeight`)];
  if (width && height) {
    list.add('display-size', { basis, path: `${group}:ImageWidth`, raw: `${width}x${height}` }, turnedSize({ width, height }, rotation?.degrees ?? 0));
  }
  const rate = textAt(report, `${group}:VideoFrameRate`);
  const averageFps = rate === undefined ? undefined : decimalText(rate);
  if (averageFps !== undefined) {
    list.add('frame-rate', { basis, path: `${group}:VideoFrameRate`, raw: rate }, { averageFps: withoutTrailingZeros(withoutDivisionNoise(averageFps, 6)), variable: 'unknown' });
  }
}

function addDuration(list: ObservationList, report: ReportRecord): void {
  for (const path of ['QuickTime:Duration', 'Info:Duration', 'Composite:Duration']) {
    const raw = textAt(report, path);
    const seconds = Number(raw);
    if (raw === undefined || !Number.isFinite(seconds) || seconds < 0) continue;
    list.add('duration', { basis: 'container', path, raw }, { seconds: reckonedText(seconds, 6) });
    return;
  }
}

function addPlatform(list: ObservationList, report: ReportRecord): void {
  const texts = (pattern: RegExp): string[] =>
    Object.entries(report).flatMap(([key, value]) => (pattern.test(key) && typeof value === 'string' ? [cleanText(value) ?? ''] : []));
  const signs = platformSigns({
    encoders: texts(/^(ItemList|UserData|Keys):Encoder$|^Info:(Writing|Muxing)App$/),
    handlers: texts(/:Handler(Description|Name)$/),
    comments: texts(/:(Comment|Description|ImageDescription|UserComment)$/),
    namesDevice: texts(/:(Make|Model|AndroidVersion|DeviceManufacturer)$/).length > 0,
    hasVideo: textAt(report, 'File:MIMEType')?.startsWith('video/') ?? false,
  });
  for (const sign of signs) list.add('platform-reencode', { basis: 'container', path: 'report', raw: sign }, sign);
}
