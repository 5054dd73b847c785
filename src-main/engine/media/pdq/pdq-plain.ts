/**
 * PDQ perceptual hashing in plain TypeScript: every step of Meta's reference in the reference's order of
 * operations, so that every bit agrees. This is the text to read; `pdq-wasm.ts` is the fast build of it for
 * 512 x 512 frames, and tests hold the two equal.
 *
 * Source: "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing algorithm" (Facebook, 2019) and the
 * reference implementations in C++ and Java (facebook/ThreatExchange, pdq/). Where those use `float`, so does
 * this: `Math.fround` after every operation, and no fused multiply-add.
 */

/** A PDQ hash and how much it says. */
export interface PdqHash {
  /** 256 bits as 64 lower-case hexadecimal digits, in the order of the reference: highest frequencies first. */
  hash: string;
  /** 0 (flat) to 100 (full of edges); the reference advises to disregard hashes below 50. */
  quality: number;
}

/** One 8-bit or float luma plane, row-major, values 0 to 255. */
export interface LumaPlane {
  luma: Uint8Array | Float32Array;
  rows: number;
  cols: number;
}

const { fround } = Math;

/** Side of the picture that the cosine transform sees. */
export const sampleSide = 64;
/** Side of the block of low frequencies that the hash is made of. */
export const hashSide = 16;
/** Below this side the reference hashes nothing: its answer is `unhashable`. */
export const smallestSide = 5;
export const unhashable: Readonly<PdqHash> = { hash: '0'.repeat(64), quality: 0 };

/**
 * Hash a luma plane of any size.
 *
 * Like the reference, a plane with a side below 5 pixels has the hash of 64 zeros and quality 0.
 */
export function pdqHashOfLuma(plane: LumaPlane): PdqHash {
  const { luma, rows, cols } = plane;
  if (luma.length !== rows * cols) throw new RangeError(`a plane of ${rows} x ${cols} has ${rows * cols} values, not ${luma.length}`);
  if (Math.min(rows, cols) < smallestSide) return unhashable;
  // 64 x 64 pixels are the samples: the C++ reference then leaves out the filter.
  return hashOfSamples(rows === sampleSide && cols === sampleSide ? Float32Array.from(luma) : downsample(plane));
}

/** Hash 64 x 64 samples, row-major. */
export function hashOfSamples(samples: Float32Array): PdqHash {
  return { hash: hashOfCoefficients(cosineTransform(samples)), quality: gradientQuality(samples) };
}

/** Luma of packed 8-bit RGB pixels, unrounded, by the reference's weights (BT.601). */
export function lumaOfRgb(rgb: Uint8Array): Float32Array {
  const [red, green, blue] = [fround(0.299), fround(0.587), fround(0.114)];
  const luma = new Float32Array(rgb.length / 3);
  for (let pixel = 0; pixel < luma.length; pixel++) {
    const redAndGreen = fround(fround(red * (rgb[3 * pixel] as number)) + fround(green * (rgb[3 * pixel + 1] as number)));
    luma[pixel] = fround(redAndGreen + fround(blue * (rgb[3 * pixel + 2] as number)));
  }
  return luma;
}

/** Blur by two box filters in each direction (a tent: Jarosz, "Fast image convolutions", 2001), then take 64 x 64 samples. */
export function downsample({ luma, rows, cols }: LumaPlane): Float32Array {
  const picture: FloatPlane = { values: Float32Array.from(luma), rows, cols };
  const scratch: FloatPlane = { values: new Float32Array(luma.length), rows, cols };
  for (let pass = 0; pass < 2; pass++) {
    boxAlongRows(picture, scratch);
    boxAlongColumns(scratch, picture);
  }
  return decimate(picture);
}

export interface FloatPlane {
  values: Float32Array;
  rows: number;
  cols: number;
}

/** Window of one pass: half of the block that becomes one sample, rounded up. */
export function windowFor(side: number): number {
  return Math.ceil(side / (2 * sampleSide));
}

/**
 * Mean over a window that slides along each row and is cut off at both ends: that of output `i` reaches from
 * `i - (window - 1 >> 1)` to `i + (window >> 1)`.
 *
 * The sum runs along the whole row and is rounded at every step, so what is lost at its start is felt to its end: a
 * mean computed afresh differs in its last bits.
 */
function boxAlongRows(from: FloatPlane, to: FloatPlane): void {
  for (let row = 0; row < from.rows; row++) {
    const [start, end] = [row * from.cols, (row + 1) * from.cols];
    boxAlongRow(from.values.subarray(start, end), to.values.subarray(start, end));
  }
}

export function boxAlongRow(from: Float32Array, to: Float32Array): void {
  const length = from.length;
  const window = windowFor(length);
  const ahead = window >> 1;
  let sum = fround(0);
  for (let step = 0; step < length + ahead; step++) {
    if (step < length) sum = fround(sum + (from[step] as number));
    if (step >= window) sum = fround(sum - (from[step - window] as number));
    if (step >= ahead) to[step - ahead] = fround(sum / heldAt(step, window, length));
  }
}

