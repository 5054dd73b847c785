import { hash } from 'node:crypto';
import { entryLimitBytes, leafHash, makeEntryBytes } from '../../format/entry.ts';
import { NotCanonicalError } from '../../format/canonical.ts';
import { CaseError } from '../../shared/errors.ts';
import type { CaseDatabase } from '../db/database.ts';
import { linkEntry } from '../db/tables/item.ts';
import { insertEntry, logSize } from '../db/tables/log-entry.ts';
import type { Draft, ReadDocument } from './kind.ts';
import { kinds } from './kinds.ts';

/** A draft with everything that is not decided by its place in the log. */
export interface DatedDraft extends Draft {
  at: string;
  actor: string;
  /** 32 hexadecimal digits. */
  salt: string;
}

export interface LogWriting {
  db: CaseDatabase;
  /** The log's origin. */
  log: string;
  readDocument: ReadDocument;
}

export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/**
 * Append entries with the rows that follow from them, all in one transaction: every one or none.
 * Returns the number of the first. Throws CaseError `entry-invalid` or `entry-too-large`.
 */
export function recordEntries(writing: LogWriting, drafts: readonly DatedDraft[]): number {
  const append = writing.db.transaction(() => {
    const first = logSize(writing.db);
    drafts.forEach((draft, n) => recordEntry(writing, draft, first + n));
    return first;
  });
  return append.immediate();
}

function recordEntry(writing: LogWriting, draft: DatedDraft, seq: number): void {
  const kind = kinds.get(draft.type);
  if (kind === undefined) throw new CaseError('entry-invalid', { detail: `"${draft.type}" is no known kind of entry` });
  const bytes = toBytes({ v: 1, log: writing.log, seq, ...draft });
  insertEntry(writing.db, { seq, bytes, leaf: leafHash(sha256, bytes) });
  const { log } = writing;
  // Rows follow from the bytes that are stored, not from what was at hand when they were made: a replay has no more.
  const { payload } = JSON.parse(new TextDecoder().decode(bytes)) as { payload: unknown };
  kind.project(writing.db, { seq, log, at: draft.at, actor: draft.actor, payload }, writing.readDocument);
  for (const item of kind.items(payload)) linkEntry(writing.db, seq, item);
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
