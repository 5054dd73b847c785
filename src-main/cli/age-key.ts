import { identitiesIn } from '../shared/age-identities.ts';
import { CaseError } from '../shared/errors.ts';
import { readPassphraseFile } from './passphrase.ts';
import { readBounded } from './read-bounded.ts';

/** What opens a file that is encrypted with age. */
export interface AgeKeyOptions {
  ageIdentity?: string;
  agePassphraseFile?: string;
}

const mostIdentityBytes = 65_536;

/**
 * The key as a person gave it: a file with one identity on each line, as `age-keygen` writes it, or a passphrase file.
 * Undefined when neither was given. Throws CaseError `argument-invalid`, and those of reading.
 */
export async function readAgeKey({ ageIdentity, agePassphraseFile }: AgeKeyOptions): Promise<{ identities: string[] } | { passphrase: string } | undefined> {
  if (ageIdentity !== undefined && agePassphraseFile !== undefined) throw new CaseError('argument-invalid', { detail: 'Give one of --age-identity and --age-passphrase-file. Nothing was changed.' });
  if (agePassphraseFile !== undefined) return { passphrase: await readPassphraseFile(agePassphraseFile) };
  if (ageIdentity === undefined) return undefined;
  const identities = identitiesIn((await readBounded(ageIdentity, mostIdentityBytes)).toString('utf8'));
  if (identities.length === 0) throw new CaseError('argument-invalid', { detail: `There is no identity in ${ageIdentity}: a line that begins with AGE-SECRET-KEY-1. Nothing was changed.` });
  return { identities };
}
