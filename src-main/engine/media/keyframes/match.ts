import type { IndexEntry } from '../packet-index.ts';
import type { DecodedFrame } from './decode-run.ts';
import { commonDoubt, isElsewhere, isLeaning, isSelectedByTime, type Footage } from './ways.ts';

/** Which frames of a full decode are which entries. What cannot be told surely is left out. */
export function matchFrames(footage: Footage, frames: readonly DecodedFrame[]): Map<IndexEntry, DecodedFrame> {
  if (footage.index.restarts > 0) return matchJoined(footage, frames);
  if (isSelectedByTime(footage)) return matchByTime(footage.chosen, frames);
  return matchByOrder(footage.chosen, frames, footage);
}

/** A frame of the entry's time whose packet lies where the entry's does. */
function isProven(entry: IndexEntry, { shown }: DecodedFrame): boolean {
  return entry.timed && shown.pts === entry.pts && shown.position !== null && shown.position === entry.position;
}

/**
 * By time, and among frames of one time by position. Where ffmpeg tells no positions, as many frames as entries must
 * have that time.
 */
function matchByTime(chosen: readonly IndexEntry[], frames: readonly DecodedFrame[]): Map<IndexEntry, DecodedFrame> {
  const placed = frames.some(({ shown }) => shown.position !== null);
  const framesAt = Map.groupBy(frames, ({ shown }) => shown.pts);
  const matched = new Map<IndexEntry, DecodedFrame>();
  for (const [pts, entries] of Map.groupBy(chosen, (entry) => entry.pts)) {
    const left = new Set(framesAt.get(pts));
    const open = entries.filter((entry) => {
      const frame = [...left].find((one) => isProven(entry, one));
      if (!frame) return true;
      matched.set(entry, frame);
      return !left.delete(frame);
    });
    const rest = [...left];
    const fits = (entry: IndexEntry, k: number): boolean => {
      const frame = rest[k];
      // A key packet of intra refresh gives a P picture; without its position that is believed only where none is told.
      return frame !== undefined && !isElsewhere(entry, frame) && !(placed && entry.keyNumber >= 0 && isLeaning(frame));
    };
    if (rest.length === open.length && open.every(fits)) for (const [k, entry] of open.entries()) matched.set(entry, rest[k] as DecodedFrame);
  }
  return matched;
}

function matchByOrder(entries: readonly IndexEntry[], frames: readonly DecodedFrame[], footage: Footage): Map<IndexEntry, DecodedFrame> {
  const contradicts = (frame: DecodedFrame, k: number): boolean => {
    const entry = entries[k];
    return entry === undefined || isElsewhere(entry, frame) || (entry.timed && frame.shown.pts !== null && frame.shown.pts !== entry.pts);
  };
  if (commonDoubt(frames, { ...footage, chosen: [...entries] }) !== undefined || frames.some(contradicts)) return new Map();
  return new Map(entries.map((entry, k) => [entry, frames[k] as DecodedFrame]));
}

/** In joined recordings a time names several frames: time and position together prove one, or the order of all key frames does. */
function matchJoined(footage: Footage, frames: readonly DecodedFrame[]): Map<IndexEntry, DecodedFrame> {
  const keys = footage.chosen.filter((entry) => entry.keyNumber >= 0);
  const matched = matchByOrder(keys, frames.filter(({ shown }) => shown.key), footage);
  const used = new Set(matched.values());
  const left = new Set(frames.filter((frame) => !used.has(frame)));
  for (const entry of footage.chosen) {
    if (matched.has(entry)) continue;
    const proven = [...left].filter((frame) => isProven(entry, frame));
    if (proven.length !== 1) continue;
    matched.set(entry, proven[0] as DecodedFrame);
    left.delete(proven[0] as DecodedFrame);
  }
  return matched;
}
