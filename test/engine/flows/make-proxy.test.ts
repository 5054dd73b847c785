import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCase, importMedia, makeProxy, openCase, showItem, verifyCase, type MadeProxy, type MakeProxy } from '../../../src-main/engine/index.ts';
import { derivativePath, originalPath } from '../../../src-main/format/case-folder.ts';
import { knownSystem, temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, importInto, reading, rows } from './case-reading.ts';
import { containing, matching } from './text-matching.ts';

function ffmpeg(...args: string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
}
const pattern = (size: string, seconds: number, rate = 25): string[] => ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`];
const tone = (seconds: number): string[] => ['-f', 'lavfi', '-i', `sine=d=${seconds}`];

let folder: string;
const idOf = new Map<string, string>();

beforeAll(async () => {
  const [source] = [await temporaryFolder()];
  const at = (name: string): string => join(source, name);
  ffmpeg(...pattern('320x240', 1), ...tone(1), '-c:v', 'libx265', '-x265-params', 'log-level=error', '-pix_fmt', 'yuv420p10le', '-c:a', 'aac', at('deep colour.mp4'));
  ffmpeg('-i', at('deep colour.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90', at('turned.mp4'));
  ffmpeg('-f', 'lavfi', '-i', 'testsrc=s=97x65:r=25:d=1', '-vf', "setpts='if(lt(N,10),N,N*3)/25/TB'", '-fps_mode', 'passthrough', '-c:v', 'ffv1', at('uneven.mkv'));
  ffmpeg(...pattern('2000x1000', 0.2), '-c:v', 'prores_ks', '-profile:v', '4', '-pix_fmt', 'yuva444p10le', at('large with alpha.mov'));
  ffmpeg(...pattern('160x120', 2), '-c:v', 'libx264', '-output_ts_offset', '12.5', at('late.ts'));
  ffmpeg(...pattern('160x120', 2), '-c:v', 'libx264', '-output_ts_offset', '3', at('early.ts'));
  writeFileSync(at('joined.ts'), Buffer.concat([readFileSync(at('late.ts')), readFileSync(at('early.ts'))]));
  rmSync(at('early.ts'));
  ffmpeg(...pattern('720x576', 0.4), '-vf', 'setsar=16/11', '-c:v', 'mpeg2video', '-flags', '+ildct+ilme', '-top', '1', at('interlaced.avi'));
  ffmpeg(...tone(2), '-c:a', 'flac', at('sound.flac'));
  ffmpeg(...pattern('200x100', 0.04), '-frames:v', '1', at('picture.tiff'));
  ffmpeg(...pattern('160x120', 2), '-c:v', 'libx264', '-g', '10', '-movflags', '+faststart', at('whole.mp4'));
  const whole = readFileSync(at('whole.mp4'));
  writeFileSync(at('broken off.mp4'), whole.subarray(0, Math.floor(whole.length * 0.7)));
  writeFileSync(at('notes.txt'), 'no footage');
  folder = await temporaryCase();
  await importInto(folder, [source]);
  for (const { name, number } of await rows<{ name: string; number: number }>(folder, 'SELECT name, number FROM item')) idOf.set(name, `i${number}`);
}, 120_000);

const make = (name: string, more: Partial<MakeProxy> = {}): Promise<MadeProxy> => working(folder, (target) => makeProxy(target, { name: idOf.get(name) ?? name, ...more }));

interface Stream {
  codec_type: string;
  codec_name: string;
  width?: number;
  height?: number;
  pix_fmt?: string;
  sample_aspect_ratio?: string;
}

function streamsOf(sha256: string): Stream[] {
  const printed = execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', join(folder, derivativePath(sha256 as never))], { encoding: 'utf8' });
  return (JSON.parse(printed) as { streams: Stream[] }).streams;
}

/** When each frame is shown, in seconds, in order. */
function times(path: string): number[] {
  const printed = execFileSync('ffprobe', ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', join(folder, path)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return printed.split('\n').map(parseFloat).filter((time) => !Number.isNaN(time)).sort((a, b) => a - b);
}

async function timesOfBoth(name: string): Promise<{ made: MadeProxy; original: number[]; proxy: number[] }> {
  const made = await make(name);
  const { item } = await reading(folder, (readable) => showItem(readable, idOf.get(name) ?? ''));
  return { made, original: times(originalPath(item.sha256)), proxy: times(derivativePath(made.file.sha256)) };
}

describe('a playback proxy', () => {
  it('of ten-bit HEVC is H.264 and AAC that a window plays, and the log says how it was made', async () => {
    const made = await make('deep colour.mp4');
    expect(made).toMatchObject({ mediaType: 'video/mp4', startsAtS: matching(/^0(\.0+)?$/) });
    expect(streamsOf(made.file.sha256)).toMatchObject([
      { codec_type: 'video', codec_name: 'h264', width: 320, height: 240, pix_fmt: 'yuv420p' },
      { codec_type: 'audio', codec_name: 'aac' },
    ]);
    const act = (await acts(folder, 'derivative-made')).at(-1);
    const { item, path, made: files } = await reading(folder, (readable) => showItem(readable, idOf.get('deep colour.mp4') ?? ''));
    expect(act).toMatchObject({ seq: made.entry, sentence: containing('A playback proxy was made with ffmpeg ') });
    expect(act?.payload).toMatchObject({ item: item.sha256, madeFor: 'playback-proxy', file: made.file, mediaType: 'video/mp4', recipe: { tool: 'ffmpeg' } });
    const { arguments: [process = []] } = (act?.payload['recipe'] ?? { arguments: [] }) as { arguments: string[][] };
    expect(process).toContain(`file:${path}`);
    expect(process.join(' ')).not.toContain(folder);
    expect(files.at(-1)).toMatchObject({ madeFor: 'playback-proxy', sha256: made.file.sha256, startsAtS: made.startsAtS });
  });

  it('begins with its index, so that a player can seek before it has everything', async () => {
    const { file } = await make('deep colour.mp4');
    const bytes = readFileSync(join(folder, derivativePath(file.sha256)));
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('of an odd size is even, and shows every frame at its own time, however uneven', async () => {
    const { original, proxy, made } = await timesOfBoth('uneven.mkv');
    expect([proxy.length, made.startsAtS]).toEqual([25, expect.stringMatching(/^0/)]);
    expect(proxy).toEqual(original);
    expect(streamsOf(made.file.sha256)).toMatchObject([{ width: 98, height: 66, pix_fmt: 'yuv420p' }]);
  });

  it('says where it begins in footage that does not begin at 0', async () => {
    const { original, proxy, made } = await timesOfBoth('late.ts');
    const startsAt = Number(made.startsAtS);
    expect(startsAt).toBeGreaterThan(12);
    expect(Math.max(...original.map((time, n) => Math.abs(time - startsAt - (proxy[n] ?? NaN))))).toBeLessThan(0.002);
  });

  it('plays on where the times of the footage jump back, and does not say that they agree', async () => {
    const { original, proxy, made } = await timesOfBoth('joined.ts');
    expect([proxy.length, made.startsAtS]).toEqual([original.length, undefined]);
    expect((proxy.at(-1) ?? 0) - (proxy[0] ?? 0)).toBeCloseTo(3.96, 1);
  });

  it('is turned as the footage asks', async () => {
    expect(streamsOf((await make('turned.mp4')).file.sha256)[0]).toMatchObject({ width: 240, height: 320 });
  });

  it('is at most 1280 pixels wide, whatever it is made of', async () => {
    expect(streamsOf((await make('large with alpha.mov')).file.sha256)).toMatchObject([{ codec_name: 'h264', width: 1280, height: 640, pix_fmt: 'yuv420p' }]);
  });

  it('of interlaced footage has square pixels and every frame; frames without times of their own are not said to agree', async () => {
    const made = await make('interlaced.avi');
    expect(streamsOf(made.file.sha256)).toMatchObject([{ width: 1048, height: 576, sample_aspect_ratio: '1:1' }]);
    expect([times(derivativePath(made.file.sha256)).length, made.startsAtS]).toEqual([10, undefined]);
  });

  it('of a truncated file shows what is there', async () => {
    const { original, proxy } = await timesOfBoth('broken off.mp4');
    expect(proxy.length).toBeGreaterThan(20);
    expect(proxy.length).toBeLessThan(50);
    expect(proxy).toEqual(original.slice(0, proxy.length));
  });

  it('of sound is sound', async () => {
    const made = await make('sound.flac');
    expect([made.mediaType, streamsOf(made.file.sha256).map(({ codec_name }) => codec_name)]).toEqual(['audio/mp4', ['aac']]);
  });

  it('of a still that a window cannot show is a picture', async () => {
    const made = await make('picture.tiff');
    expect(made.mediaType).toBe('image/jpeg');
    expect(streamsOf(made.file.sha256)).toMatchObject([{ codec_name: 'mjpeg', width: 200, height: 100 }]);
  });

  it('of a text is none, and nothing is recorded', async () => {
    const before = (await acts(folder)).length;
    await expect(make('notes.txt')).rejects.toMatchObject({ code: 'nothing-to-play', facts: { name: 'notes.txt', because: matching(/ffprobe could not read/) } });
    expect(await acts(folder)).toHaveLength(before);
  });

  it('tells how far it is, and is gone when it is cancelled', async () => {
    const before = (await acts(folder)).length;
    const stop = new AbortController();
    const told: unknown[] = [];
    const onProgress: MakeProxy['onProgress'] = (progress) => {
      told.push(progress);
      stop.abort();
    };
    await expect(make('large with alpha.mov', { signal: stop.signal, onProgress })).rejects.toMatchObject({ code: 'cancelled' });
    expect(told[0]).toMatchObject({ doneS: expect.any(Number) as number, ofS: 0.2 });
    expect([readdirSync(join(folder, 'incoming')), (await acts(folder)).length]).toEqual([[], before]);
  });

  it('leaves a case in which nothing is found to be wrong', async () => {
    await make('sound.flac');
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });
});

const disks: string[] = [];
afterAll(() => {
  for (const disk of disks) spawnSync('umount', ['-l', disk]);
});

function smallDisk(place: string, sizeMb: number): boolean {
  mkdirSync(place, { recursive: true });
  const isMounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', place]).status === 0;
  if (isMounted) disks.push(place);
  return isMounted;
}

// Only root may mount, and not in every container.
const disk = join(await temporaryFolder(), 'disk');
const hasDisk = smallDisk(disk, 24);

describe.skipIf(!hasDisk)('a disk that fills up', () => {
  it('is told as such, and nothing is left of the proxy', async () => {
    const [small, source] = [join(disk, 'case'), await temporaryFolder()];
    await createCase({ folder: small, title: 'T', custodian: 'C', passphrase: undefined, ...knownSystem });
    ffmpeg('-f', 'lavfi', '-i', 'nullsrc=s=640x480:r=25:d=4,geq=random(1)*255:128:128', '-c:v', 'mpeg4', '-q:v', '8', join(source, 'noise.avi'));
    const { case: target, close } = await openCase({ folder: small, ...knownSystem });
    try {
      await importMedia(target, { paths: [Buffer.from(join(source, 'noise.avi'))], collection: {}, alsoDigest: [], verifyCopy: 'by-source', keepOnly: true });
      const before = readdirSync(join(small, 'incoming'));
      spawnSync('sh', ['-c', 'head -c 100000000 /dev/zero > "$0"; truncate -s -600000 "$0"', join(disk, 'taken')]);
      await expect(makeProxy(target, { name: 'i1' })).rejects.toMatchObject({ code: 'disk-full' });
      expect(readdirSync(join(small, 'incoming'))).toEqual(before);
    } finally {
      rmSync(join(disk, 'taken'), { force: true });
      await close();
    }
  });
});
