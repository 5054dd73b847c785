import { Command } from 'commander';
import { showItem, type ShownItem, type ShownReceipt } from '../../engine/index.ts';
import { collectionFields } from '../../shared/collection.ts';
import { counted } from '../../shared/text.ts';
import { bytesText, durationText, print, printJson, printTable, shortened, shown } from '../output.ts';
import { readingCase } from '../with-case.ts';
import { factText } from '../fact-text.ts';
import { flags } from './items.ts';

export function showCommand(): Command {
  return new Command('show')
    .summary('show everything known of an item')
    .description('Show one item: its receipts and their gaps, what each witness states, and where witnesses disagree.')
    .argument('<case>', 'the case folder')
    .argument('<item>', 'short id or digest')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, item: string, { json }: { json?: true }) => {
      await readingCase(folder, (readable) => {
        const found = showItem(readable, item);
        if (json) printJson(found);
        else printItem(found);
      });
    });
}

function printItem(found: ShownItem): void {
  const { item } = found;
  print(`${item.id}  ${shown(item.name)}`);
  printPairs([
    ['SHA-256', item.sha256],
    ...found.otherDigests.map((d): [string, string] => [d.algorithm.toUpperCase(), d.digest]),
    ['kept at', found.path],
    ['size', `${item.bytes} bytes (${bytesText(item.bytes)})`],
    ['kind', [item.mediaKind ?? 'not examined', durationText(item.durationS), item.width === null ? '' : `${item.width}x${item.height}`].filter(Boolean).join(', ')],
    ['flags', flags(item).join(', ') || 'none'],
    ['keyframes', keyframesText(found)],
  ]);
  found.receipts.forEach(printReceipt);
  printWitnesses(found);
  printFacts(found);
  printDisagreements(found);
}

function printPairs(pairs: readonly (readonly [string, string])[]): void {
  for (const [name, value] of pairs) print(`  ${name.padEnd(14)} ${shown(value)}`);
}

function keyframesText({ keyframes: scan }: ShownItem): string {
  if (scan === null) return 'not laid out yet';
  if (scan.noneBecause !== null) return `none: ${scan.noneBecause}`;
  return `${scan.indexed} indexed, ${scan.pictured} pictured (${scan.basis})`;
}

const fieldNames = { receivedFrom: 'received from', how: 'how', sourceUrl: 'source URL', relevance: 'relevance' } as const;

function printReceipt(receipt: ShownReceipt, n: number): void {
  print(`\nReceipt ${n + 1} (log entry ${receipt.entry})`);
  const { volume } = receipt;
  const excused = new Map(receipt.notAvailable.map((gap) => [gap.field, gap.why]));
  printPairs([
    ['received', receipt.receivedAt],
    ['name', receipt.name + (receipt.nameBytes === undefined ? '' : ` (bytes ${receipt.nameBytes})`)],
    ['from path', receipt.sourcePath],
    ['on volume', `${volume.mountPoint} (${volume.fileSystem}, ${volume.device}${volume.removable === true ? ', removable' : ''}${volume.network === true ? ', network' : ''})`],
    ['file modified', `${receipt.sourceModifiedAt} (as its file system says)`],
    ['copy', receipt.copyVerified ? 'read back and compared' : 'not read back'],
    ...collectionFields.map((field): [string, string] => {
      const why = excused.get(field);
      excused.delete(field);
      return [fieldNames[field], receipt.collection[field] ?? (why === undefined ? 'not stated' : `not available: ${why}`)];
    }),
    ...[...excused].map(([field, why]): [string, string] => [field, `not available: ${why}`]),
  ]);
}

function printWitnesses({ witnesses }: ShownItem): void {
  if (witnesses.length === 0) return;
  print('\nWitnesses');
  printTable(['  WITNESS', 'VERSION', 'OUTCOME', 'RAW REPORT'], witnesses.map((w) => [`  ${w.witness}`, w.version, w.problem ?? w.outcome, w.rawSha256.slice(0, 16)]));
}

function printFacts({ facts }: ShownItem): void {
  if (facts.length === 0) return;
  print('\nFacts, each as its witness states it');
  const rows = facts.toSorted((a, b) => a.field.localeCompare(b.field));
  printTable(
    ['  FIELD', 'VALUE', 'WITNESS', 'WHERE', 'AS WRITTEN'],
    rows.map((f) => [`  ${f.field}`, shortened(factText(f), 60), f.witness, f.basis, shortened(f.raw, 40)]),
  );
}

function printDisagreements({ disagreements }: ShownItem): void {
  if (disagreements.length === 0) return;
  print(`\nWitnesses disagree (${counted(disagreements.length, 'field')})`);
  for (const d of disagreements) {
    print(`  ${d.field} (equal means ${d.tolerance})`);
    for (const s of d.statements) print(`    ${shown(s.text)}  by ${s.by.map((b) => `${b.witness} (${shown(b.basis)})`).join(', ')}`);
  }
}
