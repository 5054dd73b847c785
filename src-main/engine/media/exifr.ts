import { closeSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
// CommonJS: its functions come only with the default export.
import exifr from 'exifr';
import { sniffStill, stillHeadBytes } from './still-kind.ts';
import { failedReport } from './witness-host-failure.ts';
import type { HostReport } from './witness-host-protocol.ts';

/** Values as they stand in the file: exifr's own dates are of this machine's zone and ignore stated offsets. */
const unread = { reviveValues: false, translateValues: false, translateKeys: true, mergeOutput: false } as const;
const inTiff = { ...unread, tiff: true, ifd0: true, exif: true, gps: true, interop: false, makerNote: true, xmp: false, iptc: false, icc: false, jfif: false } as const;
/** Apart, because XMP repeats EXIF's names with values of its own. */
const besideTiff = { ...unread, tiff: false, ifd0: false, exif: false, gps: false, xmp: true, iptc: true, icc: false, jfif: false } as const;

// oxlint-disable-next-line import/no-named-as-default-member -- there is no named export at run time
const { parse: readTags } = exifr;
type ExifrOptions = Exclude<Parameters<typeof readTags>[1], readonly unknown[] | boolean | undefined>;

/** What exifr says about a still; runs inside the witness host. */
export async function readWithExifr(path: string): Promise<HostReport> {
  const { version } = createRequire(import.meta.url)('exifr/package.json') as { version: string };
  const said = { version, recipe: ['exifr', JSON.stringify({ tiff: inTiff, other: besideTiff }), path] };
  const kind = sniffStill(readHead(path));
  if (kind === undefined) return { ...said, outcome: 'nothing', report: '' };
  try {
    const tiff: unknown = await readTags(path, inTiff as unknown as ExifrOptions);
    const other: unknown = kind === 'heif' ? undefined : await readTags(path, besideTiff as unknown as ExifrOptions);
    const found = [tiff, other].filter((tags) => tags !== undefined);
    if (found.length === 0) return { ...said, outcome: 'nothing', report: '' };
    const [error, ...more] = found.map(onlyError);
    if (error !== undefined && !more.includes(undefined)) return failedReport(said, 'exifr could not read the file', error);
    return { ...said, outcome: 'read', report: JSON.stringify({ kind, tiff: printable(tiff), ...asRecord(printable(other)) }) };
  } catch (error) {
    return failedReport(said, 'exifr could not read the file', error);
  }
}

function readHead(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const head = new Uint8Array(stillHeadBytes);
    return head.subarray(0, readSync(file, head, 0, stillHeadBytes, 0));
  } finally {
    closeSync(file);
  }
}

/** exifr collects what it throws: when there is nothing beside it, the file could not be read. */
function onlyError(tags: unknown): unknown {
  if (typeof tags !== 'object' || tags === null || Object.keys(tags).join() !== 'errors') return undefined;
  const { errors } = tags as { errors: unknown };
  return Array.isArray(errors) ? errors[0] : undefined;
}

/** Bytes as hexadecimal digits; other typed lists as lists; errors as what they say. */
function printable(value: unknown): unknown {
  if (value instanceof Error) return value.message;
  if (value instanceof Uint8Array) return { hex: Buffer.from(value).toString('hex') };
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  if (Array.isArray(value)) return value.map(printable);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, printable(inner)]));
}

function asRecord(other: unknown): Record<string, unknown> {
  return other === undefined ? {} : { other };
}
