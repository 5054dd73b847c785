import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const side = 512;

/** Media that nobody here made; absent from a bare checkout. */
export const corpus = findCorpus();

function findCorpus(): string | undefined {
  const folder = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
  return existsSync(folder) ? folder : undefined;
}

export interface NamedFrame {
  name: string;
  grey: Uint8Array;
}

/** What ffmpeg writes for the arguments, as raw pixels. */
export function decode(args: readonly string[], pixelFormat: 'gray' | 'rgb24'): Uint8Array {
  const output = ['-pix_fmt', pixelFormat, '-f', 'rawvideo', '-'];
  return execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...args, ...output], { maxBuffer: 1 << 30 });
}

/** Frames of 512 x 512 grey pixels, cut from one stream. */
export function decodeFrames(name: string, args: readonly string[]): NamedFrame[] {
  const bytes = decode(args, 'gray');
  const size = side * side;
  return Array.from({ length: bytes.length / size }, (_, k) => ({
    name: `${name}, frame ${k}`,
    grey: bytes.subarray(k * size, (k + 1) * size),
  }));
}

/** Every 20th frame of the near-duplicates and all stills: about 150 frames. */
export function corpusFrames(folder: string): NamedFrame[] {
  const chain = `select='not(mod(n,20))',scale=${side}:${side}:flags=area`;
  return ['near-duplicate', 'pdq'].flatMap((part) =>
    readdirSync(`${folder}${part}`).flatMap((file) =>
      decodeFrames(file, ['-i', `file:${folder}${part}/${file}`, '-vf', chain, '-vsync', '0']),
    ),
  );
}

/** Moving and still test patterns of ffmpeg. */
export function patternFrames(): NamedFrame[] {
  const size = `s=${side}x${side}`;
  const sources = [`testsrc2=${size}:r=2`, `mandelbrot=${size}:r=2`, `life=${size}:r=2:seed=1`, `smptebars=${size}`, `color=gray:${size}`];
  return sources.flatMap((source) => decodeFrames(source, ['-f', 'lavfi', '-i', source, '-frames:v', '6']));
}

/** Frames at which rounding is most likely to go astray: noise of any height, ramps, and lone bright edges. */
export function drawnFrames(): NamedFrame[] {
  const random = seeded(20171009);
  const noise = [1, 2, 3, 16, 255].flatMap((height) =>
    Array.from({ length: 8 }, (_, k) => draw(`noise of height ${height}, ${k}`, () => Math.floor(random() * (height + 1)))),
  );
  const ramps = Array.from({ length: 12 }, (_, k) => draw(`ramp ${k}`, (row, col) => (k * row + (11 - k) * col) / 22));
  const edges = [0, 1, 2, 3, 508, 509, 510, 511].flatMap((line) => [
    draw(`bright row ${line}`, (row) => (row === line ? 85 + Math.floor(random() * 171) : 0)),
    draw(`bright column ${line}`, (_, col) => (col === line ? 85 + Math.floor(random() * 171) : 1)),
  ]);
  return [...noise, ...ramps, ...edges];
}

export function draw(name: string, value: (row: number, col: number) => number): NamedFrame {
  return { name, grey: Uint8Array.from({ length: side * side }, (_, at) => value(Math.floor(at / side), at % side)) };
}

/** A linear congruential generator: the same frames on every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
