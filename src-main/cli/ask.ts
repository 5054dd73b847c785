import { createInterface } from 'node:readline/promises';

/** Ask somebody who sits at a terminal; only a typed "yes" is one. */
export async function askYes(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(`${question} Type yes to confirm: `)).trim().toLowerCase() === 'yes';
  } finally {
    lines.close();
  }
}
