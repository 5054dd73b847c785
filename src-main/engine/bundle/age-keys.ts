import { Decrypter, Encrypter } from 'age-encryption';
import { CaseError } from '../../shared/errors.ts';
import type { AgeJob } from './age-jobs.ts';

/** An encrypter to everybody named, each tried alone first so that a bad one can be named. Throws CaseError `age-recipient-invalid`, `passphrase-empty`. */
export async function encrypterFor(keys: Extract<AgeJob, { act: 'encrypt' }>['keys']): Promise<Encrypter> {
  const encrypter = new Encrypter();
  if ('passphrase' in keys) {
    if (keys.passphrase === '') throw new CaseError('argument-invalid', { detail: 'The passphrase is empty. Nothing was written.' });
    encrypter.setPassphrase(keys.passphrase);
    return encrypter;
  }
  if (keys.recipients.length === 0) throw new CaseError('argument-invalid', { detail: 'No recipient was named, so nobody could open the file. Nothing was written.' });
  for (const [n, recipient] of keys.recipients.entries()) {
    await tryRecipient(recipient, n + 1);
    encrypter.addRecipient(recipient);
  }
  return encrypter;
}

async function tryRecipient(recipient: string, number: number): Promise<void> {
  // A secret given by mistake must not be shown again.
  if (/secret/i.test(recipient)) throw new CaseError('age-recipient-invalid', { number, detail: 'it is a secret key, whose owner alone should hold it' });
  try {
    const alone = new Encrypter();
    alone.addRecipient(recipient);
    await alone.encrypt(new Uint8Array());
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new CaseError('age-recipient-invalid', { number, recipient: recipient.slice(0, 100), detail: recipientWords(recipient, detail) }, { cause: error });
  }
}

function recipientWords(recipient: string, detail: string): string {
  if (recipient.startsWith('ssh-')) return 'SSH keys are not used here';
  return recipient.startsWith('age1') ? `it was mistyped or cut off (${detail})` : 'it is none';
}

/** A decrypter by everything given. Throws CaseError `age-identity-invalid`, which never shows the secret. */
export function decrypterFor(keys: Extract<AgeJob, { act: 'decrypt' }>['keys']): Decrypter {
  const decrypter = new Decrypter();
  if ('passphrase' in keys) {
    decrypter.addPassphrase(keys.passphrase);
    return decrypter;
  }
  for (const [n, identity] of keys.identities.entries()) {
    try {
      decrypter.addIdentity(identity);
    } catch {
      throw new CaseError('age-identity-invalid', { number: n + 1, detail: identity.startsWith('AGE-SECRET-KEY-') ? 'it was mistyped or cut off' : 'it is none' });
    }
  }
  return decrypter;
}
