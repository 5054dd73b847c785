import { Command, InvalidArgumentError, Option } from 'commander';
import { howManyItems, importMedia, listItems, type ImportProgress, type ImportSummary } from '../../engine/index.ts';
import type { Collection } from '../../shared/collection.ts';
import { otherDigestAlgorithms, type OtherDigestAlgorithm } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import { bytesText, counted } from '../../shared/text.ts';
import { exitStatus, type EndWith, type ExitStatus } from '../exit-status.ts';
import { print, printJson, printTable, shortened, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { newRate, openProgress } from '../progress.ts';
import { sourcePaths } from '../source-paths.ts';
import { workingOnCase } from '../with-case.ts';
import { flags } from './items.ts';

interface ImportOptions extends PassphraseOptions {
  receivedFrom?: string;
  how?: string;
  sourceUrl?: string;
  relevance?: string;
  notAvailable: { field: string; why: string }[];
  alsoDigest: OtherDigestAlgorithm[];
  verifyCopy?: boolean;
  keepOnly?: true;
  json?: true;
}

export function importCommand(end: EndWith): Command {
  return new Command('import')
    .summary('take files into a case')
    .description(
      'Take files and folders into a case: copy, digest and record them, then read them with every witness and lay out ' +
        'their keyframes. Files already kept get a further receipt. An import that was cut off goes on where it stopped ' +
        'when the same command is given again.',
    )
    .argument('<case>', 'the case folder')
    .argument('<path...>', 'files, or folders with everything below them')
    .option('--received-from <who>', 'who handed the material over')
    .option('--how <text>', 'how it was received')
    .option('--source-url <url>', 'where it was published or downloaded from')
    .option('--relevance <text>', 'why it matters to the case')
    .addOption(new Option('--not-available <field=why>', 'what is not known, and why (may be repeated)').default([], 'none').argParser(collectGap))
    .addOption(
      new Option('--also-digest <algorithm>', 'a further digest, to match other lists; SHA-256 is always made (may be repeated)')
        .choices(otherDigestAlgorithms)
        .default([], 'none')
        .argParser(collectAlgorithm),
    )
    .option('--verify-copy', 'read every copy back and compare (by default only from removable and network volumes)')
    .option('--no-verify-copy', 'never read copies back')
    .option('--keep-only', 'keep and record now; "postquem examine" or the next import does the rest')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, paths: string[], options: ImportOptions) => {
      const { summary, flagged } = await takeIn(folder, paths, options);
      if (options.json) printJson({ ...summary, stoppedBy: summary.stoppedBy?.message, flagged });
      else printSummary(folder, summary, flagged);
      if (summary.outcome === 'cancelled') throw new CaseError('cancelled');
      if (summary.stoppedBy !== undefined) throw summary.stoppedBy;
      end(statusOf(summary));
    });
}

function collectAlgorithm(text: string, earlier: OtherDigestAlgorithm[]): OtherDigestAlgorithm[] {
  const chosen = otherDigestAlgorithms.find((algorithm) => algorithm === text);
  if (chosen === undefined) throw new InvalidArgumentError(`Allowed choices are ${otherDigestAlgorithms.join(', ')}.`);
  return [...new Set([...earlier, chosen])];
}

function collectGap(text: string, earlier: ImportOptions['notAvailable']): ImportOptions['notAvailable'] {
  const [field = '', why = ''] = text.split(/=(.*)/s);
  if (field.trim() === '' || why.trim() === '') {
    throw new CaseError('argument-invalid', { detail: `"${text}" names no reason: write --not-available "receivedFrom=the source is protected".` });
  }
  return [...earlier, { field, why }];
}

async function takeIn(folder: string, paths: string[], options: ImportOptions) {
  const { receivedFrom, how, sourceUrl, relevance, notAvailable, alsoDigest, verifyCopy, keepOnly } = options;
  const gaps = notAvailable.length === 0 ? {} : { notAvailable };
  const collection: Collection = { receivedFrom, how, sourceUrl, relevance, ...gaps };
  const progress = openProgress();
  const rate = newRate();
  const before = verifyCopy === undefined ? 'by-source' : verifyCopy ? 'always' : 'never';
  return workingOnCase(folder, options, async (target, signal) => {
    const summary = await importMedia(target, {
      paths: await sourcePaths(paths),
      collection,
      alsoDigest,
      verifyCopy: before,
      keepOnly: keepOnly === true,
      signal,
      onProgress: (p) => progress.show(describe(p, rate(p.readBytes)), share(p)),
    }).finally(progress.end);
    const ids = new Set(summary.received.map((r) => r.id));
    const flagged = [...listItems(target)].filter((i) => ids.has(i.id) && flags(i).length > 0).map((i) => ({ id: i.id, name: i.name, flags: flags(i) }));
    return { summary: { ...summary, itemsInCase: howManyItems(target) }, flagged };
  });
}

function describe(p: ImportProgress, bytesPerSecond: number): string {
  return (
    `${p.receivedFiles} of ${counted(p.foundFiles, 'file')} kept, ${bytesText(p.readBytes)} of ${bytesText(p.foundBytes)}, ` +
    `${bytesText(Math.round(bytesPerSecond))}/s, ${p.examinedItems} examined`
  );
}

function share(p: ImportProgress): number {
  return p.foundBytes === 0 ? 0 : p.readBytes / p.foundBytes;
}

function statusOf({ notReceived, examination }: ImportSummary): ExitStatus {
  return notReceived.length > 0 || examination.failed.length > 0 ? exitStatus.findings : exitStatus.done;
}

type Flagged = { id: string; name: string; flags: string[] }[];

function printSummary(folder: string, summary: ImportSummary, flagged: Flagged): void {
  const newItems = summary.received.filter((r) => r.newItem);
  const again = summary.received.length - newItems.length;
  if (summary.resumed) print('An import that had been cut off was taken up again.');
  if (summary.receivedBefore > 0) print(`${counted(summary.receivedBefore, 'file')} had been received before the cut.`);
  print(
    `${counted(newItems.length, 'new item')} kept (${bytesText(newItems.reduce((sum, r) => sum + r.bytes, 0))})` +
      (again > 0 ? `; ${counted(again, 'file')} had the bytes of kept items and became further receipts.` : '.'),
  );
  print(`${counted(summary.examination.examined, 'item')} examined.`);
  if (summary.notReceived.length > 0) {
    print(`\nNot received (${summary.notReceived.length}); nothing of these is in the case:`);
    for (const n of summary.notReceived) print(`  ${shown(n.path)}: ${n.reason.replaceAll('-', ' ')}${n.detail ? ` (${shown(n.detail)})` : ''}`);
  }
  if (summary.examination.failed.length > 0) {
    print('\nKept, but not examined yet; the next import tries again:');
    for (const f of summary.examination.failed) print(`  ${f.id}: ${shown(f.because)}`);
  }
  if (flagged.length > 0) {
    print('\nTo look at:');
    printTable(['ID', 'NAME', 'FLAGS'], flagged.slice(0, 20).map((f) => [f.id, shortened(f.name, 50), f.flags.join(', ')]));
    if (flagged.length > 20) print(`... and ${flagged.length - 20} more: postquem items ${shown(folder)}`);
  }
}
