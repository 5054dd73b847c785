import { CaseError } from '../../../shared/errors.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { findScannedItem } from '../../db/tables/keyframe-hash.ts';
import type { Item } from '../../db/tables/item.ts';
import { tellingFrames, type FrameSeries, type TellingFrames } from '../../media/similar/frame-series.ts';
import { wellHashed } from '../../media/similar/packed-hashes.ts';
import { shortId } from '../find-item.ts';
import type { ReadableCase } from '../open-case.ts';
import { readSeries } from './read-hashes.ts';

/** Footage whose like is looked for: an item of the case, or a file that is in no case. */
export interface AskedFootage {
  item: Item | undefined;
  /** What a person calls it: a short id, or the path of the file. */
  name: string;
  sha256: Sha256;
  basis: string;
  series: FrameSeries;
  /** Key packets there are; more than the series holds where some were not decoded. */
  indexed: number;
}

/** The keyframes of an item, by its newest scan. @throws CaseError `nothing-to-compare`. */
export async function footageOfItem({ db }: ReadableCase, item: Item): Promise<AskedFootage> {
  const [scanned, name] = [findScannedItem(db, item.number), shortId(item.number)];
  const { scan, basis, timeBase, noneBecause, indexed } = scanned ?? {};
  if (scan === undefined || scan === null) throw new CaseError('nothing-to-compare', { name, because: 'It was not examined yet; "postquem examine" does it.' });
  if (!timeBase || !basis) throw new CaseError('nothing-to-compare', { name, because: noneBecause ?? 'It has no keyframes.' });
  return { item, name, sha256: item.sha256, basis, series: await readSeries(db, scan, timeBase), indexed: indexed ?? 0 };
}

/** The frames that can be searched with. @throws CaseError `nothing-to-compare` where there is none. */
export function framesToSearchWith({ name, series }: AskedFootage): TellingFrames {
  const frames = tellingFrames(series, wellHashed);
  if (frames.count > 0) return frames;
  const because = frames.leftOut === 0 ? 'None of its keyframes could be decoded.' : 'Its keyframes are flat (PDQ quality below 50), and the hash of a flat picture is chance.';
  throw new CaseError('nothing-to-compare', { name, because });
}
