import type { ObservationList } from './observations.ts';
import { toPosition } from './position.ts';
import { textAt, listAt, type ReportRecord } from './report-json.ts';
import { parseStatedTime } from './stated-time.ts';

/** The three times of EXIF with the fields that complete them (EXIF 2.32, 4.6.5); the time of last change is no recording time. */
const exifTimes = [
  { time: 'DateTimeOriginal', fraction: 'SubSecTimeOriginal', offset: 'OffsetTimeOriginal', basis: 'exif' },
  { time: 'CreateDate', fraction: 'SubSecTimeDigitized', offset: 'OffsetTimeDigitized', basis: 'exif-digitized' },
] as const;

/** Add EXIF's recording times, each with its own fraction and offset where the file states them. */
export function addExifTimes(list: ObservationList, exif: ReportRecord, path: string): void {
  for (const { time, fraction, offset, basis } of exifTimes) {
    const wall = textAt(exif, time);
    if (wall === undefined) continue;
    const digits = /^\d{1,9}$/.exec(textAt(exif, fraction)?.trim() ?? '')?.[0];
    const zone = /^[+-]\d\d:\d\d$/.exec(textAt(exif, offset)?.trim() ?? '')?.[0];
    const raw = `${wall}${digits ? `.${digits}` : ''}${zone ?? ''}`;
    list.add('recorded-at', { basis, path: `${path}${time}`, raw }, parseStatedTime(raw));
  }
}

/** GPS date and time are UTC by definition (EXIF 2.32, 4.6.6); `time` is `14:57:19` or `14:57:19.5`. */
export function addGpsTime(list: ObservationList, stated: { date: string | undefined; time: string | undefined; path: string }): void {
  if (stated.date === undefined || stated.time === undefined) return;
  const raw = `${stated.date} ${stated.time}Z`;
  list.add('recorded-at', { basis: 'gps', path: stated.path, raw }, parseStatedTime(raw));
}

/** Degrees, minutes and seconds as exifr gives them: rationals already divided, so noise is cut at three millimetres. */
export function addExifPlace(list: ObservationList, gps: ReportRecord, path: string): void {
  const [latitude, longitude] = [angleParts(gps, 'GPSLatitude'), angleParts(gps, 'GPSLongitude')];
  const [north, east] = [textAt(gps, 'GPSLatitudeRef'), textAt(gps, 'GPSLongitudeRef')];
  if (!latitude || !longitude) return;
  const altitude = textAt(gps, 'GPSAltitude');
  const below = textAt((gps['GPSAltitudeRef'] ?? {}) as ReportRecord, 'hex') === '01' || textAt(gps, 'GPSAltitudeRef') === '1';
  const position = toPosition({
    latitude: { parts: latitude, negative: north?.startsWith('S') ?? false },
    longitude: { parts: longitude, negative: east?.startsWith('W') ?? false },
    altitudeM: altitude === undefined ? undefined : `${below ? '-' : ''}${shortened(altitude, 3)}`,
    errorM: statedError(gps),
  });
  const raw = `${latitude.join(' ')} ${north ?? ''}, ${longitude.join(' ')} ${east ?? ''}${altitude === undefined ? '' : `, ${altitude}`}`;
  list.add('position', { basis: 'gps', path, raw }, position);
}

function statedError(gps: ReportRecord): string | undefined {
  const error = textAt(gps, 'GPSHPositioningError');
  return error === undefined ? undefined : shortened(error, 3);
}

/** Trailing zero parts state nothing: minutes with decimals are written with seconds of 0. */
function angleParts(gps: ReportRecord, key: string): string[] | undefined {
  const parts = listAt(gps, key).map((part) => (typeof part === 'string' ? shortened(part, 7) : ''));
  if (parts.length === 0 || parts.includes('')) return undefined;
  while (parts.length > 1 && Number(parts.at(-1)) === 0 && (parts.at(-2) ?? '').includes('.')) parts.pop();
  const last = parts.length - 1;
  return parts.map((part, n) => (n === last ? shortened(part, [7, 6, 4][last] ?? 4) : part));
}

function shortened(printed: string, places: number): string {
  const fraction = printed.split('.')[1] ?? '';
  return fraction.length <= places ? printed : String(Number(Number(printed).toFixed(places)));
}
