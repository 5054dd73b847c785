import type { z } from 'zod';
import type { Act } from '../../shared/act.ts';
import { bundleReceivedAct } from '../../shared/acts/hand-over.ts';
import { derivativeMadeAct } from '../../shared/acts/derivative-made.ts';
import { fixityCheckedAct } from '../../shared/acts/fixity-checked.ts';
import { importStartedAct } from '../../shared/acts/import.ts';
import { itemDisposedAct } from '../../shared/acts/item-disposed.ts';
import { itemExaminedAct } from '../../shared/acts/item-examined.ts';
import { itemNotedAct } from '../../shared/acts/item-noted.ts';
import { itemOpenedAct } from '../../shared/acts/item-opened.ts';
import { itemReceivedAct } from '../../shared/acts/item-received.ts';
import { keyframesExtractedAct } from '../../shared/acts/keyframes-extracted.ts';
import { samenessJudgedAct } from '../../shared/acts/sameness-judged.ts';
import type { Collection } from '../../shared/collection.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { examinationSchema, type Examination } from '../../shared/examination.ts';
import { keyframeIndexSchema, type KeyframeIndex } from '../../shared/keyframes.ts';
import type { Entry } from '../entry.ts';
import { documentsOf } from './documents.ts';
import { keyframePath, originalPath } from './layout.ts';
import { payloadOf, readJson, type DisclosedPart, type PartOutline } from './part.ts';

type PayloadOf<A> = A extends Act<infer P> ? P : never;
/** What an entry says, with its number and time. */
export type Told<P> = P & { entry: number; at: string };

/** One receipt, with what is known of the collection it came in. */
export type DocumentedReceipt = Told<Omit<PayloadOf<typeof itemReceivedAct>, 'item'>> & { collection?: Collection };

export interface DocumentedExamination {
  entry: number;
  at: string;
  /** Path of the document below. */
  document: string;
  reports: (Omit<PayloadOf<typeof itemExaminedAct>['reports'][number], 'raw'> & { raw: string })[];
  observations: Examination['observations'];
  disagreements: Examination['disagreements'];
}

/** A decoded keyframe, with the path of its poster. */
export interface DocumentedFrame {
  pts: number;
  frameSha256: Sha256;
  pdq: string;
  pdqQuality: number;
  poster: string;
  distinct: boolean;
}

export type DocumentedKeyframes = { entry: number; at: string } & (
  | { noneBecause: string }
  | (Pick<KeyframeIndex, 'basis' | 'stream' | 'timeBase' | 'width' | 'height' | 'rotation' | 'indexed' | 'pictured' | 'remarks'> & {
      /** Path of the whole index: recipe, and frames that were not decoded. */
      index: string;
      frames: DocumentedFrame[];
    })
);

export interface DocumentedNote {
  entry: number;
  at: string;
  kind?: string;
  text?: string;
  label?: string;
  time?: z.infer<typeof itemNotedAct.schema> extends infer P ? (P extends { time?: infer T } ? NonNullable<T> : never) : never;
  region?: z.infer<typeof itemNotedAct.schema> extends infer P ? (P extends { region?: infer R } ? NonNullable<R> : never) : never;
  replaces?: number;
  /** Why the note that this entry replaces was withdrawn. */
  withdrawn?: string;
  /** Whether it still stands: not corrected, not withdrawn, and no withdrawal itself. */
  stands: boolean;
}

/** What is disclosed of one item. */
export interface DocumentedItem {
  sha256: Sha256;
  bytes: number;
  /** The name of the first receipt. */
  name: string;
  /** Path of the evidentiary copy; absent when it is not in the bundle. */
  original?: string;
  receipts: DocumentedReceipt[];
  /** The newest one. */
  examination?: DocumentedExamination;
  keyframes?: DocumentedKeyframes;
  made: Told<Omit<PayloadOf<typeof derivativeMadeAct>, 'item' | 'file'> & { path: string }>[];
  notes: DocumentedNote[];
  dispositions: Told<Omit<PayloadOf<typeof itemDisposedAct>, 'item'>>[];
  sameness: Told<PayloadOf<typeof samenessJudgedAct>>[];
  openings: Told<Omit<PayloadOf<typeof itemOpenedAct>, 'item'>>[];
  fixity: { entry: number; at: string; checked: number; findingCount: number }[];
}

/**
 * Put together what the entries of a part and their documents say of one item. Uses nothing else, so that whoever has the
 * entries gets the same. Memory: the item's own documents. Gives `undefined` for an item without a receipt.
 */
export async function documentItem(part: DisclosedPart, outline: PartOutline, sha256: Sha256): Promise<DocumentedItem | undefined> {
  const item: DocumentedItem = { sha256, bytes: 0, name: '', receipts: [], made: [], notes: [], dispositions: [], sameness: [], openings: [], fixity: [] };
  const newest: NewestEntries = {};
  for (const seq of outline.items.get(sha256) ?? []) {
    const entry = await part.readEntry(seq);
    if (entry !== undefined) await tell(part, { item, newest }, entry);
  }
  // Only these documents are read, however many examinations there were.
  const { examined, scanned } = newest;
  if (examined !== undefined) item.examination = await documentExamination(part, examined.entry, examined.payload);
  if (scanned !== undefined) item.keyframes = await documentKeyframes(part, scanned.entry, scanned.payload);
  const [first] = item.receipts;
  if (first === undefined) return undefined;
  const original = originalPath(sha256, first.name);
  return { ...item, bytes: first.bytes, name: first.name, ...(part.holds(original) ? { original } : {}) };
}

