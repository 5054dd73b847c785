import { Command } from 'commander';
import { listItems, listItemsByDigest, type ListedItem } from '../../engine/index.ts';
import { bytesText, counted } from '../../shared/text.ts';
import { durationText, print, printJson, printTable, shortened } from '../output.ts';
import { dispositionWords } from '../disposition-words.ts';
import { printItemsByDigest } from '../received-text.ts';
import { readingCase } from '../with-case.ts';

export function itemsCommand(): Command {
  return new Command('items')
    .summary('list the items of a case')
    .description('List the items of a case in the order they were first received.')
    .argument('<case>', 'the case folder')
    .option('--search <words>', 'only items whose names, facts, provenance or notes hold all these words')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, { search, json }: { search?: string; json?: true }) => {
      await readingCase(folder, async (readable) => {
        const items = [...listItems(readable, search)];
        const knownByDigest = search === undefined ? await listItemsByDigest(readable) : [];
        if (json) return printJson({ items, ...(knownByDigest.length === 0 ? {} : { knownByDigest }) });
        printItems(items, search);
        printItemsByDigest(knownByDigest);
      });
    });
}

export function printItems(items: readonly ListedItem[], search: string | undefined): void {
  if (items.length === 0) {
    print(search === undefined ? 'The case holds no items yet. "postquem import" takes files in.' : 'No item holds all these words.');
    return;
  }
  printTable(['ID', 'NAME', 'KIND', 'LENGTH', 'PICTURE', 'SIZE', 'RECEIVED', 'SHA-256', 'FLAGS'], items.map(toRow));
  print(`\n${counted(items.length, 'item')}.`);
}

function toRow(item: ListedItem): string[] {
  return [
    item.id,
    shortened(item.name, 40),
    item.mediaKind ?? '?',
    durationText(item.durationS),
    item.width === null ? '' : `${item.width}x${item.height}`,
    bytesText(item.bytes),
    item.receivedAt.slice(0, 19).concat('Z'),
    item.sha256.slice(0, 12),
    flags(item).join(', '),
  ];
}

/** What a person should look at first. */
export function flags(item: ListedItem): string[] {
  return [
    ...(item.examined ? [] : ['not examined']),
    ...(item.damaged ? ['damaged'] : []),
    ...(item.disagreementCount > 0 ? ['witnesses disagree'] : []),
    ...(item.credentials === null ? [] : [`credentials ${item.credentials}`]),
    ...item.dispositions.map((disposition) => dispositionWords[disposition]),
    ...(item.receiptCount > 1 ? [`${item.receiptCount} receipts`] : []),
  ];
}
