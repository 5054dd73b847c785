import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importMedia, showItem, type ImportSummary } from '../../../src-main/engine/index.ts';
import { CaseError } from '../../../src-main/shared/errors.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, filesBelow, importInto, reading, receiptsWithoutBytes, rows, sha256Of } from './case-reading.ts';
import { smallClip, writeClip } from './small-footage.ts';
import { containing, matching } from './text-matching.ts';

const keepOnly = { keepOnly: true } as const;

describe('a receipt', () => {
  it('says name, path, size, times to the nanosecond, volume and mode of the source', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    const path = join(source, 'film.mp4');
    writeFileSync(path, 'x', { mode: 0o640 });
    execFileSync('touch', ['-d', '2019-02-03 04:05:06.123456789 UTC', path]);
    await importInto(folder, [path], keepOnly);

    const stat = statSync(path, { bigint: true });
    const [receipt] = await acts(folder, 'item-received');
    expect(receipt?.payload).toMatchObject({
      item: sha256Of(Buffer.from('x')),
      bytes: 1,
      name: 'film.mp4',
      sourcePath: path,
      newCopy: true,
      copyVerified: false,
      source: { modifiedAtNs: '1549166706123456789', device: String(stat.dev), inode: String(stat.ino), mode: '100640', ...(stat.birthtimeNs > 0n ? { birthAtNs: String(stat.birthtimeNs) } : {}) },
    });
    const shown = await reading(folder, (readable) => showItem(readable, 'i1').receipts[0]);
    expect(shown?.sourceModifiedAt).toBe('2019-02-03T04:05:06.123456789Z');
    if (process.platform !== 'linux') return;
    const mount = execFileSync('stat', ['-c', '%m', path], { encoding: 'utf8' }).trim();
    expect(shown?.volume.mountPoint).toBe(mount);
    expect(shown?.volume.fileSystem).not.toBe('unknown');
  });

  it('says a time before 1970 as it is', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    const path = join(source, 'old');
    writeFileSync(path, 'x');
    execFileSync('touch', ['-d', '1969-12-31 23:59:58.5 UTC', path]);
    await importInto(folder, [path], keepOnly);
    const at = await reading(folder, (readable) => showItem(readable, 'i1').receipts[0]?.sourceModifiedAt);
    expect(at).toBe('1969-12-31T23:59:58.500000000Z');
  });

  it.skipIf(process.platform !== 'linux')('holds the bytes of a name that is not UTF-8, and of the path to it', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    const inFolder = Buffer.concat([Buffer.from(`${source}/`), Buffer.from([0xd4, 0xee])]);
    const path = Buffer.concat([inFolder, Buffer.from('/'), Buffer.from([0xff, 0x2e, 0x61])]);
    mkdirSync(inFolder);
    writeFileSync(path, 'x');
    await importInto(folder, [source], keepOnly);
    const [receipt] = await acts(folder, 'item-received');
    expect(receipt?.payload).toMatchObject({ name: '\ufffd.a', nameBytes: '/y5h', sourcePathBytes: path.toString('base64') });
    expect(await reading(folder, (readable) => showItem(readable, 'i1').receipts[0]?.nameBytes)).toBe('ff2e61');
  });

  it.skipIf(process.platform !== 'linux')('says a decomposed name in NFC, and holds its own bytes', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    const name = 'Кий\u0306в é'.normalize('NFD');
    writeFileSync(join(source, name), 'x');
    await importInto(folder, [source], keepOnly);
    const [receipt] = await acts(folder, 'item-received');
    expect(receipt?.payload['name']).toBe(name.normalize('NFC'));
    expect(receipt?.payload['nameBytes']).toBe(Buffer.from(name).toString('base64'));
  });

  it('holds what the custodian says of the collection, and the gaps with their reasons', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'a'), 'a');
    const collection = {
      receivedFrom: 'Свидетель 4',
      how: 'USB stick',
      relevance: 'shows the bridge',
      notAvailable: [{ field: 'sourceUrl', why: 'never published' }],
    };
    await importInto(folder, [source], { ...keepOnly, collection });
    const [receipt] = await reading(folder, (readable) => showItem(readable, 'i1').receipts);
    const { notAvailable, ...stated } = collection;
    expect(receipt).toMatchObject({ collection: stated, notAvailable });
    expect((await acts(folder, 'import-started'))[0]?.payload).toMatchObject({ collection });
  });

  it.each([
    ['received from', { receivedFrom: ' ' }],
    ['how', { how: 'x'.repeat(4001) }],
    ['not available', { notAvailable: Array.from({ length: 9 }, () => ({ field: 'how', why: 'secret' })) }],
  ])('with %s that cannot be recorded is refused in words, before anything is taken in', async (field, collection) => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'a'), 'a');
    const refused = importInto(folder, [source], { ...keepOnly, collection });
    await expect(refused).rejects.toMatchObject({ code: 'argument-invalid', message: containing(field) });
    expect(filesBelow(folder, 'originals')).toEqual([]);
  });

  it('holds the further digests asked for, by which the item is then found', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'a'), 'abc');
    await importInto(folder, [source], { ...keepOnly, alsoDigest: ['md5', 'sha1', 'sha512'] });
    const wanted = ['md5', 'sha1', 'sha512'].map((algorithm) => ({ algorithm, digest: createHash(algorithm).update('abc').digest('hex') }));
    await reading(folder, (readable) => {
      expect(showItem(readable, 'i1').otherDigests).toEqual(wanted);
      for (const { digest } of wanted) expect(showItem(readable, digest.toUpperCase()).item.id).toBe('i1');
    });
  });

  it('says why the copy was or was not read back', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    for (const verifyCopy of ['always', 'never', 'by-source'] as const) {
      writeFileSync(join(source, 'a'), verifyCopy);
      await importInto(folder, [source], { ...keepOnly, verifyCopy });
    }
    const told = (await acts(folder, 'item-received')).map(({ payload }) => [payload['copyVerified'], payload['copyVerifiedBecause']]);
    expect(told.slice(0, 2)).toEqual([[true, 'asked'], [false, 'declined']]);
    expect(told[2]?.[1]).toMatch(/^(not-needed|removable-source|network-source)$/);
  });
});

