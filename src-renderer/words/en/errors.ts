import { CaseError, type ErrorCode } from '../../../src-main/shared/errors.ts';
import { common } from './common.ts';

type Facts = Readonly<Record<string, string | number | boolean>>;

/** Where the window says it differently from the command line. */
const inTheWindow: Readonly<Record<string, (facts: Facts) => string>> = {
  'engine-away': () => common.engineAway,
  'not-let-in': () => common.notLetIn,
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
