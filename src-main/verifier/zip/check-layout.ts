import { equalBytes, readUtf8 } from '../../format/bytes.ts';
import type { ZipFindingCode } from './codes.ts';
import type { EntryTable } from './entry-table.ts';
import { unicodeName, withZip64Extra } from './extra-fields.ts';
import type { DirectoryPlace } from './find-directory.ts';
import { Numbers } from './numbers.ts';
import { Window } from './random-access.ts';
import type { Reading } from './read-directory.ts';

const localHeaderBytes = 30;
const bitOfDescriptor = 0x08;
/** Bits that change what is read: encryption, descriptor, patch, strong encryption, UTF-8, masked headers. */
const meaningfulBits = 0x2869;

/**
 * Compare what stands before and after every file with the central directory, and look whether the files lie one after
 * another: from the first byte to the directory, without sharing a byte and without a byte between them. Sets where the
 * bytes of each file begin. Cost: each local header is read once, in the order in which they lie.
 */
export async function checkLayout(reading: Reading, table: EntryTable, place: DirectoryPlace): Promise<void> {
  const check = new LayoutCheck(reading, table, place);
  for (const [n, row] of inOrder(table).entries()) {
    if (n % 4096 === 0) reading.signal?.throwIfAborted();
    await check.take(row);
  }
  check.end();
}

function inOrder(table: EntryTable): Uint32Array {
  const rows = Uint32Array.from({ length: table.size }, (_, row) => row);
  const sorted = rows.every((row) => row === 0 || table.offset.get(row - 1) <= table.offset.get(row));
  return sorted ? rows : rows.sort((a, b) => table.offset.get(a) - table.offset.get(b));
}

class LayoutCheck {
  readonly #table: EntryTable;
  readonly #place: DirectoryPlace;
  readonly #reading: Reading;
  readonly #window: Window;
  /** Where the files so far end, and which of them ends there. */
  #reached: number;
  #last: number | undefined;

  constructor(reading: Reading, table: EntryTable, place: DirectoryPlace) {
    this.#reading = reading;
    this.#table = table;
    this.#place = place;
    this.#window = new Window(reading.reader);
    this.#reached = place.before;
  }

