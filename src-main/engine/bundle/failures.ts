import { CaseError } from '../../shared/errors.ts';
import { codeOf } from './descriptors.ts';

/** A kept file that cannot go into the bundle as it was recorded. */
export function sourceFailed(file: string, detail: string, cause?: unknown): CaseError {
  return new CaseError('bundle-source-failed', { path: file, detail }, { cause });
}

/** What failed while the bundle was written, as a CaseError. What is one already, or the reason of a cancel, stays. */
export async function tellingWrites<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    const code = codeOf(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new CaseError('bundle-disk-full', {}, { cause: error });
    throw new CaseError('bundle-write-failed', { detail: error.message }, { cause: error });
  }
}
