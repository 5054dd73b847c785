import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBundle } from '../../../src-main/verifier/check-bundle.ts';
import { checkSignature, sha256 } from '../../format/known-keys.ts';
import { hasOpenssl } from '../../format/timestamp/local-authority.ts';
import { bundleOf, evidenceCase } from './bundles.ts';
import { memorySource, type BundleFiles } from './bundle-files.ts';

const files: BundleFiles = hasOpenssl ? (await bundleOf(await evidenceCase(), { choice: { items: ['i1'] } })).files : new Map();
const paths = [...files.keys()];

async function faults(altered: BundleFiles): Promise<number> {
  const { check } = await checkBundle(memorySource(altered), { sha256, checkSignature });
  const found = check.bag.findings.length + check.findings.length;
  expect(check.proved.length > 0).toBe(found === 0);
  return found;
}

describe.skipIf(!hasOpenssl)('a bundle without a new seal', () => {
  it('has no bit that could be flipped unnoticed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat({ max: 7 }), async (path, where, bit) => {
        const bytes = Uint8Array.from(files.get(path) ?? []);
        fc.pre(bytes.length > 0);
        const at = Math.floor(where * bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        expect([path, at, await faults(new Map(files).set(path, bytes))]).not.toEqual([path, at, 0]);
      }),
      { numRuns: 300, seed: 11 },
    );
  });

  it('has no byte that could be left out, put in, or cut off behind unnoticed', async () => {
    const cuts = [(bytes: Uint8Array, at: number) => bytes.subarray(0, at), (bytes: Uint8Array, at: number) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]), (bytes: Uint8Array, at: number) => Buffer.concat([bytes.subarray(0, at), Buffer.from('\n'), bytes.subarray(at)])];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.constantFrom(...cuts), async (path, where, cut) => {
        const bytes = files.get(path) ?? new Uint8Array();
        fc.pre(bytes.length > 0);
        const altered = cut(bytes, Math.floor(where * bytes.length));
        // Only where the lines of an armoured signature break says nothing.
        fc.pre(!(path.endsWith('.sig') && altered.toString().replaceAll('\n', '') === Buffer.from(bytes).toString().replaceAll('\n', '')));
        expect([path, await faults(new Map(files).set(path, altered))]).not.toEqual([path, 0]);
      }),
      { numRuns: 200, seed: 12 },
    );
  });

  it('has no file that could change places with another, or be left out, or be put in twice, unnoticed', async () => {
    const pick = fc.constantFrom(...paths);
    await fc.assert(
      fc.asyncProperty(pick, pick, fc.constantFrom('swap', 'copy', 'remove', 'add'), async (a, b, act) => {
        const altered: BundleFiles = new Map(files);
        const [ofA, ofB] = [files.get(a) ?? new Uint8Array(), files.get(b) ?? new Uint8Array()];
        fc.pre(Buffer.compare(ofA, ofB) !== 0);
        if (act === 'swap') altered.set(a, ofB).set(b, ofA);
        else if (act === 'copy') altered.set(a, ofB);
        else if (act === 'remove') altered.delete(a);
        else altered.set(`${a}.copy`, ofA);
        expect([act, a, b, await faults(altered)]).not.toEqual([act, a, b, 0]);
      }),
      { numRuns: 200, seed: 13 },
    );
  });
});
