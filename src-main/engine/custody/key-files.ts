import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keysFolder } from '../../format/case-folder.ts';
import { CaseError } from '../../shared/errors.ts';
import type { SigningKey } from '../db/tables/signing-key.ts';
import { replaceDurably, syncFolder, writeDurably } from './durable-file.ts';
import { keyFileNames, type KeyFile } from './keys.ts';
import { readSmallFile } from './small-file.ts';

/** The file of a key, as it lies in the case folder. Throws CaseError `key-missing` or `key-unreadable`. */
export function readKeyFile(caseFolder: string, role: SigningKey['role']): KeyFile {
  const names = keyFileNames(role);
  for (const name of names) {
    const bytes = readOrExplain(join(caseFolder, keysFolder, name), name);
    if (bytes !== undefined) return { name, bytes };
  }
  throw new CaseError('key-missing', { file: names.join(' or ') });
}

const mostKeyBytes = 1 << 16;

function readOrExplain(path: string, name: string): Buffer | undefined {
  try {
    return readSmallFile(path, mostKeyBytes);
  } catch (error) {
    throw new CaseError('key-unreadable', { file: name, detail: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

/** The 32 raw bytes of a key that the log names. */
export function publicKeyOf({ publicKey }: SigningKey): Uint8Array {
  return Buffer.from(publicKey, 'base64');
}

/**
 * Put key files into the case folder, in the places of those of the same names. All are durable before the first takes
 * its place, and they take their places in the order given. Other forms of the keys stay: see removeOtherForms.
 */
export async function placeKeyFiles(caseFolder: string, files: readonly KeyFile[]): Promise<void> {
  const folder = join(caseFolder, keysFolder);
  const waiting = (file: KeyFile): string => join(folder, `.${file.name}.new`);
  for (const file of files) {
    await rm(waiting(file), { force: true });
    await writeDurably(waiting(file), file.bytes, 0o600);
  }
  for (const file of files) await replaceDurably(waiting(file), join(folder, file.name));
}

/** Remove the other form of a key: the bare one when it lies protected, and the other way round. */
export async function removeOtherForms(caseFolder: string, role: SigningKey['role'], kept: KeyFile): Promise<void> {
  const folder = join(caseFolder, keysFolder);
  for (const name of keyFileNames(role)) if (name !== kept.name) await rm(join(folder, name), { force: true });
  await syncFolder(folder);
}
