import type { IndexEntry, PacketIndex } from '../packet-index.ts';
import type { ShownFrame } from './read-log.ts';
import type { Found } from './scan.ts';

/** The index with the frames that begin a shot and are no key packets, where it is certain which packet they came from. */
export function placeShots(index: PacketIndex, shots: readonly ShownFrame[]): { found: Found[]; unplaced: number } {
  const parts = joinedParts(index.entries).map((part) => part.map((entry): Found => ({ ...entry, found: 'key-packet' })));
  if (parts.length === 0) parts.push([]);
  const taken = new Set(index.entries.map((entry) => entry.pts));
  let unplaced = 0;
  for (const [n, shot] of shots.entries()) {
    const place = placeOf(shot, index, { parts, taken });
    if (place === 'key-packet') continue;
    if (place === undefined) unplaced++;
    else if (!taken.has(place.pts)) {
      taken.add(place.pts);
      place.part.push({ pts: place.pts, position: place.position, keyNumber: -1, timed: true, found: n === 0 && index.entries.length === 0 ? 'first' : 'shot' });
    }
  }
  const found = parts.flatMap((part) => part.toSorted((a, b) => a.pts - b.pts));
  // A stream without any times still has a first frame.
  if (found.length === 0 && shots.length > 0) found.push({ pts: 0, position: null, keyNumber: 0, timed: false, found: 'first' });
  return { found, unplaced };
}

interface Place {
  pts: number;
  position: number | null;
  part: Found[];
}

function placeOf(shot: ShownFrame, index: PacketIndex, { parts, taken }: { parts: Found[][]; taken: Set<number> }): Place | 'key-packet' | undefined {
  const { pts } = shot;
  const only = parts[0];
  if (pts === null || only === undefined || index.standIn !== 'none') return undefined;
  if (taken.has(pts) && (index.restarts === 0 || shot.key)) return 'key-packet';
  const stated = index.positions.get(pts);
  if (stated === undefined) return undefined;
  // Two packets of one time: the frame itself must tell which is its own.
  const position = index.repeatedTimes.has(pts) ? shot.position : stated;
  if (position === null && index.repeatedTimes.has(pts)) return undefined;
  if (index.restarts === 0) return { pts, position, part: only };
  if (index.repeatedTimes.has(pts) || position === null || position !== shot.position) return undefined;
  return { pts, position, part: parts.findLast((part) => beginOf(part) <= position) ?? only };
}

/** Where the first of its packets lies; unknown is beyond every place. */
function beginOf(part: readonly Found[]): number {
  return part.reduce((least, { position }) => Math.min(least, position ?? least), Number.POSITIVE_INFINITY);
}

/** Entries in presentation order, cut where the times start again; see packet-index.ts. */
function joinedParts(entries: readonly IndexEntry[]): IndexEntry[][] {
  const parts: IndexEntry[][] = [];
  let last = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    if (entry.pts < last) parts.push([entry]);
    else parts.at(-1)?.push(entry);
    last = entry.pts;
  }
  return parts;
}
