import type { Segment } from '../../media/similar/segment.ts';
import type { SimilarityWorker } from '../../media/similar/similarity-worker.ts';
import type { AskedFootage } from './asked-footage.ts';
import type { ArchivedItem } from './load-archive.ts';
import { readSeries } from './read-hashes.ts';
import type { SearchMeans } from './search-means.ts';
import { toSimilarSegment, type SimilarSegment } from './similar-segment.ts';

export interface CompareItems {
  asked: AskedFootage;
  archived: Pick<ArchivedItem, 'from' | 'scan' | 'timeBase'>;
  means: SearchMeans;
  signal?: AbortSignal | undefined;
}

export interface Compared {
  /** The strongest segment, to rank by; undefined where none was found. */
  first: Segment | undefined;
  /** The strongest first; `more` where others were left when the limit of 100 was reached. */
  segments: SimilarSegment[];
  more: boolean;
  /** Flat frames of the item, which took no part. */
  flat: number;
  /** Frames of the footage that look like more than 64 of the item: there it stands still, and an offset says little. */
  standing: number;
}

/** Which parts of the footage show the same as which parts of one item. Cost: reading the item's hashes, and 1 ns for each pair of frames. */
export async function compareItems(worker: SimilarityWorker, { asked, archived, means, signal }: CompareItems): Promise<Compared> {
  const b = await readSeries(archived.from.db, archived.scan, archived.timeBase);
  const options = { near: means.nearBits, loose: means.wideBits, company: means.company, leastQuality: means.leastQuality, mirrored: means.mirrored };
  const { segments, more, leftOut, crowded } = await worker.align({ a: asked.series, b, options, signal });
  const timeBases = { here: asked.series.timeBase, there: archived.timeBase };
  return { first: segments[0], segments: segments.map((segment, n) => toSimilarSegment(segment, n + 1, timeBases)), more, flat: leftOut.b, standing: crowded };
}
