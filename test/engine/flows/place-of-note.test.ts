import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { annotate, fullPicture, showKeyframes, type NewNote } from '../../../src-main/engine/index.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { importInto, reading } from './case-reading.ts';
import { containing } from './text-matching.ts';

let folder: string;
beforeAll(async () => {
  const source = await temporaryFolder();
  const encode = (name: string, ...options: string[]): void =>
    void execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=25:d=1,format=yuv420p', ...options, join(source, name)]);
  const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10'];
  encode('1-wide-plain.mp4', ...x264, '-vf', 'setsar=4/3');
  execFileSync('ffmpeg', ['-v', 'error', '-i', join(source, '1-wide-plain.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90', join(source, '2-turned.mp4')]);
  encode('3-late.ts', ...x264, '-output_ts_offset', '10');
  encode('4-endless.h264', ...x264, '-f', 'h264');
  encode('5-still.png', '-frames:v', '1');
  encode('6-live.webm', '-c:v', 'libvpx', '-g', '10', '-f', 'webm', '-live', '1');
  folder = await temporaryCase();
  await importInto(folder, [source]);
});

const mark = (name: string, wanted: Omit<NewNote, 'name' | 'text'>) => working(folder, (target) => annotate(target, { name, text: 'here', ...wanted }));
const indexOf = (name: string) => reading(folder, (readable) => showKeyframes(readable, name).then(({ index }) => index));

describe('a region', () => {
  it.each([
    ['i1', 'a picture with wide pixels', 128, 64],
    ['i2', 'a picture that players turn', 64, 128],
    ['i5', 'a still', 96, 64],
  ])('of %s, %s, is counted in the pixels of the full-size picture', async (name, _, ...size) => {
    const { bytes } = await reading(folder, (readable) => fullPicture(readable, { name, pts: 0 }));
    const [width, height] = [Buffer.from(bytes).readUInt32BE(16), Buffer.from(bytes).readUInt32BE(20)];
    expect([width, height]).toEqual(size);
    expect(await mark(name, { region: { x: 0, y: 0, width, height } })).toMatchObject({ region: { of: { width, height } } });
    await expect(mark(name, { region: { x: 0, y: 0, width: width + 1, height } })).rejects.toMatchObject({ code: 'region-outside-picture' });
  });
});

describe('a time', () => {
  it('in a stream that begins late is counted from where it begins', async () => {
    const index = await indexOf('i3');
    const first = index?.keyframes[0]?.pts ?? 0;
    expect(first).toBeGreaterThan(900_000);
    // A second of 1/90000.
    expect(await mark('i3', { time: { from: first + 90_000 } })).toMatchObject({ time: { from: first + 90_000, timeBase: '1/90000' } });
    await expect(mark('i3', { time: { from: first + 110_000 } })).rejects.toMatchObject({ code: 'time-outside-item' });
  });

  it('may be that of the last frame where a witness states too short a duration', async () => {
    // A bare stream of 25 frames; MediaInfo counts 23.
    expect(await mark('i4', { time: { from: 24 } })).toMatchObject({ time: { from: 24, timeBase: '1/25' } });
    await expect(mark('i4', { time: { from: 31 } })).rejects.toMatchObject({ code: 'time-outside-item' });
  });

  it('in footage whose length nobody states is taken as it is given, but not before the beginning', async () => {
    expect(await mark('i6', { time: { from: 1_000_000 } })).toMatchObject({ time: { from: 1_000_000 } });
    await expect(mark('i6', { time: { from: -1 } })).rejects.toMatchObject({ code: 'time-outside-item', message: containing('runs from pts 0 on') });
  });

  it('in a still is that of its one frame', async () => {
    expect(await mark('i5', { time: { from: 0 } })).toMatchObject({ time: { from: 0, timeBase: '1/1' } });
    await expect(mark('i5', { time: { from: 1 } })).rejects.toMatchObject({ code: 'time-outside-item' });
  });
});
