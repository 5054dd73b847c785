import { Command } from 'commander';
import { fileReceipt, type FiledReceiptSummary } from '../../engine/index.ts';
import { counted } from '../../shared/text.ts';
import { print, printJson, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { readBounded } from '../read-bounded.ts';
import { workingOnCase } from '../with-case.ts';

interface ReceiptOptions extends PassphraseOptions {
  pin?: string;
  json?: true;
}

/** A receipt is short; a longer file is none. */
const mostReceiptBytes = 65_536;

export function receiptCommand(): Command {
  return new Command('receipt')
    .summary('file the receipt for a bundle that you handed over')
    .description(
      'File a receipt that came back: its signature is checked, and that it is for a bundle of this case. It shows that the holder of that key ' +
        'states that the bundle was received, byte for byte.',
    )
    .argument('<case>', 'the case folder from which the bundle was handed over')
    .argument('<receipt>', 'the receipt as it came')
    .option('--pin <fingerprint>', "compare the receiver's key with this fingerprint (SHA256:...), which you have from elsewhere")
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, file: string, { pin, json, ...passphrase }: ReceiptOptions) => {
      const bytes = await readBounded(file, mostReceiptBytes);
      const summary = await workingOnCase(folder, passphrase, (target) => fileReceipt(target, { bytes, pin }));
      if (json) printJson(summary);
      else printFiled(summary);
    });
}

function printFiled({ filed, entry, receipt, keyPinned, exported }: FiledReceiptSummary): void {
  const { receiver, bundle, receivedAt, items, entries, findings } = receipt;
  print(`${shown(receiver.name)}${receiver.affiliation === undefined ? '' : ` (${shown(receiver.affiliation)})`} states that the bundle of ${exported.exportedAt} (log entry ${exported.seq}) was received at ${receivedAt}:`);
  print(`  bundle  ${bundle}`);
  print(`  key     ${receiver.key}, ${keyPinned ? 'the one that you compared it with' : 'not compared with a fingerprint from elsewhere'}`);
  print(`  log     ${receiver.log}`);
  print(`  ${counted(items, 'item')}, ${counted(entries, 'entry')}; the receiver's check gave ${findings === 0 ? 'no findings' : counted(findings, 'finding')}.`);
  print(filed ? `Filed in log entry ${entry}.` : `It was filed before, in log entry ${entry}. Nothing was changed.`);
}
