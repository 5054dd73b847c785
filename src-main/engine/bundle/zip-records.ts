/** The records of a ZIP that holds its files as they are (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 to 4.3.16, 4.5.3). */

/** From here on a 32-bit field says "see the ZIP64 field". */
const most32 = 0xffff_ffff;
const most16 = 0xffff;
/** Names are UTF-8 (bit 11); ours are ASCII. */
const flags = 1 << 11;
const madeByUnix = (3 << 8) | 45;

export interface ZipEntry {
  /** With the top folder. */
  name: Buffer;
  bytes: number;
  crc32: number;
  /** Where its local header begins. */
  offset: number;
}

/** MS-DOS date and time, two seconds fine. */
export interface DosTime {
  date: number;
  time: number;
}

/** The local header before a file's bytes. */
export function makeLocalHeader({ name, bytes, crc32 }: Omit<ZipEntry, 'offset'>, modified: DosTime): Buffer {
  const extra = bytes >= most32 ? zip64Field([bytes, bytes]) : Buffer.alloc(0);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x0403_4b50, 0);
  head.writeUInt16LE(extra.length > 0 ? 45 : 20, 4);
  writeCommon(head, 6, { crc32, bytes, modified });
  head.writeUInt16LE(name.length, 26);
  head.writeUInt16LE(extra.length, 28);
  return Buffer.concat([head, name, extra]);
}

/** Length of a local header, known before anything of the file is. */
export function localHeaderBytes({ name, bytes }: Pick<ZipEntry, 'name' | 'bytes'>): number {
  return 30 + name.length + (bytes >= most32 ? 20 : 0);
}

/** The record of a file in the central directory. `mode` is that of stat(2), with the file type. */
export function makeCentralHeader({ name, bytes, crc32, offset }: ZipEntry, { modified, mode }: { modified: DosTime; mode: number }): Buffer {
  const large = [...(bytes >= most32 ? [bytes, bytes] : []), ...(offset >= most32 ? [offset] : [])];
  const extra = large.length > 0 ? zip64Field(large) : Buffer.alloc(0);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  head.writeUInt16LE(madeByUnix, 4);
  head.writeUInt16LE(extra.length > 0 ? 45 : 20, 6);
  writeCommon(head, 8, { crc32, bytes, modified });
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(mode * 0x1_0000, 38);
  head.writeUInt32LE(Math.min(offset, most32), 42);
  return Buffer.concat([head, name, extra]);
}

/** What stands after the central directory, with the ZIP64 records where one number needs them. */
export function makeEnd({ entries, bytes, offset }: { entries: number; bytes: number; offset: number }): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(entries, most16), 8);
  end.writeUInt16LE(Math.min(entries, most16), 10);
  end.writeUInt32LE(Math.min(bytes, most32), 12);
  end.writeUInt32LE(Math.min(offset, most32), 16);
  const needs64 = entries >= most16 || bytes >= most32 || offset >= most32;
  return needs64 ? Buffer.concat([makeZip64End(entries, bytes, offset), end]) : end;
}

function makeZip64End(entries: number, bytes: number, offset: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x0606_4b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(madeByUnix, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(bytes), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  // The locator, which says where the record before it begins.
  record.writeUInt32LE(0x0706_4b50, 56);
  record.writeBigUInt64LE(BigInt(offset + bytes), 64);
  record.writeUInt32LE(1, 72);
  return record;
}

/** What local and central headers have in common, from the flags to the sizes. */
function writeCommon(head: Buffer, at: number, { crc32, bytes, modified }: { crc32: number; bytes: number; modified: DosTime }): void {
  head.writeUInt16LE(flags, at);
  head.writeUInt16LE(modified.time, at + 4);
  head.writeUInt16LE(modified.date, at + 6);
  head.writeUInt32LE(crc32, at + 8);
  head.writeUInt32LE(Math.min(bytes, most32), at + 12);
  head.writeUInt32LE(Math.min(bytes, most32), at + 16);
}

/** ZIP64 extended information: only the numbers whose own fields are full, in order (4.5.3). */
function zip64Field(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * numbers.length, 2);
  for (const [n, number] of numbers.entries()) field.writeBigUInt64LE(BigInt(number), 4 + 8 * n);
  return field;
}

/** The UTC time as MS-DOS writes it, whatever the zone of this machine: the same input makes the same bytes everywhere. 1980 to 2107; times outside become the nearest. */
export function dosTimeOf(instant: Date): DosTime {
  const year = instant.getUTCFullYear();
  if (year < 1980) return { date: (1 << 5) | 1, time: 0 };
  if (year > 2107) return { date: (127 << 9) | (12 << 5) | 31, time: (23 << 11) | (59 << 5) | 29 };
  return {
    date: ((year - 1980) << 9) | ((instant.getUTCMonth() + 1) << 5) | instant.getUTCDate(),
    time: (instant.getUTCHours() << 11) | (instant.getUTCMinutes() << 5) | (instant.getUTCSeconds() >> 1),
  };
}
