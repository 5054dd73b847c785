import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyframeIndexSchema } from '../../../../src-main/shared/keyframes.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { digestsOf, extract, fullDecode, make, picture } from './reference.ts';

const folder = await temporaryFolder();
const at = (name: string): string => join(folder, name);
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-threads', '1'];

/** What showinfo would say of a key frame at this time; no such frame is there. */
const line = `[Parsed_showinfo_0 @ 0x55c0a0b0c0d0] [info] n: 0 pts: 600 pts_time:0.6 pos: 100 fmt:yuv420p sar:1/1 s:160x120 i:P iskey:1 type:I `;

function joined(name: string, ...parts: string[]): string {
  writeFileSync(at(name), Buffer.concat(parts.map((part) => readFileSync(part))));
  return at(name);
}

describe('a file whose tags look like lines of ffmpeg', () => {
  it.each([
    ['line separators (U+2028)', `\u2028${line}\u2028`],
    ['paragraph separators (U+2029)', `\u2029${line}\u2029`],
    ['carriage returns', `\r${line}\r`],
    ['new lines', `\n${line}\n`],
    ['a tag longer than any line', `${'x'.repeat(70_000)}\n${line}`],
  ])('gives what the plain file gives: %s', async (_what, comment) => {
    const plain = await make(at('plain.mkv'), [...picture('s=160x120:r=25:d=1'), ...x264, '-g', '5']);
    const path = await make(at('tagged.mkv'), ['-i', plain, '-c', 'copy', '-metadata', `comment=${comment}`, '-metadata:s:v', `title=${comment}`]);
    const { index } = await extract(path);
    const expected = (await extract(plain)).index;
    expect(digestsOf(index)).toEqual(digestsOf(expected));
    expect(index).toMatchObject({ way: expected.way, remarks: expected.remarks });
  });

  it('brings no errors into the record', async () => {
    const path = await make(at('cry.mkv'), [...picture('s=160x120:r=25:d=1'), ...x264, '-metadata', 'comment=\u2028[h264 @ 0x1] [error] lost\n[error] lost']);
    const { index } = await extract(path);
    expect(index.way).toBe('fast');
    expect(index.remarks).toEqual([]);
  });
});

describe('joined recordings, whose times start again', () => {
  const interlaced = ['-pix_fmt', 'yuv420p', ...x264, '-flags', '+ilme+ildct', '-x264-params', 'tff=1:scenecut=0'];

  it('have the digests of their parts, of interlaced H.264 too', async () => {
    const first = await make(at('first.ts'), [...picture('s=160x120:r=25:d=2'), ...interlaced, '-g', '25']);
    const second = await make(at('second.ts'), ['-f', 'lavfi', '-i', 'mandelbrot=s=160x120:r=25', '-t', '2', ...interlaced, '-g', '10']);
    const { index } = await extract(joined('both.ts', first, second));
    expect(index.way).toBe('sure');
    expect(index.keyframes.length).toBe(7);
    expect(digestsOf(index)).toEqual([...digestsOf((await extract(first)).index), ...digestsOf((await extract(second)).index)]);
  });

  it('keep their order in a deep scan, with every frame that is placed being the right one', async () => {
    const first = await make(at('long-first.ts'), [...picture('s=160x120:r=25:d=2'), ...interlaced, '-g', '50']);
    const shots = ['-f', 'lavfi', '-t', '1', '-i', 'mandelbrot=s=160x120:r=25', '-f', 'lavfi', '-t', '2', '-i', 'smptebars=s=160x120:r=25'];
    const second = await make(at('long-second.ts'), [...shots, '-filter_complex', '[0]format=yuv420p[a];[1]format=yuv420p[b];[a][b]concat=n=2', ...interlaced, '-g', '70']);
    const { index } = await extract(joined('long.ts', first, second), 'deep');
    const parts = [fullDecode(first), fullDecode(second)];
    const second0 = index.keyframes.findIndex(({ pts }, n) => n > 0 && pts <= (index.keyframes[n - 1]?.pts ?? 0));
    expect(second0).toBeGreaterThan(0);
    expect(digestsOf(index)).toEqual(index.keyframes.map(({ pts }, n) => [pts, parts[n < second0 ? 0 : 1]?.get(pts)]));
    expect(index.keyframes.map(({ found }) => found)).toEqual(['key-packet', 'key-packet', 'shot', 'key-packet']);
  });
});

describe('a pixel format that changes within the file', () => {
  it.each([
    ['yuv420p', 'yuv444p'],
    ['yuv444p', 'yuv420p'],
  ])('gives the digests of the stock command and says so: %s, then %s', async (before, after) => {
    const first = await make(at(`${before}-first.ts`), [...picture('s=160x120:r=25:d=1'), '-pix_fmt', before, ...x264, '-g', '10']);
    const second = await make(at(`${after}-second.ts`), [...picture('s=160x120:r=25:d=1'), '-vf', 'negate', '-pix_fmt', after, ...x264, '-g', '10', '-output_ts_offset', '2']);
    const path = joined(`${before}-both.ts`, first, second);
    const { index } = await extract(path);
    const reference = fullDecode(path);
    expect(index.keyframes.length).toBe(6);
    expect(digestsOf(index)).toEqual(index.keyframes.map(({ pts }) => [pts, reference.get(pts)]));
    expect(index.remarks.join(' ')).toContain(`The pixel format changes within the file (${before}, ${after})`);
  });
});

describe('times that no number holds exactly', () => {
  it('count as no times', async () => {
    const path = await make(at('far.mp4'), [...picture('s=160x120:r=25:d=2'), ...x264, '-g', '25', '-movflags', 'frag_keyframe+empty_moov+default_base_moof']);
    const bytes = readFileSync(path);
    const tfdt = bytes.lastIndexOf('tfdt');
    bytes.writeBigUInt64BE(bytes.readBigUInt64BE(tfdt + 8) + 2n ** 60n, tfdt + 8);
    writeFileSync(path, bytes);
    const { index } = await extract(path);
    expect(keyframeIndexSchema.parse(index)).toEqual(index);
    expect(index.keyframes.map(({ pts }) => pts)).toEqual([0]);
    expect(index.remarks.join(' ')).toContain('1 key packet without any time is left out.');
  });
});
