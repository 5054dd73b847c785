import { Command } from 'commander';
import { backUpKeys, changePassphrase, showKeys, type ShownKey } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { print, printJson, shown } from '../output.ts';
import { askPassphrase, canAsk, passphraseOption, readPassphraseFile, type PassphraseOptions } from '../passphrase.ts';
import { readingCase, workingOnCase } from '../with-case.ts';

export function keysCommand(): Command {
  return new Command('keys')
    .summary('show the signing keys, back them up, change their passphrase')
    .description('The two keys of a case: the log’s, which signs checkpoints, and the custodian’s, which signs bundles and receipts.')
    .addCommand(showCommand())
    .addCommand(backupCommand())
    .addCommand(passphraseCommand());
}

function showCommand(): Command {
  return new Command('show')
    .summary('how others know the keys')
    .description('Print the fingerprints and public keys, in the forms that other programs ask for. Nothing secret is shown.')
    .argument('<case>', 'the case folder')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, { json }: { json?: true }) => {
      const keys = await readingCase(folder, (readable) => showKeys(readable));
      if (json) printJson(keys);
      else keys.forEach(printKey);
    });
}

function printKey(key: ShownKey, n: number): void {
  if (n > 0) print();
  print(`The ${key.role}'s key signs ${key.signs}.`);
  print(`Fingerprint   ${key.fingerprint}`);
  print(`Verifier key  ${key.verifierKey}`);
  print(`SSH form      ${key.sshPublicKey}`);
  print(`File          ${'problem' in key.file ? shown(key.file.problem) : `keys/${key.file.name}, ${key.file.locked ? 'protected by a passphrase' : 'NOT protected: whoever can read it can sign'}`}`);
  print(`Backed up     ${key.backedUpAt ?? 'never, as far as the log knows: "postquem keys backup"'}`);
  print(key.pem.trimEnd());
}

function backupCommand(): Command {
  return new Command('backup')
    .summary('copy the key files to another place')
    .description('Copy the key files into a new folder, and record it. Keep that folder away from the case: without its keys a case can be read, but nothing can be added.')
    .argument('<case>', 'the case folder')
    .argument('<out>', 'a folder that does not exist, or is empty')
    .addOption(passphraseOption())
    .action(async (folder: string, out: string, passphrase: PassphraseOptions) => {
      const { files, locked } = await workingOnCase(folder, passphrase, (target) => backUpKeys(target, out));
      print(`Written to ${shown(out)}: ${files.join(', ')}.`);
      print(locked ? 'They open with the passphrase of the case.' : 'They are NOT protected: whoever can read them can sign as this custodian.');
    });
}

interface NewPassphrase extends PassphraseOptions {
  newPassphraseFile?: string;
  passphrase: boolean;
}

function passphraseCommand(): Command {
  return new Command('passphrase')
    .summary('change the passphrase of the keys')
    .description('Put both keys under a new passphrase, or take it off. The log says which. Copies made before keep their old one.')
    .argument('<case>', 'the case folder')
    .addOption(passphraseOption())
    .option('--new-passphrase-file <file>', 'the new passphrase, on the first line of this file')
    .option('--no-passphrase', 'leave the keys unencrypted; the log says so')
    .action(async (folder: string, options: NewPassphrase) => {
      const passphrase = await chooseNew(options);
      await workingOnCase(folder, options, (target) => changePassphrase(target, passphrase));
      print(passphrase === undefined ? 'The keys are not encrypted any more, as asked.' : 'The keys are under the new passphrase.');
    });
}

async function chooseNew({ newPassphraseFile, passphrase }: NewPassphrase): Promise<string | undefined> {
  if (newPassphraseFile !== undefined) return readPassphraseFile(newPassphraseFile);
  if (!passphrase) return undefined;
  if (canAsk()) return askTwice();
  throw new CaseError('argument-invalid', { detail: 'Say what is to become of the keys: --new-passphrase-file FILE, or --no-passphrase. Nothing was changed.' });
}

async function askTwice(): Promise<string> {
  const [first, again] = [await askPassphrase('New passphrase: '), await askPassphrase('Once more: ')];
  if (first === again) return first;
  throw new CaseError('argument-invalid', { detail: 'The two passphrases differ. Nothing was changed.' });
}
