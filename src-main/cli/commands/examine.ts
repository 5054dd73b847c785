import { Command } from 'commander';
import { examineItems } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { counted } from '../../shared/text.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printJson, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { openProgress } from '../progress.ts';
import { workingOnCase } from '../with-case.ts';

export function examineCommand(end: EndWith): Command {
  return new Command('examine')
    .summary('read kept items with every witness')
    .description('Read every item that was kept but not examined yet, and lay out its keyframes.')
    .argument('<case>', 'the case folder')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, { json, ...passphrase }: PassphraseOptions & { json?: true }) => {
      const progress = openProgress();
      let examined = 0;
      const summary = await workingOnCase(folder, passphrase, async (target, signal) => {
        const onItem = (): void => progress.show(`${++examined} examined`);
        const told = await examineItems(target, { signal, onItem }).finally(progress.end);
        if (signal.aborted) throw new CaseError('cancelled');
        return told;
      });
      if (json) printJson(summary);
      else {
        print(`${counted(summary.examined, 'item')} examined.`);
        for (const f of summary.failed) print(`  ${f.id} could not be examined: ${shown(f.because)}`);
      }
      end(summary.failed.length > 0 ? exitStatus.findings : exitStatus.done);
    });
}
