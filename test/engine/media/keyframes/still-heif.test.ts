import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { keyframeIndexSchema, type KeyframeIndex } from '../../../../src-main/shared/keyframes.ts';
import { extractKeyframes, type Extraction } from '../../../../src-main/engine/media/decode-keyframes.ts';
import { findTools } from '../../../../src-main/engine/media/find-tools.ts';
import { openKeyframeWorkers } from '../../../../src-main/engine/media/keyframe-workers.ts';
import { lumaOfRgb, pdqHashOfLuma } from '../../../../src-main/engine/media/pdq/pdq-plain.ts';
import { pdqHash } from '../../../../src-main/engine/media/pdq/pdq-wasm.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { codePicture, heicOf, type StillPlan } from '../heif/make-heic.ts';
import { make, picture, tryToExtract } from './reference.ts';

const folder = await temporaryFolder();
const tools = await findTools();
const workers = openKeyframeWorkers({ tools, caseFolder: folder, count: 1 });
afterAll(() => workers.close());

const source = ['-f', 'lavfi', '-i', 'testsrc2=s=640x400'];
const coded = codePicture(source, { width: 640, height: 400 });
const tile = codePicture(['-f', 'lavfi', '-i', 'testsrc2=s=256x256'], { width: 256, height: 256 });

function heic(name: string, plan: StillPlan = {}): string {
  const path = join(folder, name);
  writeFileSync(path, heicOf(plan.grid ? tile : coded, plan));
  return path;
}

async function layOut(path: string): Promise<Extraction> {
  const result = await extractKeyframes({ tools, caseFolder: dirname(path), path: basename(path), sourceSha256: '0'.repeat(64), scan: 'key-packets', pdqHash });
  if ('reason' in result) throw new Error(result.reason);
  return result;
}

