import { describe, expect, it } from 'vitest';
import { daylight } from '../../../src-main/claims/sun/daylight.ts';
import { horizonRefractionDeg, sunPosition } from '../../../src-main/claims/sun/position.ts';

describe('daylight', () => {
  it('lies between sunrise and sunset, twilight around it', () => {
    const day = daylight('2024-10-18', { latitude: 44.326859, longitude: 131.668647 });
    if ('problem' in day) throw new Error(day.problem);
    const [dawn, rise, set, dusk] = [day.civilTwilight.rise, day.sun.rise, day.sun.set, day.civilTwilight.set].map((at) => at ?? 0);
    expect([day.from, dawn, rise, set, dusk, day.to].toSorted((a = 0, b = 0) => a - b)).toEqual([day.from, dawn, rise, set, dusk, day.to]);
    expect(sunPosition(rise ?? 0, 44.326859, 131.668647).elevation).toBeCloseTo(horizonRefractionDeg - 0.833, 3);
    expect(new Date(rise ?? 0).toISOString().slice(0, 13)).toBe('2024-10-17T21');
  });

  it('never ends in a polar summer and never comes in a polar winter', () => {
    expect(daylight('2026-06-21', { latitude: 78.2, longitude: 15.6 })).toMatchObject({ sun: { above: 'all-day' }, civilTwilight: { above: 'all-day' } });
    expect(daylight('2026-12-21', { latitude: 78.2, longitude: 15.6 })).toMatchObject({ sun: { above: 'never' }, civilTwilight: { above: 'never' } });
    expect(daylight('2026-12-21', { latitude: 69.6, longitude: 18.9 })).toMatchObject({ sun: { above: 'never' }, civilTwilight: { above: 'part-of-the-day' } });
  });

  it('is found on the shortest day before the polar night, minutes long', () => {
    const lengths = Array.from({ length: 2000 }, (_, n) => daylight('2026-12-21', { latitude: 67.3 + n / 10_000, longitude: 20 })).map((day) =>
      'problem' in day || day.sun.rise === undefined || day.sun.set === undefined ? 0 : day.sun.set - day.sun.rise,
    );
    expect(Math.min(...lengths.filter((length) => length > 0))).toBeLessThan(180_000);
  });

  it('is refused for days and places that do not exist', () => {
    expect(daylight('2026-02-30', { latitude: 0, longitude: 0 })).toEqual({ problem: 'day-unreadable', found: '2026-02-30' });
    expect(daylight('18 October', { latitude: 0, longitude: 0 })).toMatchObject({ problem: 'day-unreadable' });
    expect(daylight('1899-12-31', { latitude: 0, longitude: 0 })).toMatchObject({ problem: 'day-outside-years' });
    expect(daylight('2026-02-03', { latitude: 91, longitude: 0 })).toMatchObject({ problem: 'place-impossible' });
    expect(daylight('2026-02-03', { latitude: Number.NaN, longitude: 0 })).toMatchObject({ problem: 'place-impossible' });
  });
});
