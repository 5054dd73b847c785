import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import type { placeSchema } from '../shared/api/folders.ts';

type Place = z.infer<typeof placeSchema>;

/** Where a person's files usually lie: their own folders, the volumes that are mounted, and the computer as a whole. */
export async function listPlaces(): Promise<Place[]> {
  const home = homedir();
  const candidates: Place[] = [{ kind: 'home', name: basename(home) || home, path: home }, ...(await ownFolders(home)), ...(await volumes())];
  const found = await Promise.all(candidates.map(async (place) => ((await isFolder(place.path)) ? [place] : [])));
  return [...found.flat(), ...(process.platform === 'win32' ? [] : [{ kind: 'computer' as const, name: '/', path: '/' }])];
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false);
}

type OwnFolder = 'desktop' | 'documents' | 'downloads' | 'movies';
const usualNames: Readonly<Record<OwnFolder, string>> = { desktop: 'Desktop', documents: 'Documents', downloads: 'Downloads', movies: process.platform === 'darwin' ? 'Movies' : 'Videos' };
/** Names in the file of xdg-user-dirs, which knows the folders in the language of the desktop. */
const xdgNames: Readonly<Record<OwnFolder, string>> = { desktop: 'DESKTOP', documents: 'DOCUMENTS', downloads: 'DOWNLOAD', movies: 'VIDEOS' };

async function ownFolders(home: string): Promise<Place[]> {
  const stated = await readFile(join(process.env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'user-dirs.dirs'), 'utf8').catch(() => '');
  return (Object.keys(usualNames) as OwnFolder[]).flatMap((kind) => {
    const path = xdgFolder(stated, xdgNames[kind], home) ?? join(home, usualNames[kind]);
    // A folder that the desktop does not have is stated as the home folder itself.
    return path === home ? [] : [{ kind, name: basename(path), path }];
  });
}

function xdgFolder(stated: string, name: string, home: string): string | undefined {
  const [, below] = new RegExp(`^XDG_${name}_DIR="\\$HOME/?([^"]*)"`, 'm').exec(stated) ?? [];
  return below === undefined ? undefined : join(home, below);
}

async function volumes(): Promise<Place[]> {
  const paths = await volumePaths();
  return paths.map((path) => ({ kind: 'volume', name: basename(path) || path, path }));
}

async function volumePaths(): Promise<string[]> {
  if (process.platform === 'win32') return Array.from({ length: 26 }, (_, n) => `${String.fromCharCode(65 + n)}:\\`);
  if (process.platform === 'darwin') return (await readdir('/Volumes').catch(() => [])).map((name) => join('/Volumes', name));
  return mountedVolumes(await readFile('/proc/self/mounts', 'utf8').catch(() => ''));
}

/** Mount points (fstab(5), with octal escapes) where desktops and people put drives. */
export function mountedVolumes(mounts: string): string[] {
  const points = mounts.split('\n').map((line) => (line.split(' ')[1] ?? '').replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))));
  return [...new Set(points.filter((point) => /^\/(?:media|run\/media|mnt)\/./.test(point)))];
}
