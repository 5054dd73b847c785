import { execFileSync } from 'node:child_process';
import { truncateSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyframeIndexSchema } from '../../../../src-main/shared/keyframes.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { digestsOf, extract, fullDecode, keyPacketTimes, make, picture, tryToExtract } from './reference.ts';

const folder = await temporaryFolder();
const at = (name: string): string => join(folder, name);
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25'];

/** Width, height and the mean colours of the four quarters of a JPEG, as stock ffmpeg decodes it. */
function look(jpeg: Uint8Array | undefined): { size: string; quarters: number[][] } {
  writeFileSync(at('look.jpg'), jpeg ?? new Uint8Array());
  const size = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0:s=x', at('look.jpg')], { encoding: 'utf8' }).trim();
  const pixels = execFileSync('ffmpeg', ['-v', 'error', '-i', at('look.jpg'), '-vf', 'format=rgb24,scale=2:2:flags=area', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']);
  return { size, quarters: [0, 3, 6, 9].map((from) => [...pixels.subarray(from, from + 3)]) };
}

/** The colour that dominates a quarter. */
function colours(jpeg: Uint8Array | undefined): string {
  return look(jpeg).quarters.map(([r = 0, g = 0, b = 0]) => (r > g + b ? 'r' : g > r + b ? 'g' : b > r + g ? 'b' : 'w')).join('');
}

/** Red, green, blue, white: top left, top right, bottom left, bottom right. */
const fourColours = [
  '-f', 'lavfi', '-i',
  'color=red:s=80x60:d=1,format=rgb24[a];color=lime:s=80x60:d=1,format=rgb24[b];color=blue:s=80x60:d=1,format=rgb24[c];color=white:s=80x60:d=1,format=rgb24[d];[a][b]hstack[t];[c][d]hstack[u];[t][u]vstack,format=yuv420p',
];

describe('pictures as a player shows them', () => {
  it.each([
    [0, 'rgbw'],
    [90, 'brwg'],
    [180, 'wbgr'],
    [270, 'gwrb'],
  ])('turns posters by %i degrees clockwise, but not what is digested', async (degrees, expected) => {
    const plain = await make(at(`plain-${degrees}.mp4`), [...fourColours, ...x264]);
    const path = await make(at(`turned-${degrees}.mp4`), ['-i', plain, '-c', 'copy', '-metadata:s:v', `rotate=${(360 - degrees) % 360}`]);
    const { index, posters } = await extract(path);
    expect(colours([...posters.values()][0])).toBe(index.rotation.degrees === degrees ? expected : `turned by ${index.rotation.degrees}`);
    expect(digestsOf(index)).toEqual(digestsOf((await extract(plain)).index));
  });

  it('agrees with the turn that ffmpeg itself makes', async () => {
    const plain = await make(at('plain-own.mp4'), [...fourColours, ...x264]);
    const path = await make(at('own.mp4'), ['-i', plain, '-c', 'copy', '-metadata:s:v', 'rotate=90']);
    const own = execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-frames:v', '1', '-q:v', '2', '-f', 'mjpeg', '-']);
    expect(colours([...(await extract(path)).posters.values()][0])).toBe(colours(own));
  });

  it('shows pixels that are not square as wide as they are meant, in 480 pixels', async () => {
    const path = await make(at('wide.mp4'), [...picture('s=720x576:d=0.2'), '-vf', 'setsar=64/45', ...x264]);
    expect(look([...(await extract(path)).posters.values()][0]).size).toBe('480x270');
  });

  it('turns a JPEG as its EXIF orientation says', async () => {
    const jpeg = await make(at('plain.jpg'), [...fourColours, '-frames:v', '1']);
    const exif = Buffer.from('ffe1002245786966000049492a0008000000010012010300010000000600000000000000', 'hex');
    const bytes = execFileSync('cat', [jpeg]);
    writeFileSync(at('exif-turned'), Buffer.concat([bytes.subarray(0, 2), exif, bytes.subarray(2)]));
    const { index, posters } = await extract(at('exif-turned'));
    expect(index).toMatchObject({ basis: 'still', timeBase: '1/1', rotation: { degrees: 90, mirrored: false }, indexed: 1 });
    expect(colours([...posters.values()][0])).toBe('brwg');
  });
});

describe('files that are not what one hopes for', () => {
  it('says that a file holds sound only', async () => {
    const path = await make(at('sound.m4a'), ['-f', 'lavfi', '-i', 'sine=d=1']);
    expect(await tryToExtract(path)).toEqual({ reason: 'The file holds sound only.' });
  });

  it('does not take a cover picture for footage', async () => {
    const cover = await make(at('cover.png'), [...picture('s=64x64:d=1'), '-frames:v', '1']);
    const path = await make(at('cover.mp3'), ['-f', 'lavfi', '-i', 'sine=d=1', '-i', cover, '-map', '0', '-map', '1', '-c:v', 'copy', '-disposition:v', 'attached_pic']);
    expect(await tryToExtract(path)).toEqual({ reason: 'The file holds sound and a cover picture, which is not footage.' });
  });

  it('keeps everything before the place where a file breaks off, and says where that is', async () => {
    const path = await make(at('broken.mp4'), [...picture('s=160x120:r=25:d=8'), ...x264, '-movflags', '+faststart']);
    const whole = await extract(path);
    truncateSync(path, Math.round(statSync(path).size / 2));
    const { index } = await extract(path);
    expect(index.keyframes.length).toBeGreaterThan(2);
    expect(digestsOf(index)).toEqual(digestsOf(whole.index).slice(0, index.keyframes.length));
    expect(index.remarks.join(' ')).toMatch(/The packets break off at \d\.\d s of the stated 8\.0 s\./);
  });

  it('shows the first frame and the shots of a file that flags no key packet', async () => {
    const plain = await make(at('keyed.mkv'), [...picture('s=160x120:r=25:d=2'), '-f', 'lavfi', '-i', 'mandelbrot=s=160x120:r=25', '-filter_complex', '[0][1]concat=n=2,trim=duration=4', '-c:v', 'mpeg4', '-g', '600', '-sc_threshold', '1000000000']);
    const path = await make(at('unkeyed.mkv'), ['-i', plain, '-c', 'copy', '-bsf:v', "noise=drop='eq(n,0)'"]);
    expect(keyPacketTimes(path)).toEqual([]);
    const { index } = await extract(path);
    expect(index).toMatchObject({ basis: 'deep', way: 'sure' });
    expect(index.keyframes[0]?.found).toBe('first');
    expect(index.remarks[0]).toMatch(/flags no key packets/);
  });

  it('pictures at most 1,000 of thousands of key packets and indexes all', async () => {
    const path = await make(at('many.avi'), [...picture('s=32x32:r=50:d=50'), '-c:v', 'mjpeg']);
    const { index } = await extract(path);
    expect(index).toMatchObject({ indexed: 2500, way: 'pipe' });
    expect(index.pictured).toBeGreaterThan(900);
    expect(index.pictured).toBeLessThanOrEqual(1000);
    expect(index.keyframes[0]?.decoded).toBeDefined();
    expect(index.keyframes.at(-1)?.decoded).toBeDefined();
    const reference = fullDecode(path);
    expect(index.keyframes.filter(({ decoded, pts }) => decoded && decoded.frameSha256 !== reference.get(pts))).toEqual([]);
    expect(index.remarks[0]).toMatch(/Of 2500 frames, \d+ evenly spread ones are pictured; all are indexed\./);
  });

  it('digests frames at their own size where the size changes', async () => {
    const large = await make(at('large.ts'), [...picture('s=160x120:r=25:d=1'), ...x264]);
    const little = await make(at('little.ts'), [...picture('s=96x64:r=25:d=1'), ...x264, '-output_ts_offset', '1']);
    writeFileSync(at('both.ts'), Buffer.concat([execFileSync('cat', [large]), execFileSync('cat', [little])]));
    const { index } = await extract(at('both.ts'));
    const alone = [...digestsOf((await extract(large)).index), ...digestsOf((await extract(little)).index)];
    expect(digestsOf(index).map(([, digest]) => digest)).toEqual(alone.map(([, digest]) => digest));
    expect(index.remarks.join(' ')).toContain('160x120, 96x64');
  });

  it('does not let flat frames flood the distinct ones', async () => {
    const path = await make(at('flat.mp4'), ['-f', 'lavfi', '-i', 'color=gray:s=160x120:r=10:d=4', '-vf', 'noise=alls=4:allf=t', ...x264, '-g', '1']);
    const { index } = await extract(path);
    expect(index.keyframes.filter((keyframe) => keyframe.decoded?.distinct).length).toBe(1);
  });
});

describe('a deep scan', () => {
  it('adds the first frame of each shot that the key frames miss, at times of the packet index', async () => {
    const shots = ['testsrc2', 'mandelbrot', 'smptebars', 'rgbtestsrc'].flatMap((source) => ['-f', 'lavfi', '-t', '1', '-i', `${source}=s=160x120:r=25`]);
    const join4 = ['-filter_complex', '[0]format=yuv420p[a];[1]format=yuv420p[b];[2]format=yuv420p[c];[3]format=yuv420p[d];[a][b][c][d]concat=n=4'];
    const path = await make(at('shots.mp4'), [...shots, ...join4, '-c:v', 'libx264', '-preset', 'veryfast', '-g', '250', '-sc_threshold', '0']);
    expect((await extract(path)).index.keyframes.length).toBe(1);
    const { index } = await extract(path, 'deep');
    expect(index.keyframes.map(({ found }) => found)).toEqual(['key-packet', 'shot', 'shot', 'shot']);
    const [numerator = 1, denominator = 1] = index.timeBase.split('/').map(Number);
    expect(index.keyframes.map(({ pts }) => (pts * numerator) / denominator)).toEqual([0, 1, 2, 3]);
    const reference = fullDecode(path);
    expect(digestsOf(index)).toEqual(index.keyframes.map(({ pts }) => [pts, reference.get(pts)]));
    expect(index).toMatchObject({ basis: 'deep', way: 'sure' });
  });
});

describe('the record', () => {
  it('is a valid document whose recipe gives the same digests again', async () => {
    const path = await make(at('recipe.mp4'), [...picture('s=160x120:r=25:d=2'), ...x264]);
    const { index, posters } = await extract(path);
    expect(keyframeIndexSchema.parse(index)).toEqual(index);
    expect(index.keyframes.every(({ decoded }) => decoded && posters.get(decoded.poster.sha256)?.length === decoded.poster.bytes)).toBe(true);
    const [program = '', ...args] = index.recipe.arguments.at(-1) ?? [];
    const quoted = args.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    const frames = execFileSync('sh', ['-c', `${program} ${quoted} 3>raw 4>posters 5>grey; sha256sum posters; head -c 28800 raw | sha256sum`], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(frames).toContain(index.keyframes[0]?.decoded?.frameSha256);
  });
});
