import { readFile, stat } from 'node:fs/promises';
import { CaseError } from '../shared/errors.ts';

/** A small file whole. Throws CaseError `source-not-found`, or `argument-invalid` where it is no file or longer than `most` bytes. */
export async function readBounded(path: string, most: number): Promise<Buffer> {
  const found = await stat(path).catch((error: unknown) => {
    throw new CaseError('source-not-found', { path }, { cause: error });
  });
  if (!found.isFile() || found.size > most) {
    throw new CaseError('argument-invalid', { detail: `${path} is no file of at most ${most} bytes. Nothing was changed.` });
  }
  return readFile(path);
}
