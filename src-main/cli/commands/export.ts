import { Command, Option } from 'commander';
import { exportBundle, previewExport, type ExportBundle, type ExportChoice, type ExportedBundle, type ExportPreview, type ExportProgress } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { bytesText, counted } from '../../shared/text.ts';
import { print, printJson, shown } from '../output.ts';
import { passphraseOption, readPassphraseFile, type PassphraseOptions } from '../passphrase.ts';
import { newRate, openProgress } from '../progress.ts';
import { readBrowserSetting } from '../settings.ts';
import { readingCase, workingOnCase } from '../with-case.ts';

interface ExportOptions extends PassphraseOptions {
  items?: string[];
  claims?: string[];
  all?: true;
  zip?: true;
  ageRecipient: string[];
  agePassphraseFile?: string;
  originals: boolean;
  pdf: boolean;
  alsoDigest?: 'sha512';
  preview?: true;
  json?: true;
}

export function exportCommand(): Command {
  return new Command('export')
    .summary('write a bundle that others can check without Postquem')
    .description(
      'Write items of a case, or all of it, as a signed bundle (a BagIt bag): the evidentiary copies, what is known of them, the log entries that ' +
        'concern them with proofs, and verify.html, which checks it all in a browser. Nothing else leaves, beyond the number of entries.',
    )
    .argument('<case>', 'the case folder')
    .argument('<out>', 'where the bundle is written: a name that does not exist')
    .option('--items <items...>', 'these items and what concerns them alone')
    .option('--claims <claims...>', 'the items that these claims and their evidence are about')
    .option('--all', 'the whole case')
    .option('--zip', 'one ZIP file instead of a folder')
    .addOption(
      new Option('--age-recipient <age1...>', 'encrypt it, as a ZIP, to whoever has this key (may be repeated)')
        .default([], 'none')
        .argParser((recipient: string, earlier: string[]) => [...earlier, recipient]),
    )
    .option('--age-passphrase-file <file>', 'encrypt it, as a ZIP, with the passphrase on the first line of this file')
    .option('--no-originals', 'leave the evidentiary copies out')
    .option('--no-pdf', 'do not print the report as a PDF; it goes along as HTML')
    .addOption(new Option('--also-digest <algorithm>', 'manifests by another digest as well').choices(['sha512']))
    .option('--preview', 'say what would leave and what would stay, and write nothing')
    .option('--json', 'print one JSON document')
    .addOption(passphraseOption())
    .action(async (folder: string, out: string, options: ExportOptions) => {
      const choice = choiceOf(options);
      if (options.preview === true) return preview(folder, choice, options);
      const progress = openProgress();
      const rate = newRate();
      const wanted: ExportBundle = {
        choice,
        out,
        zip: options.zip === true,
        age: await encryptionOf(options),
        originals: options.originals,
        print: options.pdf ? { browser: readBrowserSetting() } : undefined,
        alsoDigest: options.alsoDigest === undefined ? [] : [options.alsoDigest],
        onProgress: (p) => progress.show(progressText(p, rate), p.of === 0 ? undefined : p.done / p.of),
      };
      const exported = await workingOnCase(folder, options, (target, signal) => exportBundle(target, { ...wanted, signal }).finally(progress.end));
      if (options.json === true) printJson(exported);
      else printExported(exported);
    });
}

async function encryptionOf({ ageRecipient, agePassphraseFile }: ExportOptions): Promise<ExportBundle['age']> {
  if (ageRecipient.length > 0 && agePassphraseFile !== undefined) throw new CaseError('argument-invalid', { detail: 'Give one of --age-recipient and --age-passphrase-file. Nothing was written.' });
  if (agePassphraseFile !== undefined) return { passphrase: await readPassphraseFile(agePassphraseFile) };
  return ageRecipient.length > 0 ? { recipients: ageRecipient } : undefined;
}

