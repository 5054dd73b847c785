import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import {
  cosineTransform,
  downsample,
  gradientQuality,
  hashOfCoefficients,
  pdqHashOfLuma,
} from '../../../../src-main/engine/media/pdq/pdq-plain.ts';
import { pdqHash, transformFrame } from '../../../../src-main/engine/media/pdq/pdq-wasm.ts';
import { corpus, corpusFrames, draw, drawnFrames, patternFrames, side, type NamedFrame } from './frames.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const committed = new URL('../../../../src-main/engine/media/pdq/pdq.wasm', import.meta.url);

/** The frames for which the two builds differ in a bit of any coefficient, in the hash or in the quality. */
function disagreements(frames: NamedFrame[]): string[] {
  return frames.filter(({ grey }) => !agree(grey)).map(({ name }) => name);
}

function agree(grey: Uint8Array): boolean {
  const samples = downsample({ luma: grey, rows: side, cols: side });
  const plain = cosineTransform(samples);
  const { coefficients, quality } = transformFrame(grey);
  return (
    Buffer.from(coefficients.slice().buffer).equals(Buffer.from(plain.buffer)) &&
    quality === gradientQuality(samples) &&
    pdqHash(grey).hash === hashOfCoefficients(plain)
  );
}

describe('the WebAssembly build of PDQ', () => {
  it('agrees with the plain filter in every bit on noise, ramps and bright edges', () => {
    expect(disagreements(drawnFrames())).toEqual([]);
  });

  it('agrees with the plain filter in every bit on moving and still test patterns', () => {
    const frames = patternFrames();
    expect(frames).toHaveLength(30);
    expect(disagreements(frames)).toEqual([]);
  });

  it('gives a flat frame the quality 0, and black the hash of zeros', () => {
    expect(pdqHash(draw('black', () => 0).grey)).toEqual({ hash: '0'.repeat(64), quality: 0 });
    const levels = [1, 77, 128, 255].map((level) => draw(`level ${level}`, () => level));
    expect(levels.map(({ grey }) => pdqHash(grey).quality)).toEqual([0, 0, 0, 0]);
    expect(disagreements(levels)).toEqual([]);
  });

  it('gives a frame the same answer as the plain way for planes of any size', () => {
    const { grey } = draw('waves', (row, col) => 128 + 99 * Math.sin(row / 31) * Math.cos(col / 17 + row / 70));
    expect(pdqHash(grey)).toEqual(pdqHashOfLuma({ luma: grey, rows: side, cols: side }));
  });

  it('remembers nothing of the frame before', () => {
    const [first, second] = [draw('ramp', (row, col) => (row + 3 * col) / 9), draw('white', () => 255)];
    const alone = pdqHash(first.grey);
    pdqHash(second.grey);
    expect(pdqHash(first.grey)).toEqual(alone);
  });

  it('refuses a frame of another size', () => {
    expect(() => pdqHash(new Uint8Array(64 * 64))).toThrow(RangeError);
  });

  it('works in a worker thread', async () => {
    const { grey } = draw('ramp', (row, col) => (row + col) / 4);
    const module = new URL('../../../../src-main/engine/media/pdq/pdq-wasm.ts', import.meta.url).href;
    const code = `const { parentPort, workerData } = require('node:worker_threads');
      import(workerData.module).then(({ pdqHash }) => parentPort.postMessage(pdqHash(workerData.grey)));`;
    const worker = new Worker(code, { eval: true, workerData: { module, grey } });
    const answer = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    expect(answer).toEqual(pdqHash(grey));
    await worker.terminate();
  });

  it('is what its source compiles to, byte for byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pdq-'));
    try {
      const rebuilt = join(folder, 'pdq.wasm');
      const [, ...args] = buildCommand();
      const outFile = args.indexOf('--outFile') + 1;
      const asc = join(root, 'node_modules/assemblyscript/bin/asc.js');
      execFileSync(process.execPath, [asc, ...args.with(outFile, rebuilt)], { cwd: root, stdio: 'pipe' });
      expect(readFileSync(rebuilt).equals(readFileSync(committed))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe.skipIf(!corpus)('the WebAssembly build of PDQ on real footage', () => {
  it('agrees with the plain filter in every bit on every frame', { timeout: 60_000 }, () => {
    const frames = corpusFrames(corpus ?? '');
    expect(frames.length).toBeGreaterThan(100);
    expect(disagreements(frames)).toEqual([]);
  });
});

/** `npm run build:pdq`, word by word. */
function buildCommand(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  return (scripts['build:pdq'] ?? '').split(' ');
}
