import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkFixity, fullPicture, keepPicture, showItem, showKeyframes, verifyCase } from '../../../src-main/engine/index.ts';
import type { MakingRecipe } from '../../../src-main/shared/made-file.ts';
import { working } from '../../temporary-case.ts';
import { acts, filesBelow, reading, sha256Of } from './case-reading.ts';
import { reviewableCase } from './reviewable-case.ts';
import { containing, matching } from './text-matching.ts';

let folder: string;
beforeAll(async () => {
  folder = await reviewableCase();
});
const keep = (name: string, pts: number) => working(folder, async (target) => keepPicture(target, await fullPicture(target, { name, pts })));

/** The one process that an entry tells of: the program, then its arguments. */
function recipeOf({ recipe }: Record<string, unknown>): string[] {
  return (recipe as MakingRecipe).arguments.flat();
}

describe('a full-size picture that is kept', () => {
  it('lies in derivatives, and the log says of which frame it is and how to make it again', async () => {
    const { index } = await reading(folder, (readable) => showKeyframes(readable, 'i1'));
    const keyframe = index?.keyframes[1];
    const { file, path, entry } = await keep('i1', keyframe?.pts ?? -1);
    expect(sha256Of(readFileSync(join(folder, path)))).toBe(file.sha256);
    const [act] = await acts(folder, 'derivative-made');
    expect(act).toMatchObject({ seq: entry, sentence: containing(`A full picture was made of the frame at pts ${keyframe?.pts} with ffmpeg `) });
    expect(act?.payload).toMatchObject({
      madeFor: 'full-picture',
      file,
      mediaType: 'image/png',
      frame: { pts: keyframe?.pts, timeBase: index?.timeBase, stream: index?.stream, frameSha256: keyframe?.decoded?.frameSha256 },
      recipe: { tool: 'ffmpeg', version: matching(/^\d/) },
    });
    const [program, ...args] = recipeOf(act?.payload ?? {});
    const { item, path: original, made } = await reading(folder, (readable) => showItem(readable, 'i1'));
    expect(program).toBe('ffmpeg');
    expect(args).toContain(`file:${original}`);
    expect(args.join(' ')).not.toContain(folder);
    expect(act?.payload['item']).toBe(item.sha256);
    expect(made).toMatchObject([{ seq: entry, ...file, path, pts: keyframe?.pts }]);
  });

  it('is the same file when it is made again, recorded each time, and read by fixity checks', async () => {
    const [first, second] = [await keep('i1', 0), await keep('i1', 0)];
    expect(second.file).toEqual(first.file);
    expect(second.entry).toBeGreaterThan(first.entry);
    const { findings, checked } = await working(folder, (target) => checkFixity(target, { items: [] }));
    expect(findings).toEqual([]);
    expect(checked).toBeGreaterThanOrEqual(filesBelow(folder, 'derivatives').length);
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });

  it('is none where there is no keyframe or no footage, and nothing is recorded', async () => {
    const before = (await acts(folder)).length;
    await expect(keep('i1', 1)).rejects.toMatchObject({ code: 'no-keyframe-at' });
    await expect(keep('i2', 0)).rejects.toMatchObject({ code: 'no-keyframe-at' });
    expect(await acts(folder)).toHaveLength(before);
  });

  it('is not made when it was cancelled before', async () => {
    const wanted = { name: 'i1', pts: 0, signal: AbortSignal.abort() };
    await expect(reading(folder, (readable) => fullPicture(readable, wanted))).rejects.toMatchObject({ code: 'cancelled' });
  });
});
