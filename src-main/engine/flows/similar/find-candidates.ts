import { hashAt, hashBytes } from '../../media/similar/packed-hashes.ts';
import type { SearchRequest, SimilarityWorker } from '../../media/similar/similarity-worker.ts';
import type { Archive, ArchivedItem } from './load-archive.ts';

interface FindCandidates extends Omit<SearchRequest, 'limit'> {
  archive: Archive;
}

/** Rows looked at for each frame in the first pass; which items they lie in is all that is wanted. */
const fewRows = 256;

/**
 * Every item with at least one frame within the threshold of one of the queries: exact. A frame that looks like more
 * rows than were looked at is searched for again alone, with all of its rows. Cost: one pass over the archive for all
 * queries, and one for each such frame until every item is a candidate.
 */
export async function findCandidates(worker: SimilarityWorker, { archive, ...wanted }: FindCandidates): Promise<ArchivedItem[]> {
  const { items, itemOfRow } = archive;
  if (itemOfRow.length === 0 || wanted.queries.length === 0) return [];
  const isCandidate = new Uint8Array(items.length);
  const mark = (rows: Uint32Array): void => {
    for (const row of rows) isCandidate[itemOfRow[row] as number] = 1;
  };
  const first = await worker.search({ ...wanted, limit: fewRows });
  for (const { rows } of first) mark(rows);
  const crowded = first.flatMap(({ found, rows }, n) => (found > rows.length ? [n] : []));
  for (const query of alone(wanted.queries, crowded)) {
    if (!isCandidate.includes(0)) break;
    const [all] = await worker.search({ ...wanted, queries: query, limit: itemOfRow.length });
    if (all) mark(all.rows);
  }
  return items.filter((_, n) => isCandidate[n] === 1);
}

/** These queries one by one, equal ones once. */
function alone(queries: Uint8Array, chosen: readonly number[]): Uint8Array[] {
  const each = chosen.map((n): [string, Uint8Array] => [hashAt(queries, n), queries.slice(n * hashBytes, (n + 1) * hashBytes)]);
  return [...new Map(each).values()];
}
