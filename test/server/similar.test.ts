import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../src-main/shared/api/jobs.ts';
import { importInto } from '../engine/flows/case-reading.ts';
import { judgeSameness } from '../../src-main/engine/index.ts';
import { shotsFrom, writeFilm } from '../engine/flows/drawn-film.ts';
import { temporaryCase, working } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, until, type Window } from './open-window.ts';

let window: Window;
const outcome = (job: string): Promise<Job> => until(async () => (await window.ask('jobs', {})).body.find(({ id, state }) => id === job && state !== 'running'));

/** i1 and i2 share six shots; i3 is something else, i4 a text. */
beforeAll(async () => {
  const [folder, files] = [await temporaryCase(), await temporaryFolder()];
  writeFilm(join(files, 'a.mp4'), { shots: shotsFrom(1, 8) });
  writeFilm(join(files, 'b.mp4'), { shots: shotsFrom(3, 8), rate: 15 });
  writeFilm(join(files, 'c.mp4'), { shots: shotsFrom(50, 4) });
  writeFileSync(join(files, 'd.txt'), 'no footage');
  for (const name of ['a.mp4', 'b.mp4', 'c.mp4', 'd.txt']) await importInto(folder, [join(files, name)]);
  await working(folder, (target) => judgeSameness(target, { a: 'i1', b: 'i2', verdict: 'same', because: 'the same gate', about: { listed: { numbers: [1] } } }));
  window = await openWindow();
  await window.ask('openCase', { folder });
}, 60_000);

describe('where footage was seen before', () => {
  it('is a job whose result names segments with times and distances, what a person judged, and what was not compared', async () => {
    const { job } = (await window.ask('similarItems', { id: 'i1' })).body;
    expect(await outcome(job)).toMatchObject({ kind: 'similar', about: 'a.mp4', state: 'finished', outcome: { found: 1 }, canRetry: false });
    const { result } = (await window.ask('similarResult', { id: 'i1', job })).body;
    expect(result).toMatchObject({
      footage: { keyframes: 8, basis: 'key-packets' },
      means: { wideBits: 80, mirrored: false },
      coverage: { items: 2, byKeyPacketsOnly: 2, withoutKeyframes: 1, notExamined: 0 },
      found: 1,
      matches: [{ id: 'i2', name: 'b.mp4', mediaKind: 'video', poster: expect.stringMatching(/^[0-9a-f]{64}$/) as string, judged: { verdict: 'same', because: 'the same gate' } }],
    });
    expect(result?.matches[0]?.segments[0]).toMatchObject({ number: 1, here: { fromS: '2.000', toS: '7.000' }, there: { fromS: '0.000' }, frames: 6, mirrored: false, distance: { least: expect.any(Number) as number } });
  });

  it('records nothing', async () => {
    const before = (await window.ask('appState', {})).body.opened?.integrity.entries;
    await outcome((await window.ask('similarItems', { id: 'i2', wide: 100, mirrored: true })).body.job);
    expect((await window.ask('appState', {})).body.opened?.integrity.entries).toBe(before);
  });

  it('is told to nobody who asks for another item, another job, or one that failed', async () => {
    const { job } = (await window.ask('similarItems', { id: 'i1' })).body;
    await outcome(job);
    const { job: failed } = (await window.ask('similarItems', { id: 'i4' })).body;
    expect(await outcome(failed)).toMatchObject({ state: 'failed', problem: { code: 'nothing-to-compare' } });
    for (const wrong of [{ id: 'i2', job }, { id: 'i1', job: 'j99' }, { id: 'i4', job: failed }]) {
      expect(await window.ask('similarResult', wrong)).toMatchObject({ status: 404, body: { code: 'no-such-job' } });
    }
  });

  it('is not looked for wider than chance allows', async () => {
    expect(await window.ask('similarItems', { id: 'i1', wide: 120 })).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
  });

  it('narrows the library to the items that a person judged the same', async () => {
    expect((await window.ask('library', { flags: 'same-footage', order: 'up' })).body.items.map(({ id }) => id)).toEqual(['i1', 'i2']);
    await window.ask('closeCase', {});
  });
});
