import { setImmediate } from 'node:timers/promises';
import type { UncertainInstant } from '../../../claims/instant.ts';
import type { Place } from '../../../claims/place/place.ts';
import { refused } from './refused.ts';
import { intervalsThatFit, readSunSearch, type TypedSunSearch } from './sun-measures.ts';

/** Others have their turn between stretches of so long: about 8,000 positions of the sun. */
const stretchMs = 30 * 86_400_000;

/** Whoever looks through more than this at a screen has not narrowed it down. */
const mostMs = 3660 * 86_400_000;

/** As `tellSun` with a range of dates, but others have their turn meanwhile. Throws CaseError `argument-invalid`; rejects when `signal` is aborted. */
export async function searchSun(typed: TypedSunSearch, signal?: AbortSignal): Promise<{ place: Place; range: UncertainInstant; intervals: UncertainInstant[] }> {
  const { place, search } = readSunSearch(typed);
  if (search.to - search.from > mostMs) throw refused('The range of dates is too long to look through here. Accepted: up to ten years.');
  const intervals: UncertainInstant[] = [];
  for (let from = search.from; from <= search.to; from += stretchMs) {
    const found = intervalsThatFit({ ...search, from, to: Math.min(search.to, from + stretchMs - 1) });
    found.forEach((interval) => join(intervals, interval));
    await setImmediate();
    signal?.throwIfAborted();
  }
  // A range that ends before it begins is refused in words.
  if (search.to < search.from) intervalsThatFit(search);
  return { place, range: { earliest: search.from, latest: search.to }, intervals };
}

function join(intervals: UncertainInstant[], next: UncertainInstant): void {
  const last = intervals.at(-1);
  // A stretch begins in the ms after the one before.
  if (last !== undefined && last.latest >= next.earliest - 1) last.latest = Math.max(last.latest, next.latest);
  else intervals.push({ ...next });
}
