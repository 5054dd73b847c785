import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkBag } from '../../../src-main/verifier/check-bag.ts';
import { zipCodeSentences, zipFindingCodes } from '../../../src-main/verifier/zip/codes.ts';
import { openZipSource } from '../../../src-main/verifier/zip/open-zip-source.ts';
import { bagEntries, extraField, inMemory, listed, nodeHashing, opened, rawZip, readAll, wrongWith, zip64End, type RawEnd, type RawEntry } from './raw-zip.ts';

const linkMode = 0o120_777 * 0x1_0000;
const one: RawEntry = { name: 'bag/data/x', data: 'x' };
const unicodePath = (raw: string, name: string): Buffer => {
  const head = Buffer.alloc(5, 1);
  head.writeUInt32LE(crc32(raw), 1);
  return extraField(0x7075, Buffer.concat([head, Buffer.from(name)]));
};
const withEntry = (entry: RawEntry, end: RawEnd = {}): Buffer => rawZip([...bagEntries(), entry], end);

/** What is done to a good bag in a ZIP, and what is said of it: about the ZIP, and of the entry when it is read. */
const alterations: { does: string; zip: () => Buffer; zipSays: string[]; bagSays: string[] }[] = [
  ...['../x', '/etc/x', 'C:/x', 'C:\\x', '\\\\server\\x', '//server/x', '~/x'].map((name) => ({
    does: `stands outside by its name, ${name}`,
    zip: () => withEntry({ name, data: 'x' }),
    zipSays: [`name-refused ${name}`, `outside-top-folder ${name}`, ...(name.includes('\\') ? [`name-backslash ${name}`] : [])],
    bagSays: [],
  })),
  ...['bag/../x', 'bag/data/../../../x'].map((name) => ({
    does: `leads out by its name, ${name}`,
    zip: () => withEntry({ name, data: 'x' }),
    zipSays: [`name-refused ${name}`],
    bagSays: [`name-refused ${name.slice(4)}`],
  })),
  ...['bag//etc/x', 'bag/~x', 'bag/C:x'].map((name) => ({
    does: `leads out once the top folder is taken off, ${name}`,
    zip: () => withEntry({ name, data: 'x' }),
    zipSays: [],
    bagSays: [`name-refused ${name.slice(4)}`],
  })),
  { does: 'has a backslash in its name', zip: () => withEntry({ name: 'bag/data\\x', data: 'x' }), zipSays: ['name-backslash bag/data\\x'], bagSays: ['name-not-portable data\\x'] },
  { does: 'has a NUL in its name', zip: () => withEntry({ name: 'bag/data/a.txt\u0000.exe', data: 'x' }), zipSays: ['name-refused bag/data/a.txt\u0000.exe'], bagSays: ['name-refused data/a.txt\u0000.exe'] },
  { does: 'has a name that is no text', zip: () => withEntry({ name: Buffer.from([...Buffer.from('bag/data/'), 0xe9]) }), zipSays: ['name-not-utf8 bag/data/\ufffd'], bagSays: ['name-not-text data/\ufffd'] },
  { does: 'stands there twice', zip: () => withEntry({ name: 'bag/data/a.txt', data: 'other' }), zipSays: ['duplicate-name bag/data/a.txt'], bagSays: ['duplicate-entry data/a.txt', 'unreadable data/a.txt'] },
  { does: 'differs from another by case', zip: () => withEntry({ name: 'bag/data/A.txt', data: 'x' }), zipSays: [], bagSays: ['file-not-listed data/A.txt', 'names-collide-by-case data/A.txt'] },
  {
    does: 'differs from another by normalisation',
    zip: () => rawZip([...bagEntries({ payload: { '\u00e9': 'x' } }), { name: 'bag/data/e\u0301', data: 'y' }]),
    zipSays: [], bagSays: ['file-not-listed data/e\u0301', 'names-collide-by-normalization data/e\u0301'],
  },
  { does: 'is a file in which another lies', zip: () => withEntry({ name: 'bag/data/a.txt/x', data: 'x' }), zipSays: ['file-and-folder bag/data/a.txt'], bagSays: ['file-not-listed data/a.txt/x', 'unreadable data/a.txt'] },
  { does: 'is a symbolic link', zip: () => withEntry({ name: 'bag/data/x', data: '/etc/passwd', attributes: linkMode }), zipSays: ['not-a-regular-file bag/data/x'], bagSays: ['not-a-regular-file data/x'] },
  { does: 'is a device', zip: () => withEntry({ ...one, attributes: 0o060_644 * 0x1_0000 }), zipSays: ['not-a-regular-file bag/data/x'], bagSays: ['not-a-regular-file data/x'] },
  { does: 'is a folder by its attributes alone', zip: () => withEntry({ ...one, attributes: 0x10 }), zipSays: ['kind-contradicts bag/data/x'], bagSays: ['not-a-regular-file data/x'] },
  { does: 'is a folder with bytes', zip: () => withEntry({ name: 'bag/data/x/', data: 'x', attributes: 0x10 }), zipSays: ['folder-with-bytes bag/data/x/'], bagSays: [] },
  { does: 'is encrypted', zip: () => spoiled({ flags: 0x801 }), zipSays: ['encrypted bag/data/a.txt'], bagSays: ['unreadable data/a.txt'] },
  { does: 'is compressed by another method', zip: () => spoiled({ method: 9 }), zipSays: ['method-unknown bag/data/a.txt'], bagSays: ['unreadable data/a.txt'] },
  { does: 'has another name before its bytes', zip: () => spoiled({ local: { name: 'bag/data/b.txt' } }), zipSays: ['local-header-differs bag/data/a.txt'], bagSays: ['unreadable data/a.txt'] },
  { does: 'has another length before its bytes', zip: () => spoiled({ local: { bytes: 2 } }), zipSays: ['local-header-differs bag/data/a.txt'], bagSays: ['unreadable data/a.txt'] },
  { does: 'has another method before its bytes', zip: () => spoiled({ local: { method: 8 } }), zipSays: ['local-header-differs bag/data/a.txt'], bagSays: ['unreadable data/a.txt'] },
  { does: 'has another checksum before its bytes', zip: () => spoiled({ local: { crc: 7 } }), zipSays: ['local-header-differs bag/data/a.txt'], bagSays: ['unreadable data/a.txt'] },
  { does: 'is encrypted before its bytes alone', zip: () => spoiled({ local: { flags: 0x801 } }), zipSays: ['local-header-differs bag/data/a.txt'], bagSays: ['unreadable data/a.txt'] },
  { does: 'has another name in an extra field', zip: () => spoiled({ extra: unicodePath('bag/data/a.txt', 'bag/data/evil') }), zipSays: ['unicode-name-differs bag/data/a.txt', 'local-header-differs bag/data/a.txt'], bagSays: ['unreadable data/a.txt'] },
  { does: 'has another name in an extra field before its bytes', zip: () => spoiled({ local: { extra: unicodePath('bag/data/a.txt', 'bag/data/evil') } }), zipSays: ['local-header-differs bag/data/a.txt'], bagSays: ['unreadable data/a.txt'] },
  { does: 'is stored and has two lengths', zip: () => spoiled({ bytes: 5 }), zipSays: ['sizes-contradict bag/data/a.txt'], bagSays: ['unreadable data/a.txt'] },
  { does: 'ends after another has begun', zip: () => spoiled({ bytes: 40, packedBytes: 40 }), zipSays: ['overlapping-entries bag/data/b/c.bin'], bagSays: ['unreadable data/a.txt', 'unreadable data/b/c.bin'] },
  { does: 'is longer than the ZIP', zip: () => spoiled({ bytes: 4_000_000, packedBytes: 4_000_000 }), zipSays: ['overlapping-entries bag/data/a.txt', 'overlapping-entries bag/data/b/c.bin', 'overlapping-entries bag/bagit.txt', 'overlapping-entries bag/bag-info.txt', 'overlapping-entries bag/manifest-sha256.txt', 'overlapping-entries bag/tagmanifest-sha256.txt'], bagSays: ['tag-file-unreadable bagit.txt'] },
  { does: 'begins in the list of files', zip: () => withEntry({ ...one, offset: 5_000_000, listedOnly: true }), zipSays: ['outside-file bag/data/x'], bagSays: ['file-not-listed data/x'] },
  { does: 'begins where there is no file', zip: () => withEntry({ ...one, offset: 3, listedOnly: true }), zipSays: ['overlapping-entries bag/data/x', 'local-header-missing bag/data/x'], bagSays: ['file-not-listed data/x', 'unreadable data/a.txt'] },
  { does: 'has a wrong checksum in both headers', zip: () => spoiled({ crc: 7 }), zipSays: ['crc-differs bag/data/a.txt'], bagSays: [] },
  { does: 'has other bytes than its checksum says', zip: () => spoiled({ packed: Buffer.from('onf') }), zipSays: ['crc-differs bag/data/a.txt'], bagSays: ['digest-differs data/a.txt'] },
  { does: 'has a descriptor that says otherwise', zip: () => spoiled({ flags: 0x808, descriptor: Buffer.alloc(16, 7) }), zipSays: ['descriptor-differs bag/data/a.txt', 'gap before "bag/data/b/c.bin"'], bagSays: ['unreadable data/a.txt'] },
  { does: 'states lengths that stand in no field', zip: () => spoiled({ bytes: 0xffff_ffff }), zipSays: ['zip64-malformed bag/data/a.txt', 'prefixed-data before "bag/data/b/c.bin"'], bagSays: ['unreadable data/a.txt'] },
  { does: 'states a length larger than any file', zip: () => spoiled({ bytes: 0xffff_ffff, extra: extraField(1, Buffer.alloc(8, 0xff)) }), zipSays: ['number-too-large bag/data/a.txt', 'prefixed-data before "bag/data/b/c.bin"'], bagSays: ['unreadable data/a.txt'] },
  { does: 'has bytes before it that no entry tells of', zip: () => spoiled({ before: Buffer.from('hidden') }), zipSays: ['prefixed-data before "bag/data/a.txt"'], bagSays: [] },
  { does: 'is followed by bytes that no entry tells of', zip: () => spoiled({ descriptor: Buffer.from('hidden') }), zipSays: ['gap before "bag/data/b/c.bin"'], bagSays: [] },
  { does: 'has a name that no system can write', zip: () => withEntry({ name: `bag/data/${'x'.repeat(5000)}` }), zipSays: [`name-too-long bag/data/${'x'.repeat(191)}`, 'gap before the list of files'], bagSays: [] },
];

