import { writeFile } from 'node:fs/promises';
import { CaseError } from '../shared/errors.ts';

/** Write a file that does not exist yet. Throws CaseError `argument-invalid`; nothing is ever overwritten. */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes, { flag: 'wx' }).catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'there is such a file already' : String(error);
    throw new CaseError('argument-invalid', { detail: `${path} could not be written: ${why}. Nothing was overwritten.` });
  });
}
