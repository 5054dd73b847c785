import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Option } from 'commander';
import { CaseError } from '../shared/errors.ts';

/** The option of every command that adds to a case. */
export interface PassphraseOptions {
  passphraseFile?: string;
}

export function passphraseOption(): Option {
  return new Option('--passphrase-file <file>', 'opens the keys: the passphrase on the first line of this file').env('POSTQUEM_PASSPHRASE_FILE');
}

/** The first line of a passphrase file. Throws CaseError `source-not-found`, `passphrase-empty`. */
export async function readPassphraseFile(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CaseError('source-not-found', { path }, { cause: error });
  });
  const [line = ''] = text.split(/\r?\n/);
  if (line === '') throw new CaseError('passphrase-empty', { path });
  return line;
}

/** Whether somebody sits at a terminal and can be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Ask at the terminal, without showing what is typed. Rejects with CaseError `passphrase-needed` when nothing is given. */
export async function askPassphrase(question = 'Passphrase of the keys: '): Promise<string> {
  process.stderr.write(question);
  // readline repeats what is typed on its output: one that goes nowhere keeps it from the screen.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    const answer = await new Promise<string>((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(''));
    });
    if (answer === '') throw new CaseError('passphrase-needed');
    return answer;
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
