import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import { UnreadableFile, type BagEntry } from '../../../src-main/verifier/bag/source.ts';
import { openZipSource, type OpenZipOptions, type ZipHashing, type ZipSource } from '../../../src-main/verifier/zip/open-zip-source.ts';
import type { RandomAccess } from '../../../src-main/verifier/zip/random-access.ts';
import { makeBag, type BagPlan } from '../bag/made-bag.ts';

/** One file of a raw ZIP. What is left out follows from the rest; `local` says otherwise in the local header alone. */
export interface RawEntry {
  name: string | Buffer;
  data?: Buffer | string;
  deflate?: boolean;
  /** Bytes as they stand in the ZIP, with sizes and checksum given. */
  packed?: Buffer;
  method?: number;
  flags?: number;
  crc?: number;
  bytes?: number;
  packedBytes?: number;
  attributes?: number;
  extra?: Buffer;
  comment?: Buffer;
  offset?: number;
  disk?: number;
  local?: Partial<Pick<RawEntry, 'name' | 'method' | 'flags' | 'crc' | 'bytes' | 'packedBytes' | 'extra'>>;
  descriptor?: Buffer;
  /** Bytes before the local header. */
  before?: Buffer;
  /** The entry stands in the directory only, pointing at `offset`. */
  listedOnly?: boolean;
}

export interface RawEnd {
  entries?: number;
  bytes?: number;
  offset?: number;
  disk?: number;
  comment?: Buffer;
  /** Bytes between the last file and the directory. */
  beforeDirectory?: Buffer;
  /** Between the directory and the end: the ZIP64 records. */
  zip64?: (directory: { offset: number; bytes: number; entries: number }) => Buffer;
}

const utf8 = 1 << 11;

/** A ZIP, byte by byte as asked. */
export function rawZip(entries: readonly RawEntry[], end: RawEnd = {}): Buffer {
  const parts: Buffer[] = [];
  const records: Buffer[] = [];
  let at = 0;
  const put = (...bytes: Buffer[]): void => {
    for (const part of bytes) {
      parts.push(part);
      at += part.length;
    }
  };
  for (const entry of entries) {
    const full = complete(entry);
    put(full.before);
    records.push(central(full, full.offset ?? at));
    if (entry.listedOnly !== true) put(localHeader({ ...full, ...entry.local, name: Buffer.from(entry.local?.name ?? full.name) }), full.packed, full.descriptor);
  }
  put(end.beforeDirectory ?? Buffer.alloc(0));
  const directory = { offset: at, bytes: records.reduce((sum, { length }) => sum + length, 0), entries: entries.length };
  put(...records, end.zip64?.(directory) ?? Buffer.alloc(0), endRecord({ ...directory, ...end }));
  return Buffer.concat(parts);
}

type Full = Required<Omit<RawEntry, 'local' | 'data' | 'deflate' | 'offset' | 'name' | 'listedOnly'>> & { name: Buffer; offset: number | undefined };

function complete(entry: RawEntry): Full {
  const data = Buffer.from(entry.data ?? '');
  const packed = entry.packed ?? (entry.deflate === true ? deflateRawSync(data) : data);
  const none = Buffer.alloc(0);
  return {
    method: entry.deflate === true ? 8 : 0, flags: utf8, crc: crc32(data), bytes: data.length, packedBytes: packed.length,
    attributes: 0o100_644 * 0x1_0000, extra: none, comment: none, disk: 0, descriptor: none, before: none, offset: undefined,
    ...entry, packed, name: Buffer.from(entry.name),
  };
}

export function localHeader({ name, method, flags, crc, bytes, packedBytes, extra }: Pick<Full, 'name' | 'method' | 'flags' | 'crc' | 'bytes' | 'packedBytes' | 'extra'>): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x0403_4b50, 0);
  head.writeUInt16LE(20, 4);
  common(head, 6, { method, flags, crc, bytes, packedBytes });
  head.writeUInt16LE(name.length, 26);
  head.writeUInt16LE(extra.length, 28);
  return Buffer.concat([head, name, extra]);
}

