import { Command } from 'commander';
import { createCase } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { print, shown } from '../output.ts';
import { readPassphraseFile } from '../passphrase.ts';
import { systemClock, systemRandom } from '../system.ts';

interface InitOptions {
  title: string;
  custodian: string;
  affiliation?: string;
  passphraseFile?: string;
  passphrase: boolean;
}

export function initCommand(): Command {
  return new Command('init')
    .summary('make a new case')
    .description('Make a new case: a folder that holds everything, with keys for signing and a custody log.')
    .argument('<case>', 'the folder to make; it must not exist, or be empty')
    .requiredOption('--title <text>', 'what the case is called')
    .requiredOption('--custodian <name>', 'who keeps it')
    .option('--affiliation <text>', 'the organisation the custodian belongs to')
    .option('--passphrase-file <file>', 'protect the keys with the passphrase on the first line of this file')
    .option('--no-passphrase', 'leave the keys unencrypted; the log says so')
    .action(async (folder: string, options: InitOptions) => {
      const passphrase = await choosePassphrase(options);
      const { title, custodian, affiliation } = options;
      const system = { clock: systemClock, random: systemRandom };
      const made = await createCase({ folder, title, custodian, affiliation, passphrase, ...system });
      print(`The case "${shown(title)}" was made in ${shown(made.folder)}.`);
      print(`Log          ${made.log}`);
      print(`Custodian    ${shown(custodian)}, key ${made.custodianKey}`);
      if (passphrase === undefined) print('The keys are not encrypted, as asked: keep this folder where only you can read it.');
      print(`Next: postquem import ${shown(folder)} FILES-OR-FOLDERS`);
    });
}

/** The passphrase for new keys, or the explicit choice of none. Throws CaseError `passphrase-choice-missing`. */
export async function choosePassphrase({ passphraseFile, passphrase }: Pick<InitOptions, 'passphraseFile' | 'passphrase'>): Promise<string | undefined> {
  if (passphraseFile === undefined) {
    if (!passphrase) return undefined;
    throw new CaseError('passphrase-choice-missing');
  }
  return readPassphraseFile(passphraseFile);
}
