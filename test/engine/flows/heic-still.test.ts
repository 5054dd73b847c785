import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findSimilar, fullPicture, keepPicture, showItem, showKeyframes, verifyCase } from '../../../src-main/engine/index.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { codePicture, heicOf } from '../media/heif/make-heic.ts';
import { acts, filesBelow, importInto, reading } from './case-reading.ts';
import { containing, matching } from './text-matching.ts';

const coded = codePicture(['-f', 'lavfi', '-i', 'testsrc2=s=640x400'], { width: 640, height: 400 });
let folder: string;
beforeAll(async () => {
  const source = await temporaryFolder();
  folder = await temporaryCase();
  writeFileSync(join(source, '1.heic'), heicOf(coded, { turns: 3 }));
  writeFileSync(join(source, '2.heic'), heicOf(coded).subarray(0, 2000));
  await importInto(folder, [source]);
});

describe('a HEIC still in a case', () => {
  it('gets its frame when it is imported, with a poster that is kept', async () => {
    const { index } = await reading(folder, (readable) => showKeyframes(readable, 'i1'));
    expect(index).toMatchObject({ basis: 'still', width: 400, height: 640, pictured: 1, recipe: { tool: 'libheif' } });
    const { item, path } = await reading(folder, (readable) => showItem(readable, 'i1'));
    expect(index?.recipe.sourceSha256).toBe(item.sha256);
    expect(index?.recipe.arguments[0]?.at(-1)).toBe(path);
    expect(JSON.stringify(index)).not.toContain(folder);
    const poster = index?.keyframes[0]?.decoded?.poster.sha256 ?? '';
    expect(filesBelow(folder, 'derivatives').some((file) => file.endsWith(poster))).toBe(true);
  });

  it('gets a sentence instead when it is cut off', async () => {
    const extracted = await acts(folder, 'keyframes-extracted');
    const reasons = extracted.map(({ payload }) => payload['noneBecause']).filter((reason) => reason !== undefined);
    expect(reasons).toEqual([matching(/^libheif could not decode this picture: .*outside of file bounds.*\.$/)]);
  });

  it('can be kept as a full picture, whose entry names libheif', async () => {
    await working(folder, async (target) => keepPicture(target, await fullPicture(target, { name: 'i1', pts: 0 })));
    const [act] = await acts(folder, 'derivative-made');
    expect(act?.sentence).toContain('with libheif ');
    expect(act?.payload).toMatchObject({ frame: { pts: 0, timeBase: '1/1', stream: 0 }, recipe: { tool: 'libheif', version: containing('; ffmpeg ') } });
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });

  it('is met again by the same picture in a file outside the case', async () => {
    const path = join(await temporaryFolder(), 'asked.heic');
    writeFileSync(path, Buffer.concat([heicOf(coded, { turns: 3 }), Buffer.from('\0\0\0\x09free\x01', 'latin1')]));
    const found = await reading(folder, (readable) => findSimilar(readable, { footage: { name: path, path: Buffer.from(path) } }));
    expect(found.footage).toMatchObject({ id: null, basis: 'still', keyframes: 1 });
    expect(found.matches.length + found.aloneOnly).toBe(1);
  });
});