interface NewestEntries {
  examined?: { entry: Entry; payload: PayloadOf<typeof itemExaminedAct> };
  scanned?: { entry: Entry; payload: PayloadOf<typeof keyframesExtractedAct> };
}

async function tell(part: DisclosedPart, { item, newest }: { item: DocumentedItem; newest: NewestEntries }, entry: Entry): Promise<void> {
  const { seq, at } = entry;
  const told = { entry: seq, at };
  const received = payloadOf(itemReceivedAct, entry);
  if (received !== undefined) item.receipts.push(await documentReceipt(part, told, received));
  const examined = payloadOf(itemExaminedAct, entry);
  if (examined !== undefined) newest.examined = { entry, payload: examined };
  const scanned = payloadOf(keyframesExtractedAct, entry);
  if (scanned !== undefined) newest.scanned = { entry, payload: scanned };
  const noted = payloadOf(itemNotedAct, entry);
  if (noted !== undefined) addNote(item.notes, told, noted);
  const made = payloadOf(derivativeMadeAct, entry);
  if (made !== undefined) item.made.push({ ...without(without(made, 'item'), 'file'), ...told, path: pathsOf(part, entry)[0] ?? '' });
  const disposed = payloadOf(itemDisposedAct, entry);
  if (disposed !== undefined) item.dispositions.push({ ...without(disposed, 'item'), ...told });
  const judged = payloadOf(samenessJudgedAct, entry);
  if (judged !== undefined) item.sameness.push({ ...judged, ...told });
  const opened = payloadOf(itemOpenedAct, entry);
  if (opened !== undefined) item.openings.push({ ...without(opened, 'item'), ...told });
  const checked = payloadOf(fixityCheckedAct, entry);
  if (checked !== undefined) item.fixity.push({ ...told, checked: checked.checked, findingCount: checked.findingCount });
}

async function documentReceipt(part: DisclosedPart, told: { entry: number; at: string }, received: PayloadOf<typeof itemReceivedAct>): Promise<DocumentedReceipt> {
  const started = payloadOf(importStartedAct, await part.readEntry(received.import));
  return { ...without(received, 'item'), ...told, ...(started === undefined ? {} : { collection: started.collection }) };
}

async function documentExamination(part: DisclosedPart, entry: Entry, examined: PayloadOf<typeof itemExaminedAct>): Promise<DocumentedExamination> {
  const paths = pathBySha256(part, entry);
  const document = paths.get(examined.examination.sha256) ?? '';
  const read = await readJson(part, document, examinationSchema);
  return {
    entry: entry.seq,
    at: entry.at,
    document,
    reports: examined.reports.map((report) => ({ ...report, raw: paths.get(report.raw.sha256) ?? '' })),
    observations: read?.observations ?? [],
    disagreements: read?.disagreements ?? [],
  };
}

async function documentKeyframes(part: DisclosedPart, entry: Entry, scanned: PayloadOf<typeof keyframesExtractedAct>): Promise<DocumentedKeyframes> {
  const told = { entry: entry.seq, at: entry.at };
  const [path] = pathsOf(part, entry);
  const index = path === undefined ? undefined : await readJson(part, path, keyframeIndexSchema);
  if (path === undefined || index === undefined) return { ...told, noneBecause: scanned.noneBecause ?? 'the index is not here' };
  const { basis, stream, timeBase, width, height, rotation, indexed, pictured, remarks } = index;
  const frames = index.keyframes.flatMap(({ pts, decoded }) =>
    decoded === undefined ? [] : [{ ...decoded, pts, poster: keyframePath(part.prefix, decoded.poster.sha256) }],
  );
  return { ...told, index: path, basis, stream, timeBase, width, height, rotation, indexed, pictured, remarks, frames };
}

function addNote(notes: DocumentedNote[], told: { entry: number; at: string }, noted: PayloadOf<typeof itemNotedAct>): void {
  const replaced = noted.replaces === undefined ? undefined : notes.findLast(({ entry }) => entry === noted.replaces);
  if (replaced !== undefined) replaced.stands = false;
  notes.push('withdrawn' in noted ? { ...told, replaces: noted.replaces, withdrawn: noted.withdrawn, stands: false } : { ...without(noted, 'item'), ...told, stands: true } as DocumentedNote);
}

function pathsOf(part: DisclosedPart, entry: Entry): string[] {
  return documentsOf(part.prefix, entry).map(({ path }) => path);
}

function pathBySha256(part: DisclosedPart, entry: Entry): Map<Sha256, string> {
  return new Map(documentsOf(part.prefix, entry).map(({ file, path }) => [file.sha256, path]));
}

function without<T extends object, K extends keyof T>(whole: T, key: K): Omit<T, K> {
  const { [key]: _left, ...rest } = whole;
  return rest;
}

/** What an entry says of a bundle that was taken in. */
export type DocumentedTransfer = Told<PayloadOf<typeof bundleReceivedAct>>;

/** The bundles by which disclosed items had come to the custodian of a part, in order. */
export async function documentTransfers(part: DisclosedPart, outline: PartOutline): Promise<DocumentedTransfer[]> {
  const transfers: DocumentedTransfer[] = [];
  for (const seq of outline.received) {
    const entry = await part.readEntry(seq);
    const received = payloadOf(bundleReceivedAct, entry);
    if (entry !== undefined && received !== undefined) transfers.push({ ...received, entry: seq, at: entry.at });
  }
  return transfers;
}
