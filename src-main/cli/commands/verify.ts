import { readFile, realpath } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { holdsBag, verifyBag, verifyCase } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { counted } from '../../shared/text.ts';
import type { FindingCode, Verification, VerificationProgress } from '../../shared/verification.ts';
import type { BagProgress } from '../../verifier/bag/bag.ts';
import { findingSentence } from '../../verifier/statement.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { bytesText, print, printJson, shown } from '../output.ts';
import { openProgress } from '../progress.ts';
import { interruptible } from '../with-case.ts';
import { bagProgressText, printBagVerification } from './verify-bag.ts';

interface VerifyOptions {
  pin?: string;
  checkpoint: string[];
  cosigner: string[];
  quick?: true;
  json?: true;
}

export function verifyCommand(end: EndWith): Command {
  return new Command('verify')
    .summary('check the log, every row and every file of a case; or a bag')
    .description(
      'Check a case: every entry of its log, what was signed of it, time stamps of others, every row of the database against ' +
        'the log, every file against its digest. Nothing is changed. Says what this shows, since when, and what it does not. ' +
        'A folder with a bagit.txt is checked as a bag (BagIt 0.93 to 1.0).',
    )
    .argument('<case>', 'the case folder')
    .option('--pin <key>', "the log's key as you know it from elsewhere: a verifier key, or SHA256:...")
    .addOption(
      new Option('--checkpoint <file>', 'a checkpoint of this log that you were given before (may be repeated)')
        .default([], 'none')
        .argParser((path: string, earlier: string[]) => [...earlier, path]),
    )
    .addOption(
      new Option('--cosigner <vkey>', 'verifier key of a custodian who cosigned that checkpoint (may be repeated)')
        .default([], 'none')
        .argParser((vkey: string, earlier: string[]) => [...earlier, vkey]),
    )
    .option('--quick', 'compare sizes of files only, and say so')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, options: VerifyOptions) => {
      if (await holdsBag(folder)) return verifyAsBag(folder, options, end);
      const heldCheckpoints = await Promise.all(options.checkpoint.map((path) => readHeld(path, folder)));
      const progress = openProgress();
      const verification = await interruptible((signal) =>
        verifyCase({
          folder,
          pin: options.pin,
          heldCheckpoints,
          cosigners: options.cosigner,
          quick: options.quick === true,
          signal,
          onProgress: (p) => progress.show(describe(p), p.of === 0 ? undefined : p.done / p.of),
        }).finally(progress.end),
      );
      if (options.json) printJson(verification);
      else printVerification(verification);
      end(verification.findings.some(({ code }) => !quietCodes.includes(code)) ? exitStatus.findings : exitStatus.done);
    });
}

/** Somebody else's bag: its lists say what must be in it, and nobody signed them. */
async function verifyAsBag(folder: string, { pin, checkpoint, cosigner, quick, json }: VerifyOptions, end: EndWith): Promise<void> {
  if (pin !== undefined || checkpoint.length + cosigner.length > 0) {
    throw new CaseError('argument-invalid', { detail: `${folder} is a bag and no case: there is no log in it to compare with --pin, --checkpoint or --cosigner.` });
  }
  const progress = openProgress();
  const onProgress = (p: BagProgress): void => progress.show(bagProgressText(p), p.of === 0 ? undefined : p.done / p.of);
  const check = await interruptible((signal) => verifyBag({ folder, quick: quick === true, signal, onProgress }).finally(progress.end));
  if (json) printJson(check);
  else printBagVerification(check);
  end(check.findings.length > 0 ? exitStatus.findings : exitStatus.done);
}

/** What a crash leaves behind is listed, and the case is intact all the same. */
const quietCodes: readonly FindingCode[] = ['orphan-file', 'checkpoint-file-older'];

/** A checkpoint that lies in the case is nobody else's word. */
async function readHeld(path: string, folder: string): Promise<string> {
  const [held, inCase] = await Promise.all([path, folder].map((place) => realpath(place).catch(() => place)));
  if (held?.startsWith(`${inCase}/`)) {
    throw new CaseError('argument-invalid', { detail: `${path} lies in the case itself: give a checkpoint that was kept elsewhere.` });
  }
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
