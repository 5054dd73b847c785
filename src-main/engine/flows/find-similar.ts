import { CaseError } from '../../shared/errors.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { findItemsByPrefix } from '../db/tables/item.ts';
import { mirrorHashes } from '../media/similar/packed-hashes.ts';
import { rankSegments, type Segment } from '../media/similar/segment.ts';
import { openSimilarityWorker, type SimilarityWorker } from '../media/similar/similarity-worker.ts';
import { findItem, shortId } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';
import { samenessOf, type JudgedSameness } from './read-sameness.ts';
import { footageOfItem, framesToSearchWith, type AskedFootage } from './similar/asked-footage.ts';
import { compareItems, type Compared } from './similar/compare-items.ts';
import { findCandidates } from './similar/find-candidates.ts';
import { footageOfFile } from './similar/footage-of-file.ts';
import { loadArchive, type ArchivedItem, type Coverage } from './similar/load-archive.ts';
import { meansOf, type SearchMeans } from './similar/search-means.ts';

export interface FindSimilar {
  /** An item's name, or the path of a file: as typed, and as bytes. */
  footage: { name: string; path: Buffer };
  /** Further cases to look in. */
  others?: readonly ReadableCase[];
  /** Look for left-right mirrored footage as well. */
  mirrored?: boolean | undefined;
  /** Up to how many differing bits frames are taken for alike in company; 80 unless given. */
  wide?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: SimilarProgress) => void) | undefined;
}

export interface SimilarProgress {
  step: 'reading' | 'decoding' | 'loading' | 'searching' | 'comparing';
  done: number;
  of?: number | undefined;
}

export interface SimilarItem extends Omit<Compared, 'first'> {
  case: Coverage['case'];
  id: string;
  sha256: Sha256;
  name: string;
  /** What a person has judged of the two; null where nobody has. */
  judged: Pick<JudgedSameness, 'verdict' | 'because' | 'entry' | 'judgedAt'> | null;
}

export interface SimilarFootage {
  footage: { id: string | null; name: string; sha256: Sha256; basis: string; timeBase: string; keyframes: number; flat: number; notDecoded: number };
  means: SearchMeans;
  /** What was compared, for each case. */
  coverage: Coverage[];
  /** Items with the same bytes, whatever their keyframes: a copy, needing no comparison. */
  sameBytes: { case: Coverage['case']; id: string; name: string }[];
  /** Proposals, the strongest first. Empty means: not found by these means. */
  matches: SimilarItem[];
  /** Items with single frames that look alike, which say nothing without company. */
  aloneOnly: number;
}

/**
 * Propose where the same footage was seen before. Every telling keyframe of the footage is compared with every one of
 * the cases, exactly, within the wide threshold; each item with any such frame is aligned with the footage. So no
 * segment that the alignment would tell is lost in the search. Nothing is recorded.
 * @throws CaseError `footage-not-found`, `item-ambiguous`, `nothing-to-compare`, `file-not-usable`, `argument-invalid`, `cancelled`.
 */
export async function findSimilar(readable: ReadableCase, wanted: FindSimilar): Promise<SimilarFootage> {
  const cases = distinctCases(readable, wanted.others ?? []);
  const means = meansOf(wanted);
  const asked = await askedFootage(readable, cases, wanted);
  const { count, hashes, leftOut } = framesToSearchWith(asked);
  const { signal, onProgress } = wanted;
  const isAsked = (from: ReadableCase, { number }: { number: number }): boolean => from === readable && number === asked.item?.number;
  const worker = openSimilarityWorker();
  try {
    const archive = await loadArchive(worker, { cases, isAsked, signal, onProgress: (done) => onProgress?.({ step: 'loading', done }) });
    const queries = means.mirrored ? new Uint8Array(Buffer.concat([hashes, mirrorHashes(hashes)])) : hashes;
    const candidates = await findCandidates(worker, { archive, queries, threshold: means.wideBits, signal, onProgress: (progress) => onProgress?.({ step: 'searching', ...progress }) });
    const matches = await compareAll(worker, { readable, asked, means, candidates, signal, onProgress });
    const footage = { ...aboutFootage(asked), keyframes: count, flat: leftOut };
    const sameBytes = sameBytesAs(asked, readable, cases);
    return { footage, means, coverage: archive.coverage, sameBytes, matches, aloneOnly: candidates.length - matches.length };
  } finally {
    await worker.close();
  }
}

