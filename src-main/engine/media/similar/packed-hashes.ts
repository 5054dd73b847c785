/** Bytes of one hash: the 64 hexadecimal digits of a PDQ hash two by two, in their order. */
export const hashBytes = 32;
/** Bits of one hash. */
export const hashBits = 256;

/** The reference takes two pictures for the same when at most this many of 256 bits differ (Meta, "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing algorithm"). */
export const samePictureBits = 31;
/** Below this quality a hash says little: the picture is flat, its bits are chance (the same source). */
export const wellHashed = 50;

/** Pack hashes of 64 hexadecimal digits, one after another, 32 bytes each. Inverse: hashAt. */
export function packHashes(hashes: readonly string[]): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(hashes.length * hashBytes);
  hashes.forEach((hash, row) => {
    if (hash.length !== 2 * hashBytes) throw new RangeError(`not a PDQ hash: ${hash}`);
    writeHashes(packed, row, hash);
  });
  return packed;
}

/** Room for hashes that a worker can read without a copy; fill it by `writeHashes`. */
export function sharedHashes(count: number): Uint8Array<SharedArrayBuffer> {
  return new Uint8Array(new SharedArrayBuffer(count * hashBytes));
}

/**
 * Write hashes into their places from row `row` on: any number of them, 64 hexadecimal digits each, without anything
 * between. Returns how many. 80 ms for a million in portions of some thousands, 700 ms one by one.
 */
export function writeHashes(packed: Uint8Array, row: number, digits: string): number {
  const room = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const written = digits === '' ? 0 : room.write(digits, row * hashBytes, 'hex');
  if (2 * written !== digits.length || written % hashBytes !== 0) throw new RangeError(`not PDQ hashes, or more than there is room for: ${digits.slice(0, 64)}`);
  return written / hashBytes;
}

/** The hexadecimal digits of one packed hash. */
export function hashAt(packed: Uint8Array, row: number): string {
  return Array.from(packed.subarray(row * hashBytes, (row + 1) * hashBytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** How many whole hashes these bytes are. */
export function countHashes(packed: Uint8Array): number {
  if (packed.length % hashBytes !== 0) throw new RangeError(`${packed.length} bytes are not hashes of ${hashBytes} bytes`);
  return packed.length / hashBytes;
}

/**
 * The hashes that left-right mirrored pictures would have, nearly: mirroring negates the coefficients of every second
 * column of frequencies, so their bits turn round. What the hash does not hold is the median to which each bit is
 * relative: coefficients between it and its negative keep their bit, or should have. Meta's reference therefore mirrors
 * coefficients, not hashes (pdqhashing.cpp, `dct16OriginalToFlipY`); a hash made of the mirrored picture is exact.
 */
export function mirrorHashes(packed: Uint8Array): Uint8Array {
  // Each row of 16 coefficients is two bytes, and the even columns, counted from 0, are the odd frequencies.
  return packed.map((byte) => byte ^ 0x55);
}

const onesInByte = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** How many bits differ between two packed hashes, in the plain way. */
export function distanceBetween(left: Uint8Array, leftRow: number, right: Uint8Array, rightRow: number): number {
  let distance = 0;
  for (let n = 0; n < hashBytes; n++) {
    const differing = (left[leftRow * hashBytes + n] as number) ^ (right[rightRow * hashBytes + n] as number);
    distance += onesInByte[differing] as number;
  }
  return distance;
}
