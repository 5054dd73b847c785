import type { CheckBundleOptions } from '../../../src-main/verifier/bundle/bundle.ts';
import { bytesOf, fileOf, textOf, type BundleFiles } from './bundle-files.ts';
import type { MadeBundle } from './bundles.ts';
import type { BundleKey } from './reseal.ts';

/** What somebody does to a bundle, and what must be said of it. */
export interface BundleAlteration {
  what: string;
  /** Which bundle; one of selected items unless given. */
  of?: 'whole' | 'received';
  alter(files: BundleFiles, about: AboutBundles): void | Promise<void>;
  /** Codes of findings of the bag or of the bundle: at least one of them. */
  finds: readonly string[];
  /** What one of these findings must be about. */
  about?: (files: BundleFiles, about: AboutBundles) => string | RegExp;
  /** What the reader brings along. */
  reader?: (about: AboutBundles) => Pick<CheckBundleOptions, 'pin' | 'roots' | 'heldCheckpoints'>;
}

/** What the alterations must know. */
export interface AboutBundles {
  /** The bundle that is altered, as it was, with the keys of its custodian. */
  made: MadeBundle;
  /** The whole log of the same case, as bundle. */
  whole: MadeBundle;
  /** Of another case by another custodian. */
  stranger: MadeBundle;
  /** Somebody's key. */
  anybody: BundleKey;
}

export function flip(files: BundleFiles, path: string, at?: number): void {
  // `slice` of a Buffer would share its bytes.
  const bytes = Uint8Array.from(fileOf(files, path));
  const place = at ?? Math.floor(bytes.length / 2);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  files.set(path, bytes);
}

export function rename(files: BundleFiles, from: string, to: string): void {
  files.set(to, fileOf(files, from));
  files.delete(from);
}

export function swap(files: BundleFiles, a: string, b: string): void {
  const [ofA, ofB] = [fileOf(files, a), fileOf(files, b)];
  files.set(a, ofB);
  files.set(b, ofA);
}

/** Edit a text; throws when nothing changes. */
export function edit(files: BundleFiles, path: string, from: string | RegExp, to: string): void {
  const before = textOf(files, path);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path} does not hold ${String(from)}`);
  files.set(path, bytesOf(after));
}

export function remove(files: BundleFiles, ...paths: string[]): void {
  for (const path of paths) {
    fileOf(files, path);
    files.delete(path);
  }
}
