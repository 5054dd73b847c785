import { lstatSync, mkdirSync, renameSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './source-file.ts';
import { withLock } from './shared-memory.ts';

/** What stands where a file of this digest belongs. */
export type Standing = 'nothing' | 'same-size' | 'size-mismatch' | 'not-a-regular-file';

export function standingAt(path: string, bytes: number): Standing {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined) return 'nothing';
  if (!stat.isFile()) return 'not-a-regular-file';
  return stat.size === BigInt(bytes) ? 'same-size' : 'size-mismatch';
}

/**
 * Give a durable file its name. Rename last: a crash leaves a stray file in incoming/, never half an exhibit.
 * Looking and renaming happen under the lock, so that of two workers with the same bytes one finds the other's.
 * @param replace put it there even if a file of the same size stands there (its digest was found wrong)
 * @returns what stood there before; `same-size` means that it was left and `temp` is gone
 */
export function putInPlace(temp: string, target: { path: string; bytes: number; replace: boolean }, lock: SharedArrayBuffer): Standing {
  return withLock(lock, () => {
    const standing = standingAt(target.path, target.bytes);
    if (standing === 'same-size' && !target.replace) unlinkSync(temp);
    else renameMakingFolder(temp, target.path);
    return standing;
  });
}

function renameMakingFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  }
}

/** Remove a file of incoming/. What cannot be removed now (a disk gone read-only) is removed on the next open. */
export function dropTemp(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The reason why it is dropped is the news.
  }
}
