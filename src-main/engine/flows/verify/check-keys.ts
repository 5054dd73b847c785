import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { keysFolder } from '../../../format/case-folder.ts';
import { CaseError } from '../../../shared/errors.ts';
import { publicKeyOf, readKeyFile } from '../../custody/key-files.ts';
import { isLocked, keyFileNames, openKey, type KeyFile } from '../../custody/keys.ts';
import type { LogIdentity } from '../../custody/log-identity.ts';
import type { CaseDatabase } from '../../db/database.ts';
import { currentKey, type SigningKey } from '../../db/tables/signing-key.ts';
import type { Findings } from './findings.ts';

interface Keys {
  folder: string;
  identity: LogIdentity;
  /** Rows that replaying the log gave. */
  named: CaseDatabase;
  pin: string | undefined;
  found: Findings;
}

/** Compare the log's key with the reader's pin, and the key files with what the log says of them, as far as they can be read. */
export async function checkKeys({ folder, identity, named, pin, found }: Keys): Promise<void> {
  if (pin !== undefined) comparePin(pin, identity, found);
  const names = await readdir(join(folder, keysFolder)).catch((): string[] => []);
  for (const role of ['log', 'custodian'] as const) {
    const key = currentKey(named, role);
    if (key === undefined) continue;
    const bare = keyFileNames(role).filter((name) => names.includes(name) && !isLocked({ name }));
    if (key.encrypted) found.add(bare.map((name) => ({ code: 'key-unprotected', thing: `${keysFolder}/${name}`, expected: 'a key under a passphrase', actual: 'a bare key' })));
    compareKey(folder, key, found);
  }
}

function comparePin(pin: string, { verifierKey, fingerprint, custodianFingerprint }: LogIdentity, found: Findings): void {
  if (pin === verifierKey || pin === fingerprint) return;
  const known = pin === custodianFingerprint ? " (you gave the custodian's own key; it signs bundles, not the log)" : '';
  found.add([{ code: 'pin-differs', thing: "the log's key", expected: pin, actual: `${verifierKey} = ${fingerprint}${known}` }]);
}

/** A key that is missing or cannot be read keeps nobody from reading the case. */
function readOrNothing(folder: string, role: SigningKey['role']): KeyFile | undefined {
  try {
    return readKeyFile(folder, role);
  } catch {
    return undefined;
  }
}

/** A key under a passphrase cannot be looked at; a missing one keeps nobody from reading. */
function compareKey(folder: string, key: SigningKey, found: Findings): void {
  const file = readOrNothing(folder, key.role);
  if (file === undefined || isLocked(file)) return;
  try {
    openKey(new TextDecoder().decode(file.bytes), { file: file.name, publicKey: publicKeyOf(key) });
  } catch (error) {
    const actual = error instanceof CaseError ? String(error.facts['detail']) : String(error);
    found.add([{ code: 'key-differs', thing: `${keysFolder}/${file.name}`, expected: `the key ${key.fingerprint}`, actual }]);
  }
}
