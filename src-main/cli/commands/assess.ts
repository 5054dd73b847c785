import { Command } from 'commander';
import { assessClaim, type AssessedClaim } from '../../engine/index.ts';
import { printParts } from '../claim-text.ts';
import { print, printJson } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { workingOnCase } from '../with-case.ts';

export function assessCommand(): Command {
  return new Command('assess')
    .summary('weigh a claim against its evidence')
    .description(
      'Weigh a claim against the evidence tied to it and what the case itself knows, and record the verdict with the entries that it ' +
        'rests on: refuted, supported, consistent but unproven, conflicting or undefined. Posts, web captures, time stamps and anchored ' +
        'receipts of an item that was judged the same ("postquem same") bound the claim by themselves, for the segments that were judged. Two ' +
        'judgements do not add up: a copy of that copy has to be judged against the item of the claim. Where nothing has changed, nothing is recorded.',
    )
    .argument('<case>', 'the case folder')
    .argument('<claim>', 'the short id, such as c1')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, claim: string, { json, ...passphrase }: PassphraseOptions & { json?: true }) => {
      const assessed = await workingOnCase(folder, passphrase, (target) => assessClaim(target, claim));
      if (json) printJson(assessed);
      else printAssessed(assessed);
    });
}

function printAssessed({ claim, parts, verdict, entry, isNew }: AssessedClaim): void {
  if (parts.length > 1) print(`${claim}: ${verdict.replaceAll('-', ' ')}, over ${parts.length} items.`);
  printParts(parts);
  print(isNew ? `Recorded as entry ${entry} of the log.` : `Nothing has changed since entry ${entry} of the log, and nothing was recorded.`);
}
