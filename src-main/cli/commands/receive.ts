import { lstat } from 'node:fs/promises';
import { Command } from 'commander';
import { receiveBundle, type ReceivingProgress, type ReceivingSummary } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { bytesText, counted } from '../../shared/text.ts';
import { readAgeKey, type AgeKeyOptions } from '../age-key.ts';
import { printBundleFindings, printBundleStatement } from '../bundle-findings.ts';
import { exitStatus, type EndWith, type ExitStatus } from '../exit-status.ts';
import { print, printJson, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { openProgress } from '../progress.ts';
import { readBounded } from '../read-bounded.ts';
import { workingOnCase } from '../with-case.ts';
import { writeNewFile } from '../write-new-file.ts';

interface ReceiveOptions extends PassphraseOptions, AgeKeyOptions {
  receipt?: string;
  pin?: string;
  roots?: string;
  despiteFindings?: true;
  json?: true;
}

export function receiveCommand(end: EndWith): Command {
  return new Command('receive')
    .summary('take in a bundle of somebody else')
    .description(
      'Check a bundle as an outsider would, then take it in: its evidentiary copies become items, and everything else is kept ' +
        'as it came and shown as the statement of its sender. A receipt is signed, for the sender to file. A bundle with findings ' +
        'is not taken in. Given again, the same bundle changes nothing, and one that was cut off goes on.',
    )
    .argument('<case>', 'the case folder')
    .argument('<bundle>', 'a folder, a ZIP, or a ZIP encrypted with age')
    .option('--receipt <out>', 'write the signed receipt to this file, which must not exist')
    .option('--pin <fingerprint>', "compare the sender's key with this fingerprint (SHA256:...), which you have from elsewhere")
    .option('--roots <roots.pem>', 'root certificates of time stamp authorities that you trust')
    .option('--age-identity <file>', 'the key that opens an encrypted bundle (age-keygen)')
    .option('--age-passphrase-file <file>', 'the passphrase that opens an encrypted bundle, on the first line')
    .option('--despite-findings', 'take it in although the check has findings; the record says so')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, bundle: string, options: ReceiveOptions) => {
      if (options.receipt !== undefined) await refuseExisting(options.receipt);
      const summary = await receive(folder, bundle, options);
      if (options.receipt !== undefined && summary.receipt !== undefined) await writeNewFile(options.receipt, Buffer.from(summary.receipt, 'utf8'));
      if (options.json) printJson(summary);
      else printSummary(folder, summary, options.receipt);
      if (summary.outcome === 'cancelled') throw new CaseError('receiving-stopped');
      end(statusOf(summary));
    });
}

/** Before anything is read: a long check must not end in a name that is taken. */
async function refuseExisting(path: string): Promise<void> {
  const isThere = await lstat(path).then(() => true, () => false);
  if (isThere) throw new CaseError('argument-invalid', { detail: `${path} exists already, and a receipt replaces no file. Nothing was taken in.` });
}

const mostPemBytes = 1 << 20;

async function receive(folder: string, path: string, options: ReceiveOptions): Promise<ReceivingSummary> {
  const age = await readAgeKey(options);
  const rootsPem = options.roots === undefined ? undefined : (await readBounded(options.roots, mostPemBytes)).toString('utf8');
  const progress = openProgress();
  const onProgress = (p: ReceivingProgress): void => progress.show(progressText(p), p.of === 0 ? undefined : p.done / p.of);
  const wanted = { path, pin: options.pin, rootsPem, age, despiteFindings: options.despiteFindings === true, onProgress };
  return workingOnCase(folder, options, (target, signal) =>
    receiveBundle(target, { ...wanted, signal })
      .catch((error: unknown) => {
        // Before anything was taken in, what a cancel cut off fails in its own words.
        throw signal.aborted ? new CaseError('stopped', {}, { cause: error }) : error;
      })
      .finally(progress.end),
  );
}

function progressText({ stage, done, of }: ReceivingProgress): string {
  if (stage === 'files') return `${counted(done, 'file')} found`;
  if (stage === 'lists') return `${counted(done, 'line')} of manifests read`;
  if (stage === 'entries') return `${done} of ${of} entries checked`;
  return `${bytesText(done)} of ${bytesText(of)} ${stage === 'kept' ? 'kept' : 'checked'}`;
}

function statusOf({ findingCount, notReceived }: ReceivingSummary): ExitStatus {
  return findingCount > 0 || notReceived.length > 0 ? exitStatus.findings : exitStatus.done;
}

function printSummary(folder: string, summary: ReceivingSummary, receiptFile: string | undefined): void {
  const { check, zip, sender, bundle, itemCount, entryCount } = summary;
  const whose = `${shown(sender.name)}${sender.affiliation === undefined ? '' : `, ${shown(sender.affiliation)}`}`;
  print(`A bundle of ${whose}: ${counted(itemCount, 'item')}, ${counted(entryCount, 'entry')} of ${sender.log}`);
  print(`  bundle  ${bundle}`);
  print(`  key     ${sender.key}, ${summary.keyPinned ? 'the one that you compared it with' : 'not compared with a fingerprint from elsewhere: ask the sender for it, and give it as --pin'}`);
  printBundleFindings(check, zip);
  printBundleStatement(check);
  print(`\n${outcomeText(summary)}`);
  for (const { path, reason, detail } of summary.notReceived) print(`  not received: ${shown(path)}: ${reason.replaceAll('-', ' ')}${detail === undefined ? '' : ` (${shown(detail)})`}`);
  printTakenIn(folder, summary, receiptFile);
}

function outcomeText({ outcome, isSigned, findingCount, received, receivedBefore, resumed, entry }: ReceivingSummary): string {
  if (outcome === 'refused' && !isSigned) {
    return `Nothing was taken in: no signature of the custodian that it names holds, so nobody stands behind it, and it is not taken in as a bundle of theirs. "postquem import" takes in its files as files of unknown origin.`;
  }
  if (outcome === 'refused') return `Nothing was taken in: ${counted(findingCount, 'finding')} against it. Ask for the bundle again, or take it in with --despite-findings, which is recorded.`;
  if (outcome === 'received-before') return `This bundle was taken in before (log entry ${entry}). Nothing was changed.`;
  const fresh = received.filter(({ newItem }) => newItem).length;
  const again = received.length - fresh;
  return (
    (resumed ? 'A receiving that had been cut off was taken up again. ' : '') +
    `${counted(fresh, 'new item')} kept${again > 0 ? `; ${counted(again, 'copy')} had the bytes of kept items and became further receipts` : ''}` +
    `${receivedBefore > 0 ? `; ${receivedBefore} had been received before the cut` : ''}.`
  );
}

function printTakenIn(folder: string, { outcome, originals, entry }: ReceivingSummary, receiptFile: string | undefined): void {
  if (outcome !== 'received' && outcome !== 'received-before') return;
  if (!originals) print('The sender left the evidentiary copies out: the items are known by their digests only.');
  if (outcome === 'received') print(`Recorded in log entry ${entry}. "postquem examine ${shown(folder)}" reads new items with your own witnesses.`);
  print(receiptFile === undefined ? 'The signed receipt is kept in the case; --receipt OUT, given with the same command, writes it to a file.' : `The signed receipt was written to ${shown(receiptFile)}: send it to whoever gave you the bundle.`);
}
