import type { Observation } from '../../../shared/facts.ts';
import { contentIdentifierOf } from './apple-maker-note.ts';
import { addExifPlace, addExifTimes, addGpsTime } from './exif-facts.ts';
import { cleanText, collectObservations, type ObservationList } from './observations.ts';
import { platformSigns } from './platform-signs.ts';
import { listAt, recordAt, textAt, wholeAt, type ReportRecord } from './report-json.ts';
import { rotationOfOrientation, turnedSize } from './rotation.ts';
import { parseStatedTime } from './stated-time.ts';

/** Read facts off exifr's report of a still. */
export function observeExifr(report: ReportRecord): Observation[] {
  const list = collectObservations();
  const tiff = recordAt(report, 'tiff');
  const [ifd0, exif, gps] = [recordAt(tiff, 'ifd0'), recordAt(tiff, 'exif'), recordAt(tiff, 'gps')];
  list.add('media-kind', { basis: 'content', path: 'kind', raw: textAt(report, 'kind') }, 'image');
  addExifTimes(list, exif, 'exif.');
  addGpsTime(list, { date: textAt(gps, 'GPSDateStamp'), time: clockTime(listAt(gps, 'GPSTimeStamp')), path: 'gps.GPSDateStamp' });
  addExifPlace(list, gps, 'gps.GPSLatitude');
  addDevice(list, ifd0);
  addShape(list, ifd0, exif);
  addLivePhoto(list, tiff);
  addOther(list, recordAt(report, 'other'));
  const comments = [textAt(ifd0, 'ImageDescription'), textAt(exif, 'UserComment')].filter((text) => text !== undefined);
  const signs = platformSigns({ encoders: [], handlers: [], comments, namesDevice: textAt(ifd0, 'Make') !== undefined, hasVideo: false });
  for (const sign of signs) list.add('platform-reencode', { basis: 'exif', path: 'ifd0.ImageDescription', raw: sign }, sign);
  return list.all;
}

/** [14, 57, 19.5] -> 14:57:19.5 */
function clockTime(parts: readonly unknown[]): string | undefined {
  if (parts.length !== 3 || !parts.every((part) => typeof part === 'string' && /^\d{1,2}(\.\d+)?$/.test(part))) return undefined;
  const padded = (parts as string[]).map((part) => (/^\d(\.|$)/.test(part) ? `0${part}` : part));
  return padded.join(':').replace(/(\.\d{9})\d+$/, '$1');
}

function addDevice(list: ObservationList, ifd0: ReportRecord): void {
  const fields = [['device-make', 'Make'], ['device-model', 'Model'], ['software', 'Software']] as const;
  for (const [field, key] of fields) {
    const raw = textAt(ifd0, key);
    list.add(field, { basis: 'exif', path: `ifd0.${key}`, raw }, cleanText(raw));
  }
}

function addShape(list: ObservationList, ifd0: ReportRecord, exif: ReportRecord): void {
  const orientation = wholeAt(ifd0, 'Orientation');
  const rotation = orientation === undefined ? undefined : rotationOfOrientation(orientation);
  list.add('rotation', { basis: 'exif', path: 'ifd0.Orientation', raw: textAt(ifd0, 'Orientation') }, rotation);
  const [width, height] = [wholeAt(exif, 'ExifImageWidth'), wholeAt(exif, 'ExifImageHeight')];
  if (!width || !height) return;
  const raw = `${width}x${height}, Orientation ${orientation ?? 'not stated'}`;
  list.add('display-size', { basis: 'exif', path: 'exif.ExifImageWidth', raw }, turnedSize({ width, height }, rotation?.degrees ?? 0));
}

function addLivePhoto(list: ObservationList, tiff: ReportRecord): void {
  const hex = textAt(recordAt(tiff, 'makerNote'), 'hex');
  const id = hex === undefined ? undefined : contentIdentifierOf(Buffer.from(hex, 'hex'));
  list.add('live-photo-id', { basis: 'maker-note', path: 'makerNote.0x0011', raw: id }, id);
}

/** XMP and IPTC repeat or replace EXIF; an editor keeps them apart, so they are places of their own. */
function addOther(list: ObservationList, other: ReportRecord): void {
  const times = [['exif', 'DateTimeOriginal'], ['photoshop', 'DateCreated'], ['xmp', 'CreateDate']] as const;
  for (const [space, key] of times) {
    const raw = textAt(recordAt(other, space), key);
    if (raw !== undefined) list.add('recorded-at', { basis: `xmp-${space}`, path: `${space}.${key}`, raw }, parseStatedTime(raw));
  }
  const tool = textAt(recordAt(other, 'xmp'), 'CreatorTool');
  list.add('software', { basis: 'xmp', path: 'xmp.CreatorTool', raw: tool }, cleanText(tool));
  const iptc = recordAt(other, 'iptc');
  const [date, time] = [textAt(iptc, 'DateCreated'), textAt(iptc, 'TimeCreated')];
  const stated = /^(\d{4})(\d\d)(\d\d)$/.exec(date ?? '');
  const clock = /^(\d\d)(\d\d)(\d\d)([+-]\d{4})?$/.exec(time ?? '');
  if (!stated || !clock) return;
  const text = `${stated.slice(1, 4).join('-')}T${clock.slice(1, 4).join(':')}${clock[4] ?? ''}`;
  list.add('recorded-at', { basis: 'iptc', path: 'iptc.DateCreated', raw: `${date} ${time}` }, parseStatedTime(text));
}
