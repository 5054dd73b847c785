import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Debian's Chromium; `POSTQUEM_BROWSER` names another. */
export const chromiumPath = process.env['POSTQUEM_BROWSER'] ?? '/usr/bin/chromium';

/** Tests in a browser are left out without one, and their name says why. */
export const noBrowser = !existsSync(chromiumPath);
export const leftOut = noBrowser ? ` (left out: ${chromiumPath} is not there)` : '';

/** Start it. As root, in containers, it has no sandbox of its own to use. */
export function startChromium(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath: chromiumPath, args: asRoot ? ['--no-sandbox'] : [] });
}
