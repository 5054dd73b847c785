import { setImmediate } from 'node:timers/promises';
import type { CaseDatabase } from '../../db/database.ts';
import { pageOfHashes, type KeyframeHash } from '../../db/tables/keyframe-hash.ts';
import type { FrameSeries } from '../../media/similar/frame-series.ts';
import { hashBytes, wellHashed, writeHashes } from '../../media/similar/packed-hashes.ts';

/** Rows read in one go: a few milliseconds of the event loop. */
const pageRows = 2048;

export type DecodedHash = KeyframeHash & { pdq: string; quality: number };

export function isDecoded(row: KeyframeHash): row is DecodedHash {
  return row.pdq !== null && row.quality !== null;
}

/** Whether a hash says something: below, the picture is flat and its bits are chance. */
export function isTelling({ quality }: { quality: number }): boolean {
  return quality >= wellHashed;
}

/** The keyframes of a scan, page by page; between full pages others have their turn. */
export async function* pagesOfHashes(db: CaseDatabase, scan: number): AsyncGenerator<KeyframeHash[]> {
  for (let after = -1; ; ) {
    const page = pageOfHashes(db, { scan, after, limit: pageRows });
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageRows) return;
    after = last.n;
    await setImmediate();
  }
}

/** The hashed keyframes of a scan as the comparison takes them. Memory and cost: O(keyframes). */
export async function readSeries(db: CaseDatabase, scan: number, timeBase: string): Promise<FrameSeries> {
  const [pts, quality, hashes]: [number[], number[], Uint8Array[]] = [[], [], []];
  for await (const page of pagesOfHashes(db, scan)) {
    const decoded = page.filter(isDecoded);
    for (const row of decoded) {
      pts.push(row.pts);
      quality.push(row.quality);
    }
    const packed = new Uint8Array(decoded.length * hashBytes);
    writeHashes(packed, 0, decoded.map(({ pdq }) => pdq).join(''));
    hashes.push(packed);
  }
  return { timeBase, pts: Float64Array.from(pts), hashes: new Uint8Array(Buffer.concat(hashes)), quality: Uint8Array.from(quality) };
}
