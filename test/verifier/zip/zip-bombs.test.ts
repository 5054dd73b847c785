import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkBag } from '../../../src-main/verifier/check-bag.ts';
import { crc32 as ownCrc32 } from '../../../src-main/verifier/zip/crc32.ts';
import { openZipSource } from '../../../src-main/verifier/zip/open-zip-source.ts';
import { bagEntries, inMemory, listed, localHeader, nodeHashing, opened, rawZip, readAll, wrongWith, zip64End, type RawEntry } from './raw-zip.ts';

const header = (entry: { name: string; crc: number; bytes: number; packedBytes: number }): Buffer =>
  localHeader({ ...entry, name: Buffer.from(entry.name), method: 8, flags: 1 << 11, extra: Buffer.alloc(0) });

/** A deflate block that says its bytes plainly and is not the last (RFC 1951, section 3.2.4). */
function quoted(bytes: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(~bytes.length & 0xffff, 3);
  return Buffer.concat([head, bytes]);
}

/**
 * Many files that share one kernel: each file's bytes quote the local headers of all files after it and end in the
 * kernel, so each header stands where its file begins, and the checksums fit.
 */
function overlappingBomb(files: number, kernelBytes: number): Buffer {
  let [packed, plain] = [deflateRawSync(Buffer.alloc(kernelBytes), { level: 9 }), Buffer.alloc(kernelBytes)];
  const entries: RawEntry[] = [];
  let after = packed;
  for (let n = files - 1; n >= 0; n--) {
    const name = `bag/data/${n}`;
    const head = header({ name, crc: crc32(plain), bytes: plain.length, packedBytes: packed.length });
    entries.unshift({ name, method: 8, crc: crc32(plain), bytes: plain.length, packedBytes: packed.length, listedOnly: true });
    after = Buffer.concat([head, packed]);
    [packed, plain] = [Buffer.concat([quoted(head), packed]), Buffer.concat([head, plain])];
  }
  // Each header lies behind the five bytes that quote it, but for the first.
  let at = 0;
  const placed = entries.map((entry, n) => {
    const start = n === 0 ? 0 : at + 5;
    at = start + 30 + Buffer.byteLength(entry.name);
    return { ...entry, offset: start };
  });
  return rawZip([{ ...placed[0]!, listedOnly: true, before: after }, ...placed.slice(1)]);
}

describe('a bomb', () => {
  it('of files that overlap is named, and no file of it is unpacked', async () => {
    const bomb = overlappingBomb(150, 1_000_000);
    expect(bomb.length).toBeLessThan(42_000);
    const source = await opened(bomb);
    expect(source.findings.filter(({ code }) => code === 'overlapping-entries')).toHaveLength(149);
    for (const n of [0, 75, 149]) expect(await readAll(source, `data/${n}`)).toBe('overlapping-entries');
    const check = await checkBag(source);
    expect(check).toMatchObject({ valid: false, digested: { bytes: 0 } });
  });

  it('is one indeed: each file of it alone would unpack as it declares', async () => {
    const source = await opened(overlappingBomb(1, 500_000));
    expect(await readAll(source, 'data/0')).toHaveLength(500_000);
    expect(source.findings).toEqual([]);
  });

  it('of one file under many names is named', async () => {
    const [first] = bagEntries({ payload: { a: 'x'.repeat(1000) } });
    const again = Array.from({ length: 50 }, (_, n): RawEntry => ({ ...first!, name: `bag/data/${n}`, offset: 0, listedOnly: true }));
    const told = await wrongWith(rawZip([first!, ...again]));
    expect(told.filter((line) => line.startsWith('overlapping-entries'))).toHaveLength(50);
  });
});

/** A ZIP of many empty files, made at once. */
function manyEntries(count: number): Buffer {
  const names = (n: number): string => `b/data/${n.toString(36).padStart(6, '0')}`;
  const [local, central] = [Buffer.alloc(30 + 13), Buffer.alloc(46 + 13)];
  localHeader({ name: Buffer.alloc(13), method: 0, flags: 0, crc: 0, bytes: 0, packedBytes: 0, extra: Buffer.alloc(0) }).copy(local);
  central.writeUInt32LE(0x0201_4b50, 0);
  central.writeUInt16LE(13, 28);
  const zip = Buffer.alloc(count * (local.length + central.length) + 76 + 22);
  for (let n = 0; n < count; n++) {
    local.write(names(n), 30);
    local.copy(zip, n * local.length);
    central.writeUInt32LE(n * local.length, 42);
    central.write(names(n), 46);
    central.copy(zip, count * local.length + n * central.length);
  }
  const [offset, bytes] = [count * local.length, count * central.length];
  const end = zip.subarray(offset + bytes);
  zip64End({ entries: BigInt(count), bytes: BigInt(bytes), offset: BigInt(offset), at: BigInt(offset + bytes) }).copy(end);
  end.writeUInt32LE(0x0605_4b50, 76);
  for (const at of [84, 86]) end.writeUInt16LE(0xffff, at);
  for (const at of [88, 92]) end.writeUInt32LE(0xffff_ffff, at);
  return zip;
}

