import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mediaPaths } from '../../src-main/shared/api/items.ts';
import type { Job } from '../../src-main/shared/api/jobs.ts';
import { importInto } from '../engine/flows/case-reading.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { listen, openWindow, own, until, type Window } from './open-window.ts';

let window: Window;
const outcome = (job: string): Promise<Job> => until(async () => (await window.ask('jobs', {})).body.find(({ id, state }) => id === job && state !== 'running'));
const begin = async (id: string): Promise<string> => (await window.ask('makeProxy', { id })).body.job;

/** i1: four seconds of HEVC. i2: a text. */
beforeAll(async () => {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  const coded = ['-c:v', 'libx265', '-x265-params', 'log-level=error', '-preset', 'ultrafast', '-tag:v', 'hvc1'];
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=4', ...coded, join(source, 'film.mp4')]);
  writeFileSync(join(source, 'text.txt'), 'no footage');
  await importInto(folder, [join(source, 'film.mp4')]);
  await importInto(folder, [join(source, 'text.txt')]);
  window = await openWindow();
  await window.ask('openCase', { folder });
}, 60_000);

describe('a playback proxy', () => {
  it('is made as a job, then named with its item and given in ranges', async () => {
    expect((await window.ask('item', { id: 'i1' })).body.proxy).toBeNull();
    const told = await listen(window);
    expect(await outcome(await begin('i1'))).toMatchObject({ kind: 'proxy', about: 'film.mp4', state: 'finished', progress: { of: 4, unit: 'seconds' } });
    expect(told).toContainEqual({ event: 'items', ids: ['i1'] });
    const { proxy } = (await window.ask('item', { id: 'i1' })).body;
    expect(proxy).toMatchObject({ mediaType: 'video/mp4', startsAtS: '0.000000' });
    const part = await window.request(mediaPaths.derivative(String(proxy?.sha256)), { headers: { ...own, range: 'bytes=4-7' } });
    expect([part.status, part.headers.get('content-type'), await part.text()]).toEqual([206, 'video/mp4', 'ftyp']);
  });

  it('that is being made is not begun twice, and can be cancelled while it waits for another', async () => {
    const [first, again] = [await begin('i1'), await begin('i1')];
    expect(again).toBe(first);
    const waiting = await begin('i2');
    await window.ask('cancelJob', { job: waiting });
    expect(await outcome(waiting)).toMatchObject({ state: 'cancelled', problem: null, canRetry: true });
    expect((await window.ask('jobs', {})).body.find(({ id }) => id === first)?.state).toBe('running');
    await window.ask('cancelJob', { job: first });
    expect((await outcome(first)).state).toBe('cancelled');
  });

  it('of what cannot be played ends with the reason', async () => {
    expect(await outcome(await begin('i2'))).toMatchObject({ state: 'failed', problem: { code: 'nothing-to-play', facts: { name: 'text.txt' } } });
    expect(await window.ask('makeProxy', { id: 'i99' })).toMatchObject({ status: 404, body: { code: 'item-not-found' } });
  });
});
