import { readFile, realpath } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { isHandedOver, verifyCase } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { bytesText, counted } from '../../shared/text.ts';
import type { FindingCode, Verification, VerificationProgress } from '../../shared/verification.ts';
import { findingSentence } from '../../verifier/statement.ts';
import { readAgeKey, type AgeKeyOptions } from '../age-key.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printJson, shown } from '../output.ts';
import { openProgress } from '../progress.ts';
import { readBounded } from '../read-bounded.ts';
import { interruptible } from '../with-case.ts';
import { verifyHandedOver } from './verify-bundle.ts';

interface VerifyOptions extends AgeKeyOptions {
  pin?: string;
  roots?: string;
  checkpoint: string[];
  cosigner: string[];
  quick?: true;
  json?: true;
}

export function verifyCommand(end: EndWith): Command {
  return new Command('verify')
    .summary('check a case, a bundle, or any bag')
    .description(
      'Check a case: every entry of its log, what was signed of it, time stamps of others, every row of the database against ' +
        'the log, every file against its digest. Nothing is changed. Says what this shows, since when, and what it does not. ' +
        'A bundle, as a folder, a ZIP file or one encrypted with age, is checked as an outsider would: lists, signature, proofs, time stamps. ' +
        'Another bag is checked by its lists (BagIt 0.93 to 1.0).',
    )
    .argument('<case>', 'the case folder; or a bundle or bag, as a folder or a file')
    .option('--pin <key>', "the key as you know it from elsewhere: the log's verifier key, or SHA256:... (of a bundle also the custodian's)")
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
    .option('--roots <roots.pem>', 'of a bundle: root certificates of time stamp authorities that you trust')
    .option('--age-identity <file>', 'the key that opens an encrypted bundle (age-keygen)')
    .option('--age-passphrase-file <file>', 'the passphrase that opens an encrypted bundle, on the first line')
    .option('--quick', 'compare sizes of files only, and say so')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, options: VerifyOptions) => {
      if (await isHandedOver(folder)) return verifyOther(folder, options, end);
      refuseForCase(options);
      const heldCheckpoints = await Promise.all(options.checkpoint.map(async (path) => ({ name: path, note: await readHeld(path, folder) })));
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

function refuseForCase({ roots, ageIdentity, agePassphraseFile }: VerifyOptions): void {
  if (roots === undefined && ageIdentity === undefined && agePassphraseFile === undefined) return;
  throw new CaseError('argument-invalid', { detail: '--roots and --age-... are for bundles; this is none. Nothing was changed.' });
}

/** What somebody handed over: a bundle, or another bag, which has no log that could be compared with anything. */
async function verifyOther(path: string, options: VerifyOptions, end: EndWith): Promise<void> {
  if (options.cosigner.length > 0) throw new CaseError('argument-invalid', { detail: '--cosigner is for the checkpoints of a case: a bundle carries none that was cosigned.' });
  const heldCheckpoints = await Promise.all(options.checkpoint.map(async (held) => ({ name: held, note: await readHeld(held, path) })));
  const rootsPem = options.roots === undefined ? undefined : (await readBounded(options.roots, mostPemBytes)).toString('utf8');
  const age = await readAgeKey(options);
  await verifyHandedOver({ path, pin: options.pin, rootsPem, heldCheckpoints, age, quick: options.quick === true }, { json: options.json === true, end });
}

const mostPemBytes = 1 << 20;

/** What a crash leaves behind, or somebody beside the record, is listed, and the case is intact all the same. */
const quietCodes: readonly FindingCode[] = ['orphan-file', 'checkpoint-file-older', 'read-me-differs', 'name-unknown'];

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