describe('a ZIP of a million entries', () => {
  it('is read whole, by few calls of its reader', async () => {
    const zip = manyEntries(1_000_000);
    const reader = inMemory(zip);
    const source = await openZipSource(reader, nodeHashing);
    if ('problem' in source) throw new Error(source.problem.code);
    expect(source.findings).toEqual([]);
    expect(source.entries).toBe(1_000_000);
    expect(reader.reads).toBeLessThan(1000);
    expect(reader.most).toBeLessThanOrEqual(256 * 1024);
  });

  it('beyond the limit is refused by its number, before its list is read', async () => {
    const reader = inMemory(manyEntries(100_000));
    expect(await openZipSource(reader, nodeHashing, { limits: { entries: 99_999 } })).toMatchObject({ problem: { code: 'too-many-entries', actual: '100000' } });
    expect(reader.reads).toBeLessThan(5);
  });

  it('that states fewer is refused when the limit is reached', async () => {
    const zip = manyEntries(100_000);
    const stated = zip.length - 98;
    for (const at of [24, 32]) zip.writeBigUInt64LE(5n, stated + at);
    for (const at of [84, 86]) zip.writeUInt16LE(5, stated + at);
    expect(await wrongWith(zip, { limits: { entries: 1000 } })).toEqual(['too-many-entries the ZIP']);
    expect(await wrongWith(zip)).toEqual(['count-differs the list of files']);
  });
});

describe('a ZIP in which one bit is flipped', () => {
  const plan = { payload: { 'a.txt': 'one', 'b/c.bin': 'two '.repeat(30) } };
  const descriptorOf = (data: Buffer, packed: Buffer): Buffer => {
    const bytes = Buffer.alloc(16);
    bytes.writeUInt32LE(0x0807_4b50, 0);
    for (const [n, number] of [crc32(data), packed.length, data.length].entries()) bytes.writeUInt32LE(number, 4 + 4 * n);
    return bytes;
  };
  const packed = bagEntries(plan).map((entry): RawEntry => {
    const data = Buffer.from(entry.data ?? '');
    return { ...entry, deflate: true, flags: 0x808, descriptor: descriptorOf(data, deflateRawSync(data)), local: { crc: 0, bytes: 0, packedBytes: 0 } };
  });

  async function contents(zip: Buffer): Promise<{ wrong: string[]; held: string[] }> {
    const source = await openZipSource(inMemory(zip), nodeHashing);
    if ('problem' in source) return { wrong: [source.problem.code], held: [] };
    const check = await checkBag(source, { strictNames: true });
    const held: string[] = [];
    for (const { path, kind } of await listed(source)) held.push(`${kind} ${path} ${kind === 'file' ? String(await readAll(source, path)) : ''}`);
    return { wrong: [...source.findings, ...check.findings].map(({ code }) => code), held };
  }

  it.each([['stored', rawZip(bagEntries(plan))], ['packed, with descriptors', rawZip(packed)]])('is noticed, or the same is read (%s)', async (_, good) => {
    const before = await contents(good);
    expect(before.wrong).toEqual([]);
    const unnoticed: number[] = [];
    let noticed = 0;
    for (let at = 0; at < good.length; at++) {
      const zip = Buffer.from(good);
      // A different bit of each byte.
      zip[at]! ^= 1 << ((at * 5) % 8);
      const { wrong, held } = await contents(zip);
      if (wrong.length > 0) noticed++;
      else if (JSON.stringify(held) !== JSON.stringify(before.held)) unnoticed.push(at);
    }
    expect(unnoticed).toEqual([]);
    expect(noticed).toBeGreaterThan(good.length / 2);
  });

  it('is never more than a finding wherever the ZIP is cut', async () => {
    const good = rawZip(bagEntries(plan));
    for (let length = 0; length < good.length; length += 3) expect(await wrongWith(good.subarray(0, length))).not.toEqual([]);
  });
});

describe('the checksum', () => {
  it('is the one that zlib computes, in pieces of any length', () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, n) => (n * 7919) >> 3));
    for (let cut = 0; cut < 40; cut++) expect(ownCrc32(bytes.subarray(cut), ownCrc32(bytes.subarray(0, cut)))).toBe(crc32(bytes));
  });
});
