import { Command, InvalidArgumentError, Option } from 'commander';
import { annotate, withdrawNote, type NewNote, type ShownNote, type WritableCase } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { noteKinds, type NoteKind, type Region } from '../../shared/note.ts';
import { noteLines } from '../note-text.ts';
import { print, printJson } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { parseEntryNumber, parsePts } from '../whole-number.ts';
import { workingOnCase } from '../with-case.ts';

interface NoteOptions extends PassphraseOptions {
  text?: string;
  kind?: NoteKind;
  label?: string;
  at?: number;
  from?: number;
  to?: number;
  region?: Region;
  replaces?: number;
  withdraw?: number;
  because?: string;
  json?: true;
}

export function noteCommand(): Command {
  return new Command('note')
    .summary('set a note or a mark on an item')
    .description(
      'Set a note on an item, or a mark on a frame, a stretch or a region of it. Nothing is ever deleted: a correction stands ' +
        'in the place of the earlier note, whole, and a withdrawn note stays in the log.',
    )
    .argument('<case>', 'the case folder')
    .argument('<item>', 'short id or digest')
    .option('--text <text>', 'what is to be noted')
    .addOption(new Option('--at <pts>', 'the frame it points at: any pts inside the item, not only that of a keyframe').argParser(parsePts).conflicts(['from', 'to']))
    .option('--from <pts>', 'the beginning of a stretch; needs --to', parsePts)
    .option('--to <pts>', 'the last pts of the stretch', parsePts)
    .option('--region <x,y,w,h>', 'a box in pixels of the picture as shown, from the left and the top', parseRegion)
    .option('--label <label>', 'a few words to find it by')
    .addOption(new Option('--kind <kind>', 'a mark when it points at a time or a region, unless said otherwise').choices(noteKinds))
    .option('--replaces <entry>', 'the entry of the note that this one corrects', parseEntryNumber)
    .addOption(
      new Option('--withdraw <entry>', 'withdraw the note of this entry; needs --because')
        .argParser(parseEntryNumber)
        .conflicts(['text', 'at', 'from', 'to', 'region', 'label', 'kind', 'replaces']),
    )
    .option('--because <reason>', 'why it is withdrawn')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, name: string, options: NoteOptions) => {
      const act = actOf(name, options);
      const note = await workingOnCase(folder, options, act);
      if (options.json) printJson(note);
      else for (const line of noteLines(note)) print(line);
    });
}

/** What the options ask for. Refuses what does not belong together before the case is opened. */
function actOf(name: string, options: NoteOptions): (target: WritableCase) => Promise<ShownNote> {
  const { text, withdraw, because } = options;
  if (withdraw !== undefined) {
    if (because === undefined) throw refusal('Say why the note is withdrawn: --because REASON');
    return (target) => withdrawNote(target, { name, entry: withdraw, because });
  }
  if (because !== undefined) throw refusal('--because belongs to --withdraw. Nothing was changed.');
  if (text === undefined) throw refusal('Say what is to be noted: --text TEXT');
  const { kind, label, region, replaces } = options;
  const note: NewNote = { name, text, kind, label, region, replaces, time: timeOf(options) };
  return (target) => annotate(target, note);
}

function timeOf({ at, from, to }: NoteOptions): NewNote['time'] {
  if (at !== undefined) return { from: at };
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined) throw refusal('A stretch has two ends: --from PTS --to PTS');
  return { from, to };
}

function refusal(detail: string): CaseError {
  return new CaseError('argument-invalid', { detail });
}

function parseRegion(text: string): Region {
  const [x = 0, y = 0, width = 0, height = 0] = text.split(',').map(Number);
  if (!/^\d{1,9}(,\d{1,9}){3}$/.test(text)) throw new InvalidArgumentError('A region is four whole numbers of pixels: x,y,width,height.');
  return { x, y, width, height };
}