/** The same down each column. All columns go down together: one after another they would miss the cache at every step. */
export function boxAlongColumns(from: FloatPlane, to: FloatPlane): void {
  const { rows, cols } = from;
  const window = windowFor(rows);
  const ahead = window >> 1;
  const rowOf = (plane: FloatPlane, row: number): Float32Array => plane.values.subarray(row * cols, (row + 1) * cols);
  const sums = new Float32Array(cols);
  for (let step = 0; step < rows + ahead; step++) {
    if (step < rows) addTo(sums, rowOf(from, step));
    if (step >= window) subtractFrom(sums, rowOf(from, step - window));
    if (step >= ahead) divideInto(rowOf(to, step - ahead), sums, heldAt(step, window, rows));
  }
}

/** Storing into a Float32Array rounds, as `fround` does. */
export function addTo(sums: Float32Array, row: Float32Array): void {
  for (let col = 0; col < sums.length; col++) sums[col] = (sums[col] as number) + (row[col] as number);
}

export function subtractFrom(sums: Float32Array, row: Float32Array): void {
  for (let col = 0; col < sums.length; col++) sums[col] = (sums[col] as number) - (row[col] as number);
}

export function divideInto(means: Float32Array, sums: Float32Array, held: number): void {
  for (let col = 0; col < sums.length; col++) means[col] = (sums[col] as number) / held;
}

/** How many values the sum holds after a step: fewer than the window at both ends of the line. */
export function heldAt(step: number, window: number, length: number): number {
  return Math.min(step, length - 1) - Math.max(step - window, -1);
}

/** Take the values at the centres of 64 x 64 equal blocks. */
export function decimate({ values, rows, cols }: FloatPlane): Float32Array {
  const samples = new Float32Array(sampleSide * sampleSide);
  for (let i = 0; i < sampleSide; i++) {
    const row = Math.floor(((i + 0.5) * rows) / sampleSide);
    for (let j = 0; j < sampleSide; j++) {
      const col = Math.floor(((j + 0.5) * cols) / sampleSide);
      samples[i * sampleSide + j] = values[row * cols + col] as number;
    }
  }
  return samples;
}

/** Sum of the steps between neighbouring samples, each in whole percents so that only real edges count. */
export function gradientQuality(samples: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < sampleSide; i++) {
    for (let j = 0; j < sampleSide; j++) {
      const here = i * sampleSide + j;
      if (i + 1 < sampleSide) sum += stepInPercent(samples, here, here + sampleSide);
      if (j + 1 < sampleSide) sum += stepInPercent(samples, here, here + 1);
    }
  }
  return Math.min(100, Math.floor(sum / 90));
}

function stepInPercent(samples: Float32Array, a: number, b: number): number {
  const difference = fround((samples[a] as number) - (samples[b] as number));
  return Math.abs(Math.trunc(fround(fround(difference * 100) / 255)));
}

/**
 * Rows 1 to 16 of the 64-point cosine transform, row-major 16 x 64. Row 0, the mean, is left out: brightness is no
 * part of the hash.
 */
export const cosineMatrix: Float32Array = Float32Array.from({ length: hashSide * sampleSide }, (_, at) => {
  const [row, col] = [Math.floor(at / sampleSide), at % sampleSide];
  return fround(Math.sqrt(2 / sampleSide)) * Math.cos((Math.PI / 2 / sampleSide) * (row + 1) * (2 * col + 1));
});

/** The 16 x 16 lowest frequencies of 64 x 64 samples: D A Dt with D the cosine matrix. */
export function cosineTransform(samples: Float32Array): Float32Array {
  const half = new Float32Array(hashSide * sampleSide);
  for (let i = 0; i < hashSide; i++) {
    for (let j = 0; j < sampleSide; j++) {
      let sum = fround(0);
      for (let k = 0; k < sampleSide; k++) {
        sum = fround(sum + fround((cosineMatrix[i * sampleSide + k] as number) * (samples[k * sampleSide + j] as number)));
      }
      half[i * sampleSide + j] = sum;
    }
  }
  const coefficients = new Float32Array(hashSide * hashSide);
  for (let i = 0; i < hashSide; i++) {
    for (let j = 0; j < hashSide; j++) {
      let sum = fround(0);
      for (let k = 0; k < sampleSide; k++) {
        sum = fround(sum + fround((half[i * sampleSide + k] as number) * (cosineMatrix[j * sampleSide + k] as number)));
      }
      coefficients[i * hashSide + j] = sum;
    }
  }
  return coefficients;
}

/** One bit for each coefficient above the median (the lower of the two middle ones); the last coefficient comes first. */
export function hashOfCoefficients(coefficients: Float32Array): string {
  const median = coefficients.toSorted()[coefficients.length / 2 - 1] as number;
  let hash = '';
  for (let at = coefficients.length - 4; at >= 0; at -= 4) {
    let digit = 0;
    for (let bit = 0; bit < 4; bit++) if ((coefficients[at + bit] as number) > median) digit |= 1 << bit;
    hash += digit.toString(16);
  }
  return hash;
}
