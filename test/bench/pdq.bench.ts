import { pdqHashOfLuma } from '../../src-main/engine/media/pdq/pdq-plain.ts';
import { pdqHash } from '../../src-main/engine/media/pdq/pdq-wasm.ts';
import { seededRandom } from '../known-system.ts';
import { tell } from './bench-case.ts';
import { sideBySide } from './side-by-side.ts';

// Thirty different frames: noise over a slope, so that no branch is always taken the same way.
const random = seededRandom(11);
const frames = Array.from({ length: 30 }, (_, n) => {
  const noise = random.bytes(512 * 512);
  return noise.map((value, place) => ((value >> 2) + ((place * (n + 1)) >> 10)) & 0xff);
});
const plain = (): string[] => frames.map((luma) => pdqHashOfLuma({ luma, rows: 512, cols: 512 }).hash);
const fast = (): string[] => frames.map((luma) => pdqHash(luma).hash);
// Both warmed up, and held equal.
if (plain().join() !== fast().join()) throw new Error('the two builds of PDQ differ');
plain();
const times = await sideBySide({ ours: () => void fast(), reference: () => void plain(), rounds: 9 });
tell({ what: 'PDQ of 30 frames of 512x512', reference: 'the plain full filter in JS', ...times, target: 0.12 });
