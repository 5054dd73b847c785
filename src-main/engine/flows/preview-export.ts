import { documentClaim } from '../../format/bundle/documented-claim.ts';
import { outlinePart } from '../../format/bundle/part.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { logSize } from '../db/tables/log-entry.ts';
import { caseAsPart } from './export/case-part.ts';
import { keptBytes, planExport } from './export/plan.ts';
import { roomNeeded } from './export/room-needed.ts';
import { selectForExport, type ExportChoice, type Stays } from './export/selection.ts';
import { shortId } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';

export interface ExportPreview {
  disclosure: 'whole' | 'selected';
  items: { id: string; sha256: Sha256; name: string; bytes: number }[];
  itemsThatStay: number;
  entries: number;
  /** How many of each kind of entry leave, by kind. */
  kinds: Record<string, number>;
  /** Quotes of claims that leave with a verdict whose evidence has changed since. */
  outdatedClaims: string[];
  entriesThatStay: number;
  /** Documents of disclosed entries that tell of more than what is disclosed. */
  documentsThatStay: number;
  /** What concerns the disclosed items and stays all the same. */
  stays: Stays[];
  /** `total` holds an estimate of what is made of the content. */
  bytes: { originals: number; documents: number; total: number };
}

/** What would leave the case, what would stay and why. Writes and records nothing. Throws as exportBundle does of a choice. */
export async function previewExport(readable: ReadableCase, { choice, originals }: { choice: ExportChoice; originals: boolean }): Promise<ExportPreview> {
  const selection = await selectForExport(readable, choice);
  const size = logSize(readable.db);
  const plan = await planExport(readable, selection, { size, originals });
  return {
    disclosure: selection.disclosure,
    items: selection.items.map(({ number, sha256, name, bytes }) => ({ id: shortId(number), sha256, name, bytes })),
    itemsThatStay: selection.itemsThatStay,
    entries: plan.seqs.length,
    ...(await tellEntries(readable, plan.seqs)),
    entriesThatStay: size - plan.seqs.length,
    documentsThatStay: plan.documentsThatStay,
    stays: selection.stays,
    bytes: { ...keptBytes(plan), total: roomNeeded(readable, plan).bytes },
  };
}

/** What the entries that leave tell of: notes, claims, who handed what over. */
async function tellEntries(readable: ReadableCase, seqs: readonly number[]): Promise<Pick<ExportPreview, 'kinds' | 'outdatedClaims'>> {
  const part = caseAsPart(readable, seqs);
  const [kinds, outdatedClaims]: [Record<string, number>, string[]] = [{}, []];
  for (const seq of seqs) {
    const type = (await part.readEntry(seq))?.type ?? 'unreadable';
    kinds[type] = (kinds[type] ?? 0) + 1;
  }
  const outline = await outlinePart(part);
  for (const seq of outline.claims.keys()) {
    const claim = await documentClaim(part, outline, seq);
    if (claim?.outdatedBy !== undefined) outdatedClaims.push(claim.quote);
  }
  return { kinds, outdatedClaims };
}
