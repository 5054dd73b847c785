import { Command, Option } from 'commander';
import { recordDisposition } from '../../engine/index.ts';
import { dispositions, type Disposition } from '../../shared/disposition.ts';
import { dispositionWords } from '../disposition-words.ts';
import { print, printJson, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { workingOnCase } from '../with-case.ts';

interface DispositionOptions extends PassphraseOptions {
  as: Disposition;
  to?: string;
  because: string;
  json?: true;
}

export function dispositionCommand(): Command {
  return new Command('disposition')
    .summary('record what became of an item')
    .description('Record what became of an item: that it was returned, transferred, sealed and the like. Nothing is deleted: the evidentiary copy stays in the case.')
    .argument('<case>', 'the case folder')
    .argument('<item>', 'short id or digest')
    .addOption(new Option('--as <what>', 'what became of it').choices(dispositions).makeOptionMandatory())
    .option('--to <who>', 'who received it or had to do with it; needed for returned and transferred')
    .requiredOption('--because <text>', 'why')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, name: string, { as: disposition, to, because, json, ...passphrase }: DispositionOptions) => {
      const entry = await workingOnCase(folder, passphrase, (target) => recordDisposition(target, { name, disposition, to, because }));
      if (json) printJson({ entry, disposition, ...(to === undefined ? {} : { to }), because });
      else print(`Recorded as entry ${entry}: ${shown(name)} ${dispositionWords[disposition]}${to === undefined ? '' : ` (${shown(to)})`}. The evidentiary copy stays in the case.`);
    });
}
