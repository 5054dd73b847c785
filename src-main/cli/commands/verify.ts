import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { verifyCase } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { counted } from '../../shared/text.ts';
import type { Verification, VerificationProgress } from '../../shared/verification.ts';
import { findingSentence } from '../../verifier/statement.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { bytesText, print, printJson, shown } from '../output.ts';
import { openProgress } from '../progress.ts';
import { interruptible } from '../with-case.ts';

interface VerifyOptions {
  pin?: string;
  checkpoint: string[];
  quick?: true;
  json?: true;
}

export function verifyCommand(end: EndWith): Command {
  return new Command('verify')
    .summary('check the log, every row and every file of a case')
    .description(
      'Check a case: every entry of its log, what was signed of it, time stamps of others, every row of the database against ' +
        'the log, every file against its digest. Nothing is changed. Says what this shows, since when, and what it does not.',
    )
    .argument('<case>', 'the case folder')
    .option('--pin <key>', "the log's key as you know it from elsewhere: a verifier key, or SHA256:...")
    .addOption(
      new Option('--checkpoint <file>', 'a checkpoint of this log that you were given before (may be repeated)')
        .default([], 'none')
        .argParser((path: string, earlier: string[]) => [...earlier, path]),
    )
    .option('--quick', 'compare sizes of files only, and say so')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, options: VerifyOptions) => {
      const heldCheckpoints = await Promise.all(options.checkpoint.map(readCheckpoint));
      const progress = openProgress();
      const verification = await interruptible((signal) =>
        verifyCase({
          folder,
          pin: options.pin,
          heldCheckpoints,
          quick: options.quick === true,
          signal,
          onProgress: (p) => progress.show(describe(p), p.of === 0 ? undefined : p.done / p.of),
        }).finally(progress.end),
      );
      if (options.json) printJson(verification);
      else printVerification(verification);
      end(verification.findings.length > 0 ? exitStatus.findings : exitStatus.done);
    });
}

function readCheckpoint(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new CaseError('source-not-found', { path }, { cause: error });
  });
}

function describe({ stage, done, of }: VerificationProgress): string {
  if (stage === 'files') return `${bytesText(done)} of ${bytesText(of)} of files read`;
  return stage === 'log' ? `${done} of ${of} entries checked` : `${done} of ${of} entries replayed`;
}

const mostShown = 50;

function printVerification(v: Verification): void {
  print(v.log);
  print(`Key: ${v.fingerprint}${v.pinned ? '' : ' (from the case itself)'}`);
  print(`${counted(v.entries, 'entry')}, ${counted(v.checkpoints, 'checkpoint')}, ${counted(v.anchors.length, 'time stamp')}, ${counted(v.files.checked, 'file')} (${bytesText(v.files.bytes)})`);
  if (v.findings.length > 0) {
    print(`\nFindings (${v.findings.length + v.findingsNotListed}):`);
    for (const finding of v.findings.slice(0, mostShown)) {
      print(`\n  ${shown(finding.thing)}: ${finding.code}`);
      print(`    ${findingSentence(finding)}`);
      print(`    expected ${shown(finding.expected)}`);
      print(`    found    ${shown(finding.actual)}`);
    }
    const left = v.findings.length - mostShown + v.findingsNotListed;
    if (left > 0) print(`\n  ... and ${left} more; --json lists them.`);
  }
  if (v.proved.length > 0) print('\nShown:');
  for (const sentence of v.proved) print(`  - ${shown(sentence)}`);
  print('\nNot shown:');
  for (const sentence of v.notProved) print(`  - ${shown(sentence)}`);
}
