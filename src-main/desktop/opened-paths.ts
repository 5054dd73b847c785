import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { bundleEnding } from '../shared/desktop-bridge.ts';

export interface CommandLine {
  argv: readonly string[];
  /** The folder that relative paths are meant from. */
  cwd: string;
  /** Unpackaged, the first argument is the application's own folder. */
  isPackaged: boolean;
}

/** The paths that the application was started with. Switches are Chromium's affair. */
export function pathsOf({ argv, cwd, isPackaged }: CommandLine): string[] {
  const own = isPackaged ? 1 : 2;
  return argv.filter((word, n) => n >= own && !word.startsWith('-')).map((word) => resolve(cwd, word));
}

/** The case folder that a path stands for: the folder, or its database. None where there is no case. */
export function caseFolderOf(path: string): string | undefined {
  const folder = basename(path) === 'case.sqlite' && isFile(path) ? dirname(path) : path;
  return existsSync(join(folder, 'case.sqlite')) ? folder : undefined;
}

/** Whether a path is a bundle that somebody handed over: a file with its ending, or the folder of a bag. */
export function isBundle(path: string): boolean {
  return (path.endsWith(bundleEnding) && isFile(path)) || isFile(join(path, 'bagit.txt'));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
