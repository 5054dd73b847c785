import { CaseError } from '../../../shared/errors.ts';
import type { AgeTo } from '../../bundle/age.ts';

/** The log's entry has room for so many. */
const mostRecipients = 10;

/** Refuse keys that cannot be used, before anything is written. Throws CaseError `age-recipient-invalid`, `argument-invalid`. */
export async function refuseKeys(age: AgeTo): Promise<void> {
  if ('recipients' in age && age.recipients.length > mostRecipients) {
    throw new CaseError('argument-invalid', { detail: `A bundle is encrypted to at most ${mostRecipients} recipients. Nothing was written.` });
  }
  // Loaded where it is asked for: it takes as long as the rest of the start.
  const { encrypterFor } = await import('../../bundle/age-keys.ts');
  await encrypterFor(age);
}
