import { CaseError } from '../../shared/errors.ts';
import type { VaultFailureFacts } from './jobs.ts';
import { codeOf } from './source-file.ts';

/** No room: the disk, or this user's share of it. */
const fullCodes = new Set(['ENOSPC', 'EDQUOT']);

/** A failed system call on the vault, as facts that can travel between threads. Anything else is thrown again. */
export function vaultFailureOf(error: unknown, path: string): VaultFailureFacts {
  if (!(error instanceof Error) || !('syscall' in error)) throw error;
  const code = fullCodes.has(codeOf(error)) ? 'disk-full' : 'vault-write-failed';
  return { code, path, detail: error.message };
}

export function toVaultError(failure: VaultFailureFacts, cause?: unknown): CaseError {
  return new CaseError(failure.code, { path: failure.path, detail: failure.detail }, { cause });
}
