import { writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ItemDetail } from '../../../src-main/shared/api/items.ts';
import { english } from '../../../src-renderer/words/en/index.ts';
import { leftOut, noBrowser } from '../../e2e/chromium.ts';
import { accessibilityFaults } from '../../e2e/window-axe.ts';
import { numberInPicture, writeNumberedFilm } from '../../numbered-film.ts';
import { filmHeight, filmWidth, itemWindow, numberOnScreen, shownFrame, type ItemWindow } from './item-window.ts';

const { item: w } = english;

function writeFootage(folder: string): void {
  writeNumberedFilm(join(folder, 'film.mp4'), { frames: 50 });
  execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, 'film.mp4'), '-c:v', 'mpeg4', '-q:v', '3', join(folder, 'old.avi')]);
  execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, 'film.mp4'), '-c', 'copy', join(folder, '..', 'raw.h264')]);
  execFileSync('ffmpeg', ['-v', 'error', '-framerate', '25', '-i', join(folder, '..', 'raw.h264'), '-c', 'copy', join(folder, 'raw.mp4')]);
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=d=2', join(folder, 'sound.wav')]);
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x200', '-frames:v', '1', join(folder, 'still.png')]);
  writeFileSync(join(folder, 'notes.txt'), 'no footage');
}

