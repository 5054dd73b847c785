import type { IndexEntry, PacketIndex } from '../packet-index.ts';

/** At most so many frames are decoded for pictures; all are indexed. */
export const maxPictured = 1000;

/**
 * The numbers, out of `count`, of at most `most` evenly spread ones, first and last always among them.
 * The same rule as `chosenExpression` states for ffmpeg, in the same arithmetic.
 */
export function isChosen(n: number, count: number, most: number): boolean {
  if (count <= most || n === count - 1) return true;
  return Math.floor((n * (most - 1)) / count) > Math.floor(((n - 1) * (most - 1)) / count);
}

/** At most `most` of the items, evenly spread. */
export function chooseEvenly<T>(items: readonly T[], most = maxPictured): T[] {
  return items.filter((_, n) => isChosen(n, items.length, most));
}

/**
 * The same choice as an ffmpeg expression over `ld(0)`, the running count of key packets. Undefined when the shown
 * key packets are not one unbroken run in the file, as an edit list with holes leaves them.
 */
export function chosenExpression(index: PacketIndex, most = maxPictured): string | undefined {
  const first = index.entries[0]?.keyNumber;
  if (first === undefined || !inFileOrder(index.entries)) return undefined;
  const count = index.entries.length;
  const n = `(ld(0)-${first + 1})`;
  const inside = `gte(${n},0)*lt(${n},${count})`;
  if (count <= most) return inside;
  const step = (at: string): string => `floor(${at}*${most - 1}/${count})`;
  return `${inside}*(eq(${n},${count - 1})+gt(${step(n)},${step(`(${n}-1)`)}))`;
}

function inFileOrder(entries: readonly IndexEntry[]): boolean {
  return entries.every((entry, n) => entry.keyNumber === (entries[0]?.keyNumber ?? 0) + n);
}

/** A `select` expression for frames at exactly these times. */
export function atTimes(times: readonly number[]): string {
  return times.length === 0 ? '0' : times.map((pts) => `eq(pts,${pts})`).join('+');
}
