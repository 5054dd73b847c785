import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CaseError } from '../../../shared/errors.ts';

/** What lies in every bundle for whoever checks it: the same bytes in each, so that their digests can be known from elsewhere. */
export type Page = 'verify.html' | 'HOW-TO-CHECK.txt';

/** Throws CaseError `internal` when this installation has it not: a bundle without it would be less than it says. */
export async function readPage(page: Page): Promise<Uint8Array> {
  const file = join(import.meta.dirname, '../../../../resources', page);
  return readFile(file).catch((error: unknown) => {
    throw new CaseError('internal', { detail: `${file}, which goes into every bundle, is missing from this installation of Postquem` }, { cause: error });
  });
}