describe('the same bytes again', () => {
  it('get a second receipt and no second copy, in a later import', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'a'), 'same');
    await importInto(folder, [source], keepOnly);
    writeFileSync(join(source, 'b'), 'same');
    const summary = await importInto(folder, [join(source, 'b')], keepOnly);
    expect(summary.received).toMatchObject([{ id: 'i1', name: 'b', newItem: false }]);
    expect(filesBelow(folder, 'originals')).toHaveLength(1);
    expect((await acts(folder, 'item-received')).map((act) => act.payload['newCopy'])).toEqual([true, false]);
  });

  it('get it also within one import, and one examination', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    for (const name of ['a.mov', 'b.mov', 'c.mov']) await writeClip(join(source, name));
    const summary = await importInto(folder, [source]);
    expect(summary.received.map((r) => r.newItem)).toEqual([true, false, false]);
    expect(summary.examination).toEqual({ examined: 1, failed: [] });
    expect(await rows(folder, 'SELECT count(*) AS n FROM item')).toEqual([{ n: 1 }]);
    expect(await acts(folder, 'item-received')).toHaveLength(3);
  });

  it('get it when a finished import is asked for again', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'a'), 'a');
    await importInto(folder, [source], keepOnly);
    expect(await importInto(folder, [source], keepOnly)).toMatchObject({ resumed: false, received: [{ newItem: false }] });
    expect(await acts(folder, 'import-started')).toHaveLength(2);
  });
});

describe('a file that is not as it should be', () => {
  let folder: string;
  let summary: ImportSummary;
  const bytesOf = new Map<string, Buffer>();

  beforeAll(async () => {
    const [target, source] = [await temporaryCase(), await temporaryFolder()];
    const clip = await smallClip();
    const files: [name: string, bytes: Buffer][] = [
      ['empty.mp4', Buffer.alloc(0)],
      ['one-byte.mp4', Buffer.from('\0')],
      ['notes.txt', Buffer.from('Received on a stick.\n')],
      ['mislabelled.jpg', Buffer.concat([clip, Buffer.from('\0\0\0\x08free', 'latin1')])],
      ['truncated.mov', clip.subarray(0, Math.floor(clip.length / 2))],
      ['zeros.mov', Buffer.alloc(5000)],
      ['sound.mp4', Buffer.from('OggS nothing of the kind')],
    ];
    for (const [name, bytes] of files) {
      writeFileSync(join(source, name), bytes);
      bytesOf.set(name, bytes);
    }
    summary = await importInto(target, [source]);
    folder = target;
  });

  const show = (name: string) => reading(folder, (readable) => showItem(readable, sha256Of(bytesOf.get(name) ?? Buffer.from('none'))));

  it('is kept, byte for byte, and examined', async () => {
    expect(summary).toMatchObject({ notReceived: [], examination: { examined: bytesOf.size, failed: [] } });
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
    expect(filesBelow(folder, 'originals').map((path) => path.slice(-64)).sort()).toEqual([...bytesOf.values()].map(sha256Of).sort());
  });

  it('is described: a file cut off is damaged, and a witness says how', async () => {
    const { item, facts } = await show('truncated.mov');
    expect(item.damaged).toBe(true);
    expect(facts.filter((fact) => fact.field === 'damage').map((fact) => fact.value).join(' ')).toMatch(/\w{4,}/);
  });

  it.each(['empty.mp4', 'one-byte.mp4', 'notes.txt', 'zeros.mov', 'sound.mp4'])('is described: %s is no media, and says why there are no keyframes', async (name) => {
    const { item, keyframes, witnesses } = await show(name);
    expect(item).toMatchObject({ mediaKind: 'other', examined: true });
    expect(keyframes?.noneBecause).toMatch(/\w{4,}/);
    expect(witnesses.length).toBeGreaterThanOrEqual(4);
  });

  it('is read for what it is, whatever its name says', async () => {
    const { item, keyframes } = await show('mislabelled.jpg');
    expect(item).toMatchObject({ mediaKind: 'video', width: 96, height: 64, damaged: false });
    expect(keyframes?.indexed).toBe(3);
  });
});

