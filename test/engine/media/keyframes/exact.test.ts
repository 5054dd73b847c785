import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { digestsOf, extract, fullDecode, keyPacketTimes, make, picture, stockDigests } from './reference.ts';

const small = picture('s=160x120:r=25:d=4');
const x264 = (...options: string[]): string[] => ['-c:v', 'libx264', '-preset', 'ultrafast', '-threads', '1', '-g', '25', ...options];
const x265 = (parameters: string): string[] => ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', `log-level=none:${parameters}`];

/** The 33-bit clock of MPEG-TS starts again after 95,443.7 s. */
const wrapping = ['-output_ts_offset', '95441.2'];

interface Case {
  what: string;
  file: string;
  args: string[];
  /** Made from the first file by copying, with these options before and after the input. */
  copied?: { file: string; before?: string[]; after?: string[] };
  way: 'fast' | 'pipe' | 'sure';
}

const cases: Case[] = [
  { what: 'B-frames in MP4', file: 'b.mp4', args: [...small, ...x264('-bf', '3')], way: 'fast' },
  { what: 'B-frames in Matroska', file: 'b.mkv', args: [...small, ...x264('-bf', '3')], way: 'fast' },
  { what: 'open GOPs (H.264)', file: 'open.mp4', args: [...small, ...x264('-bf', '3', '-x264-params', 'open-gop=1:scenecut=0')], way: 'sure' },
  { what: 'open GOPs (HEVC)', file: 'open-hevc.mp4', args: [...small, ...x265('keyint=25:bframes=3:open-gop=1')], way: 'fast' },
  {
    what: 'open GOPs longer than the picture order count reaches (HEVC)',
    file: 'long-open.mkv',
    args: [...picture('s=96x64:r=25:d=32'), ...x265('keyint=250:min-keyint=250:scenecut=0:bframes=3:open-gop=1')],
    way: 'fast',
  },
  { what: 'an edit list that begins within a GOP', file: 'whole.mp4', args: [...small, ...x264('-bf', '3')], copied: { file: 'cut.mp4', before: ['-ss', '0.5'] }, way: 'fast' },
  { what: 'a delayed start', file: 'now.mp4', args: [...small, ...x264('-bf', '3')], copied: { file: 'later.mp4', before: ['-itsoffset', '3'] }, way: 'fast' },
  { what: 'a non-zero start in MPEG-TS', file: 'start.ts', args: [...small, ...x264('-bf', '3'), '-output_ts_offset', '40000'], way: 'fast' },
  { what: 'negative first times, as a wrapping clock gives them', file: 'wrap.ts', args: [...small, ...x264('-bf', '3'), ...wrapping], way: 'fast' },
  {
    what: 'a variable frame rate',
    file: 'vfr.mp4',
    args: [...picture('s=160x120:r=60:d=4'), '-vf', "select='not(mod(n,3))+lt(random(1),0.4)'", '-fps_mode', 'vfr', ...x264('-bf', '3')],
    way: 'fast',
  },
  { what: 'intra refresh', file: 'refresh.mp4', args: [...small, ...x264('-bf', '0', '-x264-params', 'intra-refresh=1:keyint=25')], way: 'sure' },
  { what: 'VP9', file: 'vp9.webm', args: [...small, '-c:v', 'libvpx-vp9', '-g', '25', '-deadline', 'realtime', '-cpu-used', '8'], way: 'pipe' },
  { what: 'VP9 in MP4', file: 'vp9.mp4', args: [...small, '-c:v', 'libvpx-vp9', '-g', '25', '-deadline', 'realtime', '-cpu-used', '8'], way: 'fast' },
  { what: 'AV1', file: 'av1.mkv', args: [...small, '-c:v', 'libsvtav1', '-preset', '12', '-g', '25'], way: 'pipe' },
  { what: 'VP8', file: 'vp8.webm', args: [...small, '-c:v', 'libvpx', '-g', '25', '-deadline', 'realtime', '-cpu-used', '8'], way: 'fast' },
  { what: 'FFV1, whose decoder skips nothing', file: 'ffv1.mkv', args: [...picture('s=160x120:d=1'), '-c:v', 'ffv1', '-g', '10'], way: 'pipe' },
  { what: 'MPEG-2 in MPEG-TS', file: 'mpeg2.ts', args: [...small, '-c:v', 'mpeg2video', '-g', '25', '-bf', '2'], way: 'fast' },
  { what: 'interlaced H.264 in MPEG-TS', file: 'fields.ts', args: [...small, ...x264('-flags', '+ilme+ildct', '-x264-params', 'tff=1')], way: 'sure' },
  { what: 'ProRes, all key packets', file: 'prores.mov', args: [...picture('s=160x120:d=1'), '-c:v', 'prores_ks'], way: 'fast' },
  { what: 'Motion JPEG in AVI, 4:2:2', file: 'mjpeg.avi', args: [...picture('s=160x120:d=2'), '-pix_fmt', 'yuvj422p', '-c:v', 'mjpeg'], way: 'pipe' },
  { what: 'odd sizes', file: 'odd.mkv', args: [...picture('s=161x121:d=1'), '-pix_fmt', 'yuv420p', '-c:v', 'ffv1', '-g', '5'], way: 'pipe' },
  { what: '10 bits', file: 'ten.mp4', args: [...small, '-pix_fmt', 'yuv420p10le', ...x264('-bf', '3')], way: 'fast' },
  { what: 'alpha', file: 'alpha.mkv', args: [...picture('s=160x120:d=1'), '-pix_fmt', 'yuva420p', '-c:v', 'ffv1', '-g', '10'], way: 'pipe' },
  { what: 'a pixel format that ffmpeg itself must digest', file: 'grey.mkv', args: [...picture('s=160x120:d=1'), '-pix_fmt', 'gray9le', '-c:v', 'ffv1', '-g', '10'], way: 'pipe' },
];

const folder = await temporaryFolder();

describe('keyframes hold the times of the packet index and the pixels of a full decode', () => {
  it.each(cases)('$what', async ({ file, args, copied, way }) => {
    let path = await make(join(folder, file), args);
    if (copied) path = await make(join(folder, copied.file), [...(copied.before ?? []), '-i', path, '-c', 'copy', ...(copied.after ?? [])]);
    const { index } = await extract(path);
    expect(index.keyframes.length).toBeGreaterThan(0);
    expect(index.keyframes.map((keyframe) => keyframe.pts)).toEqual(keyPacketTimes(path));
    const reference = fullDecode(path);
    expect(digestsOf(index)).toEqual(index.keyframes.map(({ pts }) => [pts, reference.get(pts)]));
    const stock = new Set(stockDigests(path));
    expect(index.keyframes.every(({ decoded }) => decoded !== undefined && stock.has(decoded.frameSha256))).toBe(true);
    expect(index.way).toBe(way);
  });

  it('has a file with negative first times and one that starts later, or the facts above say nothing', async () => {
    const negative = await make(join(folder, 'negative.ts'), [...small, ...x264('-bf', '3'), ...wrapping]);
    expect(keyPacketTimes(negative)[0]).toBeLessThan(0);
    const start = await make(join(folder, 'n2.ts'), [...small, ...x264('-bf', '3'), '-output_ts_offset', '40000']);
    expect(keyPacketTimes(start)[0]).toBeGreaterThanOrEqual(40_000 * 90_000);
  });
});