function choiceOf({ items, claims, all }: ExportOptions): ExportChoice {
  const given = [items, claims, all].filter((one) => one !== undefined);
  if (given.length > 1) throw new CaseError('argument-invalid', { detail: 'Give one of --items, --claims and --all. Nothing was written.' });
  if (items !== undefined) return { items };
  if (claims !== undefined) return { claims };
  if (all === true) return { all };
  throw new CaseError('nothing-chosen');
}

async function preview(folder: string, choice: ExportChoice, { originals, json }: ExportOptions): Promise<void> {
  const told = await readingCase(folder, (readable) => previewExport(readable, { choice, originals }));
  if (json === true) printJson(told);
  else printPreview(told);
}

function progressText({ stage, done, of }: ExportProgress, rate: (bytes: number) => number): string {
  return `${bytesText(done)} of ${bytesText(of)} ${stage.replaceAll('-', ' ')}${stage === 'written' ? `, ${bytesText(rate(done))}/s` : ''}`;
}

function printExported({ path, bundle, items, entries, files, bytes, originals, checkpointSize, encryptedTo, disclosure, noPdfBecause }: ExportedBundle): void {
  print(`The bundle was written to ${shown(path)}: ${counted(items, 'item')}, ${counted(entries, 'entry')} of ${checkpointSize} (${counted(files, 'file')}, ${bytesText(bytes)}).`);
  if (disclosure === 'selected') print('Nothing else of the case is in it, beyond the number of entries and the sizes at which its log was handed out before.');
  if (!originals) print('The evidentiary copies were left out.');
  if (noPdfBecause !== undefined) print(`The report is in it as HTML alone: ${shown(noPdfBecause)}.`);
  print(encryptedTo === undefined ? 'It is not encrypted: whoever has it can read it.' : encryptedTo[0] === 'passphrase' ? 'It is encrypted with the passphrase.' : `It is encrypted to ${encryptedTo.map(shown).join(', ')}.`);
  print(`It was checked as its receiver would check it. SHA-256 of its tag manifest, which names every byte of it:\n  ${bundle}`);
}

function printPreview({ disclosure, items, itemsThatStay, entries, kinds, outdatedClaims, entriesThatStay, documentsThatStay, stays, bytes }: ExportPreview): void {
  print(disclosure === 'whole' ? 'The whole case would leave.' : 'Part of the case would leave.');
  print(`\nLeaves: ${counted(items.length, 'item')}, ${counted(entries, 'entry')}, about ${bytesText(bytes.total)} (${bytesText(bytes.originals)} of them evidentiary copies)`);
  for (const { id, name, bytes: length } of items.slice(0, mostShown)) print(`  ${id}  ${shown(name)}  ${bytesText(length)}`);
  if (items.length > mostShown) print(`  ... and ${items.length - mostShown} more; --json lists them.`);
  print(`  entries: ${Object.entries(kinds).map(([kind, count]) => `${count} ${kind.replaceAll('-', ' ')}`).join(', ')}`);
  for (const quote of outdatedClaims.slice(0, mostShown)) print(`  not up to date: the verdict of "${shown(quote)}" leaves, and what it rests on has changed since; "postquem assess" weighs it again.`);
  print(`\nStays: ${counted(itemsThatStay, 'item')}, ${counted(entriesThatStay, 'entry')}, ${counted(documentsThatStay, 'document')} about more than what leaves`);
  for (const { name, type, alsoNames, restsOn } of stays.slice(0, mostShown)) print(`  ${name}  ${whyItStays(type, alsoNames, restsOn)}`);
  if (stays.length > mostShown) print(`  ... and ${stays.length - mostShown} more; --json lists them.`);
}

const mostShown = 50;

function whyItStays(type: string, alsoNames: readonly string[] | undefined, restsOn: string | undefined): string {
  const what = type.replaceAll('-', ' ');
  if (alsoNames !== undefined) return `${what}: it also concerns ${alsoNames.join(', ')}`;
  return restsOn === undefined ? `${what}: it tells of your own work` : `${what}: it rests on ${restsOn}, which stays`;
}
