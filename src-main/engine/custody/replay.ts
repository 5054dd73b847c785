import { readEntry, type Entry } from '../../format/entry.ts';
import { CaseError } from '../../shared/errors.ts';
import type { VerificationFinding } from '../../shared/verification.ts';
import type { CaseDatabase } from '../db/database.ts';
import { insertEntry, iterateEntries, type StoredEntry } from '../db/tables/log-entry.ts';
import type { ReadDocument } from './kind.ts';
import { kinds } from './kinds.ts';
import { appendToTree, type LogTree } from './log-tree.ts';
import { projectEntry } from './record.ts';
import { TreeFrontier } from '../../format/merkle-tree.ts';
import { sha256 } from './sha256.ts';

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

/** One transaction for each run of that many entries. */
const runLength = 4096;

/**
 * Write the rows that follow from a log's entries into a fresh database, as the log's writer did. What cannot be
 * followed is a finding, and the rest is replayed all the same. Memory: constant.
 */
export function replayLog(replay: Replay): VerificationFinding[] {
  const findings: VerificationFinding[] = [];
  let tree: LogTree = { blocks: TreeFrontier.empty(sha256), open: [] };
  for (let first = 0; first < replay.size; first += runLength) {
    const run = replay.into.transaction(() => {
      for (const stored of iterateEntries(replay.from, first, Math.min(first + runLength, replay.size))) {
        if (replay.keepEntries) insertEntry(replay.into, stored);
        replayEntry(replay, stored, findings);
        tree = appendToTree(replay.into, tree, stored.leaf);
      }
    });
    run();
    replay.onProgress?.(Math.min(first + runLength, replay.size));
  }
  return findings;
}

function replayEntry({ into, readDocument }: Replay, stored: StoredEntry, findings: VerificationFinding[]): void {
  const thing = `entry ${stored.seq}`;
  const read = readEntry(stored.bytes);
  // That it cannot be read is told by the check of the log.
  if ('problem' in read) return;
  // Rows carry the number under which the entry is stored, as the writer gave it.
  const entry: Entry = { ...read.entry, seq: stored.seq };
  const kind = kinds.get(entry.type);
  if (kind === undefined) {
    findings.push({ code: 'kind-unknown', thing, expected: 'a kind of entry that this version knows', actual: entry.type });
    return;
  }
  const payload = kind.schema.safeParse(entry.payload);
  if (!payload.success) {
    findings.push({ code: 'entry-invalid', thing, expected: `what an entry of the kind ${entry.type} holds`, actual: payload.error.message });
    return;
  }
  try {
    into.transaction(() => projectEntry({ db: into, readDocument }, entry))();
  } catch (error) {
    findings.push(explained(error, thing));
  }
}

function explained(error: unknown, thing: string): VerificationFinding {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof CaseError && (error.code === 'file-missing' || error.code === 'file-damaged')) {
    return { code: 'document-unusable', thing, expected: `the document ${error.facts['path']}`, actual: String(error.facts['detail'] ?? 'no file') };
  }
  return { code: 'replay-failed', thing, expected: 'rows that follow from it', actual: detail };
}
