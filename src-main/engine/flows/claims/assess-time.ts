import { assess, type Assessment } from '../../../claims/assess.ts';
import type { Bound } from '../../../claims/bounds.ts';
import { explain, type Explanation } from '../../../claims/explain.ts';
import { complement, intervalSet, union, type IntervalSet } from '../../../claims/interval-set.ts';
import { predicateWindow } from '../../../claims/predicate-window.ts';
import type { ClaimWindow, UndefinedWindow } from '../../../claims/window.ts';
import { recurringTimesSchema } from '../../../shared/claim-record.ts';
import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import type { Claim } from '../../db/tables/claim.ts';
import type { Evidence } from '../../db/tables/evidence.ts';
import { readKept } from '../../vault/read-kept.ts';
import type { ReadableCase } from '../open-case.ts';
import { copyBounds, datedCopy } from './copy-bounds.ts';
import { asWitnesses, type EnteredBound } from './one-witness.ts';
import { fromRecordedInstant } from './recorded-instant.ts';
import { aboutBound, sourcesOf } from './weight.ts';
import { ownBounds, type ItemInputs } from './witness-bounds.ts';

/** One item of a claim weighed against the evidence that speaks of it. */
export interface TimePart {
  kind: 'time';
  item: Sha256;
  window: ClaimWindow | UndefinedWindow;
  bounds: Bound[];
  assessment: Assessment;
  explanation: Explanation;
}

/** What an assessment is computed from: the rows that follow from the log, and the files that it names. */
export type CaseFiles = Pick<ReadableCase, 'db' | 'folder'>;

export interface ToAssess {
  claim: Claim;
  evidence: readonly Evidence[];
  part: ItemInputs;
}

/** Weigh what a claim says of the time of one item. */
export async function assessTime(readable: CaseFiles, { claim, evidence, part }: ToAssess): Promise<TimePart> {
  const window = windowOf(claim);
  const recorded = await Promise.all(evidence.map((one) => recordedBound(readable, one)));
  const { db } = readable;
  const bounds = asWitnesses([...recorded.filter((entered) => entered !== undefined), ...ownBounds(db, part), ...copyBounds(db, part)]);
  const assessment = assess(window, bounds);
  return { kind: 'time', item: part.item.sha256, window, bounds, assessment, explanation: explain({ window, bounds, assessment }) };
}

function windowOf({ meaning, saidAt }: Claim): ClaimWindow | UndefinedWindow {
  if (meaning.kind === 'place') return { undefinedBecause: 'free-text' };
  return predicateWindow(meaning, saidAt === null ? undefined : fromRecordedInstant(saidAt.instant));
}

async function recordedBound(readable: CaseFiles, evidence: Evidence): Promise<EnteredBound | undefined> {
  const bound = await boundOf(readable, evidence);
  if (bound === undefined) return undefined;
  const { seq, statement } = evidence;
  const copy = bound.basis === 'earlier-copy' && statement.seenIn !== undefined ? [datedCopy({ sha256: statement.seenIn.item }, bound)] : [];
  return { bound, sources: [...sourcesOf(seq, statement), ...copy] };
}

async function boundOf({ folder }: CaseFiles, { seq, statement }: Evidence): Promise<Bound | undefined> {
  const about = aboutBound(`evidence ${seq}`, statement);
  const { limit } = statement;
  switch (limit.kind) {
    case 'not-earlier-than':
    case 'not-later-than':
      return { ...about, kind: limit.kind, instant: fromRecordedInstant(limit.instant) };
    case 'during':
      return { ...about, kind: 'during', from: fromRecordedInstant(limit.from), to: fromRecordedInstant(limit.to) };
    case 'periodic':
      return { ...about, kind: 'periodic', within: union(intervalSet(await readIntervals(folder, limit.intervals)), notSearched(limit.searched)) };
    case 'place':
    case 'note':
      return undefined;
  }
}

/** Where nobody looked, anything may fit: a range of search is no evidence that the recording lies in it. */
function notSearched(searched: { from: number; to: number }): IntervalSet {
  return complement(intervalSet([searched]));
}

async function readIntervals(folder: string, document: FileReference): Promise<{ from: number; to: number }[]> {
  const bytes = await readKept(folder, document, 'derivative');
  return recurringTimesSchema.parse(JSON.parse(bytes.toString('utf8'))).intervals;
}