function central(entry: Full, offset: number): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  head.writeUInt16LE((3 << 8) | 20, 4);
  head.writeUInt16LE(20, 6);
  common(head, 8, entry);
  head.writeUInt16LE(entry.name.length, 28);
  head.writeUInt16LE(entry.extra.length, 30);
  head.writeUInt16LE(entry.comment.length, 32);
  head.writeUInt16LE(entry.disk, 34);
  head.writeUInt32LE(entry.attributes >>> 0, 38);
  head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, entry.name, entry.extra, entry.comment]);
}

function common(head: Buffer, at: number, { method, flags, crc, bytes, packedBytes }: Pick<Full, 'method' | 'flags' | 'crc' | 'bytes' | 'packedBytes'>): void {
  head.writeUInt16LE(flags, at);
  head.writeUInt16LE(method, at + 2);
  head.writeUInt32LE(crc, at + 8);
  head.writeUInt32LE(packedBytes, at + 12);
  head.writeUInt32LE(bytes, at + 16);
}

function endRecord({ entries, bytes, offset, disk = 0, comment = Buffer.alloc(0) }: Required<Pick<RawEnd, 'entries' | 'bytes' | 'offset'>> & RawEnd): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(disk, 4);
  end.writeUInt16LE(disk, 6);
  end.writeUInt16LE(Math.min(entries, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries, 0xffff), 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([end, comment]);
}

/** ZIP64 end record and locator. */
export function zip64End({ entries, bytes, offset, at }: { entries: bigint; bytes: bigint; offset: bigint; at: bigint }): Buffer {
  const record = Buffer.alloc(76);
  record.writeUInt32LE(0x0606_4b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(entries, 24);
  record.writeBigUInt64LE(entries, 32);
  record.writeBigUInt64LE(bytes, 40);
  record.writeBigUInt64LE(offset, 48);
  record.writeUInt32LE(0x0706_4b50, 56);
  record.writeBigUInt64LE(at, 64);
  record.writeUInt32LE(1, 72);
  return record;
}

/** An extra field. */
export function extraField(tag: number, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(tag, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

/** The files of a valid bag, as entries in a top folder. */
export function bagEntries(plan: BagPlan = { payload: { 'a.txt': 'one', 'b/c.bin': 'two' } }, top = 'bag/'): RawEntry[] {
  return [...makeBag(plan)].map(([path, bytes]) => ({ name: `${top}${path}`, data: Buffer.from(bytes) }));
}

export function inMemory(bytes: Uint8Array): RandomAccess & { reads: number; most: number } {
  return {
    size: bytes.length,
    reads: 0,
    most: 0,
    async read(offset, length) {
      this.reads++;
      this.most = Math.max(this.most, length);
      return bytes.subarray(offset, offset + length);
    },
  };
}

export const nodeHashing: ZipHashing = {
  start: (algorithm) => {
    const hash = createHash(algorithm);
    return { update: (bytes) => hash.update(bytes), digest: () => hash.digest('hex') };
  },
  digestsAtOnce: 4,
};

/** What a ZIP was opened as, or the code of the problem thrown: for tests that expect a source. */
export async function opened(zip: Uint8Array, options: OpenZipOptions = {}): Promise<ZipSource> {
  const source = await openZipSource(inMemory(zip), nodeHashing, options);
  if ('problem' in source) throw new Error(`${source.problem.code}: ${source.problem.actual}`);
  return source;
}

/** What is wrong with a ZIP before anything is read: `code thing`. */
export async function wrongWith(zip: Uint8Array, options: OpenZipOptions = {}): Promise<string[]> {
  const source = await openZipSource(inMemory(zip), nodeHashing, options);
  return ('problem' in source ? [source.problem] : source.findings).map(({ code, thing }) => `${code} ${thing}`);
}

/** Everything that comes. */
export async function allOf<T>(coming: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of coming) all.push(one);
  return all;
}

export async function listed(source: ZipSource): Promise<BagEntry[]> {
  return allOf(source.list());
}

/** The bytes of a file, or why it cannot be read. */
export async function readAll(source: ZipSource, path: string): Promise<Buffer | string> {
  try {
    return Buffer.concat(await allOf(source.read(path)));
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
}