describe('an import', () => {
  it('goes on where an earlier one ended before examining', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    await writeClip(join(source, 'a.mov'));
    await importInto(folder, [source], keepOnly);
    writeFileSync(join(source, 'b.txt'), 'b');
    expect((await importInto(folder, [join(source, 'b.txt')])).examination).toEqual({ examined: 2, failed: [] });
  });

  it('keeps everything where ffmpeg is missing, and says what to install', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    await writeClip(join(source, 'a.mov'));
    const path = process.env['PATH'];
    process.env['PATH'] = '';
    const summary = await importInto(folder, [source]).finally(() => (process.env['PATH'] = path));
    expect(summary).toMatchObject({ outcome: 'finished', received: [{ id: 'i1' }] });
    expect(summary.examination.failed).toMatchObject([{ id: 'i1', because: matching(/ffmpeg.* Install it with: /) }]);
    expect((await importInto(folder, [source])).examination).toEqual({ examined: 1, failed: [] });
  });

  it('of a folder that holds the case takes in everything but the case', async () => {
    const around = await temporaryFolder();
    const folder = join(around, 'case');
    execFileSync('mv', [await temporaryCase(), folder]);
    writeFileSync(join(around, 'film.mp4'), 'film');
    const summary = await importInto(folder, [around], keepOnly);
    expect(summary.received.map((r) => r.name)).toEqual(['film.mp4']);
    expect(summary.notReceived).toMatchObject([{ path: folder, reason: 'inside-the-case' }]);
  });

  it('of a file inside the case is refused: keys and records are no evidence', async () => {
    const folder = await temporaryCase();
    const summary = await importInto(folder, [join(folder, 'keys/log.pem'), folder], keepOnly);
    expect(summary.received).toEqual([]);
    expect(summary.notReceived.map((n) => n.reason)).toEqual(['inside-the-case', 'inside-the-case']);
    expect(filesBelow(folder, 'originals')).toEqual([]);
  });

  it('resumes by the bytes of a path, though two names read the same', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    const names = ['é', 'é'.normalize('NFD')];
    for (const name of names) {
      writeFileSync(join(source, name), name === 'é' ? 'one' : 'two');
      utimesSync(join(source, name), 1e9, 1e9);
    }
    // Cut off after the first of the two.
    await working(folder, async (target) => {
      const record = async (drafts: Parameters<typeof target.record>[0]): Promise<number> => {
        const received = drafts.filter((draft) => draft.type === 'item-received');
        if (received.length < 2) return target.record(drafts);
        await target.record(received.slice(0, 1));
        throw new CaseError('disk-full');
      };
      const request = { collection: {}, alsoDigest: [], verifyCopy: 'by-source', keepOnly: true } as const;
      expect(await importMedia({ ...target, record }, { ...request, paths: [Buffer.from(source)] })).toMatchObject({ outcome: 'stopped' });
    });
    const before = await rows<{ n: number }>(folder, 'SELECT count(*) AS n FROM receipt');
    await importInto(folder, [source], keepOnly);
    const after = await rows<{ sha256: string }>(folder, 'SELECT i.sha256 FROM receipt r JOIN item i ON i.number = r.item_number');
    expect(before).toEqual([{ n: 1 }]);
    expect(after.map((row) => row.sha256).sort()).toEqual(['one', 'two'].map((text) => sha256Of(Buffer.from(text))).sort());
  });
});
