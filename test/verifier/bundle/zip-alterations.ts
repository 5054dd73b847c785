import { deflateRawSync } from 'node:zlib';
import { rawZip, zip64End, type RawEnd, type RawEntry } from '../zip/raw-zip.ts';
import type { BundleFiles } from './bundle-files.ts';

/** What somebody does to the ZIP around a bundle that is whole, and what must be said: of the ZIP, or of the bag in it. */
export interface ZipAlteration {
  what: string;
  zip(files: BundleFiles): Buffer;
  finds: readonly string[];
}

/** The bundle in a ZIP with one top folder. */
export function zipped(files: BundleFiles, more: readonly RawEntry[] = [], end: RawEnd = {}): Buffer {
  return rawZip([...entriesOf(files), ...more], end);
}

function entriesOf(files: BundleFiles): RawEntry[] {
  return [...files].map(([path, bytes]) => ({ name: `bundle/${path}`, data: Buffer.from(bytes) }));
}

const extra = (what: string, name: string, finds: readonly string[]): ZipAlteration => ({ what, zip: (files) => zipped(files, [{ name, data: 'x' }]), finds });

/** Every file as it is, but for the first evidentiary copy. */
function withOriginal(files: BundleFiles, change: (entry: RawEntry) => RawEntry): Buffer {
  return rawZip(entriesOf(files).map((entry) => (String(entry.name).includes('/originals/') ? change(entry) : entry)));
}

const kernel = (): Buffer => deflateRawSync(Buffer.alloc(10_000_000), { level: 9 });

export const zipAlterations: readonly ZipAlteration[] = [
  extra('a name that leads out', 'bundle/../../evil.sh', ['name-refused']),
  extra('a name that leads out from the top', '../evil.sh', ['name-refused']),
  extra('an absolute name', '/etc/cron.d/evil', ['name-refused']),
  extra('a name with a drive', 'C:\\evil.exe', ['name-refused', 'name-backslash']),
  extra('a file beside the top folder', 'READ-ME-FIRST.html', ['outside-top-folder']),
  extra('a second file of one name', 'bundle/data/case.json', ['duplicate-name', 'duplicate-entry']),
  extra('a name that differs by case', 'bundle/data/CASE.json', ['names-collide-by-case']),
  extra('a payload folder in capital letters', 'bundle/DATA/case.json', ['names-collide-by-case']),
  { what: 'names that differ by normalisation', zip: (files) => zipped(files, ['\u00e9', 'e\u0301'].map((name) => ({ name: `bundle/data/${name}`, data: 'x' }))), finds: ['names-collide-by-normalization'] },
  { what: 'a symbolic link', zip: (files) => zipped(files, [{ name: 'bundle/data/link', data: '/etc/passwd', attributes: 0o120_777 * 0x1_0000 }]), finds: ['not-a-regular-file'] },
  { what: 'an evidentiary copy that is a symbolic link', zip: (files) => withOriginal(files, (entry) => ({ ...entry, attributes: 0o120_777 * 0x1_0000 })), finds: ['not-a-regular-file'] },
  { what: 'another name before the bytes of a file', zip: (files) => withOriginal(files, (entry) => ({ ...entry, local: { name: 'bundle/data/other' } })), finds: ['local-header-differs'] },
  { what: 'another length before the bytes of a file', zip: (files) => withOriginal(files, (entry) => ({ ...entry, local: { bytes: 1 } })), finds: ['local-header-differs'] },
  { what: 'a wrong checksum', zip: (files) => withOriginal(files, (entry) => ({ ...entry, crc: 7 })), finds: ['crc-differs'] },
  { what: 'other bytes under the right checksum', zip: (files) => withOriginal(files, (entry) => ({ ...entry, packed: Buffer.alloc(Buffer.from(entry.data ?? '').length) })), finds: ['crc-differs', 'digest-differs'] },
  { what: 'bytes before it', zip: (files) => Buffer.concat([Buffer.from('#!/bin/sh\n'), zipped(files)]), finds: ['prefixed-data', 'directory-misplaced'] },
  { what: 'bytes behind it', zip: (files) => Buffer.concat([zipped(files), Buffer.from('more')]), finds: ['trailing-data'] },
  { what: 'bytes that no entry tells of', zip: (files) => zipped(files, [], { beforeDirectory: Buffer.from('hidden') }), finds: ['gap'] },
  { what: 'its end cut off', zip: (files) => zipped(files).subarray(0, -30), finds: ['not-a-zip'] },
  {
    what: 'a bomb of files that share their bytes',
    zip: (files) => {
      const packed = kernel();
      const bomb: RawEntry = { name: 'bundle/data/bomb', method: 8, packed, packedBytes: packed.length, bytes: 10_000_000, crc: 1 };
      const offset = zipped(files).indexOf(Buffer.from('PK\u0001\u0002'));
      return zipped(files, [bomb, ...Array.from({ length: 300 }, (_, n): RawEntry => ({ ...bomb, name: `bundle/data/bomb-${n}`, offset, listedOnly: true }))]);
    },
    finds: ['overlapping-entries'],
  },
  { what: 'a file that becomes a thousand times as large', zip: (files) => zipped(files, [{ name: 'bundle/data/bomb', data: Buffer.alloc(50_000_000), deflate: true }]), finds: ['ratio-too-large', 'file-not-listed'] },
  { what: 'a hundred thousand entries more', zip: (files) => zipped(files, Array.from({ length: 100_000 }, (_, n) => ({ name: `bundle/data/${n}` }))), finds: ['file-not-listed'] },
  {
    what: 'the word that it has three million entries',
    zip: (files) => zipped(files, [], { entries: 0xffff, zip64: ({ offset, bytes }) => zip64End({ entries: 3_000_000n, bytes: BigInt(bytes), offset: BigInt(offset), at: BigInt(offset + bytes) }) }),
    finds: ['too-many-entries'],
  },
];
