import { open, rm } from 'node:fs/promises';
import { CaseError } from '../../../shared/errors.ts';
import { UnreadableFile, type BagSource } from '../../../verifier/bag/source.ts';

/**
 * Write a file of a packed bundle to a temporary place, in pieces; it is digested again when it is kept. Throws CaseError
 * `disk-full`, `vault-write-failed`, or `bundle-changed` when it is not as long as it was, or cannot be read any more.
 */
export async function unpackFile(source: BagSource, { path, bytes }: { path: string; bytes: number }, to: string): Promise<{ path: Buffer; sizeBytes: number }> {
  try {
    const file = await open(to, 'wx', 0o600);
    let written = 0;
    try {
      for await (const piece of source.read(path)) {
        if ((written += piece.length) > bytes) break;
        await file.writeFile(piece);
      }
    } finally {
      await file.close();
    }
    if (written !== bytes) throw new CaseError('bundle-changed', { path });
    return { path: Buffer.from(to), sizeBytes: bytes };
  } catch (error) {
    await rm(to, { force: true });
    throw explained(error, path);
  }
}

function explained(error: unknown, path: string): unknown {
  if (error instanceof UnreadableFile) return new CaseError('bundle-changed', { path }, { cause: error });
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  if (error.code === 'ENOSPC') return new CaseError('disk-full', { path }, { cause: error });
  return new CaseError('vault-write-failed', { detail: error.message }, { cause: error });
}
