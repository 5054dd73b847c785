import { describe, expect, it } from 'vitest';
import { dosTimeOf, localHeaderBytes, makeCentralHeader, makeEnd, makeLocalHeader, type ZipEntry } from '../../../src-main/engine/bundle/zip-records.ts';
import { openZipSource } from '../../../src-main/verifier/zip/open-zip-source.ts';
import { allOf, nodeHashing } from '../../verifier/zip/raw-zip.ts';

const modified = dosTimeOf(new Date('2026-11-22T08:14:03Z'));

/** A ZIP of files of these lengths, of which only the records are in memory; the files read as zeros. */
function largeZip(lengths: readonly number[]): { size: number; read(offset: number, length: number): Promise<Uint8Array> } {
  const pieces: { at: number; bytes: Buffer }[] = [];
  const entries: ZipEntry[] = [];
  let at = 0;
  for (const [n, bytes] of lengths.entries()) {
    const entry: ZipEntry = { name: Buffer.from(`b/data/${n}`), bytes, crc32: 0, offset: at };
    entries.push(entry);
    const header = makeLocalHeader(entry, modified);
    expect(header.length).toBe(localHeaderBytes(entry));
    pieces.push({ at, bytes: header });
    at += header.length + bytes;
  }
  const directory = Buffer.concat(entries.map((entry) => makeCentralHeader(entry, { modified, mode: 0o100_644 })));
  pieces.push({ at, bytes: Buffer.concat([directory, makeEnd({ entries: entries.length, bytes: directory.length, offset: at })]) });
  const size = at + (pieces.at(-1)?.bytes.length ?? 0);
  return {
    size,
    async read(offset, length) {
      const into = Buffer.alloc(Math.min(length, size - offset));
      for (const { at: start, bytes } of pieces) {
        const from = Math.max(offset, start);
        if (from < Math.min(offset + into.length, start + bytes.length)) bytes.copy(into, from - offset, from - start);
      }
      return into;
    },
  };
}

describe('the records of a ZIP', () => {
  it.each([
    ['just below what 32 bits hold', [0xffff_fffe]],
    ['that 32 bits hold, but not as a number', [0xffff_ffff, 1]],
    ['beyond 4 GiB, and others behind it', [2 ** 32, 7, 2 ** 33 + 1, 0]],
    ['of a terabyte', [2 ** 40 - 10_000]],
  ])('tell of a file %s, as the reader has it', async (_, lengths) => {
    const source = await openZipSource(largeZip(lengths), nodeHashing);
    if ('problem' in source) throw new Error(source.problem.code);
    expect(source.findings).toEqual([]);
    expect((await allOf(source.list())).map(({ bytes }) => bytes)).toEqual(lengths);
  });

  it.each([
    ['1970-01-01T00:00:00Z', { date: 0x21, time: 0 }],
    ['1980-01-01T00:00:01Z', { date: 0x21, time: 0 }],
    ['2026-11-22T08:14:03Z', { date: (46 << 9) | (11 << 5) | 22, time: (8 << 11) | (14 << 5) | 1 }],
    ['2200-01-01T00:00:00Z', { date: (127 << 9) | (12 << 5) | 31, time: (23 << 11) | (59 << 5) | 29 }],
  ])('have the time %s in UTC, within the years that there are', (instant, time) => {
    expect(dosTimeOf(new Date(instant))).toEqual(time);
  });
});
