/**
 * The pages of an FTS5 index, as far as they decide where a word is looked for. Source: SQLite, ext/fts5/fts5_index.c,
 * "FTS5 DATABASE FORMAT".
 */

/** A sorted run of words with the places where they stand. */
export interface Segment {
  id: number;
  /** Its pages, from 1 on; those before `first` were given up when a part of it was merged. */
  first: number;
  last: number;
}

/** A page does not hold what its format says. */
export class MalformedPage extends Error {}

/** Rows of `_data` that are no page of a segment. */
export const averagesId = 1;
export const structureId = 10;

/** SQLite's varint at `at`: its value and where it ends. Throws MalformedPage. */
function varint(block: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let n = 0; n < 9; n++) {
    const byte = block[at + n];
    if (byte === undefined) throw new MalformedPage('a number that is cut off');
    if (n === 8) return [value * 256 + byte, at + 9];
    value = value * 128 + (byte & 127);
    if (byte < 128) return [value, at + n + 1];
  }
  return [value, at + 9];
}

/** So many numbers and nothing behind them. Throws MalformedPage. */
export function readNumbers(block: Uint8Array, count: number, from = 0): number[] {
  const numbers: number[] = [];
  let at = from;
  for (let n = 0; n < count; n++) {
    const [value, end] = varint(block, at);
    numbers.push(value);
    at = end;
  }
  if (at !== block.length) throw new MalformedPage(`${block.length} bytes where ${at} are told of`);
  return numbers;
}

/** The segments that the structure record tells of. Its settings' counter must be 0: settings are never changed. Throws MalformedPage. */
export function readStructure(block: Uint8Array): Segment[] {
  if (block.length < 4 || block.subarray(0, 4).some((byte) => byte !== 0)) throw new MalformedPage('settings that were changed');
  const numbers: number[] = [];
  for (let at = 4; at < block.length; ) {
    const [value, end] = varint(block, at);
    numbers.push(value);
    at = end;
  }
  const [levels = 0, told = 0] = numbers;
  const segments: Segment[] = [];
  let next = 3;
  for (let level = 0; level < levels; level++) {
    const [, count = 0] = numbers.slice(next, next + 2);
    next += 2;
    for (let n = 0; n < count && next < numbers.length; n++, next += 3) {
      const [id = 0, first = 0, last = 0] = numbers.slice(next, next + 3);
      segments.push({ id, first, last });
    }
  }
  if (next !== numbers.length || segments.length !== told) throw new MalformedPage('another number of segments than it tells of');
  return segments;
}

/** The first and the last word of a page; undefined where it only goes on with the places of an earlier word. Throws MalformedPage. */
export function wordsOfPage(block: Buffer): { first: Buffer; last: Buffer } | undefined {
  if (block.length < 4) throw new MalformedPage('no page');
  const bodyEnd = block.readUInt16BE(2);
  if (bodyEnd < 4 || bodyEnd > block.length) throw new MalformedPage('a body that is longer than the page');
  let first: Buffer | undefined;
  let last: Buffer = Buffer.alloc(0);
  for (let index = bodyEnd, at = 0; index < block.length; ) {
    const [step, nextIndex] = varint(block, index);
    at += step;
    const word = wordAt(block.subarray(0, bodyEnd), at, first === undefined ? undefined : last);
    if (first !== undefined && Buffer.compare(word, last) <= 0) throw new MalformedPage('words out of order');
    first ??= word;
    last = word;
    index = nextIndex;
  }
  return first === undefined ? undefined : { first, last };
}

/** The first word of a page stands there whole; each further one without what it shares with the word before it. */
function wordAt(body: Buffer, at: number, before: Buffer | undefined): Buffer {
  const [shared, afterShared] = before === undefined ? [0, at] : varint(body, at);
  const [length, start] = varint(body, afterShared);
  if (at < 4 || start + length > body.length || shared > (before?.length ?? 0)) throw new MalformedPage('a word that runs out of its page');
  const rest = body.subarray(start, start + length);
  return before === undefined || shared === 0 ? rest : Buffer.concat([before.subarray(0, shared), rest]);
}
