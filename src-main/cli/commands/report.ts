import { Command } from 'commander';
import { writeReport, type ExportChoice, type WrittenReport } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { bytesText, counted } from '../../shared/text.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printJson, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { readBrowserSetting } from '../settings.ts';
import { workingOnCase } from '../with-case.ts';

interface ReportOptions extends PassphraseOptions {
  items?: string[];
  claims?: string[];
  lang: string;
  json?: true;
}

export function reportCommand(end: EndWith): Command {
  return new Command('report')
    .summary('write a report for people: HTML or PDF')
    .description(
      'Write a report from the log and the documents that it names: what was received, from whom, who had access, what was ' +
        'done, found and claimed, what the evidence allows to say, and what is not known. One file, with nothing from outside ' +
        'and no script; a PDF is printed by an installed Chromium, Chrome or Edge. Its digest is logged. ' +
        'Without --items or --claims it is about the whole case.',
    )
    .argument('<case>', 'the case folder')
    .argument('<out>', 'the file to write, which does not exist yet: .html or .pdf')
    .option('--items <items...>', 'only these items, and what concerns no other')
    .option('--claims <claims...>', 'only the items that these claims rest on')
    .option('--lang <language>', 'the language of the report (en)', 'en')
    .option('--json', 'print one JSON document')
    .addOption(passphraseOption())
    .action(async (folder: string, out: string, options: ReportOptions) => {
      const choice = choiceOf(options);
      const written = await workingOnCase(folder, options, (target, signal) => writeReport(target, { choice, out, language: options.lang, browser: readBrowserSetting(), signal }));
      if (options.json) printJson(written);
      else printWritten(written);
      end(exitStatus.done);
    });
}

function choiceOf({ items, claims }: ReportOptions): ExportChoice {
  if (items !== undefined && claims !== undefined) throw new CaseError('argument-invalid', { detail: 'Give --items or --claims, not both. Nothing was written.' });
  if (items !== undefined) return { items };
  return claims === undefined ? { all: true } : { claims };
}

function printWritten({ path, form, sha256, bytes, items, claims, entries, printedBy, note, entry }: WrittenReport): void {
  print(`${shown(path)} (${form === 'html' ? 'HTML' : 'PDF'}, ${bytesText(bytes)}), recorded in entry ${entry}.`);
  print(`SHA-256 ${sha256}`);
  print(`${counted(items, 'item')}, ${counted(claims, 'claim')}, from ${counted(entries, 'entry')} of the log.`);
  if (printedBy !== undefined) print(`Printed by ${shown(printedBy)}.`);
  if (note !== undefined) print(note);
}