/** The good bag with its first file written otherwise. */
function spoiled(change: Partial<RawEntry>): Buffer {
  const [first, ...rest] = bagEntries();
  return rawZip([{ ...first!, ...change }, ...rest]);
}

describe('a file in a ZIP that', () => {
  it.each(alterations)('$does, is told of', async ({ zip, zipSays, bagSays }) => {
    const source = await opened(zip());
    const check = await checkBag(source, { strictNames: true });
    const zipTold = source.findings.map(({ code, thing }) => `${code} ${thing}`);
    expect(zipTold.sort()).toEqual([...zipSays].sort());
    const bagTold = check.findings.map(({ code, thing }) => `${code} ${thing}`);
    expect(bagTold).toEqual(expect.arrayContaining(bagSays));
    expect(zipTold.length + bagTold.length).toBeGreaterThan(0);
  });
});

describe('a ZIP', () => {
  const good = (): Buffer => rawZip(bagEntries());
  const endOnly = (end: RawEnd): Buffer => rawZip(bagEntries(), end);

  it.each([
    ['that is empty of bytes', () => Buffer.alloc(0), 'not-a-zip the ZIP'],
    ['that is something else', () => Buffer.from('%PDF-1.7\n'.repeat(1000)), 'not-a-zip the ZIP'],
    ['that is cut off in its end', () => good().subarray(0, -1), 'not-a-zip the ZIP'],
    ['that is cut off at its beginning', () => good().subarray(1), 'directory-misplaced the ZIP'],
    ['that states more entries than the limit', () => endOnly({ zip64: ({ offset, bytes }) => zip64End({ entries: 3_000_000n, bytes: BigInt(bytes), offset: BigInt(offset), at: BigInt(offset + bytes) }), entries: 0xffff }), 'too-many-entries the ZIP'],
    ['whose list would be larger than the limit', () => endOnly({ bytes: 0xffff_fff0 }), 'too-many-entries the ZIP'],
    ['whose list would lie outside', () => endOnly({ offset: 0xffff_fff0 }), 'directory-misplaced the ZIP'],
    ['with numbers larger than any file', () => endOnly({ zip64: ({ offset, bytes }) => zip64End({ entries: 2n ** 64n - 1n, bytes: 2n ** 64n - 1n, offset: 2n ** 63n, at: BigInt(offset + bytes) }), entries: 0xffff }), 'number-too-large the ZIP'],
    ['whose ZIP64 end lies elsewhere', () => endOnly({ zip64: ({ offset, bytes, entries }) => zip64End({ entries: BigInt(entries), bytes: BigInt(bytes), offset: BigInt(offset), at: 5n }) }), 'directory-misplaced the ZIP'],
    ['that is one part of several', () => endOnly({ disk: 1 }), 'several-disks the ZIP'],
  ])('%s is not opened', async (_, zip, says) => {
    expect(await wrongWith(zip())).toEqual([says]);
  });

  it.each([
    ['with bytes after its end', () => Buffer.concat([good(), Buffer.from('more')]), 'trailing-data the ZIP'],
    ['with bytes before it', () => Buffer.concat([Buffer.from('more'), good()]), 'prefixed-data the ZIP'],
    ['with bytes before its list of files', () => endOnly({ beforeDirectory: Buffer.from('more') }), 'gap before the list of files'],
    ['that states another number of entries', () => endOnly({ entries: 3 }), 'count-differs the list of files'],
    ['with another end in its comment', () => endOnly({ comment: Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(30)]) }), 'several-ends the ZIP'],
    ['whose ZIP64 end tells of another list', () => endOnly({ entries: 1, zip64: ({ offset, bytes, entries }) => zip64End({ entries: BigInt(entries), bytes: BigInt(bytes), offset: BigInt(offset), at: BigInt(offset + bytes) }) }), 'several-ends the ZIP'],
  ])('%s is opened, and it is told', async (_, zip, says) => {
    const source = await opened(zip());
    expect(source.findings.map(({ code, thing }) => `${code} ${thing}`)).toEqual([says]);
    expect(await checkBag(source)).toMatchObject({ valid: true });
  });

  it('whose files would be larger than the limit together is not opened', async () => {
    const large = (n: number): RawEntry => ({ name: `bag/data/${n}`, packed: Buffer.alloc(1_000_000), method: 8, bytes: 900_000_000 });
    expect(await wrongWith(rawZip([large(1), large(2)]), { limits: { declaredBytes: 1_000_000_000 } })).toEqual(['declares-too-much the ZIP']);
  });

  it('with two folders at its top is read as the one with a bagit.txt', async () => {
    const zip = rawZip([{ name: 'other/x', data: 'x' }, ...bagEntries(), { name: '__MACOSX/bag/._x', data: 'x' }]);
    const source = await opened(zip);
    expect(source.topFolder).toBe('bag');
    expect(source.findings.map(({ code, thing }) => `${code} ${thing}`)).toEqual(['outside-top-folder other/x', 'outside-top-folder __MACOSX/bag/._x']);
    expect(await checkBag(source)).toMatchObject({ valid: true });
  });

  it('can be left off while it is opened', async () => {
    await expect(openZipSource(inMemory(good()), nodeHashing, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });

  it('has a sentence for every finding', () => {
    for (const code of zipFindingCodes) expect(zipCodeSentences[code]).toMatch(/^[A-Z].*\.$/);
  });
});

