import { secondsOf } from '../../shared/pts.ts';
import type { NotedRegion, NoteKind, NoteTime } from '../../shared/note.ts';
import { findNote, pageOfNotes, type Note } from '../db/tables/note.ts';
import { findItem, shortId } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';

export interface ShownNote {
  /** Log entry of the note. */
  entry: number;
  notedAt: string;
  /** Short id and name of the item. */
  item: string;
  itemName: string;
  /** These are absent in a withdrawal. */
  kind?: NoteKind;
  text?: string;
  label?: string;
  /** Its pts, and the same in seconds. */
  time?: NoteTime & { fromSeconds: string; toSeconds?: string };
  region?: NotedRegion;
  /** Entry of the note whose place this one takes. */
  replaces?: number;
  /** Entry that takes the place of this one. */
  replacedBy?: number;
  /** Why the note of entry `replaces` was withdrawn. */
  withdrawn?: string;
}

interface NotesWanted {
  /** An item as a person names it; without, the notes of every item. */
  item?: string | undefined;
  /** Those that were corrected or withdrawn as well, and the withdrawals. */
  all?: boolean;
}

const pageSize = 500;

/** The notes that stand, in the order of their entries. Throws CaseError `item-not-found` or `item-ambiguous`. */
export function* listNotes(readable: ReadableCase, { item: name, all = false }: NotesWanted = {}): Generator<ShownNote> {
  const item = name === undefined ? undefined : findItem(readable, name).number;
  for (let after = -1; ; ) {
    const page = pageOfNotes(readable.db, { item, after, limit: pageSize });
    yield* page.filter((note) => all || stands(note)).map(toShown);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.seq;
  }
}

/** The note of an entry just recorded. Throws when there is none. */
export function shownNote({ db }: ReadableCase, entry: number): ShownNote {
  const note = findNote(db, entry);
  if (note === undefined) throw new Error(`entry ${entry} was recorded as a note and left none`);
  return toShown(note);
}

function stands({ text, replacedBy }: Note): boolean {
  return text !== null && replacedBy === null;
}

function toShown(note: Note): ShownNote {
  const { kind, text, label, replaces, replacedBy, withdrawnBecause } = note;
  return {
    entry: note.seq,
    notedAt: note.notedAt,
    item: shortId(note.itemNumber),
    itemName: note.itemName,
    ...(kind === null ? {} : { kind }),
    ...(text === null ? {} : { text }),
    ...(label === null ? {} : { label }),
    ...timeOf(note),
    ...regionOf(note),
    ...(replaces === null ? {} : { replaces }),
    ...(replacedBy === null ? {} : { replacedBy }),
    ...(withdrawnBecause === null ? {} : { withdrawn: withdrawnBecause }),
  };
}

function timeOf({ fromPts: from, toPts: to, timeBase, stream }: Note): Pick<ShownNote, 'time'> {
  if (from === null || timeBase === null || stream === null) return {};
  const end = to === null ? {} : { to, toSeconds: secondsOf(to, timeBase) };
  return { time: { from, timeBase, stream, fromSeconds: secondsOf(from, timeBase), ...end } };
}

function regionOf({ x, y, width, height, pictureWidth, pictureHeight }: Note): Pick<ShownNote, 'region'> {
  if (x === null || y === null || width === null || height === null || pictureWidth === null || pictureHeight === null) return {};
  return { region: { x, y, width, height, of: { width: pictureWidth, height: pictureHeight } } };
}
