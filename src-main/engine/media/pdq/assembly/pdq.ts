/**
 * PDQ of one 512 x 512 grey frame: the box filters, the cosine transform and the quality, bit for bit as in
 * ../pdq-plain.ts. AssemblyScript; `npm run build:pdq` writes ../pdq.wasm.
 *
 * Why it is quick, and why every bit still agrees. At 512 x 512 the window is 4, output i covers i-1 to i+2, and
 * the samples lie at 4, 12 ... 508 of rows and columns, so that row and column 511 are never felt.
 * - The first two passes add bytes and divide by powers of two: exact, in whatever order. Their means are kept as sums
 *   of 16 pixels, and later values are 16, 64, then 256 times as large; powers of two change no rounding.
 * - Only rows and columns 0 and 510 have windows of 3, and thirds are rounded: those are computed in floats, in the
 *   order of the plain filter (`edgeColumn`, `edgeRow`).
 * - The third pass carries the rounding of column 0 along each row, and the fourth that of row 0 down each column.
 *   Both are run step by step, but a vector holds four rows (then columns) that do not touch each other, and the
 *   third pass keeps only the 64 columns that the fourth reads.
 */

const side: usize = 512;
const sampleSide: usize = 64;
const hashSide: usize = 16;
/** Rows that one strip of the third pass carries at once: two vectors of four floats. */
const stripRows: usize = 8;

const floatBytes: usize = 4;
const vectorBytes: usize = 16;

/** The frame, one byte a pixel, with a row of zeros above and two below, which the windows at the edges reach into. */
export const frameAt: usize = 1024;
/** The cosine matrix, 16 x 64 floats; written once by the loader, so that both builds use the same numbers. */
export const cosineAt: usize = frameAt + (side + 2) * side;
/** The result: 16 x 16 floats. */
export const coefficientsAt: usize = cosineAt + hashSide * sampleSide * floatBytes;

/** The cosine matrix transposed, 64 x 16 floats. */
const transposedAt: usize = coefficientsAt + hashSide * hashSide * floatBytes;
/** Columns 0 and 510 after two passes, 512 floats each. */
const column0At: usize = transposedAt + hashSide * sampleSide * floatBytes;
const column510At: usize = column0At + side * floatBytes;
/** Sums down the columns of a strip: for each column, eight 16-bit integers. */
const sumsAt: usize = column510At + side * floatBytes;
/** A strip after two passes: for each column, eight floats. */
const stripAt: usize = sumsAt + side * stripRows * 2;
/** 512 rows of 64 floats after three passes. */
const sampledAt: usize = stripAt + side * stripRows * floatBytes;
/** 64 x 64 samples, as means. */
const samplesAt: usize = sampledAt + side * sampleSide * floatBytes;
/** 16 x 64 floats between the two matrix products. */
const halfAt: usize = samplesAt + sampleSide * sampleSide * floatBytes;

/** Hash the frame at `frameAt`: leaves the coefficients at `coefficientsAt` and returns the quality. */
export function transformFrame(): i32 {
  edgeColumn(frameAt, column0At);
  edgeColumn(frameAt + 509, column510At);
  for (let row: usize = 0; row < side; row += stripRows) {
    addColumns(row);
    addRows();
    if (row == 0) edgeRow(0);
    if (row == side - stripRows) edgeRow(510 & 7);
    placeEdgeColumns(row);
    slideAlongRows(row);
  }
  slideAlongColumns();
  cosineTransform();
  return quality();
}

/** The first two passes for column 0 or 510, whose windows hold 3 columns: the plain filter, times 16. */
function edgeColumn(from: usize, to: usize): void {
  let sum: f32 = 0;
  for (let step: usize = 0; step < side + 1; step++) {
    if (step < side) sum += thirdOfThree(from, step);
    if (step >= 4) sum -= thirdOfThree(from, step - 4);
    if (step < 2) continue;
    const row = step - 2;
    const held: f32 = row == 0 || row == 510 ? 3 : 4;
    store<f32>(to + row * floatBytes, (sum / held) * 16);
  }
}

@inline
function thirdOfThree(from: usize, row: usize): f32 {
  const at = from + row * side;
  return <f32>(<i32>load<u8>(at) + <i32>load<u8>(at, 1) + <i32>load<u8>(at, 2)) / 3;
}

