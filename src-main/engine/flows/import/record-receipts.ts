import type { Sha256 } from '../../../shared/digest.ts';
import { toRecordText } from '../../../shared/text.ts';
import type { Draft } from '../../custody/kind.ts';
import { importEnded } from '../../custody/kinds/import.ts';
import { itemReceived, sourceNotReceived } from '../../custody/kinds/item-received.ts';
import { itemNumber } from '../../db/tables/item.ts';
import type { Kept, KeepOutcome, NotKept } from '../../vault/kept.ts';
import { shortId } from '../find-item.ts';
import type { WritableCase } from '../open-case.ts';
import type { ImportRun } from './begin-import.ts';
import type { CopyCheckDecision } from './copy-check.ts';
import { baseName, pathText, unspokenBytes, type Source, type SourceProblem } from './sources.ts';

export interface Received {
  id: string;
  sha256: Sha256;
  bytes: number;
  name: string;
  /** False when the same bytes were kept before: this is a further receipt of them. */
  newItem: boolean;
}

export interface NotReceived {
  path: string;
  reason: string;
  detail?: string;
}

interface Batch {
  run: ImportRun;
  check(source: Source): CopyCheckDecision;
  batch: readonly KeepOutcome<Source>[];
}

/** Record what is durable in the vault, and what could not be taken in, in one transaction. */
export async function recordBatch(
  target: WritableCase,
  { run, check, batch }: Batch,
): Promise<{ received: Received[]; notReceived: NotReceived[] }> {
  const seen = new Set<Sha256>();
  const kept: { source: Source; result: Kept; newItem: boolean }[] = [];
  const missed: { source: Source; result: NotKept }[] = [];
  for (const { source, result } of batch) {
    if (result.kept) {
      const newItem = !seen.has(result.sha256) && itemNumber(target.db, result.sha256) === undefined;
      seen.add(result.sha256);
      kept.push({ source, result, newItem });
    } else if (result.reason !== 'cancelled') {
      missed.push({ source, result });
    }
  }
  const drafts: Draft[] = [
    ...kept.map((k) => receiptDraft(run, k, check(k.source))),
    ...missed.map(({ source, result }) => problemDraft(run, { ...source, ...reasonOf(result) })),
  ];
  if (drafts.length > 0) await target.record(drafts);
  return {
    received: kept.map((k) => toReceived(target, k)),
    notReceived: missed.map(({ source, result }) => ({ path: source.text, ...reasonOf(result) })),
  };
}

/** Record sources that could not even be begun, in one transaction. */
export async function recordProblems(target: WritableCase, run: ImportRun, problems: readonly SourceProblem[]): Promise<void> {
  if (problems.length > 0) await target.record(problems.map((problem) => problemDraft(run, problem)));
}

/** Record one of them. */
export async function recordProblem(target: WritableCase, run: ImportRun, problem: SourceProblem): Promise<NotReceived> {
  await recordProblems(target, run, [problem]);
  const { text, reason, detail } = problem;
  return { path: text, reason, ...(detail === undefined ? {} : { detail }) };
}

export interface ImportCounts {
  outcome: 'finished' | 'cancelled' | 'stopped';
  received: number;
  notReceived: number;
  receivedBefore: number;
}

/** Where the end cannot be recorded (the disk is full), the import stays unfinished, and the next one takes it up. */
export async function recordEnd(target: WritableCase, run: ImportRun, { outcome, received, notReceived, receivedBefore }: ImportCounts): Promise<void> {
  const end = importEnded.draft({ import: run.seq, outcome, received, notReceived, ...(run.resumed ? { receivedBefore } : {}) });
  const recorded = target.record([end]);
  await (outcome === 'finished' ? recorded : recorded.catch(() => undefined));
}

function receiptDraft(
  run: ImportRun,
  { source, result, newItem }: { source: Source; result: Kept; newItem: boolean },
  check: CopyCheckDecision,
): Draft {
  const nameBytes = baseName(source.path);
  const name = pathText(nameBytes);
  return itemReceived.draft({
    item: result.sha256,
    bytes: result.bytes,
    import: run.seq,
    newCopy: !result.alreadyThere,
    copyPutBack: !newItem && !result.alreadyThere ? true : undefined,
    name: source.carried?.name ?? name,
    nameBytes: source.carried === undefined ? unspokenBytes(nameBytes, name) : source.carried.nameBytes,
    sourcePath: source.text,
    sourcePathBytes: source.inside === undefined ? unspokenBytes(source.path, source.text) : undefined,
    volume: check.volume,
    source: statedOf(source, result),
    copyVerified: result.verified,
    copyVerifiedBecause: check.because,
    otherDigests: Object.keys(result.otherDigests).length === 0 ? undefined : result.otherDigests,
    replacedDamagedCopy: result.replacedDamagedCopy === undefined ? undefined : true,
    carriedFrom: source.carried?.from,
  });
}

/** What is known of the source: a browser tells its time and no more, and what it did not tell stays absent. */
function statedOf({ inside, saidBy, modifiedAtNs }: Source, result: Kept): ReturnType<typeof itemReceived.schema.parse>['source'] {
  const stat = inside ?? result.source;
  if (stat === undefined) return { modifiedAtNs, saidBy };
  const { device, inode, mode, birthAtNs } = stat;
  return { modifiedAtNs: stat.modifiedAtNs, birthAtNs, device, inode, mode };
}

/** Linux's PATH_MAX; other systems allow less. */
const longestPath = 4096;

function problemDraft(run: ImportRun, problem: { path: Uint8Array; text: string; reason: string; detail?: string | undefined }): Draft {
  return sourceNotReceived.draft({
    import: run.seq,
    // A path longer than any system allows leads nowhere; its beginning is enough.
    sourcePath: toRecordText(problem.text.slice(0, longestPath)),
    sourcePathBytes: problem.path.length > longestPath ? undefined : unspokenBytes(problem.path, problem.text),
    reason: problem.reason,
    detail: problem.detail === undefined ? undefined : toRecordText(problem.detail.slice(0, 1000)),
  });
}

function reasonOf(result: NotKept): { reason: string; detail?: string } {
  const { path: _path, ...facts } = result.facts;
  const detail = Object.entries(facts).map(([name, value]) => `${name} ${value}`).join(', ');
  return { reason: result.reason, ...(detail === '' ? {} : { detail }) };
}

function toReceived(target: WritableCase, kept: { source: Source; result: Kept; newItem: boolean }): Received {
  const { sha256, bytes } = kept.result;
  const number = itemNumber(target.db, sha256);
  const id = number === undefined ? sha256.slice(0, 12) : shortId(number);
  return { id, sha256, bytes, name: kept.source.carried?.name ?? pathText(baseName(kept.source.path)), newItem: kept.newItem };
}
