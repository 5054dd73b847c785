import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { leftOut, noBrowser } from '../../e2e/chromium.ts';
import { writeNumberedFilm, withBFrames } from '../../numbered-film.ts';
import { itemWindow, numberOnScreen, shownFrame, type ItemWindow } from './item-window.ts';

const uneven = "settb=1/30000,setpts='if(lt(N,20),N*1001,if(lt(N,40),20020+(N-20)*3003,80080+(N-40)*500))'";
const tone = ['-f', 'lavfi', '-i', 'sine=d=4', '-shortest', '-c:a', 'aac'];

/** Every way in which a player's clock and the packets' times have been seen to part. */
function writeFilms(folder: string): void {
  const at = (name: string): string => join(folder, name);
  const copy = (from: string, to: string, options: readonly string[], before: readonly string[] = []): void => void execFileSync('ffmpeg', ['-v', 'error', '-y', ...before, '-i', at(from), '-c', 'copy', ...options, at(to)]);
  writeNumberedFilm(at('b-frames.mp4'), { inputs: tone.slice(0, 4), coded: [...tone.slice(4), ...withBFrames] });
  writeNumberedFilm(at('uneven.mp4'), { filters: uneven, coded: [...withBFrames, '-vsync', 'passthrough', '-enc_time_base', '1:30000', '-video_track_timescale', '30000'] });
  writeNumberedFilm(at('begins-late.mkv'), { coded: [...withBFrames, '-output_ts_offset', '5'] });
  writeNumberedFilm(at('90-khz.mp4'), { rate: '30000/1001', coded: [...withBFrames, '-video_track_timescale', '90000'] });
  writeNumberedFilm(at('vp9.webm'), { coded: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-g', '12'] });
  copy('b-frames.mp4', 'edit-list.mp4', [], ['-ss', '0.7']);
  copy('90-khz.mp4', 'fragments.mp4', ['-movflags', 'frag_keyframe+empty_moov']);
  copy('90-khz.mp4', 'turned.mp4', ['-metadata:s:v', 'rotate=90']);
}

describe.skipIf(noBrowser)(`stepping through footage${leftOut}`, () => {
  let item: ItemWindow;
  beforeAll(async () => {
    item = await itemWindow(writeFilms);
  }, 120_000);

  it.each(['b-frames.mp4', 'uneven.mp4', 'begins-late.mkv', '90-khz.mp4', 'vp9.webm', 'edit-list.mp4', 'fragments.mp4', 'turned.mp4'])('shows exactly the frame that it names: %s', async (name) => {
    const { page, show, ask, idOf } = item;
    await show(name);
    const first = await shownFrame(page);
    // What an edit list cuts away is not counted.
    const cutAway = await numberOnScreen(page);
    expect(first).toMatchObject({ number: 0, state: 'exact' });
    expect(cutAway).toBe(name === 'edit-list.mp4' ? 18 : 0);
    const arrivesAt = async (number: number): Promise<void> => {
      expect(await shownFrame(page)).toMatchObject({ number, state: 'exact' });
      expect((await numberOnScreen(page)) - cutAway).toBe(number);
    };
    for (let number = 1; number <= 13; number++) {
      await page.keyboard.press('.');
      await arrivesAt(number);
    }
    for (let number = 12; number >= 10; number--) {
      await page.keyboard.press(',');
      await arrivesAt(number);
    }
    const { index } = await ask<{ index: { keyframes: { pts: number }[] } }>(`/api/items/${await idOf(name)}/keyframes`);
    for (const [key, before] of [['ArrowRight', 10], ['ArrowRight', 12], ['ArrowLeft', 24]] as const) {
      await page.keyboard.press(key);
      const { number, pts, state } = await shownFrame(page);
      expect([state, index.keyframes.some((keyframe) => keyframe.pts === pts), key === 'ArrowRight' ? number > before - 2 : number < before + 4]).toEqual(['exact', true, true]);
      expect((await numberOnScreen(page)) - cutAway).toBe(number);
    }
    await page.keyboard.press('End');
    await arrivesAt(99 - cutAway);
    await page.keyboard.press('Home');
    await arrivesAt(0);
  });

  it('loses no step however quickly keys come', async () => {
    const { page, show } = item;
    await show('b-frames.mp4');
    await shownFrame(page);
    for (let n = 0; n < 10; n++) await page.keyboard.press('.');
    for (let n = 0; n < 3; n++) await page.keyboard.press(',');
    expect(await shownFrame(page)).toMatchObject({ number: 7, state: 'exact' });
    expect(await numberOnScreen(page)).toBe(7);
  });

  const until = async (holds: (number: number) => boolean): Promise<void> => {
    while (!holds(Number(await item.page.locator('[data-testid=shown-frame]').getAttribute('data-number')))) await item.page.waitForTimeout(20);
  };

  it('plays on and back, and stops on a frame that it names', async () => {
    const { page, show } = item;
    await show('b-frames.mp4');
    await shownFrame(page);
    await page.keyboard.press('l');
    await until((number) => number > 20);
    await page.keyboard.press('k');
    const on = await shownFrame(page);
    expect(await numberOnScreen(page)).toBe(on.number);
    await page.keyboard.press('j');
    await until((number) => number < 12);
    await page.keyboard.press('k');
    const back = await shownFrame(page);
    expect(back.state).toBe('exact');
    expect(await numberOnScreen(page)).toBe(back.number);
  });

  it('goes round in a part of it', async () => {
    const { page, show } = item;
    await show('b-frames.mp4');
    await shownFrame(page);
    for (let n = 0; n < 5; n++) await page.keyboard.press('.');
    await shownFrame(page);
    await page.keyboard.press('[');
    for (let n = 0; n < 5; n++) await page.keyboard.press('.');
    await shownFrame(page);
    await page.keyboard.press(']');
    await page.keyboard.press('l');
    const seen = new Set<number>();
    for (let looks = 0; looks < 60; looks++) {
      seen.add(Number(await page.locator('[data-testid=shown-frame]').getAttribute('data-number')));
      await page.waitForTimeout(25);
    }
    await page.keyboard.press('k');
    // A busy computer may show a frame or two more before it goes back.
    expect([Math.min(...seen), Math.max(...seen) <= 14]).toEqual([5, true]);
  });
});
