import { mkdir, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { incomingFolder } from '../../format/case-folder.ts';
import { toVaultError, vaultFailureOf } from './vault-failure.ts';

/**
 * Remove what a crash left in incoming/ and return the names. Loss-free: a file leaves that folder by rename before
 * anything is told of it. Only for the one process that writes to the case: it would take another's files away.
 * Folders are left alone; the vault makes none there.
 */
export async function emptyIncoming(caseFolder: string): Promise<string[]> {
  const folder = join(caseFolder, incomingFolder);
  try {
    await mkdir(folder, { recursive: true });
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
    for (const name of names) await unlink(join(folder, name));
    return names;
  } catch (error) {
    throw toVaultError(vaultFailureOf(error, folder), error);
  }
}
