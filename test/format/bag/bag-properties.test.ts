import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriedValue, makeBagInfo, makePayloadOxum, readBagInfo, readPayloadOxum } from '../../../src-main/format/bag/bag-info.ts';
import { linesOf, splitLines } from '../../../src-main/format/bag/lines.ts';
import { makeManifest, readManifestLine } from '../../../src-main/format/bag/manifest.ts';
import { decodeBagPath, encodeBagPath, foldBagPath, pathFault, plainPath } from '../../../src-main/format/bag/path.ts';
import { rulesOf } from '../../../src-main/format/bag/version.ts';

const anyText = fc.string({ unit: fc.oneof(fc.constantFrom('%', '\r', '\n', '0', 'A', 'D', '2', '5', ' ', '\t', '/', '*', '\u0085', '\u2028'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) });
const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: 64, maxLength: 64 });

async function* inPieces(text: string, cuts: readonly number[]): AsyncGenerator<string> {
  let at = 0;
  for (const cut of [...cuts, text.length].sort((a, b) => a - b)) {
    yield text.slice(at, Math.max(at, cut));
    at = Math.max(at, cut);
  }
  yield text.slice(at);
}

describe('any path', () => {
  it('comes back from a manifest of 1.0 as it went in', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hex, anyText), { minLength: 1 }), (files) => {
        const listed = files.map(([digest, name]) => ({ digest, path: `data/${name}` }));
        const read = splitLines(makeManifest(listed)).map((line) => readManifestLine(line, 'sha256'));
        expect(read.map((line) => ('path' in line ? { digest: line.digest, path: decodeBagPath(line.path) } : line))).toEqual(listed);
      }),
    );
  });

  it('encoded holds no line end and no % but those of its codes', () => {
    fc.assert(fc.property(anyText, (path) => {
      expect(encodeBagPath(path)).toMatch(/^(?:[^%\r\n]|%25|%0D|%0A)*$/);
    }));
  });

  it('that is let through stays within the bag when it is made plain and joined', () => {
    const part = fc.constantFrom('..', '.', '', '~', 'data', 'C:', '\\', 'a', '...', ' ..', '~root');
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom('/', '\\'), (parts, slash) => {
        const path = parts.join(slash);
        if (pathFault(path) !== undefined) return;
        const joined = new URL(encodeURI(plainPath(path)).replaceAll(/[?#]/g, encodeURIComponent), 'file:///bag/inner/');
        expect(joined.pathname.startsWith('/bag/inner/')).toBe(true);
      }),
    );
  });

  it('folds to what its fold folds to', () => {
    fc.assert(fc.property(anyText, (path) => {
      expect(foldBagPath(foldBagPath(path))).toBe(foldBagPath(path));
    }));
  });

  it('folds like its other normalisation form', () => {
    fc.assert(fc.property(anyText, (path) => {
      expect(foldBagPath(path.normalize('NFD'))).toBe(foldBagPath(path.normalize('NFC')));
    }));
  });
});

describe('any metadata', () => {
  const label = anyText.filter((text) => /^[^:\r\n \t](?:[^:\r\n]*[^:\r\n \t])?$/.test(text));

  it.each(['1.0', '0.97'] as const)('comes back from bag-info.txt by the rules of %s, as far as the format can carry it', (version) => {
    fc.assert(
      fc.property(fc.array(fc.record({ label, value: anyText })), (elements) => {
        const carried = elements.map((element) => ({ ...element, value: carriedValue(element.value) }));
        expect(readBagInfo(makeBagInfo(elements), rulesOf(version))).toEqual({ elements: carried, malformed: [] });
      }),
    );
  });

  it('about sizes comes back from Payload-Oxum', () => {
    fc.assert(fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (bytes, files) => {
      expect(readPayloadOxum(makePayloadOxum({ bytes, files }))).toEqual({ bytes, files });
    }));
  });
});

describe('any text', () => {
  it('has the same lines whole and in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.array(fc.nat(40)), async (text, cuts) => {
        const lines: string[] = [];
        for await (const batch of linesOf(inPieces(text, cuts))) lines.push(...batch.map(({ line }) => line));
        expect(lines).toEqual(splitLines(text));
      }),
    );
  });

  it('with a line too long for memory has it cut, and the next one whole', async () => {
    const lines = [];
    for await (const batch of linesOf(inPieces(`${'a'.repeat(70_000)}\n${'b'.repeat(65_536)}\nc`, [10, 69_999]))) lines.push(...batch.map(({ line, cut }) => [line.length, cut]));
    expect(lines).toEqual([[65_536, true], [65_536, false], [1, false]]);
  });
});
