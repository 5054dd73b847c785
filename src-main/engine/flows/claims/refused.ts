import { CaseError } from '../../../shared/errors.ts';

/** What a person typed cannot be read; the sentences say which part is wrong and what is accepted. */
export function refused(sentences: string): CaseError {
  return new CaseError('argument-invalid', { detail: sentences });
}

/** Read what a person typed for the record: a refusal says as well that nothing was recorded. */
export async function orNothingRecorded<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const said = error instanceof CaseError && error.code === 'argument-invalid' && !/Nothing was [a-z]+\.$/.test(error.message);
    throw said ? refused(`${error.message} Nothing was recorded.`) : error;
  }
}
