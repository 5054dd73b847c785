import { Command } from 'commander';
import { judgeClaim } from '../../engine/index.ts';
import { print, printJson, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { workingOnCase } from '../with-case.ts';

export function judgeCommand(): Command {
  return new Command('judge')
    .summary("record a person's own judgement of a claim")
    .description('Record your own judgement of a claim, with the reason. It stands beside the verdict by rule, and may differ.')
    .argument('<case>', 'the case folder')
    .argument('<claim>', 'the short id, such as c1')
    .argument('<verdict>', 'refuted, supported, consistent-but-unproven, conflicting or undefined')
    .requiredOption('--because <text>', 'why')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, claim: string, verdict: string, { because, json, ...passphrase }: PassphraseOptions & { because: string; json?: true }) => {
      const judged = await workingOnCase(folder, passphrase, (target) => judgeClaim(target, claim, { verdict, because }));
      if (json) return printJson({ claim, ...judged });
      const inWords = (text: string): string => text.replaceAll('-', ' ');
      print(`Your judgement of ${shown(claim)} was recorded: ${inWords(judged.verdict)}, entry ${judged.entry} of the log.`);
      print(judged.byRule === undefined ? 'It was not assessed by rule yet.' : `By rule it is: ${inWords(judged.byRule)}.`);
    });
}
