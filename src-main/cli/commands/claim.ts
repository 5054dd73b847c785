import { Command, Option } from 'commander';
import { listClaims, listReceivedClaims, previewClaim, recordClaim, showClaim, type ClaimReading, type ListedClaim, type RecordedClaim, type TypedClaim } from '../../engine/index.ts';
import { claimSubjects } from '../../shared/claim-record.ts';
import { counted } from '../../shared/text.ts';
import { askYes } from '../ask.ts';
import { print, printJson, printTable, shortened, shown } from '../output.ts';
import { canAsk, passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { printReceivedClaims } from '../received-text.ts';
import { readingCase, workingOnCase } from '../with-case.ts';
import { printClaim } from '../claim-text.ts';

export function claimCommand(): Command {
  return new Command('claim')
    .summary('write down what is claimed about footage')
    .description('Write down what somebody claims about items, in their own words, and see how it was read.')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(showCommand());
}

interface AddOptions extends PassphraseOptions, Omit<TypedClaim, 'items' | 'language'> {
  item: string[];
  lang?: string;
  confirm?: true;
  json?: true;
}

function addCommand(): Command {
  return new Command('add')
    .summary('record a claim')
    .description(
      'Record what somebody claims of items. The reading of the quote is shown before it is recorded; a quote that is no plain ' +
        'statement stays free text, unless --means or --place says what is meant. A doubtful reading has to be confirmed.',
    )
    .argument('<case>', 'the case folder')
    .requiredOption('--item <item...>', 'the items that it is about, by short id or digest')
    .requiredOption('--quote <text>', 'the words of the claimant')
    .requiredOption('--claimant <who>', 'who claims it')
    .option('--said-at <when>', 'when it was said: ISO 8601, EDTF, or words in English, French, Ukrainian or Russian')
    .option('--post <url>', 'the post that said it: its id says when')
    .option('--zone <zone>', 'the time zone of times and days that name none, such as Europe/Kyiv or +03:00')
    .option('--lang <tag>', 'the language of the quote, such as uk')
    .option('--translation <text>', 'a translation of the quote; it is not read')
    .option('--means <phrase>', 'what is meant, such as "not older than 72 hours", where the quote does not say it plainly')
    .option('--place <place>', 'the place that is claimed: coordinates, a plus code, a map link, MGRS')
    .option('--near <place>', 'about where to look for --place: coordinates or a town')
    .addOption(new Option('--about <subject>', 'what it is about, where the reading does not say').choices(claimSubjects))
    .option('--source-url <url>', 'where it was published')
    .option('--confirm', 'a doubtful reading was looked at and is right')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, options: AddOptions) => {
      const { item, lang, confirm, json, passphraseFile, ...rest } = options;
      const typed: TypedClaim = { ...rest, items: item, language: lang };
      const passphrase = passphraseFile === undefined ? {} : { passphraseFile };
      const recorded = await workingOnCase(folder, passphrase, async (target) => {
        const reading = await previewClaim(target, typed);
        const confirmed = confirm ?? (await isConfirmed(reading));
        if (json !== true && (confirmed || !reading.needsConfirmation)) printReading(reading);
        return recordClaim(target, typed, { confirmed });
      });
      if (json) printJson(recorded);
      else printRecorded(recorded);
    });
}

/** Ask about a doubtful reading where somebody can answer. */
async function isConfirmed({ needsConfirmation, means, remarks }: ClaimReading): Promise<boolean> {
  return needsConfirmation && canAsk() && askYes(shown(`The claim was read as: ${means}. ${remarks.join(' ')} Is that what is meant?`));
}

function printReading({ means, remarks }: ClaimReading): void {
  print(`means: ${shown(means)}`);
  for (const remark of remarks) print(`       ${shown(remark)}`);
}

function printRecorded({ claim, entry, reading }: RecordedClaim): void {
  print(`Recorded as ${claim} (about: ${reading.about}), entry ${entry} of the log.`);
}

function listCommand(): Command {
  return new Command('list')
    .summary('list the claims of a case')
    .description('List the claims of a case in the order in which they were recorded, with the newest verdicts.')
    .argument('<case>', 'the case folder')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, { json }: { json?: true }) => {
      await readingCase(folder, async (readable) => {
        const claims = [...listClaims(readable)];
        const received = await listReceivedClaims(readable);
        if (json) return printJson({ claims, ...(received.length === 0 ? {} : { received }) });
        printClaims(claims);
        printReceivedClaims(received);
      });
    });
}

export function printClaims(claims: readonly ListedClaim[]): void {
  if (claims.length === 0) return print('The case holds no claims yet. "postquem claim add" records one.');
  printTable(['ID', 'ABOUT', 'ITEMS', 'CLAIMANT', 'QUOTE', 'EVIDENCE', 'BY RULE', 'JUDGED'], claims.map(toRow));
  print(`\n${counted(claims.length, 'claim')}.`);
}

function toRow({ id, about, items, claimant, quote, evidenceCount, verdict, outdated, judgement }: ListedClaim): string[] {
  const inWords = (text: string | null): string => (text ?? '').replaceAll('-', ' ');
  return [id, about, items.join(' '), shortened(claimant, 24), shortened(quote, 40), String(evidenceCount), `${inWords(verdict)}${outdated ? ' (not up to date)' : ''}`, inWords(judgement)];
}

function showCommand(): Command {
  return new Command('show')
    .summary('show everything known of a claim')
    .description('Show a claim: how it was read, the evidence tied to it and what each piece weighs, the newest assessment, and the judgements.')
    .argument('<case>', 'the case folder')
    .argument('<claim>', 'the short id, such as c1')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, claim: string, { json }: { json?: true }) => {
      await readingCase(folder, async (readable) => {
        const found = await showClaim(readable, claim);
        if (json) printJson(found);
        else printClaim(found);
      });
    });
}