  async take(row: number): Promise<void> {
    const table = this.#table;
    const start = this.#place.before + table.offset.get(row);
    const fault = table.faults.get(row);
    // Where the numbers stand nowhere, there is no place to look at.
    if (fault === 'zip64-malformed' || fault === 'number-too-large') return;
    if (start + localHeaderBytes > this.#place.offset) return this.#fault(row, 'outside-file', [`a file before byte ${this.#place.offset}`, `one at byte ${start}`]);
    this.#compareWithBefore(row, start);
    const end = await this.#endOf(row, start);
    if (end > this.#place.offset) this.#fault(row, 'overlapping-entries', [`an end before the list of files at byte ${this.#place.offset}`, `byte ${end}`]);
    if (end <= this.#reached) return;
    this.#reached = end;
    this.#last = row;
  }

  end(): void {
    const missing = this.#place.offset - this.#reached;
    if (missing > 0) this.#reading.findings.find('gap', 'before the list of files', 'the last file', `${missing} bytes of no file`);
  }

  #compareWithBefore(row: number, start: number): void {
    const name = this.#table.name(row);
    if (start < this.#reached && this.#last !== undefined) {
      this.#fault(row, 'overlapping-entries', [`a file from byte ${this.#reached} on`, `one at byte ${start}`]);
      this.#table.fault(this.#last, 'overlapping-entries');
    }
    if (start > this.#reached) {
      const code = this.#reached === this.#place.before ? 'prefixed-data' : 'gap';
      this.#reading.findings.find(code, `before "${name}"`, 'the end of another file', `${start - this.#reached} bytes of no file`);
    }
  }

  /** Where the file ends with all that belongs to it. */
  async #endOf(row: number, start: number): Promise<number> {
    const table = this.#table;
    const head = this.#window.atHand(start, localHeaderBytes) ?? (await this.#window.read(start, localHeaderBytes));
    const numbers = new Numbers(head);
    if (head.length < localHeaderBytes || numbers.u32(0) !== 0x0403_4b50) {
      this.#fault(row, 'local-header-missing', [`a file at byte ${start}`, 'something else']);
      return start + localHeaderBytes + table.packedBytes.get(row);
    }
    const length = localHeaderBytes + numbers.u16(26) + numbers.u16(28);
    const header = this.#window.atHand(start, length) ?? (await this.#window.read(start, length));
    const [data, after] = [start + length, start + length + table.packedBytes.get(row)];
    table.dataAt.set(row, data);
    const difference = header.length < length ? ['a whole header', 'less'] : differenceOf(header, table, row);
    if (difference !== undefined) this.#fault(row, 'local-header-differs', difference);
    if (after > this.#reading.reader.size) return after;
    return (table.flags.get(row) & bitOfDescriptor) === 0 ? after : this.#afterDescriptor(row, after);
  }

  /** A descriptor has a signature or not, and sizes of 4 or of 8 bytes (APPNOTE 4.3.9): the one that fits is taken. */
  async #afterDescriptor(row: number, at: number): Promise<number> {
    const bytes = this.#window.atHand(at, 24) ?? (await this.#window.read(at, 24));
    const length = descriptorLength(new Numbers(bytes), this.#table, row);
    if (length !== undefined) return at + length;
    this.#fault(row, 'descriptor-differs', ['the checksum and the sizes of the list of files', 'others']);
    return at;
  }

  #fault(row: number, code: ZipFindingCode, words: readonly (string | undefined)[]): void {
    this.#reading.findings.find(code, this.#table.name(row), words[0] ?? '', words[1] ?? '');
    this.#table.fault(row, code);
  }
}

/** What a local header says otherwise than the central directory: what was expected, what stands there. */
function differenceOf(header: Uint8Array, table: EntryTable, row: number): [string, string] | undefined {
  const numbers = new Numbers(header);
  const nameEnd = localHeaderBytes + numbers.u16(26);
  const rawName = header.subarray(localHeaderBytes, nameEnd);
  const extra = header.subarray(nameEnd);
  const listed = table.name(row) + (table.kind(row) === 'folder' ? '/' : '');
  if (!isSameName(rawName, listed, table.rawNames.get(row))) return [`"${listed}"`, `"${new TextDecoder().decode(rawName.subarray(0, 400))}"`];
  const unicode = unicodeName(extra);
  if (unicode !== undefined && unicode !== listed) return [`"${listed}"`, `"${unicode.slice(0, 200)}" in an extra field`];
  const [flags, method] = [numbers.u16(6), numbers.u16(8)];
  if ((flags ^ table.flags.get(row)) & meaningfulBits) return [`flags ${table.flags.get(row)}`, `${flags}`];
  if (method !== table.method.get(row)) return [`method ${table.method.get(row)}`, `${method}`];
  return differenceOfNumbers(numbers, extra, { table, row });
}

function isSameName(raw: Uint8Array, listed: string, rawListed: Uint8Array | undefined): boolean {
  if (rawListed !== undefined) return equalBytes(raw, rawListed);
  return (raw.length === listed.length && isAsciiOf(raw, listed)) || readUtf8(raw) === listed;
}

/** Whether the bytes are these characters, one by one: most names are plain, and a million of them need no decoder. */
function isAsciiOf(raw: Uint8Array, text: string): boolean {
  for (let n = 0; n < raw.length; n++) if (raw[n]! >= 0x80 || raw[n] !== text.charCodeAt(n)) return false;
  return true;
}

/** Numbers that were not known when the header was written are 0 there, and stand after the file. */
function differenceOfNumbers(numbers: Numbers, extra: Uint8Array, { table, row }: { table: EntryTable; row: number }): [string, string] | undefined {
  const later = (numbers.u16(6) & bitOfDescriptor) !== 0;
  const sizes = withZip64Extra({ bytes: numbers.u32(22), packedBytes: numbers.u32(18) }, extra);
  if (typeof sizes === 'string') return ['sizes that can be read', 'none'];
  const pairs = [
    ['checksum', table.crc32.get(row), numbers.u32(14)],
    ['bytes', table.bytes.get(row), sizes.bytes],
    ['packed bytes', table.packedBytes.get(row), sizes.packedBytes],
  ] as const;
  const other = pairs.find(([, listed, found]) => found !== listed && !(later && found === 0));
  return other && [`${other[0]} ${other[1]}`, `${other[2]}`];
}

const descriptorSignature = 0x0807_4b50;

function descriptorLength(numbers: Numbers, table: EntryTable, row: number): number | undefined {
  const [crc, packed, bytes] = [table.crc32.get(row), table.packedBytes.get(row), table.bytes.get(row)];
  for (const [at, wide] of [[4, false], [4, true], [0, false], [0, true]] as const) {
    const length = at + 4 + (wide ? 16 : 8);
    if (length > numbers.bytes.length || (at === 4 && numbers.u32(0) !== descriptorSignature) || numbers.u32(at) !== crc) continue;
    const fits = wide
      ? numbers.u64(at + 4) === packed && numbers.u64(at + 12) === bytes
      : numbers.u32(at + 4) === packed && numbers.u32(at + 8) === bytes;
    if (fits) return length;
  }
  return undefined;
}
