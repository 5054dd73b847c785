import { CaseError, toCaseError } from '../../shared/errors.ts';
import { countReceiptsOfSource, findSameReceipt, howMuchTaken, sourcesTaken } from '../db/tables/import-run.ts';
import { Groups } from '../vault/groups.ts';
import type { Kept, NotKept } from '../vault/kept.ts';
import { startExamining, type ExaminationSummary } from './examine-items.ts';
import { shortId } from './find-item.ts';
import { beginUploadRun, type ImportRun, type UploadWish } from './import/begin-import.ts';
import type { CopyCheckDecision } from './import/copy-check.ts';
import { recordBatch, recordEnd, recordProblems, type NotReceived, type Received } from './import/record-receipts.ts';
import { baseName, pathText, unspokenBytes, type Source, type SourceProblem } from './import/sources.ts';
import { unknownVolume } from './import/volumes.ts';
import type { WritableCase } from './open-case.ts';

export type { UploadWish };

/** Receipts of one transaction, at most. */
const mostTogether = 256;

/** One file as the browser sends it. */
export interface SentFile {
  /** As it was dropped: names joined by `/`. Recorded as a name, never used as a place. */
  path: string;
  /** Milliseconds since 1970-01-01T00:00:00Z, as the browser tells it. */
  modifiedAtMs: number;
  bytes: number;
  /** Of several files with the same path, time and size in one drop each has another. */
  n?: number | undefined;
  /** Must end, or throw, soon after the signal is aborted. */
  pieces: AsyncIterable<Uint8Array>;
  signal: AbortSignal;
  onBytes?(count: number): void;
}

/** Why nothing of a file was kept. `recorded`: it stands in the log as not received; else it may be sent again. */
export interface NotTaken {
  reason: string;
  recorded: boolean;
}

/** How it ended: `interrupted` when nothing was heard any more, `stopped` when the case could not be written. */
export type UploadEnd = 'finished' | 'cancelled' | 'stopped' | 'interrupted';

export interface UploadSummary {
  received: number;
  receivedBefore: number;
  notReceived: number;
  /** Files that came besides another with the same path, time and content: one receipt tells of them. */
  sameAgain: number;
  examination: ExaminationSummary;
}

/** An import whose bytes a browser sends. */
export interface UploadImport {
  /** The log entry with which it began: the same for the same files dropped again, until it has finished. */
  entry: number;
  /** What earlier attempts received. */
  before: { files: number; bytes: number };
  /** Keep one file and record its receipt; any number side by side. Throws what the stream throws, or CaseError. */
  take(file: SentFile): Promise<Received | NotTaken>;
  /** Record what the browser could not send. */
  tellNotReceived(sources: readonly { path: string; reason: SourceProblem['reason']; detail?: string | undefined }[]): Promise<void>;
  /** What is durably recorded, in pages of 5,000. */
  taken(after: number | undefined): { taken: { path: string; modifiedAt: number; bytes: number }[]; next: number | null };
  /** Record the end, and wait for the witnesses (before it, where all has come). Nothing may be taken any more. Throws CaseError when the witnesses could not work at all. */
  end(how: UploadEnd): Promise<UploadSummary>;
}

/**
 * Begin to take in what was dropped into a browser's window, or take up the newest such import of the same request that
 * was cut off. It is the import of `importMedia`, but for where the bytes come from: kept, recorded in groups, examined
 * while more is coming. An abort of `signal` cancels it. Throws CaseError when nothing could be begun.
 */
export async function beginUpload(
  target: WritableCase,
  wish: UploadWish,
  { signal, onItem }: { signal: AbortSignal; onItem?: () => void },
): Promise<UploadImport> {
  const run = await beginUploadRun(target, wish);
  const before = howMuchTaken(target.db, run.seq);
  const examining = startExamining(target, { signal, ...(onItem && { onItem }) });
  const counts = { received: 0, notReceived: 0, receivedBefore: before.files };
  const alike = new Map<string, { source: Source; numbers: Set<number> }>();
  const recording = new Groups(async (group: readonly Arrived[]) => {
    const recorded = await recordGroup(target, run, group);
    examining.wake();
    return recorded;
  }, mostTogether);
  return {
    entry: run.seq,
    before,
    take: async ({ pieces, signal: givenUp, onBytes, n, ...file }) => {
      const source = sourceOf(file);
      const result = await target.vault.keepStream({ name: source.path, pieces, sizeBytes: file.bytes, signal: givenUp, ...(onBytes && { onBytes }) });
      if (!result.kept && result.reason !== 'too-large-for-vault') return { reason: result.reason, recorded: false };
      const { outcome, isRepeated } = await recording.add({ source, result });
      if ('reason' in outcome) counts.notReceived++;
      else if (!isRepeated) counts.received++;
      if ('reason' in outcome) return { reason: outcome.reason, recorded: true };
      if (n !== undefined) noteAlike(alike, source, n);
      return outcome;
    },
    tellNotReceived: async (sources) => {
      await recordProblems(target, run, sources.map((source) => ({ ...source, path: Buffer.from(source.path), text: pathText(Buffer.from(source.path)) })));
      counts.notReceived += sources.length;
    },
    taken: (after) => pageTaken(target, run, after),
    end: async (how) => {
      // Before the witnesses have ended: somebody may take it up again at once, and what ends last counts.
      if (how !== 'finished') await recordEnd(target, run, { ...counts, outcome: how === 'interrupted' ? 'stopped' : how });
      let problem: CaseError | undefined;
      const examination = await examining.finish().catch((error: unknown) => {
        problem = toCaseError(error);
        return { examined: 0, failed: [] };
      });
      if (how === 'finished') await recordEnd(target, run, { ...counts, outcome: signal.aborted ? 'cancelled' : problem === undefined ? 'finished' : 'stopped' });
      if (problem !== undefined) throw problem;
      return { ...counts, sameAgain: countSameAgain(target, run, alike), examination };
    },
  };
}

