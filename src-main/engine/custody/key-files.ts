import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keysFolder } from '../../format/case-folder.ts';
import { CaseError } from '../../shared/errors.ts';
import type { SigningKey } from '../db/tables/signing-key.ts';
import { replaceDurably, syncFolder, writeDurably } from './durable-file.ts';
import { keyFileNames, type KeyFile } from './keys.ts';

/** The file of a key, as it lies in the case folder. Throws CaseError `key-missing` or `key-unreadable`. */
export async function readKeyFile(caseFolder: string, role: SigningKey['role']): Promise<KeyFile> {
  const names = keyFileNames(role);
  for (const name of names) {
    const bytes = await readFile(join(caseFolder, keysFolder, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw new CaseError('key-unreadable', { file: name, detail: error.message }, { cause: error });
    });
    if (bytes !== undefined) return { name, bytes };
  }
  throw new CaseError('key-missing', { file: names.join(' or ') });
}

/** The 32 raw bytes of a key that the log names. */
export function publicKeyOf({ publicKey }: SigningKey): Uint8Array {
  return Buffer.from(publicKey, 'base64');
}

/** Put a key's file into the case folder, in the place of one of the same name. Another form of the key stays: see removeOtherForms. */
export async function placeKeyFile(caseFolder: string, file: KeyFile): Promise<void> {
  const folder = join(caseFolder, keysFolder);
  const written = join(folder, `.${file.name}.new`);
  await rm(written, { force: true });
  await writeDurably(written, file.bytes, 0o600);
  await replaceDurably(written, join(folder, file.name));
}

/** Remove the other form of a key: the bare one when it lies protected, and the other way round. */
export async function removeOtherForms(caseFolder: string, role: SigningKey['role'], kept: KeyFile): Promise<void> {
  const folder = join(caseFolder, keysFolder);
  for (const name of keyFileNames(role)) if (name !== kept.name) await rm(join(folder, name), { force: true });
  await syncFolder(folder);
}
