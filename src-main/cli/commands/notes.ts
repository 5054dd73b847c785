import { Command } from 'commander';
import { isHeld, listNotes, listReceivedNotes, type ShownNote } from '../../engine/index.ts';
import { counted } from '../../shared/text.ts';
import { noteLines } from '../note-text.ts';
import { print, printJson, shown } from '../output.ts';
import { printReceivedNotes } from '../received-text.ts';
import { readingCase } from '../with-case.ts';

export function notesCommand(): Command {
  return new Command('notes')
    .summary('list the notes and marks on items')
    .description('List the notes and marks that stand, in the order in which they were set.')
    .argument('<case>', 'the case folder')
    .argument('[item]', 'short id or digest; without it, the notes on every item')
    .option('--all', 'also those that were corrected or withdrawn')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, item: string | undefined, { all, json }: { all?: true; json?: true }) => {
      await readingCase(folder, async (readable) => {
        const wanted = { item, all: all === true };
        const received = await listReceivedNotes(readable, wanted);
        const notes = item !== undefined && !isHeld(readable, item) ? [] : [...listNotes(readable, wanted)];
        if (json) return printJson({ notes, ...(received.length === 0 ? {} : { received }) });
        printNotes(notes);
        printReceivedNotes(received);
      });
    });
}

function printNotes(notes: readonly ShownNote[]): void {
  for (const note of notes) {
    print(`${note.item}  ${shown(note.itemName)}`);
    for (const line of noteLines(note)) print(`  ${line}`);
  }
  print(notes.length === 0 ? 'There are no notes. "postquem note" sets one.' : `\n${counted(notes.length, 'note')}.`);
}
