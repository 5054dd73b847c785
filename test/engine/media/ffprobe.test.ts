import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffprobeArguments, readWithFfprobe, type FfprobeReading } from '../../../src-main/engine/media/ffprobe.ts';
import { findTools, type Tools } from '../../../src-main/engine/media/find-tools.ts';
import { runTool } from '../../../src-main/engine/media/run-tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'ffprobe-'));
let tools: Tools;

async function make(name: string, ...args: string[]): Promise<void> {
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=96x64:rate=25:duration=2'];
  const end = await runTool({ file: tools.ffmpeg.path, args: ['-v', 'error', ...source, ...args, name], cwd: folder, timeoutMs: 30_000, maxOutputBytes: 1 << 20, maxMemoryBytes: 2 ** 32 });
  expect(end.stderr).toBe('');
}

const read = (path: string, withPackets = false): Promise<FfprobeReading> => readWithFfprobe({ tool: tools.ffprobe, caseFolder: folder, path, withPackets });
const values = (reading: FfprobeReading, field: string): unknown[] => reading.observations.filter((one) => one.field === field).map((one) => one.value);

beforeAll(async () => {
  tools = await findTools();
  const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '10', '-pix_fmt', 'yuv420p'];
  await make('plain.mp4', ...x264, '-metadata', 'creation_time=2020-05-06T07:08:09Z', '-metadata', 'location=+48.2082+016.3738/', '-movflags', '+faststart');
  await make('variable.mp4', '-vf', "setpts='if(lt(N,20),N,N*3)/25/TB'", '-vsync', 'vfr', ...x264);
  await make('picture.jpg', '-frames:v', '1');
  await make('sound-with-cover.mp4', '-f', 'lavfi', '-i', 'sine=duration=1', '-map', '1', '-map', '0', '-frames:v', '1', '-c:v', 'png', '-disposition:v', 'attached_pic');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('ffprobe', () => {
  it('is told to reach nothing but the file', () => {
    const args = ffprobeArguments('originals/ab/abcd');
    expect(args.slice(-2)).toEqual(['-i', 'file:originals/ab/abcd']);
    expect(args.join(' ')).toContain('-protocol_whitelist file,pipe');
  });

  it('states time, place and shape with the text it printed', async () => {
    const reading = await read('plain.mp4');
    expect(reading).toMatchObject({ witness: 'ffprobe', version: tools.ffprobe.version, outcome: 'read' });
    expect(reading.recipe).toEqual(['ffprobe', ...ffprobeArguments('plain.mp4')]);
    expect(reading.observations).toContainEqual({
      field: 'recorded-at', basis: 'container', path: 'format.tags.creation_time', raw: '2020-05-06T07:08:09.000000Z',
      value: { local: '2020-05-06T07:08:09.000000', offset: 'Z', utc: '2020-05-06T07:08:09.000000Z' },
    });
    expect(values(reading, 'position')).toMatchObject([{ latitude: '48.2082', longitude: '16.3738' }]);
    expect(values(reading, 'display-size')).toEqual([{ width: 96, height: 64 }]);
    expect(values(reading, 'frame-rate')).toEqual([{ averageFps: '25', variable: 'unknown' }]);
    expect(values(reading, 'duration')).toEqual([{ seconds: '2' }]);
    expect(values(reading, 'damage')).toEqual([]);
  });

  it('keeps the exact bytes that were printed as the raw report', async () => {
    const reading = await read('plain.mp4');
    const again = await runTool({ file: tools.ffprobe.path, args: ffprobeArguments('plain.mp4'), cwd: folder, timeoutMs: 30_000, maxOutputBytes: 1 << 20, maxMemoryBytes: 2 ** 31 });
    expect(Buffer.from(reading.raw).equals(again.stdout)).toBe(true);
  });

  it('lists the key packets in the same run, and sees a constant rate in the times of all', async () => {
    const reading = await read('plain.mp4', true);
    expect(reading.packets?.map((row) => row.key)).toEqual([true, true, true, true, true]);
    expect(reading.packets?.every((row, n) => row.pts === (n * 10 * 12800) / 25 && row.position !== null)).toBe(true);
    expect(reading.packetScan).toMatchObject({ count: 50, corrupt: 0, shortestGap: 512, longestGap: 512 });
    expect(values(reading, 'frame-rate')).toEqual([{ averageFps: '25', variable: false }]);
  });

  it('sees a variable rate in the times of the packets', async () =>
    expect(values(await read('variable.mp4', true), 'frame-rate')).toMatchObject([{ variable: true }]));

  it('reads the report again without packets when the list is long', async () => {
    // 30,000 lines of packets are above the 2 MiB that are kept of one run.
    await make('long.mp4', '-vf', 'scale=16:16,loop=loop=-1:size=50', '-frames:v', '30000', '-c:v', 'mpeg4', '-g', '600');
    const reading = await read('long.mp4', true);
    expect(reading.packetScan?.count).toBe(30_000);
    expect(reading.packets).toHaveLength(50);
    expect(reading.raw.length).toBeLessThan(1 << 16);
    expect(reading.recipe).toEqual(['ffprobe', ...ffprobeArguments('long.mp4')]);
    expect(values(reading, 'frame-rate')).toMatchObject([{ variable: false }]);
  });

  it('does not take a cover picture for footage', async () => {
    const reading = await read('sound-with-cover.mp4', true);
    expect(values(reading, 'media-kind')).toEqual(['audio']);
    expect(values(reading, 'video-codec')).toEqual([]);
    expect(reading.packets).toBeUndefined();
  });

  it('takes a picture without an extension for a picture', async () => {
    writeFileSync(join(folder, 'abcd'), readFileSync(join(folder, 'picture.jpg')));
    expect(values(await read('abcd'), 'media-kind')).toEqual(['image']);
  });

  it('describes a file that lost its end', async () => {
    await make('cut.mp4', '-c:v', 'mpeg4', '-q:v', '1');
    truncateSync(join(folder, 'cut.mp4'), Math.floor(statSync(join(folder, 'cut.mp4')).size / 2));
    const reading = await read('cut.mp4');
    expect(reading).toMatchObject({ outcome: 'failed', problem: 'ffprobe could not read the file as audio or video: moov atom not found.' });
    expect(values(reading, 'damage')).toEqual(['[mov,mp4,m4a,3gp,3g2,mj2] moov atom not found']);
  });

  it.each([
    ['empty', ''],
    ['one-byte', 'x'],
    ['text', 'this is no video\n'],
  ])('fails on a file that is %s and calls it no damage', async (name, content) => {
    writeFileSync(join(folder, name), content);
    const reading = await read(name);
    expect(reading.outcome).toBe('failed');
    expect(values(reading, 'damage')).toEqual([]);
  });

  it('refuses a playlist whatever its name is, and says so', async () => {
    writeFileSync(join(folder, 'holiday.avi'), '#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\nhttp://127.0.0.1:9/x\n#EXT-X-ENDLIST\n');
    expect((await read('holiday.avi')).problem).toBe('ffprobe was not let read the file: its content is of the kind "hls", which may name other files.');
  });

  it('rejects with the reason when cancelled', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(readWithFfprobe({ tool: tools.ffprobe, caseFolder: folder, path: 'plain.mp4', signal })).rejects.toThrow('enough');
  });

  it('says that the time limit ended it', async () => {
    const reading = await readWithFfprobe({ tool: tools.ffprobe, caseFolder: folder, path: 'plain.mp4', timeoutMs: 1 });
    expect(reading).toMatchObject({ outcome: 'failed', problem: 'ffprobe did not finish within its time limit.', observations: [] });
  });
});
