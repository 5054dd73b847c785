import { documentsOf, postersOf, type NamedDocument } from '../../../format/bundle/documents.ts';
import { originalPath, ownPart } from '../../../format/bundle/layout.ts';
import { payloadOf } from '../../../format/bundle/part.ts';
import type { Entry } from '../../../format/entry.ts';
import { bundleReceivedAct } from '../../../shared/acts/hand-over.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { disclosureSchema } from '../../../shared/hand-over.ts';
import { keyframeIndexSchema } from '../../../shared/keyframes.ts';
import { anchors } from '../../db/tables/anchor.ts';
import { checkpointsHandedOut } from '../../db/tables/hand-over.ts';
import { readKept } from '../../vault/read-kept.ts';
import type { ReadableCase } from '../open-case.ts';
import type { KeptToLeave } from './kept-to-leave.ts';
import { receivedParts, type ReceivedToLeave } from './received-parts.ts';
import type { Selection } from './selection.ts';
import { storedEntry } from './stored-entry.ts';
import { takingTurns } from './turns.ts';

/** What a bundle will hold of the sender's own log. Memory: a path for each file, a number for each entry. */
export interface ExportPlan {
  selection: Selection;
  /** Numbers of the entries, ascending: all of them are covered by the checkpoint. */
  seqs: number[];
  originals: KeptToLeave[];
  /** Reports, indexes, pictures, time stamps. */
  documents: KeptToLeave[];
  /** Documents that tell of more than what is disclosed, and stay. */
  documentsThatStay: number;
  /** What goes along of the bundles by which items had come. */
  received: ReceivedToLeave[];
  /** Sizes of earlier checkpoints: those that were stamped, and those that earlier bundles held. */
  stamped: number[];
  handedOut: number[];
}

export interface PlanOptions {
  /** How many entries the bundle's checkpoint covers. */
  size: number;
  originals: boolean;
}

/**
 * Lay out what leaves by a selection. Reads the disclosed entries and their keyframe indexes, and writes nothing. Throws
 * CaseError `file-missing` or `file-damaged` for an index that is not what was kept.
 */
export async function planExport(readable: ReadableCase, selection: Selection, { size, originals }: PlanOptions): Promise<ExportPlan> {
  const { disclosure, items, entries } = selection;
  const seqs = disclosure === 'whole' ? Array.from({ length: size }, (_, seq) => seq) : entries.filter((seq) => seq < size);
  const chosen = disclosure === 'whole' ? undefined : new Set(items.map(({ sha256 }) => sha256));
  const copies: KeptToLeave[] = originals ? items.map(({ sha256, bytes, name }) => ({ path: originalPath(sha256, name), kind: 'original', sha256, bytes })) : [];
  const stamps = anchors(readable.db).filter(({ seq }) => seq < size);
  return {
    selection,
    seqs,
    originals: copies,
    ...(await gatherDocuments(readable, seqs, chosen)),
    received: await receivedParts(readable, { seqs, chosen, originals: new Set(copies.map(({ path }) => path)) }),
    stamped: [...new Set(stamps.map((stamp) => stamp.size))].sort((a, b) => a - b),
    handedOut: checkpointsHandedOut(readable.db).filter((handedOut) => handedOut < size),
  };
}

/** The documents of some entries, each path once. `chosen`: the items of a selected disclosure. */
async function gatherDocuments(readable: ReadableCase, seqs: readonly number[], chosen: ReadonlySet<Sha256> | undefined): Promise<Pick<ExportPlan, 'documents' | 'documentsThatStay'>> {
  const found = new Map<string, KeptToLeave>();
  const add = ({ path, file }: NamedDocument): void => void found.set(path, { path, kind: 'derivative', ...file });
  let documentsThatStay = 0;
  const turn = takingTurns();
  for (const seq of seqs) {
    await turn();
    const entry = storedEntry(readable, seq);
    if (entry === undefined) continue;
    const named = documentsOf(ownPart, entry);
    const leaving = named.filter(({ needed }) => chosen === undefined || needed === 'required');
    const all = leaving.length === named.length || (await broughtNothingElse(readable, entry, chosen));
    documentsThatStay += all ? 0 : named.length - leaving.length;
    for (const document of all ? named : leaving) add(document);
    if (entry.type === 'keyframes-extracted') for (const poster of await postersNamedBy(readable, leaving)) add(poster);
  }
  return { documents: [...found.values()], documentsThatStay };
}

async function postersNamedBy({ folder }: ReadableCase, [index]: readonly NamedDocument[]): Promise<NamedDocument[]> {
  if (index === undefined) return [];
  const read = keyframeIndexSchema.safeParse(parseJson(await readKept(folder, index.file, 'derivative')));
  return read.success ? postersOf(ownPart, read.data) : [];
}

/** Whether an entry tells of a bundle of which every item is disclosed: then its documents tell of nothing else. */
async function broughtNothingElse({ folder }: ReadableCase, entry: Entry, chosen: ReadonlySet<Sha256> | undefined): Promise<boolean> {
  const received = payloadOf(bundleReceivedAct, entry);
  if (received === undefined || chosen === undefined) return false;
  const disclosed = disclosureSchema.safeParse(parseJson(await readKept(folder, received.disclosure, 'derivative')));
  return disclosed.success && disclosed.data.items.every((item) => chosen.has(item));
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Every kept file that leaves. */
export function keptFiles({ originals, documents, received }: ExportPlan): KeptToLeave[] {
  return [...originals, ...documents, ...received.flatMap(({ files }) => files)];
}

/** Bytes of kept files that leave. */
export function keptBytes(plan: ExportPlan): { originals: number; documents: number } {
  const sum = (files: readonly KeptToLeave[]): number => files.reduce((bytes, file) => bytes + file.bytes, 0);
  const originals = sum(plan.originals);
  return { originals, documents: sum(keptFiles(plan)) - originals };
}
