import { Command } from 'commander';
import { checkFixity, type FixitySummary } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { bytesText, counted } from '../../shared/text.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printJson, printTable } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { newRate, openProgress } from '../progress.ts';
import { workingOnCase } from '../with-case.ts';

export function fixityCommand(end: EndWith): Command {
  return new Command('fixity')
    .summary('read kept files again and compare their digests')
    .description('Read the kept files of a case again, compare each with its SHA-256, and record the check in the log.')
    .argument('<case>', 'the case folder')
    .argument('[item...]', 'items by short id or digest; without any, every file of the case')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, items: string[], { json, ...passphrase }: PassphraseOptions & { json?: true }) => {
      const progress = openProgress();
      const rate = newRate();
      const summary = await workingOnCase(folder, passphrase, async (target, signal) => {
        const onProgress = (p: { bytes: number; ofBytes: number }): void =>
          progress.show(`${bytesText(p.bytes)} of ${bytesText(p.ofBytes)}, ${bytesText(Math.round(rate(p.bytes)))}/s`, p.bytes / Math.max(1, p.ofBytes));
        try {
          return await checkFixity(target, { items, signal, onProgress });
        } catch (error) {
          throw signal.aborted ? new CaseError('cancelled', {}, { cause: error }) : error;
        } finally {
          progress.end();
        }
      });
      if (json) printJson(summary);
      else printSummary(summary);
      end(summary.findings.length > 0 ? exitStatus.findings : exitStatus.done);
    });
}

function printSummary({ checked, bytes, findings }: FixitySummary): void {
  print(`${counted(checked, 'file')} read again (${bytesText(bytes)}).`);
  if (findings.length === 0) {
    print('Every one still has the digest that the log names.');
    return;
  }
  print(`\nFindings (${findings.length}):`);
  printTable(['FILE', 'FINDING', 'EXPECTED', 'FOUND'], findings.map((f) => [f.path, f.code, f.expected, f.actual]));
  print('\nRestore these files from a backup whose digests are right. Nothing was changed.');
}
