import { readEntry, type Entry } from '../../format/entry.ts';
import { fileReferenceSchema, type FileReference } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import type { VerificationFinding } from '../../shared/verification.ts';
import type { CaseDatabase } from '../db/database.ts';
import { insertDerivative } from '../db/tables/derivative.ts';
import { insertEntry, iterateEntries, type StoredEntry } from '../db/tables/log-entry.ts';
import type { Kind, ReadDocument } from './kind.ts';
import { kinds } from './kinds.ts';
import { appendToTree, copyTree, emptyTree, type LogTree } from './log-tree.ts';
import { projectEntry } from './record.ts';

export interface Replay {
  /** Where the entries are read from. */
  from: CaseDatabase;
  /** An empty database of today's layout, where the rows are written. */
  into: CaseDatabase;
  /** How many entries. */
  size: number;
  readDocument: ReadDocument;
  /** Whether the entries themselves are written, too: a comparison does without. */
  keepEntries: boolean;
  onProgress?(done: number): void;
}

/**
 * One transaction for each run of that many entries. The pages that a run touches stay in memory until its end, and digests
 * touch a page each; but where the rows are to be durable, a transaction costs more than its pages.
 */
const runLengthOf = ({ keepEntries }: Replay): number => (keepEntries ? 8192 : 256);

/**
 * Write the rows that follow from a log's entries into a fresh database, as the log's writer did. What cannot be
 * followed is a finding, and the rest is replayed all the same. Memory: constant.
 */
export function replayLog(replay: Replay): VerificationFinding[] {
  const findings: VerificationFinding[] = [];
  const runLength = runLengthOf(replay);
  let tree = emptyTree();
  for (let first = 0; first < replay.size; first += runLength) {
    const run = { first, end: Math.min(first + runLength, replay.size), tree };
    const done = replayRun(replay, run, writeRows) ?? replayRun(replay, run, writeRowsOrTell);
    if (done === undefined) throw new CaseError('internal', { detail: `entries ${first} to ${run.end - 1} cannot be replayed` });
    findings.push(...done.findings);
    tree = done.tree;
    replay.onProgress?.(run.end);
  }
  return findings;
}

interface Run {
  first: number;
  end: number;
  /** As it was before. */
  tree: LogTree;
}

type WriteRows = (replay: Replay, entry: Entry) => VerificationFinding[];

/** All entries of a run in one transaction. Undefined, and nothing of it written, when `write` threw. */
function replayRun(replay: Replay, run: Run, write: WriteRows): { findings: VerificationFinding[]; tree: LogTree } | undefined {
  const findings: VerificationFinding[] = [];
  const tree = copyTree(run.tree);
  try {
    replay.into.transaction(() => {
      for (const stored of iterateEntries(replay.from, run.first, run.end)) {
        if (replay.keepEntries) insertEntry(replay.into, stored);
        for (const finding of replayEntry(replay, stored, write)) findings.push(finding);
        appendToTree(replay.into, tree, stored.leaf);
      }
    })();
    return { findings, tree };
  } catch (error) {
    if (error instanceof RowsNotWritten) return undefined;
    throw error;
  }
}

/** Rows of an entry could not be written: the run is given up and repeated with a savepoint for each entry, which costs as much as the rows. */
class RowsNotWritten extends Error {}

function writeRows({ into, readDocument }: Replay, entry: Entry): [] {
  try {
    projectEntry({ db: into, readDocument }, entry);
    return [];
  } catch (error) {
    throw new RowsNotWritten('repeat the run', { cause: error });
  }
}

function writeRowsOrTell({ into, readDocument }: Replay, entry: Entry): VerificationFinding[] {
  try {
    into.transaction(() => projectEntry({ db: into, readDocument }, entry))();
    return [];
  } catch (error) {
    const finding = explained(error, `entry ${entry.seq}`);
    // Its files are named by the log all the same, and are to be looked for.
    if (finding.code === 'document-unusable') for (const file of filesIn(entry.payload)) insertDerivative(into, { file, seq: entry.seq, item: undefined });
    return [finding];
  }
}

function replayEntry(replay: Replay, stored: StoredEntry, write: WriteRows): VerificationFinding[] {
  const read = readEntry(stored.bytes);
  // That it cannot be read is told by the check of the log.
  if ('problem' in read) return [];
  // Rows carry the number under which the entry is stored, as the writer gave it.
  const entry: Entry = { ...read.entry, seq: stored.seq };
  const thing = `entry ${stored.seq}`;
  const kind = kinds.get(entry.type);
  if (kind === undefined) return [{ code: 'kind-unknown', thing, expected: 'a kind of entry that this version knows', actual: entry.type }];
  const problem = problemOf(kind, entry.payload);
  if (problem !== undefined) return [{ code: 'entry-invalid', thing, expected: `what an entry of the kind ${entry.type} holds`, actual: problem }];
  return write(replay, entry);
}

function problemOf({ isPlain, schema }: Kind<unknown>, payload: unknown): string | undefined {
  return isPlain?.(payload) === true ? undefined : schema.safeParse(payload).error?.message;
}

/** Every reference to a file in a payload, wherever it stands. */
function filesIn(value: unknown): FileReference[] {
  if (typeof value !== 'object' || value === null) return [];
  const reference = fileReferenceSchema.safeParse(value);
  return reference.success ? [reference.data] : Object.values(value).flatMap(filesIn);
}

function explained(error: unknown, thing: string): VerificationFinding {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof CaseError && (error.code === 'file-missing' || error.code === 'file-damaged')) {
    return { code: 'document-unusable', thing, expected: `the document ${error.facts['path']}`, actual: String(error.facts['detail'] ?? 'no file') };
  }
  return { code: 'replay-failed', thing, expected: 'rows that follow from it', actual: detail };
}
