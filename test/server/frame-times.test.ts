import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { framesPerPage } from '../../src-main/shared/api/frame-times.ts';
import { importInto } from '../engine/flows/case-reading.ts';
import { numberInPicture, writeNumberedFilm } from '../numbered-film.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, type Window } from './open-window.ts';

let window: Window;
const folder = await temporaryFolder();

beforeAll(async () => {
  const [caseFolder, source] = [await temporaryCase(), await temporaryFolder()];
  writeNumberedFilm(join(source, 'a-short.mp4'), { frames: 30 });
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'color=black:s=16x16:r=25', '-frames:v', String(framesPerPage + 10), '-c:v', 'libx264', '-preset', 'ultrafast', join(source, 'b-long.mp4')]);
  writeFileSync(join(source, 'c-text.txt'), 'no footage');
  await importInto(caseFolder, [source]);
  window = await openWindow();
  await window.ask('openCase', { folder: caseFolder });
});

describe('the times of an item’s frames', () => {
  it('are told by pages, of which the first tells where the others begin', async () => {
    const first = (await window.ask('frameTimes', { id: 'i2', page: 0 })).body.times;
    const second = (await window.ask('frameTimes', { id: 'i2', page: 1 })).body.times;
    expect([first?.count, first?.page?.gaps.length, second?.page?.gaps.length]).toEqual([framesPerPage + 10, framesPerPage - 1, 9]);
    const last = (first?.pageStarts[1] ?? 0) + (second?.page?.gaps.reduce((sum, gap) => sum + gap, 0) ?? 0);
    expect(last).toBe(first?.lastPts);
    expect((await window.ask('frameTimes', { id: 'i2', page: 2 })).body.times?.page).toBeNull();
  });

  it('are none where nothing can be stepped through', async () => {
    expect((await window.ask('frameTimes', { id: 'i3', page: 0 })).body).toEqual({ times: null });
    expect(await window.ask('frameTimes', { id: 'i3', page: -1 })).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    expect(await window.ask('frameTimes', { id: 'i99', page: 0 })).toMatchObject({ status: 404, body: { code: 'item-not-found' } });
  });

  it('name the frame that is kept as a derivative, between key frames too', async () => {
    const times = (await window.ask('frameTimes', { id: 'i1', page: 0 })).body.times;
    const gaps = times?.page?.gaps ?? [];
    const pts = (times?.pageStarts[0] ?? 0) + gaps.slice(0, 17).reduce((sum, gap) => sum + gap, 0);
    const { sha256 } = (await window.ask('keepFrame', { id: 'i1', pts })).body;
    const png = join(folder, 'kept.png');
    writeFileSync(png, Buffer.from(await (await window.request(`/media/derivatives/${sha256}`)).arrayBuffer()));
    expect(numberInPicture(png)).toBe(17);
    expect((await window.ask('item', { id: 'i1' })).body.made).toMatchObject([{ madeFor: 'full-picture', sha256, pts }]);
    expect(await window.ask('keepFrame', { id: 'i1', pts: pts + 1 })).toMatchObject({ status: 400, body: { code: 'no-frame-at' } });
  });
});
