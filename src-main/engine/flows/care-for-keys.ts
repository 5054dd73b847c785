import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { publicKeyPem, sshPublicKeyLine } from '../../format/key-names.ts';
import { CaseError, toCaseError } from '../../shared/errors.ts';
import { syncFolder, writeDurably } from '../custody/durable-file.ts';
import { placeKeyFiles, publicKeyOf, readKeyFile, removeOtherForms } from '../custody/key-files.ts';
import { workOnKeys } from '../custody/key-work.ts';
import { isLocked, openKey, type KeyFile } from '../custody/keys.ts';
import { keysBackedUp, passphraseChanged } from '../custody/kinds/keys.ts';
import { currentKey, type SigningKey } from '../db/tables/signing-key.ts';
import { cosignerKeyOf } from './cosign-checkpoint.ts';
import type { ReadableCase, WritableCase } from './open-case.ts';

/** A key as others know it, and the state of its file. */
export interface ShownKey {
  role: SigningKey['role'];
  /** What it signs, in words. */
  signs: string;
  fingerprint: string;
  /** C2SP verifier key: for checkpoints of the log, or for cosignatures by the custodian. */
  verifierKey: string;
  /** For `ssh-keygen` and its allowed-signers files. */
  sshPublicKey: string;
  /** For `openssl` (SPKI). */
  pem: string;
  /** The file in `keys/`, and what is wrong with it. */
  file: { name: string; locked: boolean } | { problem: string };
  backedUpAt: string | null;
}

/** The two keys of a case. Nothing secret is read. */
export async function showKeys(readable: ReadableCase): Promise<ShownKey[]> {
  const { folder, custodian, logKey, db } = readable;
  const cosigner = { ...custodian, verifierKey: cosignerKeyOf(readable) };
  // Since the case was opened they may have been backed up.
  const backedUpAt = (role: SigningKey['role']): string | null => currentKey(db, role)?.backedUpAt ?? null;
  return Promise.all([
    show(folder, { ...cosigner, backedUpAt: backedUpAt('custodian') }, 'bundles, receipts, and what others signed'),
    show(folder, { ...logKey, backedUpAt: backedUpAt('log') }, 'checkpoints of the log'),
  ]);
}

async function show(folder: string, key: SigningKey & { verifierKey: string }, signs: string): Promise<ShownKey> {
  const { role, fingerprint, verifierKey, backedUpAt } = key;
  const publicKey = publicKeyOf(key);
  const file = stateOfFile(folder, role);
  return { role, signs, fingerprint, verifierKey, sshPublicKey: sshPublicKeyLine(publicKey, `postquem-${role}`), pem: publicKeyPem(publicKey), file, backedUpAt };
}

function stateOfFile(folder: string, role: SigningKey['role']): ShownKey['file'] {
  try {
    const found = readKeyFile(folder, role);
    return { name: found.name, locked: isLocked(found) };
  } catch (error) {
    return { problem: error instanceof CaseError ? error.message : String(error) };
  }
}

/**
 * Write copies of the key files into a new folder, with a text that says what they are. Throws CaseError `case-exists`
 * when the folder holds files.
 */
export async function backUpKeys(target: WritableCase, out: string): Promise<{ files: string[]; locked: boolean }> {
  await refuseOccupied(out);
  // A copy of a key that does not open is no copy: both are opened and compared before anything is written.
  const files = await Promise.all(keysOf(target).map(async (key) => (await openWith(target, key, [target.passphrase])).file));
  await mkdir(out, { recursive: true, mode: 0o700 });
  for (const file of files) await writeDurably(join(out, file.name), file.bytes, 0o600);
  await writeDurably(join(out, 'READ-ME.txt'), new TextEncoder().encode(aboutBackup(target)), 0o600);
  await syncFolder(out);
  const locked = files.every(isLocked);
  await target.record([keysBackedUp.draft({ passphrase: locked ? 'set' : 'declined' })]);
  return { files: [...files.map((file) => file.name), 'READ-ME.txt'], locked };
}

async function refuseOccupied(out: string): Promise<void> {
  const existing = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new CaseError('folder-occupied', { folder: out }, { cause: error });
  });
  if (existing.length > 0) throw new CaseError('folder-occupied', { folder: out });
}

function aboutBackup({ info, custodian, logKey }: ReadableCase): string {
  return `Copies of the signing keys of a Postquem case.

Case           ${info.title}
Log            ${info.log}
Custodian      ${custodian.name}
Custodian key  ${custodian.fingerprint}
Log key        ${logKey.fingerprint}
               ${logKey.verifierKey}

To use them again, copy the .pem or .pem.age files into the folder "keys" of the case.
A file that ends in .age opens with its passphrase:  age -d log.pem.age | openssl pkey -noout -text
Keep them secret: whoever has them and the passphrase can sign as this custodian.
`;
}

/**
 * Put both keys under a new passphrase, or take it off by explicit choice (`undefined`). Both new files are durable
 * before the first takes its place, the log's key last, and other forms of a key go at the very end. A crash between
 * leaves each key under the old passphrase or the new one, and the log's, which opens the case, under the old: to ask for
 * the same change again finishes it.
 */
export async function changePassphrase(target: WritableCase, passphrase: string | undefined): Promise<void> {
  const relocked = await Promise.all(keysOf(target).map((key) => relock(target, key, passphrase)));
  await placeKeyFiles(target.folder, relocked.map(({ file }) => file));
  target.passphrase = passphrase;
  await target.record([passphraseChanged.draft({ passphrase: passphrase === undefined ? 'declined' : 'set' })]).catch((error: unknown) => {
    throw new CaseError('passphrase-not-recorded', { detail: toCaseError(error).message }, { cause: error });
  });
  for (const { role, file } of relocked) await removeOtherForms(target.folder, role, file);
}

async function relock(target: WritableCase, key: SigningKey, passphrase: string | undefined): Promise<{ role: SigningKey['role']; file: KeyFile }> {
  const { pem } = await openWith(target, key, [target.passphrase, passphrase]);
  return { role: key.role, file: await workOnKeys({ act: 'lock', role: key.role, pem, passphrase }) };
}

/** Open a key's file with the first passphrase that fits, and see that it is the key that the log names. */
async function openWith(target: WritableCase, key: SigningKey, passphrases: readonly (string | undefined)[]): Promise<{ file: KeyFile; pem: string }> {
  const file = readKeyFile(target.folder, key.role);
  let wrong: unknown;
  for (const passphrase of passphrases) {
    const pem = await workOnKeys({ act: 'unlock', file, passphrase }).catch((error: unknown) => {
      if (!(error instanceof CaseError) || !error.code.startsWith('passphrase-')) throw error;
      wrong ??= error;
      return undefined;
    });
    if (pem === undefined) continue;
    openKey(pem, { file: file.name, publicKey: publicKeyOf(key) });
    return { file, pem };
  }
  throw wrong;
}

function keysOf({ custodian, logKey }: ReadableCase): SigningKey[] {
  return [custodian, logKey];
}
