import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree } from '../../../src-main/claims/place/agree.ts';
import { distanceM } from '../../../src-main/claims/place/distance.ts';
import { readPlace } from '../../../src-main/claims/place/read-place.ts';
import type { Place } from '../../../src-main/claims/place/place.ts';

function placeOf(text: string): Place {
  const place = readPlace(text, { near: { latitude: 44.3381, longitude: 131.66129 } });
  if ('problem' in place) throw new Error(`${text}: ${place.problem}`);
  return place;
}

const claimed = '44.326859, 131.668647';

describe('two notations of one place', () => {
  it('agree: the coordinates and the short code of the post', () => {
    const verdict = agree(placeOf(claimed), placeOf('8MG9+PFR'));
    expect(verdict).toEqual({ agree: true, distanceM: '0.641', allowedM: '1.62' });
  });

  it('do not when any digit of the code is another', () => {
    const code = '8QPH8MG9+PFR';
    for (let at = 0; at < code.length; at++) {
      for (const digit of '23456789CFGHJMPQRVWX') {
        if (code[at] === '+' || code[at] === digit) continue;
        const changed = readPlace(code.slice(0, at) + digit + code.slice(at + 1));
        expect('problem' in changed || !agree(placeOf(claimed), changed).agree).toBe(true);
      }
    }
  });

  it('do not when a digit of the coordinates is another, down to the size of the cell', () => {
    for (const changed of ['54.326859, 131.668647', '44.426859, 131.668647', '44.336859, 131.668647', '44.327859, 131.668647', '44.326959, 131.668647', '44.326859, 131.668747', '44.326859, 131.668687', '44.326899, 131.668647']) {
      expect(agree(placeOf(changed), placeOf('8MG9+PFR'))).toMatchObject({ agree: false });
    }
  });

  it('agree in both directions and with themselves', () => {
    const text = fc.tuple(fc.double({ min: -89, max: 89, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }), fc.integer({ min: 0, max: 7 })).map(([a, b, places]) => `${a.toFixed(places)}, ${b.toFixed(places)}`);
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [placeOf(one), placeOf(other)];
        expect(agree(a, a)).toMatchObject({ agree: true, distanceM: '0' });
        expect(agree(a, b)).toEqual(agree(b, a));
        const verdict = agree(a, b);
        expect(Number(verdict.distanceM) <= Number(verdict.allowedM)).toBe(verdict.agree);
      }),
      { numRuns: 200, seed: 12 },
    );
  });

  it('agree across the 180th meridian', () => {
    expect(agree(placeOf('10.0, 180.0'), placeOf('10.0, -180.0')).agree).toBe(true);
    expect(agree(placeOf('10.00, 179.99'), placeOf('10.0, -180.0')).agree).toBe(true);
  });
});

describe('the distance between two points', () => {
  it.each([
    // Vincenty's inverse on WGS 84.
    [{ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 }, 111_319.491],
    [{ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 }, 110_574.389],
    [{ latitude: 89, longitude: 0 }, { latitude: 90, longitude: 0 }, 111_693.865],
  ])('is that of the ellipsoid to a few metres in 100 km', (a, b, expected) => {
    expect(Math.abs(distanceM(a, b) - expected)).toBeLessThan(3);
  });

  it('is half the globe for opposite points', () => {
    expect(distanceM({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }) / 20_003_931).toBeCloseTo(1, 1);
  });
});
