import { execFileSync } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTools } from '../../../src-main/engine/media/find-tools.ts';
import { FrameTimesBuilder, listFrameTimes } from '../../../src-main/engine/media/list-frame-times.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { fullDecode, make, picture } from './keyframes/reference.ts';

const folder = await temporaryFolder();
const bFrames = ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-g', '12'];

async function listed(path: string) {
  const { ffprobe } = await findTools();
  return listFrameTimes({ ffprobe, caseFolder: dirname(path), path: basename(path), stream: 0, timeoutMs: 30_000 });
}

describe('the times of all frames', () => {
  it('are those that a full decode shows, whatever the order in which they are stored', async () => {
    const path = await make(join(folder, 'b.mp4'), [...picture('s=96x64:r=25:d=2'), ...bFrames]);
    const { times, source } = await listed(path);
    expect([...times]).toEqual([...fullDecode(path).keys()].sort((a, b) => a - b));
    expect([times.length, source]).toEqual([50, 'presentation']);
  });

  it('leave out what an edit list cuts away', async () => {
    const whole = await make(join(folder, 'whole.mp4'), [...picture('s=96x64:r=25:d=2'), ...bFrames]);
    const cut = await make(join(folder, 'cut.mp4'), ['-ss', '0.3', '-i', whole, '-c', 'copy']);
    const { times } = await listed(cut);
    expect([...times]).toEqual([...fullDecode(cut).keys()].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(0);
  });

  it('keep a start that is not zero, and gaps that are not equal', async () => {
    const uneven = "settb=1/30000,setpts='if(lt(N,10),N*1001,10010+(N-10)*3003)'";
    const path = await make(join(folder, 'uneven.mkv'), [...picture('s=96x64:r=25:d=1'), '-vf', uneven, '-vsync', 'passthrough', '-output_ts_offset', '5', ...bFrames]);
    const { times } = await listed(path);
    expect([...times]).toEqual([...fullDecode(path).keys()].sort((a, b) => a - b));
    expect(times[0]).toBe(5000);
  });

  it('are decoding times where the container states no others, and counted where it states none', async () => {
    const avi = await make(join(folder, 'old.avi'), [...picture('s=96x64:r=10:d=1'), ...bFrames]);
    expect(await listed(avi)).toMatchObject({ source: 'decoding', restarts: 0 });
    const builder = new FrameTimesBuilder();
    for (let n = 0; n < 3; n++) builder.add({ pts: null, dts: null });
    expect(builder.finish()).toEqual({ times: Float64Array.of(0, 1, 2), source: 'counted', restarts: 0 });
  });

  it('are those of decoding where a file states these as presentation times of frames that are stored in another order', async () => {
    const raw = await make(join(folder, 'raw.h264'), [...picture('s=96x64:r=25:d=2'), ...bFrames]);
    const path = await make(join(folder, 'raw.mp4'), ['-framerate', '25', '-i', raw, '-c', 'copy']);
    expect(await listed(path)).toMatchObject({ source: 'decoding', restarts: 0 });
  });

  it('are those of presentation where a file announces another order and does not use it', async () => {
    const announced = ['-c:v', 'libx264', '-x264-params', 'bframes=2:b-adapt=1:b-bias=-100'];
    const path = await make(join(folder, 'announced.mp4'), [...picture('s=96x64:r=25:d=2'), ...announced]);
    const announcedDepth = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'stream=has_b_frames', '-of', 'csv=p=0', path], { encoding: 'utf8' });
    expect(Number(announcedDepth)).toBeGreaterThan(0);
    expect(await listed(path)).toMatchObject({ source: 'presentation', restarts: 0 });
  });

  it('name no frames where they start again', () => {
    const builder = new FrameTimesBuilder();
    for (let n = 0; n < 200; n++) builder.add({ pts: n % 100, dts: n });
    expect(builder.finish()).toMatchObject({ restarts: 1, times: new Float64Array() });
  });

  it('are refused where ffprobe is not to be had', async () => {
    const listing = listFrameTimes({ ffprobe: { path: '/nowhere/ffprobe', version: '5.1' }, caseFolder: folder, path: 'b.mp4', stream: 0, timeoutMs: 1000, signal: AbortSignal.abort() });
    await expect(listing).rejects.toMatchObject({ code: 'cancelled' });
  });
});
