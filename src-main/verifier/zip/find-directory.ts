import { UnusableZip, type ZipFindings } from './codes.ts';
import type { ZipLimits } from './limits.ts';
import { Numbers } from './numbers.ts';
import type { RandomAccess } from './random-access.ts';

/** Where the list of files lies, as checked against where it can lie. */
export interface DirectoryPlace {
  offset: number;
  bytes: number;
  /** As stated. */
  entries: number;
  /** Bytes before the ZIP, by which every offset in it is too small. */
  before: number;
}

const endBytes = 22;
const locatorBytes = 20;
const zip64EndBytes = 56;
const most16 = 0xffff;
const most32 = 0xffff_ffff;

interface End {
  at: number;
  entries: number;
  bytes: number;
  offset: number;
}

/** Find the central directory from the end of the file (APPNOTE 4.3.14 to 4.3.16). Throws UnusableZip. */
export async function findDirectory(reader: RandomAccess, limits: ZipLimits, findings: ZipFindings): Promise<DirectoryPlace> {
  const found = await findEnd(reader, findings);
  const end = await withZip64(reader, found, findings);
  if (end.entries > limits.entries) throw new UnusableZip('too-many-entries', 'the ZIP', `at most ${limits.entries}`, `${end.entries}`);
  if (end.bytes > limits.directoryBytes) throw new UnusableZip('too-many-entries', 'the ZIP', `a list of at most ${limits.directoryBytes} bytes`, `${end.bytes} bytes`);
  const before = end.at - end.bytes - end.offset;
  if (before < 0) throw new UnusableZip('directory-misplaced', 'the ZIP', `a list of files before byte ${end.at}`, `${end.bytes} bytes from byte ${end.offset}`);
  if (before > 0) findings.find('prefixed-data', 'the ZIP', 'nothing before the first file', `${before} bytes`);
  return { offset: end.offset + before, bytes: end.bytes, entries: end.entries, before };
}

async function findEnd(reader: RandomAccess, findings: ZipFindings): Promise<End & { found: Numbers }> {
  const start = Math.max(0, reader.size - endBytes - most16);
  const tail = new Numbers(await reader.read(start, reader.size - start));
  const ends = signaturesIn(tail.bytes, 0x05);
  const exact = ends.filter((at) => start + at + endBytes + tail.u16(at + 20) === reader.size);
  const at = exact.at(-1) ?? ends.at(-1);
  if (at === undefined) throw new UnusableZip('not-a-zip', 'the ZIP', 'the end of a ZIP', 'none');
  const after = reader.size - (start + at + endBytes + tail.u16(at + 20));
  if (after > 0) findings.find('trailing-data', 'the ZIP', 'nothing after its end', `${after} bytes`);
  if (after < 0) throw new UnusableZip('not-a-zip', 'the ZIP', 'its whole end', `${-after} bytes too few`);
  if (exact.length > 1 || ends.at(-1) !== at) findings.find('several-ends', 'the ZIP', 'one end', 'another within its comment');
  const found = new Numbers(tail.bytes.subarray(at, at + endBytes));
  const disks = [found.u16(4), found.u16(6)];
  if (disks.some((disk) => disk !== 0 && disk !== most16)) throw new UnusableZip('several-disks', 'the ZIP', 'one part', `part ${disks[0]}, begun on part ${disks[1]}`);
  if (found.u16(8) !== found.u16(10)) throw new UnusableZip('several-disks', 'the ZIP', `${found.u16(10)} entries in it`, `${found.u16(8)}`);
  return { at: start + at, entries: found.u16(10), bytes: found.u32(12), offset: found.u32(16), found };
}

/** Where `PK`, the byte and its successor stand, with room for an end after it. */
function signaturesIn(bytes: Uint8Array, third: number): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(0x50); at >= 0 && at + endBytes <= bytes.length; at = bytes.indexOf(0x50, at + 1)) {
    if (bytes[at + 1] === 0x4b && bytes[at + 2] === third && bytes[at + 3] === third + 1) places.push(at);
  }
  return places;
}

/** Numbers that the end has no room for stand in the ZIP64 end; both must say the same where both say something. */
async function withZip64(reader: RandomAccess, end: End & { found: Numbers }, findings: ZipFindings): Promise<End> {
  const locator = end.at < locatorBytes ? undefined : new Numbers(await reader.read(end.at - locatorBytes, locatorBytes));
  if (locator?.u32(0) !== 0x0706_4b50) {
    // A count of exactly 65,535 needs no ZIP64 (4.4.1.4); an offset or a size does.
    if (end.bytes === most32 || end.offset === most32) throw new UnusableZip('directory-misplaced', 'the ZIP', 'a ZIP64 end', 'none');
    return end;
  }
  if (locator.u32(4) !== 0 || locator.u32(16) > 1) throw new UnusableZip('several-disks', 'the ZIP', 'one part', `${locator.u32(16)} parts`);
  return readZip64End(reader, end, locator.u64(8), findings);
}

async function readZip64End(reader: RandomAccess, end: End & { found: Numbers }, stated: number | undefined, findings: ZipFindings): Promise<End> {
  // Of all lengths that version 2 of the record allows, the one without further data stands right before the locator.
  const at = end.at - locatorBytes - zip64EndBytes;
  const record = at < 0 ? undefined : new Numbers(await reader.read(at, zip64EndBytes));
  const misplaced = (actual: string): UnusableZip => new UnusableZip('directory-misplaced', 'the ZIP', 'a ZIP64 end right before its locator', actual);
  if (stated === undefined || record?.u32(0) !== 0x0606_4b50 || record.u64(4) !== zip64EndBytes - 12) throw misplaced('none');
  if (record.u32(16) !== 0 || record.u32(20) !== 0) throw new UnusableZip('several-disks', 'the ZIP', 'one part', `part ${record.u32(16)}`);
  const [here, entries, bytes, offset] = [record.u64(24), record.u64(32), record.u64(40), record.u64(48)];
  if (entries === undefined || bytes === undefined || offset === undefined || here !== entries) {
    throw new UnusableZip('number-too-large', 'the ZIP', 'numbers that fit a file', 'larger ones');
  }
  const agree = agrees(end.entries, entries, most16) && agrees(end.bytes, bytes, most32) && agrees(end.offset, offset, most32);
  if (!agree) findings.find('several-ends', 'the ZIP', 'a ZIP64 end that says the same as the end', 'another list of files');
  // Bytes before the ZIP move the record too, by as much as they move the list.
  if (stated + Math.max(0, at - bytes - offset) !== at) throw misplaced(`byte ${stated}`);
  return { at, entries, bytes, offset };
}

function agrees(small: number, large: number, most: number): boolean {
  return small === most || small === large;
}