/** Pixels of a picture, 8-bit RGB, as ffmpeg makes them of a file that it can read. */
function pixelsOf(input: Uint8Array | string[], filters = 'null'): Buffer {
  const from = Array.isArray(input) ? input : ['-i', 'pipe:0'];
  const to = ['-frames:v', '1', '-vf', filters, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'];
  return execFileSync('ffmpeg', ['-v', 'error', ...from, ...to], { maxBuffer: 1 << 28, ...(Array.isArray(input) ? {} : { input }) });
}

async function fullPixels(path: string, index: KeyframeIndex): Promise<Buffer> {
  const { picture: png } = await workers.fullPicture({ path: basename(path), index, pts: 0, format: 'png' });
  return pixelsOf(png);
}

/** How far two pictures are apart, of 255, on average. */
function distance(one: Uint8Array, other: Uint8Array): number {
  expect(one.length).toBe(other.length);
  return one.reduce((sum, value, n) => sum + Math.abs(value - (other[n] ?? 0)), 0) / one.length;
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const posterOf = ({ posters }: Extraction): Uint8Array => [...posters.values()][0] ?? new Uint8Array();

describe('a HEIC still', () => {
  it('has one frame, whose digest is over its pixels as shown', async () => {
    const path = heic('plain');
    const { index } = await layOut(path);
    expect(keyframeIndexSchema.parse(index)).toEqual(index);
    expect(index).toMatchObject({ basis: 'still', timeBase: '1/1', width: 640, height: 400, pixelFormat: 'rgb24', rotation: { degrees: 0, mirrored: false }, indexed: 1, pictured: 1 });
    expect(index.keyframes).toMatchObject([{ pts: 0, position: null, found: 'first', decoded: { distinct: true } }]);
    expect(index.keyframes[0]?.decoded?.frameSha256).toBe(digestOf(await fullPixels(path, index)));
  });

  it('names libheif and the ffmpeg that made its poster, and says what its digest is worth', async () => {
    const { recipe, remarks } = (await layOut(heic('named'))).index;
    expect(recipe).toMatchObject({ tool: 'libheif', version: expect.stringMatching(/^\d+\.\d+\.\d+ \(libheif-js .*, libde265 .*\); ffmpeg \d/) as string });
    expect(recipe.arguments.map(([program]) => program)).toEqual(['libheif-js', 'ffmpeg']);
    expect(remarks).toHaveLength(2);
    expect(remarks[0]).toContain('turned, mirrored and cropped as the file asks; the digest is over those pixels');
    expect(remarks[1]).toContain('does not report damage');
  });

  it('gets its PDQ hash from every pixel, as any still', async () => {
    const path = heic('hashed');
    const { index } = await layOut(path);
    const { hash, quality } = pdqHashOfLuma({ luma: lumaOfRgb(await fullPixels(path, index)), rows: 400, cols: 640 });
    expect(index.keyframes[0]?.decoded).toMatchObject({ pdq: hash, pdqQuality: quality });
  });

  it.each<[string, StillPlan, string]>([
    ['as it stands', {}, 'null'],
    ['turned once', { turns: 1 }, 'transpose=cclock'],
    ['turned thrice', { turns: 3 }, 'transpose=clock'],
    ['turned, then mirrored', { turns: 1, mirrored: true }, 'transpose=cclock,hflip'],
  ])('is shown %s, once, in its full picture and its poster', async (_how, plan, filters) => {
    const path = heic('way', plan);
    const laidOut = await layOut(path);
    const { width, height } = laidOut.index;
    expect([width, height]).toEqual((plan.turns ?? 0) % 2 === 0 ? [640, 400] : [400, 640]);
    const expected = pixelsOf(source, filters);
    expect(distance(await fullPixels(path, laidOut.index), expected)).toBeLessThan(3);
    const small = `scale=${width > height ? '480:300' : '300:480'}:flags=area`;
    expect(distance(pixelsOf(posterOf(laidOut)), pixelsOf(source, `${filters},${small}`))).toBeLessThan(4);
  });

  it('made of tiles is shown whole', async () => {
    const path = heic('tiles', { grid: { rows: 2, columns: 3, width: 700, height: 500 } });
    const { index } = await layOut(path);
    expect([index.width, index.height]).toEqual([700, 500]);
    const expected = pixelsOf(['-f', 'lavfi', '-i', 'testsrc2=s=256x256'], 'loop=5:1:0,tile=3x2,crop=700:500:0:0');
    expect(distance(await fullPixels(path, index), expected)).toBeLessThan(3);
  });

  it.each([
    ['picture', 'The file holds 1 further picture, not shown here.'],
    ['alpha', 'The file makes parts of the picture transparent; they are shown all the same.'],
  ] as const)('with a second %s says so, and is shown as without it', async (second, remark) => {
    const [{ index }, { index: plain }] = [await layOut(heic('two', { second })), await layOut(heic('one'))];
    expect(index.remarks.slice(2)).toEqual([remark]);
    expect(index.keyframes).toEqual(plain.keyframes);
  });

  it('of ten bits a channel is reduced to eight, and says so', async () => {
    const deep = codePicture([...source, '-pix_fmt', 'yuv420p10le'], { width: 640, height: 400 });
    const path = join(folder, 'deep');
    writeFileSync(path, heicOf(deep));
    const { index } = await layOut(path);
    expect(index.remarks.slice(2)).toEqual(['The picture has 10 bits a channel, reduced to 8.']);
    expect(distance(await fullPixels(path, index), pixelsOf(source))).toBeLessThan(4);
  });

  it('gets a full picture only if it decodes as it is indexed', async () => {
    const path = heic('changed');
    const { index } = await layOut(path);
    heic('changed', { turns: 2 });
    await expect(fullPixels(path, index)).rejects.toMatchObject({ code: 'tool-failed' });
    writeFileSync(path, heicOf(coded).subarray(0, 1000));
    await expect(fullPixels(path, index)).rejects.toMatchObject({ code: 'tool-failed' });
  });

  it('is laid out by a worker as here, and a broken one gets a sentence', async () => {
    const path = heic('worked');
    const request = { path: 'worked', sourceSha256: '0'.repeat(64), scan: 'key-packets' as const, keepPoster: () => {} };
    expect(await workers.extract(request)).toEqual((await layOut(path)).index);
    writeFileSync(path, heicOf(coded).subarray(0, 1000));
    expect(await workers.extract(request)).toEqual({ reason: expect.stringMatching(/^libheif could not decode this picture: .+\.$/) as string });
    await expect(workers.extract({ ...request, signal: AbortSignal.timeout(30) })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('that is an AVIF is left to ffmpeg, which can read it', async () => {
    const path = await make(join(folder, 'still.avif'), [...picture('s=160x120'), '-frames:v', '1', '-c:v', 'libaom-av1', '-cpu-used', '8']);
    expect(await tryToExtract(path)).toMatchObject({ index: { basis: 'still', width: 160, pixelFormat: 'yuv420p', recipe: { tool: 'ffmpeg' } } });
  });

  it('by its brand only is left to ffmpeg too', async () => {
    const path = await make(join(folder, 'film.mp4'), [...picture('s=160x120:r=25:d=1'), '-c:v', 'libx265', '-x265-params', 'log-level=none', '-brand', 'heic']);
    expect(await tryToExtract(path)).toMatchObject({ index: { basis: 'still', width: 160, recipe: { tool: 'ffmpeg' } } });
  });
});

const real = fileURLToPath(new URL('../../../../../shared/corpus/media/IMG_7943.HEIC', import.meta.url));

describe.skipIf(!existsSync(real))('a HEIC of a telephone (../shared/corpus)', () => {
  it('has the size of its clean aperture, and the same pixels on every machine', async () => {
    const { index } = await layOut(real);
    // exiftool -a -CleanAperture: 100 133 0 -0.5; the coded picture has a row more, which is cropped.
    expect([index.width, index.height]).toEqual([100, 133]);
    expect(index.keyframes[0]?.decoded?.frameSha256).toBe('e6b15559c5fe70a9b19d1ceec1cde7f22396c6356c16acf3c69d73544dd8a5a5');
  });

  it('has a poster of a bright sky above a green lawn', async () => {
    const poster = await layOut(real);
    const [sky = [], lawn = []] = ['crop=100:40:0:0', 'crop=100:40:0:90'].map((part) => [...pixelsOf(posterOf(poster), `${part},scale=1:1:flags=area`)]);
    const [red = 0, green = 0, blue = 0] = lawn;
    expect(Math.min(...sky)).toBeGreaterThan(140);
    expect(green).toBeGreaterThan(Math.max(red, blue));
    expect(Math.min(...sky)).toBeGreaterThan(green);
  });
});
