import type { Page } from 'playwright-core';

type Step = 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel';

/** Drag files and folders of the disk over the middle of a page, as from a file manager (Chrome DevTools Protocol, Input.dispatchDragEvent). */
export async function drag(page: Page, paths: readonly string[], steps: readonly Step[]): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  const session = await page.context().newCDPSession(page);
  for (const type of steps) {
    await session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data: { items: [], files: [...paths], dragOperationsMask: 1 } });
  }
  await session.detach();
}

/** Drop them. */
export function drop(page: Page, paths: readonly string[]): Promise<void> {
  return drag(page, paths, ['dragEnter', 'dragOver', 'drop']);
}

/** Let a page send no more than so many bytes a second. Returns how to stop. */
export async function slowDown(page: Page, bytesPerSecond: number): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytesPerSecond });
  return async () => {
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await session.detach();
  };
}
