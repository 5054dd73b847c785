import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittingIntervals } from '../../../src-main/claims/sun/fitting-intervals.ts';
import type { SunSearch } from '../../../src-main/claims/sun/measures.ts';
import { sunPosition } from '../../../src-main/claims/sun/position.ts';

const dayMs = 86_400_000;
const place = { latitude: 44.326859, longitude: 131.668647, errorM: 10 };
const year = { from: Date.UTC(2024, 0, 1), to: Date.UTC(2025, 0, 1) };

function intervalsOf(search: SunSearch): { earliest: number; latest: number }[] {
  const found = fittingIntervals(search);
  if ('problem' in found) throw new Error(`${found.problem} ${found.part}`);
  return found.intervals;
}

const scene = fc.record({
  at: fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2050, 0, 1) }),
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  errorM: fc.double({ min: 0, max: 50_000, noNaN: true }),
  /** Where within its error the true place lies. */
  bearing: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  error: fc.double({ min: 0, max: 5, noNaN: true }),
  miss: fc.double({ min: -1, max: 1, noNaN: true }),
});

/** The stated place is off from the true one by less than its error; the search knows the stated one alone. */
function statedPlace({ latitude, longitude, errorM, bearing, share }: { latitude: number; longitude: number; errorM: number; bearing: number; share: number }): SunSearch['place'] {
  const shift = (errorM * share * 0.99) / 111_700;
  const stated = latitude + shift * Math.cos(bearing);
  const widest = Math.min(89.999, Math.max(Math.abs(stated), Math.abs(latitude)));
  const east = longitude + (shift * Math.sin(bearing)) / Math.max(Math.cos((Math.min(Math.abs(stated), Math.abs(latitude), widest) * Math.PI) / 180), 1e-9);
  const inRange = Math.abs(stated) <= 90 && Math.abs(east) <= 180;
  return inRange ? { latitude: stated, longitude: east, errorM } : { latitude, longitude, errorM };
}

