import { hammingDistance } from '../pdq/pdq-distance.ts';
import type { DecodedFrame } from './decode-run.ts';

/** PDQ's own rule for "the same picture": at most 31 of 256 bits differ (Meta, "The TMK+PDQF video-hashing algorithm"). */
const samePictureBits = 31;
/** Below this a PDQ hash of a picture without features is chance (the same source). */
const wellHashed = 50;
/** Mean difference of brightness, of 255, at which two flat pictures look different. */
const visibleDifference = 8;

type Seen = Pick<DecodedFrame, 'pdq' | 'brightness'>;

/**
 * Which frames are visually distinct: each is held against every distinct one before it. Flat pictures (black, fog, a
 * lens cap) have hashes by chance and would all count as distinct; those must differ in brightness as well.
 */
export function markDistinct(frames: readonly Seen[]): boolean[] {
  const kept: Seen[] = [];
  return frames.map((frame) => {
    const distinct = kept.every((earlier) => looksDifferent(frame, earlier));
    if (distinct) kept.push(frame);
    return distinct;
  });
}

function looksDifferent(a: Seen, b: Seen): boolean {
  if (hammingDistance(a.pdq.hash, b.pdq.hash) <= samePictureBits) return false;
  const flat = a.pdq.quality < wellHashed && b.pdq.quality < wellHashed;
  return !flat || meanDifference(a.brightness, b.brightness) > visibleDifference;
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, n) => sum + Math.abs(value - (b[n] ?? 0)), 0) / a.length;
}
