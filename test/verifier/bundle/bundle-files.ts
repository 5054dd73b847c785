import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { createHash } from 'node:crypto';
import { UnreadableFile, type BagSource } from '../../../src-main/verifier/bag/source.ts';

/** The files of a bundle by path. */
export type BundleFiles = Map<string, Uint8Array>;

export function filesIn(folder: string): BundleFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return new Map(paths.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]));
}

export function writeFiles(folder: string, files: BundleFiles): string {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

/** A bundle in memory. */
export function memorySource(files: BundleFiles): BagSource {
  return {
    digestsAtOnce: 1,
    async *list() {
      yield { path: 'data', bytes: 0, kind: 'folder' };
      for (const [path, bytes] of files) yield { path, bytes: bytes.length, kind: 'file' };
    },
    async *read(path) {
      const bytes = files.get(path);
      if (bytes === undefined) throw new UnreadableFile('gone');
      yield bytes;
    },
    async digest({ path }, algorithms) {
      const bytes = files.get(path);
      if (bytes === undefined) return { problem: 'gone' };
      return { bytes: bytes.length, digests: Object.fromEntries(algorithms.map((algorithm) => [algorithm, createHash(algorithm).update(bytes).digest('hex')])) };
    },
  };
}

export const textOf = (files: BundleFiles, path: string): string => new TextDecoder().decode(fileOf(files, path));
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file that must be there, so that no alteration alters nothing. */
export function fileOf(files: BundleFiles, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`there is no ${path} to be altered`);
  return bytes;
}

/** The first path that fits: one of a class of files. */
export function pathLike(files: BundleFiles, pattern: RegExp): string {
  const path = [...files.keys()].find((name) => pattern.test(name));
  if (path === undefined) throw new Error(`there is no file like ${pattern}`);
  return path;
}
