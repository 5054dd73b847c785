export type StillKind = 'jpeg' | 'png' | 'tiff' | 'heif';

/** How much of a file's start tells the kinds below apart. */
export const stillHeadBytes = 64;

/** Major and compatible brands of stills in ISO 23008-12 (HEIF) files. */
const heifBrands = new Set(['heic', 'heix', 'heim', 'heis', 'mif1', 'mif2', 'avif', 'miaf']);

/** What kind of still a file is by its first bytes, never by its name; undefined for anything else. */
export function sniffStill(head: Uint8Array): StillKind | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const start = bytes.toString('latin1', 0, 4);
  if (start.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg';
  if (bytes.toString('latin1', 0, 8) === '\u0089PNG\r\n\u001a\n') return 'png';
  if (start === 'II*\0' || start === 'MM\0*') return 'tiff';
  if (bytes.toString('latin1', 4, 8) === 'ftyp' && heifBrands.has(bytes.toString('latin1', 8, 12))) return 'heif';
  return undefined;
}
