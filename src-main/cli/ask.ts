import { createInterface } from 'node:readline/promises';
import { CaseError } from '../shared/errors.ts';

/** Ask somebody who sits at a terminal; only a typed "yes" is one. Throws CaseError `stopped` when they end it with Ctrl-C or Ctrl-D. */
export async function askYes(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(`${question} Type yes to confirm: `)).trim().toLowerCase() === 'yes';
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    process.stderr.write('\n');
    throw new CaseError('stopped', {}, { cause: error });
  } finally {
    lines.close();
  }
}
