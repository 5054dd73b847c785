import { derivativePath, originalPath } from '../../format/case-folder.ts';
import { dispositionsOfItem, type RecordedDisposition } from '../db/tables/disposition.ts';
import { openingsOfItem } from '../db/tables/item-opening.ts';
import { findKeyframeScan, type KeyframeScan } from '../db/tables/keyframe.ts';
import { madeFilesOfItem, type MadeFile } from '../db/tables/made-file.ts';
import { gapsOfImport, otherDigestsOfItem, receiptsOfItem } from '../db/tables/receipt.ts';
import {
  disagreementsOfExamination,
  observationsOfExamination,
  reportsOfExamination,
  type WitnessReport,
} from '../db/tables/witness.ts';
import type { Volume } from '../../shared/acts/item-received.ts';
import type { Sha256 } from '../../shared/digest.ts';
import type { Disagreement, Observation, WitnessName } from '../../shared/facts.ts';
import { findItem, shortId } from './find-item.ts';
import { toListed, type ListedItem } from './list-items.ts';
import { listNotes, type ShownNote } from './list-notes.ts';
import { nanosecondsToInstant } from './nanoseconds.ts';
import type { ReadableCase } from './open-case.ts';
import { samenessOf, type JudgedSameness } from './read-sameness.ts';

export interface ShownReceipt {
  /** Log entry of the receipt. */
  entry: number;
  receivedAt: string;
  name: string;
  /** The name's bytes in hexadecimal, where the text does not say them. */
  nameBytes?: string;
  sourcePath: string;
  sourceModifiedAt: string;
  volume: Volume;
  copyVerified: boolean;
  collection: Record<string, string>;
  notAvailable: { field: string; why: string }[];
}

export interface ShownItem {
  item: ListedItem;
  /** Where the evidentiary copy lies, inside the case folder. */
  path: string;
  otherDigests: { algorithm: string; digest: string }[];
  receipts: ShownReceipt[];
  witnesses: WitnessReport[];
  facts: (Observation & { witness: WitnessName })[];
  disagreements: Disagreement[];
  keyframes: KeyframeScan | null;
  /** The notes that stand. */
  notes: ShownNote[];
  /** Files made from it on demand, with their paths inside the case folder. */
  made: (MadeFile & { path: string })[];
  dispositions: RecordedDisposition[];
  /** How often it was opened for review, and when last. */
  review: { count: number; lastAt: string | null };
  /** What people judged of this item and others: the newest judgement of each two. */
  sameness: ShownSameness[];
}

export interface ShownSameness extends Omit<JudgedSameness, 'other'> {
  other: { id: string; sha256: Sha256; name: string };
}

/** Everything that is known of one item. Throws CaseError `item-not-found` or `item-ambiguous`. */
export function showItem(readable: ReadableCase, name: string): ShownItem {
  const { db } = readable;
  const item = findItem(readable, name);
  const examined = item.examinedSeq;
  return {
    item: toListed(item),
    path: originalPath(item.sha256),
    otherDigests: otherDigestsOfItem(db, item.number),
    receipts: showReceipts(readable, item.number),
    witnesses: examined === null ? [] : reportsOfExamination(db, examined),
    facts: examined === null ? [] : observationsOfExamination(db, examined).map(toFact),
    disagreements: examined === null ? [] : disagreementsOfExamination(db, examined).map(toDisagreement),
    keyframes: item.keyframesSeq === null ? null : (findKeyframeScan(db, item.keyframesSeq) ?? null),
    notes: [...listNotes(readable, { item: item.sha256 })],
    made: madeFilesOfItem(db, item.number).map((file) => ({ ...file, path: derivativePath(file.sha256) })),
    dispositions: dispositionsOfItem(db, item.number),
    review: openingsOfItem(db, item.number),
    sameness: samenessOf(readable, item).map(({ other, ...judged }) => ({ other: { id: shortId(other.number), sha256: other.sha256, name: other.name }, ...judged })),
  };
}

function showReceipts({ db }: ReadableCase, item: number): ShownReceipt[] {
  return receiptsOfItem(db, item).map((r) => {
    const { receivedFrom, how, sourceUrl, relevance } = r;
    const stated = Object.entries({ receivedFrom, how, sourceUrl, relevance }).filter(
      (pair): pair is [string, string] => pair[1] !== null,
    );
    return {
      entry: r.seq,
      receivedAt: r.receivedAt,
      name: r.name,
      ...(r.nameBytes ? { nameBytes: r.nameBytes.toLowerCase() } : {}),
      sourcePath: r.sourcePath,
      sourceModifiedAt: nanosecondsToInstant(r.sourceModifiedNs),
      volume: JSON.parse(r.volume) as Volume,
      copyVerified: r.copyVerified === 1,
      collection: Object.fromEntries(stated),
      notAvailable: gapsOfImport(db, r.importSeq),
    };
  });
}

function toFact(row: ReturnType<typeof observationsOfExamination>[number]): ShownItem['facts'][number] {
  // Written from a checked document by the projection.
  return { ...row, value: JSON.parse(row.value) as unknown } as ShownItem['facts'][number];
}

function toDisagreement(row: ReturnType<typeof disagreementsOfExamination>[number]): Disagreement {
  return { ...row, statements: JSON.parse(row.statements) as unknown } as Disagreement;
}
