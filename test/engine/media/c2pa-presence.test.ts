import { closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findManifestStore } from '../../../src-main/engine/media/c2pa-presence.ts';

const folder = mkdtempSync(join(tmpdir(), 'c2pa-presence-'));
afterAll(() => rmSync(folder, { recursive: true }));

const storeUuid = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex');

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([uint32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};
const ftyp = (brand: string): Buffer => box('ftyp', Buffer.from(`${brand}\0\0\0\0`));

function lookInto(bytes: Buffer, sizeBytes = bytes.length): string | undefined {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  truncateSync(path, sizeBytes);
  const descriptor = openSync(path, 'r');
  try {
    return findManifestStore({ descriptor, sizeBytes: statSync(path).size });
  } finally {
    closeSync(descriptor);
  }
}

describe('looking for a manifest store', () => {
  it.each([
    ['qt  ', 'video/quicktime'],
    ['isom', 'video/mp4'],
    ['heic', 'image/heic'],
    ['avif', 'image/avif'],
  ])('finds its box in a %s file', (brand, type) => expect(lookInto(Buffer.concat([ftyp(brand), box('mdat', Buffer.alloc(99)), box('uuid', storeUuid, Buffer.alloc(20))]))).toBe(type));

  it('passes over a movie without one, and over other uuid boxes', () =>
    expect(lookInto(Buffer.concat([ftyp('isom'), box('uuid', Buffer.alloc(16, 7)), box('moov', Buffer.alloc(9))]))).toBeUndefined());

  it('finds the box behind media data of 5 GB without reading them', () => {
    const long = Buffer.concat([uint32(1), Buffer.from('mdat'), Buffer.alloc(8)]);
    long.writeBigUInt64BE(5_000_000_000n, 8);
    const head = Buffer.concat([ftyp('isom'), long]);
    expect(lookInto(head, 5_000_000_016)).toBeUndefined();
    const before = Buffer.concat([ftyp('isom'), box('uuid', storeUuid), long]);
    expect(lookInto(before, 5_000_000_040)).toBe('video/mp4');
  });

  it('finds it in JPEG before the scan only', () => {
    const store = Buffer.concat([Buffer.from('ffeb0020', 'hex'), Buffer.from('JP\0\x01\0\0\0\x01', 'latin1'), uint32(22), Buffer.from('jumb'), Buffer.alloc(14)]);
    const start = Buffer.from('ffd8ffe000040000', 'hex');
    expect(lookInto(Buffer.concat([start, store]))).toBe('image/jpeg');
    expect(lookInto(Buffer.concat([start, Buffer.from('ffda0002', 'hex'), store]))).toBeUndefined();
  });

  it('finds its chunk in PNG and RIFF', () => {
    const png = Buffer.from('89504e470d0a1a0a', 'hex');
    const chunk = (type: string): Buffer => Buffer.concat([uint32(0), Buffer.from(type), uint32(0)]);
    expect(lookInto(Buffer.concat([png, chunk('IHDR'), chunk('caBX'), chunk('IEND')]))).toBe('image/png');
    expect(lookInto(Buffer.concat([png, chunk('IHDR'), chunk('IEND'), chunk('caBX')]))).toBeUndefined();
    const odd = Buffer.from('LIST\x01\0\0\0x\0', 'latin1');
    expect(lookInto(Buffer.concat([Buffer.from('RIFF\0\0\0\0AVI '), odd, Buffer.from('C2PA\0\0\0\0')]))).toBe('video/avi');
  });

  it('ends on boxes that lead nowhere', () => {
    expect(lookInto(Buffer.concat([ftyp('isom'), uint32(0), Buffer.from('mdat')]))).toBeUndefined();
    expect(lookInto(Buffer.concat([ftyp('isom'), uint32(3), Buffer.from('free')]))).toBeUndefined();
    expect(lookInto(Buffer.concat([ftyp('isom'), ...Array.from({ length: 30_000 }, () => box('free')), box('uuid', storeUuid)]))).toBeUndefined();
  });

  it.each([0, 1, 3, 7])('finds nothing in %i bytes', (length) => expect(lookInto(Buffer.from('\0\0\0\x18ftypisom').subarray(0, length))).toBeUndefined());
});
