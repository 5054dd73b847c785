import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { makeCase } from '../../e2e/window-footage.ts';
import { windowForTests } from '../../e2e/window-tests.ts';
import type { OpenWindow } from '../../e2e/window.ts';
import { numberBits, numberedSize } from '../../numbered-film.ts';

export interface ItemWindow {
  window: OpenWindow;
  page: Page;
  /** Show the item that was received under a name. */
  show(name: string): Promise<void>;
  /** Ask the engine as the window does. */
  ask<T>(path: string, body?: object): Promise<T>;
  /** The item's name in the window. */
  idOf(name: string): Promise<string>;
}

/** A window onto a case that holds these files. */
export async function itemWindow(write: (folder: string) => void | Promise<void>): Promise<ItemWindow> {
  const window = await windowForTests();
  const { page, folder, origin } = window;
  const source = join(folder, 'footage');
  mkdirSync(source);
  await write(source);
  await makeCase(join(folder, 'case'), [source]);
  const ask = <T>(path: string, body?: object): Promise<T> =>
    page.evaluate(async ([path, body]) => {
      const key = { 'x-postquem-key': localStorage.getItem('postquem-key') ?? '' };
      const init = body === undefined ? { headers: key } : { method: 'POST', headers: { ...key, 'content-type': 'application/json' }, body: JSON.stringify(body) };
      return (await (await fetch(path, init)).json()) as never;
    }, [path, body] as const);
  await ask('/api/case/open', { folder: join(folder, 'case') });
  const idOf = async (name: string): Promise<string> => {
    const { items } = await ask<{ items: { id: string; name: string }[] }>('/api/items?limit=100');
    return items.find((item) => item.name === name)?.id ?? '';
  };
  return { window, page, ask, idOf, show: async (name) => void (await page.goto(`${origin}/library/${await idOf(name)}`)) };
}

/** Which frame the readout names, and whether it says that it is sure; waited for until the player has come to rest. */
export async function shownFrame(page: Page): Promise<{ number: number; pts: number; state: string }> {
  // What a key began shows itself at the next look at the latest.
  await page.waitForTimeout(40);
  const readout = page.locator('[data-testid=shown-frame]:is([data-state=exact], [data-state=approximate])');
  await readout.waitFor();
  const { number, pts, state } = await readout.evaluate((element) => ({ ...(element as unknown as { dataset: Record<string, string> }).dataset }));
  return { number: Number(number), pts: Number(pts), state: state ?? '' };
}

/** The number that the picture on the screen carries, read from its pixels. */
export function numberOnScreen(page: Page): Promise<number> {
  // The debugger evaluates it: no policy of the page forbids that. A turned picture is read from below upwards.
  const read = `(() => {
    const video = document.querySelector('video');
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth; canvas.height = video.videoHeight;
    const paper = canvas.getContext('2d', { willReadFrequently: true });
    paper.drawImage(video, 0, 0);
    const isTurned = video.videoHeight > video.videoWidth;
    const block = Math.max(video.videoWidth, video.videoHeight) / ${numberBits};
    let number = 0;
    for (let bit = 0; bit < ${numberBits}; bit++) {
      const along = block * (bit + 0.5);
      const [red] = paper.getImageData(isTurned ? video.videoWidth / 2 : along, isTurned ? video.videoHeight - along : video.videoHeight / 2, 1, 1).data;
      if (red > 127) number += 2 ** bit;
    }
    return number;
  })()`;
  return page.evaluate<number>(read);
}

export const { width: filmWidth, height: filmHeight } = numberedSize;
