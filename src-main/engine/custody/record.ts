import { entryLimitBytes, leafHash, makeEntryBytes, type Entry } from '../../format/entry.ts';
import { NotCanonicalError } from '../../format/canonical.ts';
import { CaseError } from '../../shared/errors.ts';
import type { CaseDatabase } from '../db/database.ts';
import { linkEntry } from '../db/tables/item.ts';
import { insertEntry } from '../db/tables/log-entry.ts';
import type { Draft, ReadDocument } from './kind.ts';
import { kinds } from './kinds.ts';
import { appendToTree, copyTree, readLogTree, treeSize, type LogTree } from './log-tree.ts';
import { sha256 } from './sha256.ts';

const utf8 = new TextDecoder();

/** A draft with everything that is not decided by its place in the log. */
export interface DatedDraft extends Draft {
  at: string;
  actor: string;
  /** 32 hexadecimal digits. */
  salt: string;
}

/** A log that is open for writing. */
export interface LogWriting {
  db: CaseDatabase;
  /** The log's origin. */
  log: string;
  readDocument: ReadDocument;
  tree: LogTree;
}

/** Open a log for writing. Cost: O(entries / 256) rows. */
export function openLog(log: Omit<LogWriting, 'tree'>): LogWriting {
  return { ...log, tree: readLogTree(log.db) };
}

/** What follows from entries just recorded, in the same transaction: a draft of one more, made from the tree so far. */
export type AndThen = (tree: LogTree) => DatedDraft;

/**
 * Append entries with the rows that follow from them, all in one transaction: every one or none.
 * Returns the number of the first. Throws CaseError `entry-invalid` or `entry-too-large`.
 */
export function recordEntries(writing: LogWriting, drafts: readonly DatedDraft[], andThen?: AndThen): number {
  const append = writing.db.transaction(() => {
    const tree = copyTree(writing.tree);
    for (const draft of drafts) recordEntry(writing, tree, draft);
    if (andThen !== undefined) recordEntry(writing, tree, andThen(tree));
    return tree;
  });
  const first = treeSize(writing.tree);
  writing.tree = append.immediate();
  return first;
}

function recordEntry(writing: LogWriting, tree: LogTree, draft: DatedDraft): void {
  if (!kinds.has(draft.type)) throw new CaseError('entry-invalid', { detail: `"${draft.type}" is no known kind of entry` });
  const seq = treeSize(tree);
  const bytes = toBytes({ v: 1, log: writing.log, seq, ...draft });
  const leaf = leafHash(sha256, bytes);
  insertEntry(writing.db, { seq, bytes, leaf });
  // Rows follow from the bytes that are stored, not from what was at hand when they were made: a replay has no more.
  projectEntry(writing, JSON.parse(utf8.decode(bytes)) as Entry);
  appendToTree(writing.db, tree, leaf);
}

/** Write the rows that follow from an entry. The caller has checked that its kind is known. */
export function projectEntry({ db, readDocument }: Pick<LogWriting, 'db' | 'readDocument'>, entry: Entry): void {
  const { seq, log, at, actor, payload } = entry;
  const kind = kinds.get(entry.type);
  if (kind === undefined) throw new CaseError('entry-invalid', { detail: `"${entry.type}" is no known kind of entry` });
  const known = kind.project(db, { seq, log, at, actor, payload }, readDocument);
  for (const item of kind.items(payload)) linkEntry(db, seq, known?.sha256 === item ? known.number : item);
}

function toBytes(entry: DatedDraft & { v: 1; log: string; seq: number }): Uint8Array {
  const { v, log, seq, at, actor, type, payload, salt } = entry;
  try {
    const bytes = makeEntryBytes({ v, log, seq, at, actor, type, payload, salt });
    if (bytes.length <= entryLimitBytes) return bytes;
    throw new CaseError('entry-too-large', { bytes: bytes.length, limit: entryLimitBytes });
  } catch (error) {
    if (error instanceof NotCanonicalError) throw new CaseError('entry-invalid', { detail: error.message }, { cause: error });
    throw error;
  }
}