/** @throws CaseError `argument-invalid` where a case is named twice: its matches would seem to be more than they are. */
function distinctCases(readable: ReadableCase, others: readonly ReadableCase[]): readonly ReadableCase[] {
  const cases = [readable, ...others];
  const twice = cases.find(({ info }, n) => cases.findIndex((one) => one.info.log === info.log) !== n);
  if (twice === undefined) return cases;
  throw new CaseError('argument-invalid', { detail: `The case in ${twice.folder} is the same as another one named, or a copy of it. Name each case once.` });
}

/** What is written like a path is a file; else an item goes first. */
async function askedFootage(readable: ReadableCase, cases: readonly ReadableCase[], { footage, signal, onProgress }: FindSimilar): Promise<AskedFootage> {
  const asFile = (): Promise<AskedFootage> => footageOfFile(readable, { path: footage.path, cases, signal, onProgress });
  if (/[/\\]/.test(footage.name)) return asFile();
  try {
    return await footageOfItem(readable, findItem(readable, footage.name));
  } catch (error) {
    if (!(error instanceof CaseError && error.code === 'item-not-found')) throw error;
  }
  return asFile().catch((error: unknown) => {
    throw error instanceof CaseError && error.code === 'source-not-found' ? new CaseError('footage-not-found', { name: footage.name }, { cause: error }) : error;
  });
}

function aboutFootage({ item, name, sha256, basis, series, indexed }: AskedFootage): Omit<SimilarFootage['footage'], 'keyframes' | 'flat'> {
  const { timeBase, pts } = series;
  return { id: item ? shortId(item.number) : null, name: item?.name ?? name, sha256, basis, timeBase, notDecoded: indexed - pts.length };
}

function sameBytesAs({ item, sha256 }: AskedFootage, readable: ReadableCase, cases: readonly ReadableCase[]): SimilarFootage['sameBytes'] {
  return cases.flatMap((from) => {
    const [same] = findItemsByPrefix(from.db, sha256, 1);
    if (same === undefined || (from === readable && same.number === item?.number)) return [];
    return [{ case: aboutCase(from), id: shortId(same.number), name: same.name }];
  });
}

function aboutCase({ info, folder }: ReadableCase): Coverage['case'] {
  return { title: info.title, folder, log: info.log };
}

interface CompareAll extends Pick<FindSimilar, 'signal' | 'onProgress'> {
  readable: ReadableCase;
  asked: AskedFootage;
  means: SearchMeans;
  candidates: readonly ArchivedItem[];
}

async function compareAll(worker: SimilarityWorker, { readable, asked, means, candidates, signal, onProgress }: CompareAll): Promise<SimilarItem[]> {
  const judged = judgements(readable, asked);
  const found: { first: Segment; match: SimilarItem }[] = [];
  for (const [n, archived] of candidates.entries()) {
    onProgress?.({ step: 'comparing', done: n, of: candidates.length });
    const { first, ...compared } = await compareItems(worker, { asked, archived, means, signal });
    if (first === undefined) continue;
    const { from, item } = archived;
    const about = { case: aboutCase(from), id: shortId(item.number), sha256: item.sha256, name: item.name };
    found.push({ first, match: { ...about, ...compared, judged: (from === readable ? judged.get(item.number) : undefined) ?? null } });
  }
  const matchOf = new Map(found.map(({ first, match }) => [first, match]));
  return rankSegments(found.map(({ first }) => first)).flatMap((first) => matchOf.get(first) ?? []);
}

function judgements(readable: ReadableCase, { item }: AskedFootage): Map<number, SimilarItem['judged']> {
  const all = item === undefined ? [] : samenessOf(readable, item);
  return new Map(all.map(({ other, verdict, because, entry, judgedAt }) => [other.number, { verdict, because, entry, judgedAt }]));
}
