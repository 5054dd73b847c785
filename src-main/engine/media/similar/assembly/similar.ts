/**
 * All hashes near a query among many: the loops over packed 256-bit hashes, held equal by tests to
 * ../similar-plain.ts. AssemblyScript; asconfig.json beside this file says how ../similar.wasm is made.
 *
 * Hashes lie in blocks of 8192. A block holds the first 16 bytes of each of its hashes, then the last 16 bytes of each.
 * The distance of the first halves is a lower bound of the whole distance, and among unlike pictures it is 64 on
 * average: the second halves are read only for the few hashes whose first half is near enough. So a query reads half
 * of the memory and leaves nothing out. A block is short enough to stay in the second-level cache while one group of
 * queries after another passes over it.
 */

const halfBytes: usize = 16;
/** Rows of a block. A place in a block takes 13 bits of a result. */
export const blockRows: usize = 8192;
export const blockBytes: usize = blockRows * 2 * halfBytes;

/** Up to four queries of 32 bytes. */
export const queriesAt: usize = 1024;
/** Results of one scan: 32 bits each, `distance << 16 | query << 13 | row`; at most 4 x 8192 of them. */
export const resultsAt: usize = 2048;
/** Rows to be taken in, 32 bytes each, at most a block of them. The space is lent by the results. */
export const stagingAt: usize = resultsAt;
/** The first block. */
export const blocksAt: usize = resultsAt + blockBytes;

/** Take rows `from` to `to` of a block from the staging space. */
export function takeRows(block: usize, from: usize, to: usize): void {
  const firstHalves = blocksAt + block * blockBytes;
  const secondHalves = firstHalves + blockRows * halfBytes;
  let at = stagingAt;
  for (let row = from; row < to; row++, at += 2 * halfBytes) {
    v128.store(firstHalves + row * halfBytes, v128.load(at));
    v128.store(secondHalves + row * halfBytes, v128.load(at, 16));
  }
}

/** Where the next result goes. */
let next: usize = 0;

/** Find every one of the first `rows` rows of a block within `threshold` bits of the first query. Returns how many. */
export function scanForOne(block: usize, rows: usize, within: u32): usize {
  const threshold: u64 = within;
  const start = blocksAt + block * blockBytes;
  const end = start + rows * halfBytes;
  const q0 = load<u64>(queriesAt);
  const q1 = load<u64>(queriesAt, 8);
  // A half that is near enough makes a difference negative; signs are cheaper to join than comparisons.
  const over = threshold + 1;
  next = resultsAt;
  let at = start;
  for (; at + 3 * halfBytes < end; at += 4 * halfBytes) {
    const d0 = popcnt(load<u64>(at) ^ q0) + popcnt(load<u64>(at, 8) ^ q1);
    const d1 = popcnt(load<u64>(at, 16) ^ q0) + popcnt(load<u64>(at, 24) ^ q1);
    const d2 = popcnt(load<u64>(at, 32) ^ q0) + popcnt(load<u64>(at, 40) ^ q1);
    const d3 = popcnt(load<u64>(at, 48) ^ q0) + popcnt(load<u64>(at, 56) ^ q1);
    if (<i64>((d0 - over) | (d1 - over) | (d2 - over) | (d3 - over)) < 0) {
      if (d0 <= threshold) finish(start, at, 0, d0, threshold);
      if (d1 <= threshold) finish(start, at + halfBytes, 0, d1, threshold);
      if (d2 <= threshold) finish(start, at + 2 * halfBytes, 0, d2, threshold);
      if (d3 <= threshold) finish(start, at + 3 * halfBytes, 0, d3, threshold);
    }
  }
  for (; at < end; at += halfBytes) {
    const d = popcnt(load<u64>(at) ^ q0) + popcnt(load<u64>(at, 8) ^ q1);
    if (d <= threshold) finish(start, at, 0, d, threshold);
  }
  return (next - resultsAt) / 4;
}

/** The same for four queries at once: each row is read once. Results come in the order of rows, then of queries. */
export function scanForFour(block: usize, rows: usize, within: u32): usize {
  const threshold: u64 = within;
  const start = blocksAt + block * blockBytes;
  const end = start + rows * halfBytes;
  const a0 = load<u64>(queriesAt);
  const a1 = load<u64>(queriesAt, 8);
  const b0 = load<u64>(queriesAt, 32);
  const b1 = load<u64>(queriesAt, 40);
  const c0 = load<u64>(queriesAt, 64);
  const c1 = load<u64>(queriesAt, 72);
  const d0 = load<u64>(queriesAt, 96);
  const d1 = load<u64>(queriesAt, 104);
  // A half that is near enough makes a difference negative; signs are cheaper to join than comparisons.
  const over = threshold + 1;
  next = resultsAt;
  for (let at = start; at < end; at += halfBytes) {
    const first = load<u64>(at);
    const second = load<u64>(at, 8);
    const a = popcnt(first ^ a0) + popcnt(second ^ a1);
    const b = popcnt(first ^ b0) + popcnt(second ^ b1);
    const c = popcnt(first ^ c0) + popcnt(second ^ c1);
    const d = popcnt(first ^ d0) + popcnt(second ^ d1);
    if (<i64>((a - over) | (b - over) | (c - over) | (d - over)) < 0) {
      if (a <= threshold) finish(start, at, 0, a, threshold);
      if (b <= threshold) finish(start, at, 1, b, threshold);
      if (c <= threshold) finish(start, at, 2, c, threshold);
      if (d <= threshold) finish(start, at, 3, d, threshold);
    }
  }
  return (next - resultsAt) / 4;
}

/** Add the distance of the second halves to that of the first, and note the row if it is near. */
function finish(start: usize, at: usize, query: usize, firstHalf: u64, threshold: u64): void {
  const second = at + blockRows * halfBytes;
  const asked = queriesAt + query * 2 * halfBytes;
  const distance =
    firstHalf + popcnt(load<u64>(second) ^ load<u64>(asked, 16)) + popcnt(load<u64>(second, 8) ^ load<u64>(asked, 24));
  if (distance > threshold) return;
  store<u32>(next, (<u32>distance << 16) | (<u32>query << 13) | <u32>((at - start) / halfBytes));
  next += 4;
}