describe('a packed file', () => {
  const zeros = Buffer.alloc(3_000_000);
  const packedZip = (change: Partial<RawEntry>): Buffer => rawZip([{ name: 'x/data/a', data: 'hello '.repeat(50_000), deflate: true, ...change }]);

  it('is unpacked in pieces, whole', async () => {
    const source = await opened(packedZip({}));
    expect((await readAll(source, 'data/a')).toString()).toBe('hello '.repeat(50_000));
    expect(source.findings).toEqual([]);
  });

  it('that says it becomes larger than deflate can make it is not read', async () => {
    const source = await opened(packedZip({ data: zeros, bytes: 2 * zeros.length }));
    expect(source.findings).toMatchObject([{ code: 'ratio-too-large' }]);
    expect(await readAll(source, 'data/a')).toBe('ratio-too-large');
    expect(await source.digest({ path: 'data/a', bytes: 0 }, ['sha256'])).toEqual({ problem: 'ratio-too-large' });
  });

  it('that is small may become as large as deflate makes it', async () => {
    expect(await readAll(await opened(packedZip({ data: zeros.subarray(0, 1_000_000) })), 'data/a')).toHaveLength(1_000_000);
  });

  it('that declares less than it holds is read no further', async () => {
    expect(await readAll(await opened(packedZip({ data: zeros, bytes: 1000 })), 'data/a')).toMatch(/more than the 1000 bytes/);
  });

  it('that declares more than it holds is not whole', async () => {
    expect(await readAll(await opened(packedZip({ bytes: 400_000 })), 'data/a')).toMatch(/300000 bytes, and the ZIP declares 400000/);
  });

  it('whose packed bytes are none is not read', async () => {
    const packed = Buffer.from('this is not what deflate makes');
    expect(await readAll(await opened(packedZip({ packed, bytes: 100, method: 8 })), 'data/a')).toMatch(/altered/);
  });

  it('with bytes after its end is not read', async () => {
    const whole = packedZip({}).subarray(38);
    const packed = whole.subarray(0, whole.length - 76);
    const source = await opened(packedZip({ packed: Buffer.concat([packed, Buffer.from('more')]) }));
    expect(await readAll(source, 'data/a')).toMatch(/altered/);
  });

  it('has its checksum compared', async () => {
    const source = await opened(packedZip({ crc: 7 }));
    await source.digest({ path: 'data/a', bytes: 0 }, ['sha256']);
    await readAll(source, 'data/a');
    expect(source.findings).toMatchObject([{ code: 'crc-differs', expected: '00000007' }]);
  });
});

describe('names', () => {
  it('in another encoding than UTF-8 by the marks, and UTF-8 by the bytes, are read as they are', async () => {
    const source = await opened(rawZip([{ name: 'bag/data/\u0416', data: 'x', flags: 0 }]));
    expect(await listed(source)).toMatchObject([{ path: 'data/\u0416', kind: 'file' }]);
    expect(source.findings).toEqual([]);
  });

  it('that an extra field states again are no finding', async () => {
    const extra = unicodePath('bag/data/x', 'bag/data/x');
    expect(await wrongWith(rawZip([{ name: 'bag/data/x', data: 'x', extra }]))).toEqual([]);
  });
});
