import { basename, dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { findTools } from '../../../src-main/engine/media/find-tools.ts';
import { openKeyframeWorkers } from '../../../src-main/engine/media/keyframe-workers.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { extract, make, picture, probeOf } from './keyframes/reference.ts';

const folder = await temporaryFolder();
const tools = await findTools();
const workers = openKeyframeWorkers({ tools, caseFolder: folder, count: 2 });
afterAll(() => workers.close());

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25'];

async function request(path: string) {
  return { path: basename(path), sourceSha256: '0'.repeat(64), probe: await probeOf(path), scan: 'key-packets' as const };
}

describe('keyframe workers', () => {
  it('give what the engine thread would get, several files at once and one after another', async () => {
    const paths = await Promise.all([1, 2, 3].map((n) => make(join(folder, `${n}.mp4`), [...picture(`s=160x${n * 20}:r=25:d=2`), ...x264])));
    const posters: string[] = [];
    const indexes = await Promise.all(
      paths.map(async (path) => workers.extract({ ...(await request(path)), keepPoster: ({ sha256 }) => void posters.push(sha256) })),
    );
    const alone = [];
    for (const path of paths) alone.push(await extract(path));
    expect(indexes).toEqual(alone.map(({ index }) => index));
    expect(posters.sort()).toEqual(alone.flatMap((one) => [...one.posters.keys()]).sort());
  });

  it('make a full-size picture of the very frame that is indexed, turned as shown', async () => {
    const plain = await make(join(folder, 'p.mp4'), [...picture('s=320x200:r=25:d=3'), ...x264, '-bf', '2']);
    const path = await make(join(folder, 'q.mp4'), ['-i', plain, '-c', 'copy', '-metadata:s:v', 'rotate=90']);
    const { index } = await extract(path);
    const pts = index.keyframes[2]?.pts ?? -1;
    const { picture: png } = await workers.fullPicture({ path: basename(path), index, pts, format: 'png' });
    expect([Buffer.from(png).readUInt32BE(16), Buffer.from(png).readUInt32BE(20)]).toEqual([200, 320]);
    const own = execFileSync('ffmpeg', ['-v', 'error', '-ss', '2', '-i', path, '-frames:v', '1', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-']);
    const ours = execFileSync('ffmpeg', ['-v', 'error', '-f', 'png_pipe', '-i', '-', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'], { input: png });
    const off = ours.reduce((sum, value, n) => sum + Math.abs(value - (own[n] ?? 0)), 0) / own.length;
    expect(ours.length).toBe(own.length);
    expect(off).toBeLessThan(2);
  });

  it('refuse a picture whose frame is not the indexed one', async () => {
    const path = await make(join(folder, 'r.mp4'), [...picture('s=64x48:r=25:d=2'), ...x264]);
    const other = await make(join(folder, 's.mp4'), [...picture('s=64x48:r=25:d=2'), '-vf', 'negate', ...x264]);
    const { index } = await extract(path);
    const wrong = workers.fullPicture({ path: basename(other), index, pts: index.keyframes[1]?.pts ?? -1, format: 'jpeg' });
    await expect(wrong).rejects.toMatchObject({ code: 'tool-failed' });
    await expect(workers.fullPicture({ path: basename(path), index, pts: 1, format: 'png' })).rejects.toMatchObject({ code: 'no-frame-at' });
  });

  it('stop when asked, also before their turn, and go on with the next file', async () => {
    const path = await make(join(folder, 't.mp4'), [...picture('s=640x480:r=50:d=6'), ...x264]);
    const wanted = { ...(await request(path)), scan: 'deep' as const, keepPoster: () => {} };
    const stop = new AbortController();
    const runs = [1, 2, 3, 4].map(() => workers.extract({ ...wanted, signal: stop.signal }));
    stop.abort();
    const ends = await Promise.allSettled(runs);
    expect(ends.map((end) => end.status === 'rejected' && (end.reason as { code?: string }).code)).toEqual(Array.from({ length: 4 }, () => 'cancelled'));
    expect(await workers.extract({ ...(await request(path)), keepPoster: () => {} })).toMatchObject({ indexed: 12 });
  });

  it('say which tool could not be started', async () => {
    const path = await make(join(folder, 'u.mp4'), [...picture('s=64x48:r=25:d=1'), ...x264]);
    const broken = openKeyframeWorkers({ tools: { ...tools, ffmpeg: { path: '/nowhere/ffmpeg', version: '5.1' } }, caseFolder: dirname(path), count: 1 });
    await expect(broken.extract({ ...(await request(path)), keepPoster: () => {} })).rejects.toMatchObject({ code: 'tool-failed' });
    await broken.close();
  });
});