describe.skipIf(noBrowser)(`the item screen${leftOut}`, () => {
  let item: ItemWindow;
  beforeAll(async () => {
    item = await itemWindow(writeFootage);
    item.page.setDefaultTimeout(20_000);
  }, 120_000);

  const detail = async (name: string): Promise<ItemDetail> => item.ask(`/api/items/${await item.idOf(name)}`);
  const stage = () => item.page.getByRole('group', { name: w.view.stage });
  const text = () => item.page.getByLabel(w.marks.text);

  it('records an opening once, whatever happens on the screen', async () => {
    const { page, show } = item;
    const before = (await detail('film.mp4')).review.count;
    await show('film.mp4');
    await shownFrame(page);
    await page.keyboard.press('.');
    await page.getByRole('button', { name: w.view.turn }).click();
    await shownFrame(page);
    expect((await detail('film.mp4')).review.count).toBe(before + 1);
  });

  it('keeps the exact frame through the engine, between key frames too', async () => {
    const { page, show, window } = item;
    await show('film.mp4');
    await shownFrame(page);
    for (let n = 0; n < 7; n++) await page.keyboard.press('.');
    const { pts } = await shownFrame(page);
    await page.getByRole('button', { name: w.made.keep }).click();
    await page.getByRole('list', { name: w.made.title }).waitFor();
    const made = (await detail('film.mp4')).made.at(-1);
    expect(made).toMatchObject({ madeFor: 'full-picture', pts });
    await page.getByText(made?.sha256 ?? '', { exact: true }).waitFor();
    const png = join(window.folder, 'kept.png');
    const bytes = await page.evaluate(async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())], `/media/derivatives/${made?.sha256}`);
    writeFileSync(png, Uint8Array.from(bytes));
    expect(numberInPicture(png)).toBe(7);
  });

  it('marks a box with the mouse on the turned and enlarged picture, in the pixels of the file; a reload loses nothing of it', async () => {
    const { page, show } = item;
    await show('film.mp4');
    await shownFrame(page);
    await page.keyboard.press('.');
    const { pts } = await shownFrame(page);
    await page.keyboard.press('r');
    await page.keyboard.press('n');
    await text().waitFor();
    const { x, y, width, height } = (await stage().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    // Turned by 90 degrees clockwise: the file's left is at the top, its top at the right.
    const scale = Math.min(width / filmHeight, height / filmWidth);
    const at = (px: number, py: number): [number, number] => [x + width / 2 - (py - filmHeight / 2) * scale, y + height / 2 + (px - filmWidth / 2) * scale];
    await page.mouse.move(...at(20.5, 10.5));
    await page.mouse.down();
    await page.mouse.move(...at(60, 30), { steps: 4 });
    await page.mouse.move(...at(100.5, 50.5));
    await page.mouse.up();
    await text().fill('a gate');
    await page.reload();
    expect(await text().inputValue()).toBe('a gate');
    await page.getByRole('button', { name: w.marks.record, exact: true }).click();
    await page.getByRole('button', { name: w.marks.goTo('a gate') }).waitFor();
    const note = (await detail('film.mp4')).notes.at(-1);
    expect(note).toMatchObject({ kind: 'mark', text: 'a gate', time: { from: pts }, region: { x: 20, y: 10, width: 81, height: 41, of: { width: filmWidth, height: filmHeight } } });
  });

  it('marks a box by keys alone', async () => {
    const { page, show } = item;
    await show('film.mp4');
    await shownFrame(page);
    await page.keyboard.press('n');
    await text().fill('by keys');
    const record = page.getByRole('button', { name: w.marks.record, exact: true });
    // No box is recorded that nobody put there.
    await page.getByText(w.marks.missing.box).waitFor();
    expect(await record.isDisabled()).toBe(true);
    await page.getByRole('button', { name: w.marks.boxInTheMiddle }).press('Enter');
    expect(await record.isEnabled()).toBe(true);
    await stage().focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'Shift+ArrowRight', 'Alt+ArrowDown']) await page.keyboard.press(key);
    await text().focus();
    await page.getByRole('button', { name: w.marks.record, exact: true }).press('Enter');
    await page.getByRole('button', { name: w.marks.goTo('by keys') }).waitFor();
    const middle = { x: (filmWidth - filmWidth / 4) / 2, y: (filmHeight - filmHeight / 4) / 2 };
    expect((await detail('film.mp4')).notes.at(-1)?.region).toMatchObject({ x: middle.x + 2, y: middle.y + 9, width: filmWidth / 4 + 1, height: filmHeight / 4 });
    expect((await shownFrame(page)).number).toBe(0);
  });

  it('marks the frame that is on the screen when the mark is begun while it plays', async () => {
    const { page, show } = item;
    await show('film.mp4');
    await shownFrame(page);
    for (const afterMs of [500, 700]) {
      await page.keyboard.press('Home');
      await shownFrame(page);
      await page.keyboard.press('l');
      await page.waitForTimeout(afterMs);
      await page.keyboard.press('n');
      await page.getByText(w.marks.missing.box).waitFor();
      const { number, pts, state } = await shownFrame(page);
      expect([state, number > 0, await numberOnScreen(page)]).toEqual(['exact', true, number]);
      expect(await page.getByRole('form', { name: w.marks.newMark }).textContent()).toContain(`(pts ${pts})`);
      await page.getByRole('button', { name: english.common.cancel }).click();
    }
  });

  it('names no frame exactly, and keeps none, where times follow the order of storage', async () => {
    const { page, show } = item;
    await show('raw.mp4');
    await page.getByText(w.player.namesNone).waitFor();
    expect((await shownFrame(page)).state).toBe('approximate');
    expect(await page.getByRole('button', { name: w.made.keep }).isDisabled()).toBe(true);
    item.window.expectWords(/400 \(Bad Request\).*\/frames/);
    const answer = await item.ask<{ code?: string }>(`/api/items/${await item.idOf('raw.mp4')}/frames`, { pts: 48_000 });
    expect(answer.code).toBe('frame-unproven');
  });

  it('corrects a mark, goes to where it points, and withdraws it with a reason', async () => {
    const { page, show } = item;
    await show('film.mp4');
    await shownFrame(page);
    const entry = page.getByRole('listitem').filter({ hasText: 'a gate' });
    await entry.getByRole('button', { name: w.marks.edit }).click();
    await text().fill('a gate, closed');
    await page.getByRole('button', { name: w.marks.record, exact: true }).click();
    const corrected = page.getByRole('listitem').filter({ hasText: 'a gate, closed' });
    await corrected.getByRole('button', { name: w.marks.goTo('a gate, closed') }).click();
    expect((await shownFrame(page)).number).toBe(1);
    expect((await detail('film.mp4')).notes.filter(({ text: said }) => said?.startsWith('a gate'))).toMatchObject([{ text: 'a gate, closed' }]);
    await corrected.getByRole('button', { name: w.marks.withdraw }).click();
    await page.getByLabel(w.marks.whyWithdraw).fill('the wrong frame');
    await corrected.getByRole('button', { name: /^Withdraw the note of entry/ }).click();
    await corrected.waitFor({ state: 'detached' });
    expect((await detail('film.mp4')).notes.map(({ text: said }) => said)).toEqual(['by keys']);
  });

  it('plays footage that the window cannot decode from a copy that says what it is, and steps through it exactly', async () => {
    const { page, show } = item;
    await show('old.avi');
    await page.getByText(w.proxy.title.refused).waitFor();
    await page.getByRole('button', { name: w.proxy.make.refused }).click();
    await page.getByText(w.proxy.isCopy).waitFor();
    const { number } = await shownFrame(page);
    expect(number).toBe(0);
    for (let step = 1; step <= 3; step++) {
      await page.keyboard.press('.');
      expect(await shownFrame(page)).toMatchObject({ number: step, state: 'exact' });
      expect(await numberOnScreen(page)).toBe(step);
    }
    const after = await detail('old.avi');
    expect(after.proxy?.sha256).toBe(after.made.at(-1)?.sha256);
  });

  it('shows stills, plays sound, and says what is neither', async () => {
    const { page, show } = item;
    await show('still.png');
    const image = page.getByRole('img', { name: w.player.footageOf('still.png') });
    await image.waitFor();
    expect(await image.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth)).toBe(320);
    await show('sound.wav');
    await page.getByRole('button', { name: w.player.play, exact: true }).waitFor();
    await page.getByText('0:02.0', { exact: false }).first().waitFor();
    await show('notes.txt');
    await page.getByText(w.unknown.noFootage).waitFor();
  });

  it('says that an adjusted view changes nothing, and has no serious fault of accessibility in either theme', async () => {
    const { page, show } = item;
    await show('film.mp4');
    await shownFrame(page);
    await page.keyboard.press('r');
    await page.getByText(w.view.adjusted).waitFor();
    await page.keyboard.press('z');
    await page.keyboard.press('n');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(page)).toEqual([]);
    }
    await page.getByRole('button', { name: english.common.cancel }).first().click();
    await page.getByRole('button', { name: w.strip.sheet }).click();
    await page.getByRole('dialog', { name: w.strip.sheetOf('film.mp4') }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
