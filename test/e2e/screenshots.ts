import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openWindow } from './window.ts';
import { stretches } from './screens-to-shoot.ts';

// `npm run screenshots [WORDS]`: every screen, light and dark, at both widths, into screenshots/ (which git ignores). With
// words: only the screens whose names hold one of them.

const folder = resolve(import.meta.dirname, '../../screenshots');
const wanted = process.argv.slice(2);
const sizes = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }];

if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const window = await openWindow();
window.page.setDefaultTimeout(20_000);

async function shoot(name: string): Promise<void> {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) return;
  const { page } = window;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${size.width}.png`) });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  process.stdout.write(`${name}\n`);
}

let failed = 0;
for (const [name, show] of stretches) {
  try {
    await show(window, shoot);
  } catch (error) {
    failed++;
    process.stderr.write(`${name} could not be shown: ${error instanceof Error ? error.message : String(error)}\n`);
    await window.page.screenshot({ path: join(folder, `failed-${name}.png`) });
  }
}
for (const mishap of window.mishaps) process.stderr.write(`${mishap}\n`);
await window.close();
process.exitCode = failed === 0 ? 0 : 1;
