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

/** The first line of a passphrase file, in Unicode normalisation form C. Throws CaseError `source-not-found`, `passphrase-empty`, `passphrase-unreadable`. */
export async function readPassphraseFile(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new CaseError('source-not-found', { path }, { cause: error });
  });
  const [line = ''] = decode(bytes, path).split(/\r?\n/);
  if (line === '') throw new CaseError('passphrase-empty', { path });
  return line.normalize('NFC');
}

/** UTF-8 to the letter: another encoding would turn every letter that it does not know into the same sign. */
function decode(bytes: Uint8Array, path: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new CaseError('passphrase-unreadable', { path, detail: 'it is UTF-16' });
  }
  try {
    // Leaves out the byte order mark that some editors put in front.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new CaseError('passphrase-unreadable', { path, detail: 'some bytes are no UTF-8' }, { cause: error });
  }
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
    // The same letters are typed as different bytes on different systems; one form of them is the passphrase.
    return answer.normalize('NFC');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
