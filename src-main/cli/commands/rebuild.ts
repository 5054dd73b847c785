import { Command } from 'commander';
import { rebuildCase, type RebuildSummary } from '../../engine/index.ts';
import { bytesText, counted } from '../../shared/text.ts';
import { findingSentence } from '../../verifier/statement.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printJson, shown } from '../output.ts';
import { openProgress } from '../progress.ts';
import { systemRandom } from '../system.ts';
import { interruptible } from '../with-case.ts';

export function rebuildCommand(end: EndWith): Command {
  return new Command('rebuild')
    .summary('make a case again from its log and files')
    .description(
      'Make a case again from the log and the files of another: the database is written anew from the entries, files are ' +
        'copied when they have the digest that the log names, and nothing is added. The other case is not changed.',
    )
    .argument('<case>', 'the case whose log and files are used')
    .requiredOption('--into <new>', 'where it is made: a folder that does not exist, or is empty')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, { into, json }: { into: string; json?: true }) => {
      const progress = openProgress();
      const summary = await interruptible((signal) =>
        rebuildCase({
          folder,
          into,
          random: systemRandom,
          signal,
          onProgress: (p) => progress.show(p.stage === 'rows' ? `${p.done} of ${p.of} entries replayed` : `${bytesText(p.done)} of ${bytesText(p.of)} copied`, p.of === 0 ? undefined : p.done / p.of),
        }).finally(progress.end),
      );
      if (json) printJson(summary);
      else printSummary(summary);
      end(summary.findings.length > 0 ? exitStatus.findings : exitStatus.done);
    });
}

function printSummary({ folder, entries, files, bytes, findings }: RebuildSummary): void {
  print(`A case was made again in ${shown(folder)}: ${counted(entries, 'entry')}, ${counted(files, 'file')} (${bytesText(bytes)}).`);
  if (findings.length > 0) print(`\nIt lacks what the other could not give (${findings.length}):`);
  for (const finding of findings) print(`  ${shown(finding.thing)}: ${findingSentence(finding)} (${shown(finding.actual)})`);
  print(`\nTo check it: postquem verify ${shown(folder)}`);
}
