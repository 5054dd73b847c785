import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { publicKeyPem, sshPublicKeyLine } from '../../format/key-names.ts';
import { CaseError } from '../../shared/errors.ts';
import { syncFolder, writeDurably } from '../custody/durable-file.ts';
import { placeKeyFile, publicKeyOf, readKeyFile, removeOtherForms } from '../custody/key-files.ts';
import { workOnKeys } from '../custody/key-work.ts';
import { isLocked, openKey, type KeyFile } from '../custody/keys.ts';
import { keysBackedUp, passphraseChanged } from '../custody/kinds/keys.ts';
import type { SigningKey } from '../db/tables/signing-key.ts';
import type { ReadableCase, WritableCase } from './open-case.ts';

/** A key as others know it, and the state of its file. */
export interface ShownKey {
  role: SigningKey['role'];
  /** What it signs, in words. */
  signs: string;
  fingerprint: string;
  /** C2SP verifier key; the log's key has one. */
  verifierKey?: string;
  /** For `ssh-keygen` and its allowed-signers files. */
  sshPublicKey: string;
  /** For `openssl` (SPKI). */
  pem: string;
  /** The file in `keys/`, and what is wrong with it. */
  file: { name: string; locked: boolean } | { problem: string };
  backedUpAt: string | null;
}

/** The two keys of a case. Nothing secret is read. */
export async function showKeys({ folder, custodian, logKey }: ReadableCase): Promise<ShownKey[]> {
  return Promise.all([show(folder, custodian, 'bundles and receipts'), show(folder, logKey, 'checkpoints of the log')]);
}

async function show(folder: string, key: SigningKey & { verifierKey?: string }, signs: string): Promise<ShownKey> {
  const { role, fingerprint, verifierKey, backedUpAt } = key;
  const publicKey = publicKeyOf(key);
  const file = await readKeyFile(folder, role).then(
    (found) => ({ name: found.name, locked: isLocked(found) }),
    (error: unknown) => ({ problem: error instanceof CaseError ? error.message : String(error) }),
  );
  const named = { role, signs, fingerprint, ...(verifierKey === undefined ? {} : { verifierKey }) };
  return { ...named, sshPublicKey: sshPublicKeyLine(publicKey, `postquem-${role}`), pem: publicKeyPem(publicKey), file, backedUpAt };
}

/**
 * Write copies of the key files into a new folder, with a text that says what they are. Throws CaseError `case-exists`
 * when the folder holds files.
 */
export async function backUpKeys(target: WritableCase, out: string): Promise<{ files: string[]; locked: boolean }> {
  const files = await Promise.all(keysOf(target).map((key) => readKeyFile(target.folder, key.role)));
  const existing = await readdir(out).catch((): string[] => []);
  if (existing.length > 0) throw new CaseError('case-exists', { folder: out });
  await mkdir(out, { recursive: true, mode: 0o700 });
  for (const file of files) await writeDurably(join(out, file.name), file.bytes, 0o600);
  await writeDurably(join(out, 'READ-ME.txt'), new TextEncoder().encode(aboutBackup(target)), 0o600);
  await syncFolder(out);
  const locked = files.every(isLocked);
  await target.record([keysBackedUp.draft({ passphrase: locked ? 'set' : 'declined' })]);
  return { files: [...files.map((file) => file.name), 'READ-ME.txt'], locked };
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
 * Put both keys under a new passphrase, or take it off by explicit choice (`undefined`). The new files are durable
 * before the act is recorded, and another form of a key goes last: a crash leaves one that opens.
 */
export async function changePassphrase(target: WritableCase, passphrase: string | undefined): Promise<void> {
  const relocked = await Promise.all(keysOf(target).map((key) => relock(target, key, passphrase)));
  for (const { file } of relocked) await placeKeyFile(target.folder, file);
  await target.record([passphraseChanged.draft({ passphrase: passphrase === undefined ? 'declined' : 'set' })]);
  for (const { role, file } of relocked) await removeOtherForms(target.folder, role, file);
}

async function relock(target: WritableCase, key: SigningKey, passphrase: string | undefined): Promise<{ role: SigningKey['role']; file: KeyFile }> {
  const file = await readKeyFile(target.folder, key.role);
  const pem = await workOnKeys({ act: 'unlock', file, passphrase: target.passphrase });
  openKey(pem, { file: file.name, publicKey: publicKeyOf(key) });
  return { role: key.role, file: await workOnKeys({ act: 'lock', role: key.role, pem, passphrase }) };
}

function keysOf({ custodian, logKey }: ReadableCase): SigningKey[] {
  return [custodian, logKey];
}
