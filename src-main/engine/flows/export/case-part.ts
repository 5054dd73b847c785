import { documentsOf } from '../../../format/bundle/documents.ts';
import { itemOfOriginalPath, originalPath, ownPart, partPaths } from '../../../format/bundle/layout.ts';
import type { DisclosedPart } from '../../../format/bundle/part.ts';
import type { Entry } from '../../../format/entry.ts';
import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import { findReference } from '../../db/tables/derivative.ts';
import { findItemByNumber, itemNumber } from '../../db/tables/item.ts';
import { newestCheckpoint } from '../../db/tables/checkpoint.ts';
import { readKept } from '../../vault/read-kept.ts';
import type { ReadableCase } from '../open-case.ts';
import { storedEntry } from './stored-entry.ts';
import { takingTurns } from './turns.ts';

/** A part whose documents are kept files of a case. */
export interface CasePart extends DisclosedPart {
  /** The kept file of a document by its path in the bundle; `undefined` when there is none. */
  fileOf(path: string): FileReference | undefined;
}

/**
 * Some entries of an open case as a part of a bundle, numbered `seqs` (ascending): what shows a case to others takes its
 * facts from here, so that nothing but these entries and what they name can enter. `originals: false` leaves the
 * evidentiary copies out. A document that is missing or damaged throws CaseError `file-missing` or `file-damaged`.
 * Memory: the numbers.
 */
export function caseAsPart(readable: ReadableCase, seqs: readonly number[], { originals = true } = {}): CasePart {
  const { db, folder } = readable;
  const disclosed = new Set(seqs);
  const turn = takingTurns();
  const entryOf = (seq: number): Entry | undefined => (disclosed.has(seq) ? storedEntry(readable, seq) : undefined);
  const fileOf = (path: string): FileReference | undefined => {
    const { sha256, seq } = partsOf(path);
    if (sha256 !== undefined) return findReference(db, sha256);
    const entry = seq === undefined ? undefined : entryOf(seq);
    return entry && documentsOf(ownPart, entry).find((document) => document.path === path)?.file;
  };
  const holdsOriginal = (item: Sha256, path: string): boolean => {
    const number = originals ? itemNumber(db, item) : undefined;
    const found = number === undefined ? undefined : findItemByNumber(db, number);
    return found !== undefined && disclosed.has(found.firstSeq) && originalPath(item, found.name) === path;
  };
  return {
    prefix: ownPart,
    seqs,
    readEntry: async (seq) => {
      await turn();
      return entryOf(seq);
    },
    readDocument: async (path) => {
      if (path === partPaths(ownPart).checkpoint) return checkpointNote(readable);
      const file = fileOf(path);
      return file && readKept(folder, file, 'derivative');
    },
    holds: (path) => {
      const item = itemOfOriginalPath(path);
      return item === undefined ? fileOf(path) !== undefined : holdsOriginal(item, path);
    },
    fileOf,
  };
}

/** What a document's path names: its digest, or the entry that names the document. */
function partsOf(path: string): { sha256?: Sha256; seq?: number } {
  const [, sha256] = /^data\/(?:reports|keyframes)\/([0-9a-f]{64})\.[a-z0-9]+$/.exec(path) ?? [];
  if (sha256 !== undefined) return { sha256: sha256 as Sha256 };
  const [, seq] = /^data\/anchors\/([0-9]{1,15})\.[a-z.]+$/.exec(path) ?? [];
  return seq === undefined ? {} : { seq: Number(seq) };
}

function checkpointNote({ db }: ReadableCase): Uint8Array | undefined {
  const newest = newestCheckpoint(db);
  return newest && new TextEncoder().encode(newest.note);
}
