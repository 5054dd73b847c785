import { highestOffsetMinutes, isZoneName, lowestOffsetMinutes, type Zone } from './local-time.ts';
import { unread, type Unread } from './written-time.ts';

/** A zone as it may stand behind a time, for building patterns (case-insensitive). */
export const zonePattern = String.raw`z|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?|utc|gmt|[a-z_]+(?:\/[a-z0-9_+-]+)+`;

/**
 * Read a zone: `Z`, `UTC`, `GMT`, `+03:00`, `+0300`, `+03`, `UTC+3` or an IANA name. Abbreviations such as CST or MSK
 * are not read: several zones share them. `-00:00` is UTC whose local offset is unknown (RFC 3339, section 4.3).
 */
export function readZone(text: string): Zone | Unread {
  if (/^(?:z|utc|gmt)$/i.test(text)) return { offsetMinutes: 0 };
  const offset = /^(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(text);
  if (!offset) return isZoneName(text) ? { name: text } : unread('no-such-zone', text);
  const [, sign, hours, minutes = '0'] = offset;
  const size = Number(hours) * 60 + Number(minutes);
  const offsetMinutes = sign === '-' && size > 0 ? -size : size;
  const real = Number(minutes) < 60 && offsetMinutes >= lowestOffsetMinutes && offsetMinutes <= highestOffsetMinutes;
  return real ? { offsetMinutes } : unread('offset-out-of-range', text);
}

export function isUnread(value: object | string): value is Unread {
  return typeof value === 'object' && 'problem' in value;
}

/** `+03:00`, the IANA name, or `unknown`: how a zone is shown back. */
export function zoneText(zone: Zone): string {
  if (zone === 'unknown') return zone;
  if ('name' in zone) return zone.name;
  const size = Math.abs(zone.offsetMinutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${zone.offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
