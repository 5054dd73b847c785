import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { keepPicture, fullPicture, namedFile, showItem, type NamedFile } from '../../../src-main/engine/index.ts';
import { CaseError } from '../../../src-main/shared/errors.ts';
import { working } from '../../temporary-case.ts';
import { reading, sha256Of } from './case-reading.ts';
import { reviewableCase } from './reviewable-case.ts';
import { smallClip } from './small-footage.ts';

let folder: string;
beforeAll(async () => {
  folder = await reviewableCase();
});

const named = (kind: 'original' | 'derivative', sha256: string): Promise<NamedFile> => reading(folder, (readable) => namedFile(readable, kind, sha256));

describe('a file that the log names', () => {
  it('is the evidentiary copy, under the name it came with', async () => {
    const sha256 = sha256Of(await smallClip());
    const found = await named('original', sha256);
    expect([found.name, found.mediaType, sha256Of(readFileSync(found.path))]).toEqual(['clip.mov', undefined, sha256]);
  });

  it('is a picture that was made of it', async () => {
    const { file } = await working(folder, async (target) => keepPicture(target, await fullPicture(target, { name: 'i1', pts: 0 })));
    expect(await named('derivative', file.sha256)).toMatchObject({ mediaType: 'image/png', name: undefined });
  });

  it('is a witness\'s report, which is text', async () => {
    const [report] = await reading(folder, (readable) => showItem(readable, 'i1').witnesses);
    const found = await named('derivative', String(report?.rawSha256));
    expect([found.mediaType, readFileSync(found.path).length]).toEqual(['text/plain; charset=utf-8', report?.rawBytes]);
  });
});

describe('a name that the log does not have', () => {
  it.each([
    ['no digest', 'case.sqlite'],
    ['a way out', '../../keys/log'],
    ['the beginning of a digest', 'ab'],
    ['capitals', 'A'.repeat(64)],
    ['more than a digest', `${'a'.repeat(64)}\n`],
    ['a digest of nothing', '0'.repeat(64)],
  ])('leads nowhere: %s', async (_, sha256) => {
    await expect(named('original', sha256)).rejects.toThrow(CaseError);
    await expect(named('derivative', sha256)).rejects.toMatchObject({ code: 'file-missing' });
  });

  it('leads nowhere from the other shelf', async () => {
    await expect(named('derivative', sha256Of(await smallClip()))).rejects.toMatchObject({ code: 'file-missing' });
  });
});
