import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import type { BagFiles } from '../verifier/bag/made-bag.ts';

/** Write a bag that was made in memory into a folder of the name given. */
export async function bagOnDisk(files: BagFiles, name = 'bag'): Promise<string> {
  const folder = join(await temporaryFolder(), name);
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}
