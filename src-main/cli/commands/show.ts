import { Command } from 'commander';
import { custodyChain, findItemOrDigest, isHeld, openForReview, showItem, showReceived, type ReadableCase, type ShownItem, type ShownReceipt } from '../../engine/index.ts';
import { collectionFields } from '../../shared/collection.ts';
import { bytesText, counted } from '../../shared/text.ts';
import { durationText, print, printJson, printTable, shortened, shown } from '../output.ts';
import { dispositionWords } from '../disposition-words.ts';
import { noteLines } from '../note-text.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { readingCase, workingOnCase } from '../with-case.ts';
import { factText } from '../fact-text.ts';
import { flags } from './items.ts';
import { printCustody, printReceived } from '../received-text.ts';
import { stretchText } from './same.ts';

interface ShowOptions extends PassphraseOptions {
  forReview?: true;
  json?: true;
}

export function showCommand(): Command {
  return new Command('show')
    .summary('show everything known of an item')
    .description('Show one item: its receipts and their gaps, what each witness states, where witnesses disagree, its notes, and what became of it.')
    .argument('<case>', 'the case folder')
    .argument('<item>', 'short id or digest')
    .option('--for-review', 'record in the log that the item was opened for review')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, item: string, { forReview, json, ...passphrase }: ShowOptions) => {
      if (forReview) await workingOnCase(folder, passphrase, (target) => openForReview(target, { name: item, where: 'command-line' }));
      await readingCase(folder, (readable) => show(readable, item, json === true));
    });
}

/** What is known here first; then what came along with bundles, as others state it, and the way over custodians. */
async function show(readable: ReadableCase, name: string, json: boolean): Promise<void> {
  const sha256 = findItemOrDigest(readable, name);
  const [received, custody] = [await showReceived(readable, sha256), await custodyChain(readable, sha256)];
  const found = isHeld(readable, sha256) ? showItem(readable, sha256) : undefined;
  if (json) return printJson({ ...(found ?? { sha256, knownByDigestOnly: true }), received, custody });
  if (found === undefined) print(`${sha256}\n  known by its digest only: its evidentiary copy did not come with the bundle`);
  else printItem(found);
  printReceived(received);
  printCustody(custody);
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
    ['opened', found.review.lastAt === null ? 'never for review' : `for review ${counted(found.review.count, 'time')}, last at ${found.review.lastAt}`],
  ]);
  found.receipts.forEach(printReceipt);
  printWitnesses(found);
  printFacts(found);
  printDisagreements(found);
  printNotes(found);
  printMade(found);
  printDispositions(found);
  printSameness(found);
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

function printSameness({ item, sameness }: ShownItem): void {
  if (sameness.length === 0) return;
  print('\nSame footage, as people judged it');
  for (const { other, verdict, because, entry, judgedAt, segments } of sameness) {
    print(`  ${other.id} ${shown(other.name)}: ${verdict}, ${segments.length === 0 ? 'as a whole' : 'in segments'} (log entry ${entry}, ${judgedAt})`);
    for (const { here, there, mirrored } of segments) print(`    ${stretchText(here)} of ${item.id} and ${stretchText(there)} of ${other.id}${mirrored ? ', mirrored' : ''}`);
    print(`    because: ${shown(because)}`);
  }
}

function printNotes({ notes }: ShownItem): void {
  if (notes.length === 0) return;
  print(`\nNotes (${notes.length})`);
  for (const note of notes) for (const line of noteLines(note)) print(`  ${line}`);
}

function printMade({ made }: ShownItem): void {
  if (made.length === 0) return;
  print('\nMade from it and kept');
  printTable(
    ['  WHAT', 'PTS', 'MADE WITH', 'LOG ENTRY', 'FILE'],
    made.map((m) => [`  ${m.madeFor.replaceAll('-', ' ')}`, m.pts === null ? '' : String(m.pts), `${m.tool} ${m.version}`, String(m.seq), m.path]),
  );
}

function printDispositions({ dispositions }: ShownItem): void {
  if (dispositions.length === 0) return;
  print('\nWhat became of it; the evidentiary copy stays in the case');
  for (const { seq, disposedAt, disposition, receiver, because } of dispositions) {
    print(`  ${disposedAt}  ${dispositionWords[disposition]}${receiver === null ? '' : ` (${shown(receiver)})`}: ${shown(because)} (log entry ${seq})`);
  }
}
