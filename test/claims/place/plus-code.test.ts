import * as fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { degree, readAngle, type Angle } from '../../../src-main/claims/place/angle.ts';
import { completePlusCode, isFullPlusCode, isPlusCode, isShortPlusCode, longestPlusCode, plusCodeBox, plusCodeOf, stepsOf } from '../../../src-main/claims/place/plus-code.ts';

const vectors = fileURLToPath(new URL('../../../../shared/corpus/vectors/', import.meta.url));
const isThere = existsSync(vectors);

function rowsOf(name: string): string[][] {
  if (!isThere) return [];
  const lines = readFileSync(`${vectors}open-location-code-${name}.csv`, 'utf8').split(/\r?\n/);
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(','));
}

/** Decimal text, perhaps with an exponent, as an exact angle. */
function angle(text = ''): Angle {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const size = readAngle(mantissa.replace('-', ''));
  const scaled = Number(exponent) < 0 ? size / 10n ** BigInt(-Number(exponent)) : size * 10n ** BigInt(exponent);
  return mantissa.startsWith('-') ? -scaled : scaled;
}

describe.skipIf(!isThere)('plus codes by the vectors of their specification (../shared/corpus)', () => {
  it('are told from other texts, and short ones from full ones', () => {
    const rows = rowsOf('validityTests');
    expect(rows.length).toBeGreaterThan(20);
    const found = rows.map(([code = '']) => [code, String(isPlusCode(code)), String(isShortPlusCode(code)), String(isFullPlusCode(code))]);
    expect(found).toEqual(rows);
  });

  it('are made of coordinates', () => {
    const rows = rowsOf('encoding').filter(([, , , , length = '']) => Number(length) >= 2 && !(Number(length) < 10 && Number(length) % 2 === 1));
    expect(rows.length).toBeGreaterThan(300);
    const wrong = rows.filter(([latitude, longitude, , , length, code]) => plusCodeOf(angle(latitude), angle(longitude), Math.min(longestPlusCode, Number(length))) !== code);
    expect(wrong).toEqual([]);
  });

  it('count the same steps from the south pole and the 180th meridian', () => {
    const off = rowsOf('encoding').filter(([latitude, longitude, row, column]) => {
      const [ours, theirs] = [stepsOf(angle(latitude), angle(longitude)), [BigInt(row ?? 0), BigInt(column ?? 0)]];
      return ours[0] !== theirs[0] || ours[1] !== theirs[1];
    });
    expect(off).toEqual([]);
  });

  it('name the cells that the specification says', () => {
    const rows = rowsOf('decoding');
    expect(rows.length).toBeGreaterThan(10);
    const wrong = rows.filter(([code = '', , south, west, north, east]) => {
      const box = plusCodeBox(code);
      const sides = [box.latitude - box.latitudeHalf, box.longitude - box.longitudeHalf, box.latitude + box.latitudeHalf, box.longitude + box.longitudeHalf];
      // The vectors are rounded to ten decimals.
      return [south, west, north, east].some((side, n) => Math.abs(Number((sides[n] ?? 0n) - angle(side))) > 100);
    });
    expect(wrong).toEqual([]);
  });

  it('are completed from short ones', () => {
    const rows = rowsOf('shortCodeTests').filter(([, , , , kind]) => kind !== 'S');
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.map(([, latitude, longitude, short = '']) => completePlusCode(short, angle(latitude), angle(longitude)))).toEqual(rows.map(([code]) => code));
  });
});

describe('plus codes', () => {
  const point = fc.tuple(fc.bigInt({ min: -90n * degree, max: 90n * degree - 1n }), fc.bigInt({ min: -180n * degree, max: 180n * degree - 1n }));

  it('hold the point that they were made of, and come back from their middle', () => {
    fc.assert(
      fc.property(point, fc.constantFrom(2, 4, 6, 8, 10, 11, 12, 13, 14, 15), ([latitude, longitude], length) => {
        const code = plusCodeOf(latitude, longitude, length);
        const box = plusCodeBox(code);
        expect(isFullPlusCode(code)).toBe(true);
        expect(Math.abs(Number(box.latitude - latitude))).toBeLessThanOrEqual(Number(box.latitudeHalf) + 1);
        expect(Math.abs(Number(box.longitude - longitude))).toBeLessThanOrEqual(Number(box.longitudeHalf) + 1);
        expect(plusCodeOf(box.latitude, box.longitude, length)).toBe(code);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('shortened by four digits are completed from anywhere within 0.4 degrees', () => {
    const shift = fc.bigInt({ min: (-4n * degree) / 10n, max: (4n * degree) / 10n });
    fc.assert(
      fc.property(point, shift, shift, ([latitude, longitude], north, east) => {
        fc.pre(latitude + north > -90n * degree && latitude + north < 90n * degree);
        const code = plusCodeOf(latitude, longitude, 11);
        expect(completePlusCode(code.slice(4), latitude + north, longitude + east)).toBe(code);
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});