describe('the instants that fit', () => {
  it('always hold the true one, whatever was measured within its error', () => {
    fc.assert(
      fc.property(scene, (one) => {
        const sun = sunPosition(one.at, one.latitude, one.longitude);
        const measured = (value: number): { value: number; error: number } => ({ value, error: one.error });
        const off = one.error * one.miss;
        const elevation = measured(Math.max(-90, Math.min(90, sun.elevation + off)));
        const azimuth = measured((sun.azimuth + off + 360) % 360);
        const span = { from: one.at - 40 * 3_600_000, to: one.at + 50 * 3_600_000, place: statedPlace(one) };
        for (const measures of [{ elevation }, { azimuth }, { elevation, azimuth }]) {
          const holds = intervalsOf({ ...span, ...measures }).some(({ earliest, latest }) => earliest <= one.at && one.at <= latest);
          expect(holds).toBe(true);
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('always hold the true one when a shadow was measured', () => {
    fc.assert(
      fc.property(scene, (one) => {
        const sun = sunPosition(one.at, one.latitude, one.longitude);
        fc.pre(sun.elevation > 1);
        const ratio = 1 / Math.tan((sun.elevation * Math.PI) / 180);
        const error = ratio * 0.1;
        const shadowRatio = { value: ratio + error * one.miss, error };
        const found = intervalsOf({ from: one.at - dayMs, to: one.at + dayMs, place: statedPlace(one), shadowRatio });
        expect(found.some(({ earliest, latest }) => earliest <= one.at && one.at <= latest)).toBe(true);
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it('are sorted, disjoint, of whole milliseconds and inside the search', () => {
    fc.assert(
      fc.property(scene, (one) => {
        const span = { from: one.at - 3 * dayMs, to: one.at + 3 * dayMs };
        const found = intervalsOf({ ...span, place: statedPlace(one), elevation: { value: 20, error: one.error } });
        let before = span.from - 2;
        for (const { earliest, latest } of found) {
          expect(Number.isInteger(earliest) && Number.isInteger(latest)).toBe(true);
          expect(earliest).toBeGreaterThan(before + 1);
          expect(latest).toBeGreaterThanOrEqual(earliest);
          before = latest;
        }
        expect(before).toBeLessThanOrEqual(span.to);
      }),
      { numRuns: 100, seed: 9 },
    );
  });

  it('leave out what does not fit: outside of them the sun stands elsewhere', () => {
    const found = intervalsOf({ ...year, place, elevation: { value: 30, error: 0.5 } });
    for (let at = year.from; at < year.to; at += 1_234_567) {
      const inside = found.some(({ earliest, latest }) => earliest <= at && at <= latest);
      const off = Math.abs(sunPosition(at, place.latitude, place.longitude).elevation - 30);
      // 0.5 of measurement, 0.05 of the algorithm, 1/29 of refraction, 0.0001 of the place, a second of time.
      expect(inside ? off < 0.59 : off > 0.5).toBe(true);
    }
  });

  it('hold a noon that the sun touches for a moment', () => {
    const noon = Array.from({ length: 1440 }, (_, minute) => Date.UTC(2024, 5, 20) + minute * 60_000).reduce((best, at) =>
      sunPosition(at, place.latitude, place.longitude).elevation > sunPosition(best, place.latitude, place.longitude).elevation ? at : best,
    );
    const { elevation } = sunPosition(noon, place.latitude, place.longitude);
    const grazing = { value: elevation + 0.06, error: 0 };
    const found = intervalsOf({ ...year, place: { ...place, errorM: 0 }, elevation: grazing });
    expect(found.some(({ earliest, latest }) => earliest <= noon + 60_000 && noon - 60_000 <= latest)).toBe(true);
    expect(intervalsOf({ ...year, place: { ...place, errorM: 0 }, elevation: { value: elevation + 0.2, error: 0 } })).toEqual([]);
  });

  it('come to a thousand a year in well under a second', () => {
    const start = performance.now();
    const found = intervalsOf({ from: year.from, to: year.from + 500 * dayMs, place, elevation: { value: 15, error: 1 } });
    expect(found.length).toBeGreaterThanOrEqual(1000);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('by night only when nothing says that the sun was up', () => {
    const azimuth = { value: 10, error: 1 };
    expect(intervalsOf({ ...year, place, azimuth }).length).toBeGreaterThan(300);
    expect(intervalsOf({ ...year, place, azimuth, sunIsUp: true })).toEqual([]);
  });

  it('are all of the search where the place is too vague for an azimuth', () => {
    const pole = { latitude: 89.9, longitude: 0, errorM: 20_000 };
    expect(intervalsOf({ ...year, place: pole, azimuth: { value: 10, error: 1 } })).toEqual([{ earliest: year.from, latest: year.to }]);
  });

  it('may be a single instant that was asked for', () => {
    const at = Date.UTC(2024, 5, 20, 3);
    const { azimuth } = sunPosition(at, place.latitude, place.longitude);
    expect(intervalsOf({ from: at, to: at, place, azimuth: { value: azimuth, error: 0 } })).toEqual([{ earliest: at, latest: at }]);
  });
});

describe('a search that makes no sense', () => {
  const elevation = { value: 10, error: 1 };
  it.each([
    [{ ...year, place }, 'nothing-measured', 'search'],
    [{ from: year.to, to: year.from, place, elevation }, 'ends-before-it-starts', 'to'],
    [{ from: -Infinity, to: year.to, place, elevation }, 'not-a-number', 'from'],
    [{ from: year.from, to: Date.UTC(2200, 0), place, elevation }, 'outside-years', 'to'],
    [{ ...year, place: { ...place, latitude: 100 }, elevation }, 'out-of-range', 'place'],
    [{ ...year, place: { ...place, errorM: -1 }, elevation }, 'error-negative', 'place'],
    [{ ...year, place, elevation: { value: 91, error: 1 } }, 'out-of-range', 'elevation'],
    [{ ...year, place, azimuth: { value: 361, error: 1 } }, 'out-of-range', 'azimuth'],
    [{ ...year, place, azimuth: { value: 1, error: -1 } }, 'error-negative', 'azimuth'],
    [{ ...year, place, shadowRatio: { value: Number.NaN, error: 1 } }, 'not-a-number', 'shadowRatio'],
  ])('is refused by its part: %o', (search, problem, part) => {
    expect(fittingIntervals(search)).toEqual({ problem, part });
  });
});
