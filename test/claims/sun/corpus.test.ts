import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { daylight, type Daylight } from '../../../src-main/claims/sun/daylight.ts';
import { fittingIntervals } from '../../../src-main/claims/sun/fitting-intervals.ts';
import { sunPosition } from '../../../src-main/claims/sun/position.ts';

const vectors = fileURLToPath(new URL('../../../../shared/corpus/vectors/sun-positions.json', import.meta.url));

interface Vectors {
  locations: { name: string; lat: number; lng: number }[];
  positions: Record<string, { sun: Record<string, { azimuth: number; altitude: number }> }>;
  times: Record<string, Record<string, { sundata: { phen: string; time: string | null }[] }>>;
}

const corpus: Vectors = existsSync(vectors) ? (JSON.parse(readFileSync(vectors, 'utf8')) as Vectors) : { locations: [], positions: {}, times: {} };

describe.skipIf(!existsSync(vectors))('the sun against JPL Horizons (../shared/corpus)', () => {
  const rows = corpus.locations.flatMap(({ name, lat, lng }) =>
    Object.entries(corpus.positions[name]?.sun ?? {}).map(([at, theirs]) => {
      const ours = sunPosition(Date.parse(at), lat, lng);
      const turn = Math.abs(((ours.azimuth - theirs.azimuth + 540) % 360) - 180);
      const place = { latitude: lat, longitude: lng, errorM: 0 };
      const across = turn * Math.cos((theirs.altitude * Math.PI) / 180);
      return { at: Date.parse(at), place, theirs, elevation: Math.abs(ours.elevation - theirs.altitude), azimuth: across };
    }),
  );
  const greatest = (of: (row: (typeof rows)[number]) => number, low: number, high: number): number =>
    Math.max(...rows.filter(({ theirs }) => theirs.altitude > low && theirs.altitude <= high).map(of));

  it('lies within 0.010 degrees across, at every elevation', () => {
    expect(rows.length).toBeGreaterThan(700);
    expect(greatest((row) => row.azimuth, -90, 90)).toBeLessThan(0.01);
  });

  it('lies within 0.010 degrees of elevation above 3 degrees', () => {
    expect(greatest((row) => row.elevation, 3, 90)).toBeLessThan(0.01);
  });

  it('is never left out by what Horizons says, taken as a measurement without any error', () => {
    const lost = rows.filter(({ at, place, theirs }) => {
      const span = { from: at - 86_400_000, to: at + 86_400_000, place };
      const elevation = { value: theirs.altitude, error: 0 };
      const found = fittingIntervals({ ...span, elevation, azimuth: { value: theirs.azimuth, error: 0 } });
      return 'problem' in found || !found.intervals.some(({ earliest, latest }) => earliest <= at && at <= latest);
    });
    expect(lost).toEqual([]);
  });

  it('differs at the horizon and below by another convention of refraction, inside the error granted for it', () => {
    expect(greatest((row) => row.elevation, -90, 3)).toBeLessThan(0.18);
  });
});

describe.skipIf(!existsSync(vectors))('daylight against the US Naval Observatory (../shared/corpus)', () => {
  /** The day before and the day after as well: theirs are days of UTC, ours of the sun. */
  const around = (date: string, lat: number, lng: number): Daylight[] =>
    [-1, 0, 1].flatMap((shift) => {
      const day = new Date(Date.parse(date) + shift * 86_400_000).toISOString().slice(0, 10);
      const found = daylight(day, { latitude: lat, longitude: lng });
      return 'problem' in found ? [] : [found];
    });
  const events: Record<string, (day: Daylight) => number | undefined> = {
    Rise: (day) => day.sun.rise,
    Set: (day) => day.sun.set,
    'Begin Civil Twilight': (day) => day.civilTwilight.rise,
    'End Civil Twilight': (day) => day.civilTwilight.set,
  };
  const offs = corpus.locations.flatMap(({ name, lat, lng }) =>
    Object.entries(corpus.times[name] ?? {}).flatMap(([date, { sundata }]) =>
      sundata.flatMap(({ phen, time }) => {
        const event = events[phen];
        if (!event || time === null) return [];
        const theirs = Date.parse(`${date}T${time}:00Z`);
        const off = Math.min(...around(date, lat, lng).map((day) => Math.abs((event(day) ?? -Infinity) - theirs)));
        return [{ name, date, phen, time, off: off / 60_000 }];
      }),
    ),
  );

  it('gives every time to the minute', () => {
    expect(offs.length).toBeGreaterThan(400);
    expect(offs.filter(({ off }) => off > 1)).toEqual([]);
  });

  it('knows the days without a sunrise or without a sunset', () => {
    const still = corpus.locations.flatMap(({ name, lat, lng }) =>
      Object.entries(corpus.times[name] ?? {}).flatMap(([date, { sundata }]) =>
        sundata.filter(({ phen }) => /continuously .* the Horizon/.test(phen)).map(({ phen }) => ({ phen, days: around(date, lat, lng) })),
      ),
    );
    expect(still.length).toBeGreaterThan(10);
    for (const { phen, days } of still) expect(days[1]?.sun).toEqual({ above: phen.includes('above') ? 'all-day' : 'never' });
  });
});
