import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { byteLines, longestLineBytes } from '../../../../src-main/engine/media/keyframes/byte-lines.ts';
import { readLog, type ShownFrame } from '../../../../src-main/engine/media/keyframes/read-log.ts';

const label = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const ours = (address: string, text: string): string => `[showinfo@${label} @ ${address}] [info] ${text}\n`;
const config = (address: string): string => ours(address, 'config in time_base: 1/1000, frame_rate: 25/1');
const frame = (address: string, n: number, pts: number | string = n * 40): string =>
  ours(address, `n:   ${n} pts: ${String(pts).padStart(6)} pts_time:0.08    pos:     3150 fmt:yuv420p sar:1/1 s:160x120 i:P iskey:1 type:I `);

async function read(log: string): Promise<{ frames: ShownFrame[]; errors: string[]; distrust?: string | undefined; stopped: number }> {
  const frames: ShownFrame[] = [];
  let stopped = 0;
  const said = await readLog(Readable.from([Buffer.from(log)]), label, { onFrame: (one) => frames.push(one), onDistrust: () => stopped++ });
  return { ...said, frames, stopped };
}

describe('the log of a run', () => {
  it('gives what showinfo tells of each frame', async () => {
    const { frames, distrust } = await read(config('0x1') + frame('0x1', 0) + frame('0x1', 1, 'NOPTS'));
    const told = { position: 3150, pixelFormat: 'yuv420p', width: 160, height: 120, key: true, type: 'I', setUp: 1 };
    expect(frames).toEqual([{ ...told, pts: 0 }, { ...told, pts: null }]);
    expect(distrust).toBeUndefined();
  });

  it('reads the lines of newer versions, which tell colours and durations but no position', async () => {
    const newer = 'n:   0 pts:     80 pts_time:0.08    duration:     40 duration_time:0.04    fmt:yuv420p cl:left sar:1/1 s:160x120 i:P iskey:0 type:B ';
    expect((await read(config('0x1') + ours('0x1', newer))).frames).toMatchObject([{ pts: 80, position: null, key: false, type: 'B', width: 160 }]);
  });

  it('begins to count again when the filters are set up anew', async () => {
    const { frames, distrust } = await read(config('0x1') + frame('0x1', 0) + config('0x2') + frame('0x2', 0) + frame('0x2', 1));
    expect(frames.map(({ setUp }) => setUp)).toEqual([1, 2, 2]);
    expect(distrust).toBeUndefined();
  });

  it.each([
    ['a frame is missing', config('0x1') + frame('0x1', 0) + frame('0x1', 2)],
    ['a number comes twice', config('0x1') + frame('0x1', 0) + frame('0x1', 0)],
    ['another address goes on', config('0x1') + frame('0x1', 0) + frame('0x2', 1)],
    ['a frame is told in another way', config('0x1') + frame('0x1', 0) + ours('0x1', 'n: 1 pts: 40 something')],
  ])('is not believed from where %s on, and says so once', async (_what, log) => {
    const { frames, distrust, stopped } = await read(log + frame('0x1', 3));
    expect(frames.length).toBe(1);
    expect(distrust).toMatch(/does not run on at number \d/);
    expect(stopped).toBe(1);
  });

  it('takes frames and errors from no line but those of ffmpeg and of its own showinfo', async () => {
    const others = ['[Parsed_showinfo_0 @ 0x1] [info]', '[showinfo@0123 @ 0x1] [info]', `    title : [showinfo@${label} @ 0x1] [info]`];
    const log = others.map((begin) => frame('0x1', 0).replace(/^\[[^\]]*\] \[info\]/, begin)).join('');
    const errors = '[h264 @ 0x1] [error] lost\n[error] gone\n    title : [error] no\n\u2028[error] no\n';
    expect(await read(log + errors)).toMatchObject({ frames: [], distrust: undefined, errors: ['[h264 @ 0x1] [error] lost', '[error] gone'] });
  });

  it('gives a time that no number holds exactly as none', async () =>
    expect((await read(config('0x1') + frame('0x1', 0, '1152921504606846976'))).frames[0]?.pts).toBeNull());
});

describe('lines of bytes', () => {
  it('end with a new line alone, however they are cut, and are cut where they are too long', async () => {
    const bytes = Buffer.from(`a\rb\u2028c\n\n${'x'.repeat(longestLineBytes + 5)}\nlast`);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, n) => bytes.subarray(n * 7, n * 7 + 7));
    const lines: string[] = [];
    for await (const line of byteLines(Readable.from(pieces))) lines.push(line.toString());
    expect(lines).toEqual(['a\rb\u2028c', '', 'x'.repeat(longestLineBytes), 'last']);
  });
});
