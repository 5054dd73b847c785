import type { Capture } from './reading.ts';
import type { WebAddress } from './web-address.ts';

/** An archived copy: when the archive says it was made, and the address of which it is a copy. */
export interface ArchivedCopy {
  /** Absent where the address names all captures (`*`) or none. */
  capture?: Capture;
  original: string;
}

const archiveTodayHosts = ['archive.today', 'archive.ph', 'archive.is', 'archive.li', 'archive.vn', 'archive.fo', 'archive.md'];

/**
 * Read the address of an archived copy: `web.archive.org/web/<digits><flags>/<address>` (Wayback Machine), or
 * `archive.ph/<digits>/<address>`. Digits are UTC, YYYYMMDDhhmmss, of which the Wayback Machine accepts any beginning;
 * fewer digits make the capture less certain. Nothing for any other address.
 */
export function readArchiveAddress(address: WebAddress): ArchivedCopy | undefined {
  const archive = archiveOf(address.host);
  if (archive === undefined) return undefined;
  const match = /^\/(?:web\/)?([\d.-]*\*?)(?:[a-z]{2}_)?\/(.+)$/i.exec(address.rest);
  const [, stamp, original] = match ?? [];
  if (stamp === undefined || original === undefined || stamp === '') return undefined;
  const at = readStamp(stamp.replace(/[.-]/g, ''));
  // A browser or a copy tool may have folded the two slashes of the inner scheme into one.
  return { original: original.replace(/^(https?):\/+/i, '$1://'), ...(at ? { capture: { archive, at } } : {}) };
}

function archiveOf(host: string): Capture['archive'] | undefined {
  if (host === 'web.archive.org' || host === 'web-beta.archive.org') return 'web.archive.org';
  return archiveTodayHosts.includes(host) ? 'archive.today' : undefined;
}

/** Four digits name a year, six a month, and so on to fourteen, a second. */
function readStamp(stamp: string): Capture['at'] | undefined {
  if (!/^\d{4}(\d\d){0,5}$/.test(stamp)) return undefined;
  const [year = 0, ...rest] = [stamp.slice(0, 4), ...(stamp.slice(4).match(/../g) ?? [])].map(Number);
  const starts = [1, 1, 0, 0, 0];
  const parts = starts.map((first, n) => rest[n] ?? first);
  const from = utc(year, parts);
  if (!agrees(from, year, parts)) return undefined;
  const next = rest.length === 0 ? utc(year + 1, starts) : utc(year, parts.map((part, n) => (n === rest.length - 1 ? part + 1 : part)));
  return { earliest: from, latest: next - 1 };
}

function utc(year: number, [month = 1, day = 1, hour = 0, minute = 0, second = 0]: readonly number[]): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Date.UTC carries a 31st of February over into March: then the digits were no date. */
function agrees(at: number, year: number, parts: readonly number[]): boolean {
  const date = new Date(at);
  const back = [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  return date.getUTCFullYear() === year && back.every((part, n) => part === parts[n]);
}
