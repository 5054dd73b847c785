import { CaseError } from '../../shared/errors.ts';
import { noteLabelSchema, noteTextSchema, type NoteKind, type Region } from '../../shared/note.ts';
import type { Draft } from '../custody/kind.ts';
import { itemNoted } from '../custody/kinds/item-noted.ts';
import type { Item } from '../db/tables/item.ts';
import { findNote } from '../db/tables/note.ts';
import { findItem } from './find-item.ts';
import { shownNote, type ShownNote } from './list-notes.ts';
import type { ReadableCase, WritableCase } from './open-case.ts';
import { regionInItem, timeInItem, type PtsStretch } from './place-of-note.ts';
import { typedText } from './typed-text.ts';

export interface NewNote {
  /** The item, as a person names it. */
  name: string;
  text: string;
  /** A mark when it points at a time or a region, unless said otherwise. */
  kind?: NoteKind | undefined;
  label?: string | undefined;
  time?: PtsStretch | undefined;
  /** Pixels of the picture as shown. */
  region?: Region | undefined;
  /** Entry of an earlier note of the item, in whose place this one stands, whole. */
  replaces?: number | undefined;
}

/**
 * Set a note or a mark on an item, or correct one: the earlier one stays in the log. Throws CaseError `item-not-found`,
 * `item-ambiguous`, `argument-invalid`, `note-not-found`, `note-replaced`, and those of `timeInItem` and `regionInItem`;
 * then nothing is recorded.
 */
export async function annotate(target: WritableCase, wanted: NewNote): Promise<ShownNote> {
  const item = findItem(target, wanted.name);
  const { replaces, region } = wanted;
  if (replaces !== undefined) refuseUnlessItStands(target, item, replaces);
  const draft = itemNoted.draft({
    item: item.sha256,
    kind: wanted.kind ?? (wanted.time === undefined && region === undefined ? 'note' : 'mark'),
    text: typedText('text', wanted.text, noteTextSchema),
    ...(wanted.label === undefined ? {} : { label: typedText('label', wanted.label, noteLabelSchema) }),
    ...(wanted.time === undefined ? {} : { time: await timeInItem(target, item, wanted.time) }),
    ...(region === undefined ? {} : { region: regionInItem(item, region) }),
    ...(replaces === undefined ? {} : { replaces }),
  });
  return recordNote(target, { item, draft, replaces });
}

export interface Withdrawal {
  /** The item, as a person names it. */
  name: string;
  /** Entry of the note. */
  entry: number;
  because: string;
}

/**
 * Withdraw a note: it stays in the log, and is listed no more unless asked for. Throws CaseError `item-not-found`,
 * `item-ambiguous`, `argument-invalid`, `note-not-found` or `note-replaced`, and then nothing is recorded.
 */
export async function withdrawNote(target: WritableCase, { name, entry, because }: Withdrawal): Promise<ShownNote> {
  const item = findItem(target, name);
  refuseUnlessItStands(target, item, entry);
  const draft = itemNoted.draft({ item: item.sha256, replaces: entry, withdrawn: typedText('reason', because) });
  return recordNote(target, { item, draft, replaces: entry });
}

async function recordNote(target: WritableCase, { item, draft, replaces }: { item: Item; draft: Draft; replaces: number | undefined }): Promise<ShownNote> {
  try {
    return shownNote(target, await target.record([draft]));
  } catch (error) {
    // Of two corrections at the same time one comes too late: then that is the reason.
    if (replaces !== undefined) refuseUnlessItStands(target, item, replaces);
    throw error;
  }
}

function refuseUnlessItStands({ db }: ReadableCase, item: Item, entry: number): void {
  const note = findNote(db, entry);
  if (note === undefined || note.itemNumber !== item.number) throw new CaseError('note-not-found', { entry });
  if (note.replacedBy !== null) throw new CaseError('note-replaced', { entry, by: note.replacedBy });
  if (note.text === null) throw new CaseError('note-replaced', { entry });
}
