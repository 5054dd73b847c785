import { statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Remember which files these names of a folder stand for, and tell later whether they still do: a drive can be changed, a
 * folder put back from a backup, while the database that is open goes on as the file that it was. A name without a file
 * stands for nothing, then as now. Two calls of the system for each name; nothing is read.
 */
export function rememberFiles(folder: string, names: readonly string[]): () => boolean {
  const identities = (): string[] => names.map((name) => identityOf(join(folder, name)));
  const before = identities();
  return () => identities().every((identity, n) => identity === before[n]);
}

/** Device and number; of what cannot be asked: nothing. */
function identityOf(path: string): string {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch {
    return '';
  }
}