interface Arrived {
  source: Source;
  result: Kept | NotKept;
}

function sourceOf({ path, modifiedAtMs, bytes }: Omit<SentFile, 'pieces' | 'signal' | 'onBytes'>): Source {
  const name = Buffer.from(path);
  return { path: name, text: pathText(name), sizeBytes: bytes, modifiedAtNs: String(BigInt(modifiedAtMs) * 1_000_000n), deviceNumber: 'unknown', saidBy: 'browser' };
}

/** A stream cannot be read a second time for comparison, and where it came from nobody here knows. */
const notCompared: CopyCheckDecision = { verify: false, because: 'source-unknown', volume: unknownVolume };

/** Record a group in one transaction, one result for each. The same file sent again gets the receipt it has. */
async function recordGroup(target: WritableCase, run: ImportRun, group: readonly Arrived[]): Promise<{ outcome: Received | NotReceived; isRepeated: boolean }[]> {
  const fresh = new Map<string, Arrived>();
  for (const arrived of group) {
    const identity = identityOf(arrived);
    if (!fresh.has(identity) && repeatOf(target, run, arrived) === undefined) fresh.set(identity, arrived);
  }
  const batch = [...fresh.values()];
  const { received, notReceived } = await recordBatch(target, { run, check: () => notCompared, batch });
  const outcomes = new Map<Arrived, Received | NotReceived>();
  for (const arrived of batch) {
    const outcome = arrived.result.kept ? received.shift() : notReceived.shift();
    if (outcome !== undefined) outcomes.set(arrived, outcome);
  }
  return group.map((arrived) => {
    const outcome = outcomes.get(arrived);
    if (outcome !== undefined) return { outcome, isRepeated: false };
    const repeated = repeatOf(target, run, arrived);
    if (repeated === undefined) throw new CaseError('internal', { detail: 'a file was recorded without a receipt' });
    return { outcome: repeated, isRepeated: true };
  });
}

/** What makes two sendings one file: path, time and content. */
function identityOf({ source, result }: Arrived): string {
  return JSON.stringify([source.path.toString('base64'), source.modifiedAtNs, result.kept ? result.sha256 : result.reason]);
}

function repeatOf({ db }: WritableCase, run: ImportRun, { source, result }: Arrived): Received | undefined {
  if (!result.kept) return undefined;
  const { sha256, bytes } = result;
  const number = findSameReceipt(db, run.seq, { text: source.text, bytes: unspokenBytes(source.path, source.text), sha256, modified: source.modifiedAtNs });
  return number === undefined ? undefined : { id: shortId(number), sha256, bytes, name: pathText(baseName(source.path)), newItem: false };
}

function noteAlike(alike: Map<string, { source: Source; numbers: Set<number> }>, source: Source, n: number): void {
  const traits = JSON.stringify([source.path.toString('base64'), source.modifiedAtNs, source.sizeBytes]);
  const known = alike.get(traits);
  if (known === undefined) alike.set(traits, { source, numbers: new Set([n]) });
  else known.numbers.add(n);
}

/** How many of the files that are alike from outside were acknowledged with the receipt of another of them. */
function countSameAgain({ db }: WritableCase, run: ImportRun, alike: ReadonlyMap<string, { source: Source; numbers: ReadonlySet<number> }>): number {
  let count = 0;
  for (const { source, numbers } of alike.values()) {
    const { text, path, modifiedAtNs: modified, sizeBytes: size } = source;
    count += Math.max(0, numbers.size - countReceiptsOfSource(db, run.seq, { text, bytes: unspokenBytes(path, text), modified, size }));
  }
  return count;
}

const pageOfTaken = 5000;

function pageTaken({ db }: WritableCase, run: ImportRun, after: number | undefined): ReturnType<UploadImport['taken']> {
  const page = sourcesTaken(db, run.seq, { after, limit: pageOfTaken });
  return {
    taken: page.map(({ sourcePath, sourcePathBytes, sourceModified, bytes }) => ({
      path: sourcePathBytes?.toString() ?? sourcePath,
      modifiedAt: Number(BigInt(sourceModified) / 1_000_000n),
      bytes,
    })),
    next: page.length < pageOfTaken ? null : (page.at(-1)?.seq ?? null),
  };
}
