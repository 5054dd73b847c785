import { howToCheckPath } from '../../format/bundle/layout.ts';

/**
 * Where the files of a bag go: a folder or a ZIP, under a temporary name that the caller hands in and renames at the
 * end. Calls may overlap or be awaited one by one: each resolves as soon as there is room for the next, while files are
 * still being written. A failure rejects the next call, `finish` at the latest, with a CaseError (`bundle-disk-full`,
 * `bundle-write-failed`, `bundle-source-failed`) or the signal's reason; then only `abandon` is left to call.
 */
export interface BundleWriter {
  /** `path`: see checkBundlePath. The bytes must not be changed afterwards. */
  addBytes(path: string, bytes: Uint8Array): Promise<void>;
  /** `file`: the absolute path of a kept file of `expected.bytes` bytes, which becomes a file of its own, never a link. */
  addFile(path: string, file: string, expected: { bytes: number }): Promise<void>;
  /** Resolves when everything is on disk. */
  finish(): Promise<void>;
  /** Stop, and remove what was written. May be called at any time, and more than once; after `finish` it removes the whole. */
  abandon(): Promise<void>;
}

export interface BundleWriterOptions {
  signal?: AbortSignal | undefined;
  /** Bytes of files written so far. */
  onProgress?: ((bytes: number) => void) | undefined;
}

/** Modes of what is written: the receiver may read and throw away, whatever the modes in the case are. */
export const fileMode = 0o644;
export const folderMode = 0o755;

/** Names that mean the same on every system and in every tool. Throws RangeError: such a path is a fault of the program. */
export function checkBundlePath(path: string): void {
  // The one name in capitals, so that it is seen first.
  if (path === howToCheckPath) return;
  if (!/^[a-z0-9._-]+(?:\/[a-z0-9._-]+)*$/.test(path) || path.split('/').some((part) => part === '.' || part === '..')) {
    throw new RangeError(`"${path}" is no path within a bundle`);
  }
}
