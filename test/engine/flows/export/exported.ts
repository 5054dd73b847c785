import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { exportBundle, type ExportBundle, type ExportedBundle } from '../../../../src-main/engine/index.ts';
import { working } from '../../../temporary-case.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

export type Wanted = Omit<ExportBundle, 'out'> & { out?: string };

/** Export from a case to a place of its own, opened and closed for it. */
export async function exported(folder: string, wanted: Wanted): Promise<ExportedBundle> {
  const out = wanted.out ?? join(await temporaryFolder(), 'bundle');
  return working(folder, (target) => exportBundle(target, { ...wanted, out }));
}

/** Paths of the files below a folder, with `/`, in order. */
export function pathsBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).split('\\').join('/')).sort();
}

/** Numbers of the entries in a bundle's own part. */
export function entriesIn(bundle: string): number[] {
  return readdirSync(join(bundle, 'data/log/entries')).map((name) => Number.parseInt(name, 10)).sort((a, b) => a - b);
}
