import { readSync } from 'node:fs';

/** An open file that is looked at in small pieces. */
export interface SeekableFile {
  descriptor: number;
  sizeBytes: number;
}

/** Enough for any real file; a hostile one has millions of empty boxes. */
const maxSteps = 20_000;

/**
 * Whether a file holds a C2PA manifest store at the place that the specification gives its container
 * (C2PA 2.x, appendix A), found by walking headers only.
 * @returns the media type to read it as; undefined when there is none.
 */
export function findManifestStore(file: SeekableFile): string | undefined {
  const head = readAt(file, 0, 16);
  const text = head.toString('latin1');
  if (text.startsWith('\u00ff\u00d8\u00ff')) return hasJpegStore(file) ? 'image/jpeg' : undefined;
  if (text.startsWith('\u0089PNG\r\n\u001a\n')) return hasPngStore(file) ? 'image/png' : undefined;
  if (text.startsWith('RIFF')) return hasRiffStore(file) ? riffType(text.slice(8, 12)) : undefined;
  if (/^(II\*\0|MM\0\*)/.test(text)) return hasTiffStore(file, text.startsWith('II')) ? 'image/tiff' : undefined;
  if (text.slice(4, 8) === 'ftyp') return hasBoxStore(file) ? boxType(text.slice(8, 12)) : undefined;
  return undefined;
}

function readAt(file: SeekableFile, position: number, length: number): Buffer {
  if (position < 0 || position >= file.sizeBytes) return Buffer.alloc(0);
  const buffer = Buffer.alloc(Math.min(length, file.sizeBytes - position));
  return buffer.subarray(0, readSync(file.descriptor, buffer, 0, buffer.length, position));
}

/** APP11 segments whose box is `jumb` (A.3.1); they stand before the scan. */
function hasJpegStore(file: SeekableFile): boolean {
  let position = 2;
  for (let step = 0; step < maxSteps; step++) {
    const segment = readAt(file, position, 20);
    if (segment.length < 4 || segment[0] !== 0xff) return false;
    const marker = segment[1] ?? 0;
    if (marker === 0xda || marker === 0xd9) return false;
    // Two bytes of JP, two of instance, four of sequence, four of length, then the box's type.
    if (marker === 0xeb && segment.toString('latin1', 4, 6) === 'JP' && segment.toString('latin1', 16, 20) === 'jumb') return true;
    position += marker === 0xff ? 1 : 2 + segment.readUInt16BE(2);
  }
  return false;
}

/** A `caBX` chunk (A.3.2). */
function hasPngStore(file: SeekableFile): boolean {
  let position = 8;
  for (let step = 0; step < maxSteps; step++) {
    const chunk = readAt(file, position, 8);
    if (chunk.length < 8) return false;
    const type = chunk.toString('latin1', 4, 8);
    if (type === 'caBX') return true;
    if (type === 'IEND') return false;
    position += 12 + chunk.readUInt32BE(0);
  }
  return false;
}

/** A `C2PA` chunk at the top of the form (A.3.3: WAV, AVI, WebP). */
function hasRiffStore(file: SeekableFile): boolean {
  let position = 12;
  for (let step = 0; step < maxSteps; step++) {
    const chunk = readAt(file, position, 8);
    if (chunk.length < 8) return false;
    if (chunk.toString('latin1', 0, 4) === 'C2PA') return true;
    const size = chunk.readUInt32LE(4);
    position += 8 + size + (size % 2);
  }
  return false;
}

/** Tag 0xCD41 in the first directory (A.3.5). */
function hasTiffStore(file: SeekableFile, little: boolean): boolean {
  const read16 = (bytes: Buffer, at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const header = readAt(file, 0, 8);
  if (header.length < 8) return false;
  const directory = little ? header.readUInt32LE(4) : header.readUInt32BE(4);
  const count = readAt(file, directory, 2);
  if (count.length < 2) return false;
  const entries = readAt(file, directory + 2, read16(count, 0) * 12);
  for (let at = 0; at + 12 <= entries.length; at += 12) if (read16(entries, at) === 0xcd41) return true;
  return false;
}

/** The `uuid` box of C2PA (A.5) at the top of an ISO base media file. */
const storeUuid = 'd8fec3d61b0e483c92975828877ec481';

function hasBoxStore(file: SeekableFile): boolean {
  let position = 0;
  for (let step = 0; step < maxSteps; step++) {
    const box = readAt(file, position, 32);
    if (box.length < 8) return false;
    const long = box.readUInt32BE(0) === 1;
    if (long && box.length < 16) return false;
    const size = long ? Number(box.readBigUInt64BE(8)) : box.readUInt32BE(0);
    const uuidAt = long ? 16 : 8;
    if (box.toString('latin1', 4, 8) === 'uuid' && box.toString('hex', uuidAt, uuidAt + 16) === storeUuid) return true;
    // Size 0 runs to the end of the file; anything below a header is broken.
    if (size < uuidAt) return false;
    position += size;
  }
  return false;
}

function boxType(brand: string): string {
  if (/^(avif|avis)$/.test(brand)) return 'image/avif';
  if (/^(hei[cmsx]|hevc|mif1|mif2)$/.test(brand)) return 'image/heic';
  if (brand === 'qt  ') return 'video/quicktime';
  if (brand.startsWith('M4A')) return 'audio/mp4';
  return 'video/mp4';
}

function riffType(form: string): string {
  if (form === 'WEBP') return 'image/webp';
  return form === 'WAVE' ? 'audio/wav' : 'video/avi';
}
