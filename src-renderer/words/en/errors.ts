import { CaseError, type ErrorCode } from '../../../src-main/shared/errors.ts';
import { common } from './common.ts';

type Facts = Readonly<Record<string, string | number | boolean>>;

/** Where the window says it differently from the command line. */
const inTheWindow: Readonly<Record<string, (facts: Facts) => string>> = {
  'engine-away': () => common.engineAway,
  'not-let-in': () => common.notLetIn,
  'case-not-found': (f) => `There is no case in ${f['folder']}: it has no case.sqlite. Choose the folder that was made when the case was created.`,
  'case-in-use': (f) => `Another Postquem has this case open for work (${f['owner']}). Nothing was changed. Close it there, wait until it has finished, or open the case here for reading only.`,
  'passphrase-needed': () => 'The keys of this case are protected by a passphrase, and work on it is signed with them. Without it the case can be read. Nothing was changed.',
  'passphrase-wrong': () => 'This passphrase does not open the keys of the case. Try again, or put the key files back from a backup. Without it the case can be read. Nothing was changed.',
  'item-not-found': (f) => `No item of this case is called "${f['name']}". An item is named by its short name, such as i1, or by the beginning of its SHA-256. Nothing was changed.`,
  'no-anchor-request': () => 'This case has not asked for a time stamp yet, so no reply can be accepted. Make a request first. Nothing was changed.',
  'entry-not-signed': (f) => `Entry ${f['seq']} is not signed yet: the newest checkpoint covers ${f['signed']} entries. Sign the log, then it can be proved. Nothing was changed.`,
  'nothing-chosen': () => 'Say what is to leave the case: items, claims, or everything. Nothing was written.',
  'target-full': (f) => `The bundle needs about ${f['needed']}, and ${f['path']} has ${f['free']} free. Nothing was written. Free some space, choose another disk, or leave the evidentiary copies out.`,
  'bundle-encrypted': (f) => `${f['path']} is encrypted. Say what opens it: your secret key, or the passphrase. Nothing was taken in.`,
  'bundle-source-failed': (f) => `The file ${f['path']} cannot go into the bundle: ${f['detail']}. No bundle was made. Check the case under Custody to see what else is damaged.`,
  'bundle-not-whole': (f) => `What was written did not pass the check that its receiver would make, and was removed (${f['detail']}). No bundle was made. Check the case under Custody; if nothing is found there, try another disk.`,
  internal: () => 'Something went wrong inside Postquem. Everything reported as kept is safe. Try again; if it happens again, start Postquem anew.',
};

/** The sentence for an error that came as code and facts. */
export function errorSentence(code: string, facts: Facts): string {
  const own = inTheWindow[code];
  return own === undefined ? sentenceOfEngine(code, facts) : own(facts);
}

function sentenceOfEngine(code: string, facts: Facts): string {
  try {
    return new CaseError(code as ErrorCode, facts).message;
  } catch {
    return inTheWindow['internal']?.(facts) ?? code;
  }
}
