import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

// What lies in a case folder may have been planted: no link is followed, and nothing that is no file is waited for.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Documents that entries name are read whole; the largest, of a case with a million files, have some 100 MB. */
export const mostDocumentBytes = 1 << 29;

/**
 * The bytes of a small regular file, whole in memory. Undefined when there is none of that name. Throws the system's
 * error, or one that says that it is a link, no regular file, or larger than `mostBytes`.
 */
export function readSmallFile(path: string, mostBytes: number): Buffer | undefined {
  const fd = openIfThere(path);
  if (fd === undefined) return undefined;
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new Error('it is no regular file');
    if (stat.size > mostBytes) throw new Error(`it has ${stat.size} bytes, more than the ${mostBytes} that are read`);
    const bytes = Buffer.alloc(stat.size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) read = readSync(fd, bytes, length, bytes.length - length, length);
    return bytes.subarray(0, length);
  } finally {
    closeSync(fd);
  }
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, openFlags);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') throw new Error('it is a link', { cause: error });
    throw error;
  }
}