/** Sum 4 rows for each of the strip's 8 rows, and turn the result so that a vector holds one column of the strip. */
function addColumns(row: usize): void {
  for (let col: usize = 0; col < side; col += 8) {
    const at = frameAt + (row - 1) * side + col;
    const r0 = v128.load8x8_u(at, 0 * 512);
    const r1 = v128.load8x8_u(at, 1 * 512);
    const r2 = v128.load8x8_u(at, 2 * 512);
    const r3 = v128.load8x8_u(at, 3 * 512);
    const r4 = v128.load8x8_u(at, 4 * 512);
    const r5 = v128.load8x8_u(at, 5 * 512);
    const r6 = v128.load8x8_u(at, 6 * 512);
    const r7 = v128.load8x8_u(at, 7 * 512);
    const r8 = v128.load8x8_u(at, 8 * 512);
    const r9 = v128.load8x8_u(at, 9 * 512);
    const r10 = v128.load8x8_u(at, 10 * 512);

    const p0 = i16x8.add(r0, r1);
    const p1 = i16x8.add(r1, r2);
    const p2 = i16x8.add(r2, r3);
    const p3 = i16x8.add(r3, r4);
    const p4 = i16x8.add(r4, r5);
    const p5 = i16x8.add(r5, r6);
    const p6 = i16x8.add(r6, r7);
    const p7 = i16x8.add(r7, r8);
    const p8 = i16x8.add(r8, r9);
    const p9 = i16x8.add(r9, r10);

    transpose(
      i16x8.add(p0, p2), i16x8.add(p1, p3), i16x8.add(p2, p4), i16x8.add(p3, p5),
      i16x8.add(p4, p6), i16x8.add(p5, p7), i16x8.add(p6, p8), i16x8.add(p7, p9),
      sumsAt + col * vectorBytes,
    );
  }
}

/** 8 x 8 16-bit integers: three rounds of interleaving row i with row i + 4 make columns of rows. */
@inline
function transpose(a0: v128, a1: v128, a2: v128, a3: v128, a4: v128, a5: v128, a6: v128, a7: v128, to: usize): void {
  const b0 = lower(a0, a4), b1 = upper(a0, a4), b2 = lower(a1, a5), b3 = upper(a1, a5);
  const b4 = lower(a2, a6), b5 = upper(a2, a6), b6 = lower(a3, a7), b7 = upper(a3, a7);
  const c0 = lower(b0, b4), c1 = upper(b0, b4), c2 = lower(b1, b5), c3 = upper(b1, b5);
  const c4 = lower(b2, b6), c5 = upper(b2, b6), c6 = lower(b3, b7), c7 = upper(b3, b7);
  v128.store(to, lower(c0, c4), 0);
  v128.store(to, upper(c0, c4), 16);
  v128.store(to, lower(c1, c5), 32);
  v128.store(to, upper(c1, c5), 48);
  v128.store(to, lower(c2, c6), 64);
  v128.store(to, upper(c2, c6), 80);
  v128.store(to, lower(c3, c7), 96);
  v128.store(to, upper(c3, c7), 112);
}

@inline
function lower(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

@inline
function upper(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

/** Sum 4 columns of column sums: 16 pixels each, at most 4080, exact in a float. Columns 1 to 509. */
function addRows(): void {
  for (let col: usize = 1; col < 510; col++) {
    const at = sumsAt + col * vectorBytes;
    const near = i16x8.add(v128.load(at - vectorBytes), v128.load(at));
    const sum = i16x8.add(near, i16x8.add(v128.load(at, 16), v128.load(at, 32)));
    const to = stripAt + col * 2 * vectorBytes;
    v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(sum)));
    v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(sum)), 16);
  }
}

/** Row 0 or 510 has windows of 3 rows: 12 pixels were summed, and a quarter of them is divided by 3; all times 16. */
function edgeRow(lane: usize): void {
  for (let col: usize = 1; col < 510; col++) {
    const at = stripAt + col * 2 * vectorBytes + lane * floatBytes;
    store<f32>(at, (load<f32>(at) * 4) / 3);
  }
}

function placeEdgeColumns(row: usize): void {
  const offset = row * floatBytes;
  v128.store(stripAt, v128.load(column0At + offset));
  v128.store(stripAt, v128.load(column0At + offset, 16), 16);
  const to = stripAt + 510 * 2 * vectorBytes;
  v128.store(to, v128.load(column510At + offset));
  v128.store(to, v128.load(column510At + offset, 16), 16);
}

