import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The folder of the application. */
export const applicationFolder = resolve(import.meta.dirname, '../..');

/** Where the built page of the window lies. */
export const windowFolder = join(applicationFolder, 'out', 'window');

/** Whether the page is built. */
export function isWindowBuilt(folder = windowFolder): boolean {
  return existsSync(join(folder, 'index.html'));
}

/** Whether the page is built and none of its sources is newer. A package holds no sources. */
export async function isWindowCurrent(root = applicationFolder): Promise<boolean> {
  const built = await stat(join(root, 'out', 'window', 'index.html')).then(({ mtimeMs }) => mtimeMs, () => undefined);
  if (built === undefined) return false;
  const newest = await Promise.all(['src-renderer', 'src-main/shared', 'src-main/claims'].map((folder) => newestBelow(join(root, folder))));
  return Math.max(...newest) <= built;
}

async function newestBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const times = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)).then(({ mtimeMs }) => mtimeMs, () => 0)));
  return Math.max(0, ...times);
}