/** Third pass over 8 rows: the sum runs along all columns, and is kept at the 64 that are sampled. */
function slideAlongRows(row: usize): void {
  let at = stripAt;
  let first = f32x4.splat(0);
  let second = f32x4.splat(0);
  for (; at < stripAt + 4 * 2 * vectorBytes; at += 2 * vectorBytes) {
    first = f32x4.add(first, v128.load(at));
    second = f32x4.add(second, v128.load(at, 16));
  }
  // The window of column 8 s + 4 is complete when column 8 s + 6 was added.
  for (let sample: usize = 0; sample < sampleSide; sample++) {
    const end = stripAt + (8 * sample + 7) * 2 * vectorBytes;
    for (; at < end; at += 2 * vectorBytes) {
      first = f32x4.sub(f32x4.add(first, v128.load(at)), v128.load(at - 8 * vectorBytes));
      second = f32x4.sub(f32x4.add(second, v128.load(at, 16)), v128.load(at - 8 * vectorBytes, 16));
    }
    const to = sampledAt + (row * sampleSide + sample) * floatBytes;
    v128.store_lane<f32>(to, first, 0, 0);
    v128.store_lane<f32>(to, first, 1, 256);
    v128.store_lane<f32>(to, first, 2, 512);
    v128.store_lane<f32>(to, first, 3, 768);
    v128.store_lane<f32>(to, second, 0, 1024);
    v128.store_lane<f32>(to, second, 1, 1280);
    v128.store_lane<f32>(to, second, 2, 1536);
    v128.store_lane<f32>(to, second, 3, 1792);
  }
}

/** Fourth pass, over the 64 sampled columns, 8 at a time; then back from 256 times the mean to the mean. */
function slideAlongColumns(): void {
  const rowBytes = sampleSide * floatBytes;
  for (let col: usize = 0; col < sampleSide; col += 8) {
    let at = sampledAt + col * floatBytes;
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    for (let row: usize = 0; row < 4; row++, at += rowBytes) {
      first = f32x4.add(first, v128.load(at));
      second = f32x4.add(second, v128.load(at, 16));
    }
    for (let sample: usize = 0; sample < sampleSide; sample++) {
      const end = sampledAt + (8 * sample + 7) * rowBytes + col * floatBytes;
      for (; at < end; at += rowBytes) {
        first = f32x4.sub(f32x4.add(first, v128.load(at)), v128.load(at - 4 * rowBytes));
        second = f32x4.sub(f32x4.add(second, v128.load(at, 16)), v128.load(at - 4 * rowBytes, 16));
      }
      const to = samplesAt + (sample * sampleSide + col) * floatBytes;
      const scale = f32x4.splat(1.0 / 256.0);
      v128.store(to, f32x4.mul(first, scale));
      v128.store(to, f32x4.mul(second, scale), 16);
    }
  }
}

/** D A Dt, each sum in the order of k; a vector holds four neighbouring columns. */
function cosineTransform(): void {
  multiply(cosineAt, samplesAt, halfAt, sampleSide);
  multiply(halfAt, transposedAt, coefficientsAt, hashSide);
}

/** The 16 x 64 matrix at `left` times the 64 x `cols` matrix at `right`. */
function multiply(left: usize, right: usize, product: usize, cols: usize): void {
  for (let i: usize = 0; i < hashSide; i++) {
    for (let j: usize = 0; j < cols; j += 4) {
      let sum = f32x4.splat(0);
      for (let k: usize = 0; k < sampleSide; k++) {
        const factor = v128.load32_splat(left + (i * sampleSide + k) * floatBytes);
        sum = f32x4.add(sum, f32x4.mul(factor, v128.load(right + (k * cols + j) * floatBytes)));
      }
      v128.store(product + (i * cols + j) * floatBytes, sum);
    }
  }
}

/** To be called once, after the cosine matrix was written. */
export function transposeCosines(): void {
  for (let i: usize = 0; i < hashSide; i++) {
    for (let k: usize = 0; k < sampleSide; k++) {
      store<f32>(transposedAt + (k * hashSide + i) * floatBytes, load<f32>(cosineAt + (i * sampleSide + k) * floatBytes));
    }
  }
}

/** Sum of the steps between neighbouring samples in whole percents, divided by 90, at most 100. */
function quality(): i32 {
  let sum = i32x4.splat(0);
  const rowBytes = sampleSide * floatBytes;
  for (let i: usize = 0; i < sampleSide; i++) {
    for (let j: usize = 0; j < sampleSide; j += 4) {
      const at = samplesAt + i * rowBytes + j * floatBytes;
      const here = v128.load(at);
      if (i + 1 < sampleSide) sum = i32x4.add(sum, stepsInPercent(here, v128.load(at + rowBytes)));
      // The last column has no neighbour to its right: the lane is compared with itself.
      const right = j + 4 < sampleSide ? v128.load(at, 4) : v128.shuffle<f32>(here, here, 1, 2, 3, 3);
      sum = i32x4.add(sum, stepsInPercent(here, right));
    }
  }
  const total =
    i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
  return min(total / 90, 100);
}

@inline
function stepsInPercent(a: v128, b: v128): v128 {
  const percent = f32x4.div(f32x4.mul(f32x4.sub(a, b), f32x4.splat(100)), f32x4.splat(255));
  return i32x4.abs(i32x4.trunc_sat_f32x4_s(percent));
}
