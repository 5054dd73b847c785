import { describe, expect, it } from 'vitest';
import { axisRows, type AxisRow } from '../../../src-renderer/features/claims/axis/axis-rows.ts';
import { moved, placeOf, scaleOf, ticksOf, wholeView, zoomed } from '../../../src-renderer/features/claims/axis/axis-view.ts';

const hour = 3_600_000;
const at = (iso: string): number => Date.parse(iso);
const row = (rest: Partial<AxisRow>): AxisRow => ({ id: 'x', kind: 'decisive', allows: [], errors: [], decides: false, ...rest });

describe('the rows of the time axis', () => {
  const part = {
    kind: 'time' as const,
    item: 'a',
    window: { start: { earliest: 10, latest: 20 }, end: { earliest: 90, latest: 100 }, endFrom: 'publication' as const },
    bounds: [
      { id: 'evidence 3', kind: 'not-later-than' as const, basis: 'web-capture' as const, instant: { earliest: 50, latest: 60 } },
      { id: 'container', kind: 'during' as const, basis: 'container-date' as const, from: { earliest: 1, latest: 1 }, to: { earliest: 2, latest: 3 } },
      { id: 'other', kind: 'periodic' as const, basis: 'shadow' as const, segment: 'from 0:10', within: [{ from: 1, to: 2 }] },
    ],
    assessment: { verdict: 'consistent-but-unproven' as const, restsOn: ['evidence 3'], feasible: [{ to: 60 }], assertions: [{ id: 'container' }], setAside: ['other'] },
  };

  it('are the window with its errors, each bound by its weight, and what is left', () => {
    expect(axisRows(part).map(({ id, kind, decides, allows, errors }) => ({ id, kind, decides, allows, errors }))).toEqual([
      { id: 'window', kind: 'window', decides: false, allows: [{ from: 10, to: 100 }], errors: [{ from: 10, to: 20 }, { from: 90, to: 100 }] },
      { id: 'evidence 3', kind: 'decisive', decides: true, allows: [{ to: 60 }], errors: [{ from: 50, to: 60 }] },
      { id: 'container', kind: 'assertion', decides: false, allows: [{ from: 1, to: 3 }], errors: [{ from: 2, to: 3 }] },
      { id: 'other', kind: 'set-aside', decides: false, allows: [{ from: 1, to: 2 }], errors: [] },
      { id: 'feasible', kind: 'feasible', decides: false, allows: [{ to: 60 }], errors: [] },
    ]);
  });

  it('have no window where the claim says no time', () => {
    expect(axisRows({ ...part, window: { undefinedBecause: 'no-reference' } }).map(({ id }) => id)).not.toContain('window');
  });
});

describe('what is seen of time', () => {
  it('is every known end with room beside it; assertions far away do not count', () => {
    const view = wholeView([row({ allows: [{ from: 0, to: 1000 * hour }] }), row({ kind: 'assertion', allows: [{ from: at('1970-01-01'), to: at('2036-01-01') }] })]);
    expect(view).toEqual({ from: -120 * hour, to: 1120 * hour });
  });

  it('is nothing where no end is known', () => {
    expect(wholeView([row({ allows: [{}] })])).toBeUndefined();
  });

  it('comes nearer around the moment that is pointed at, down to seconds, and goes as far as dates go', () => {
    const near = zoomed({ from: 0, to: 100 * hour }, { factor: 0.5, share: 0.25 });
    expect(near).toEqual({ from: 12.5 * hour, to: 62.5 * hour });
    expect(zoomed({ from: 0, to: 10_000 }, { factor: 0.01, share: 0 })).toEqual({ from: 0, to: 10_000 });
    const far = zoomed({ from: 0, to: 1e15 }, { factor: 1e6, share: 0.5 });
    expect(far.to - far.from).toBeLessThanOrEqual(2 * 8.64e15);
    expect(moved({ from: 0, to: 100 }, 0.5)).toEqual({ from: 50, to: 150 });
  });

  it('places a stretch to the edge where its end is open, and nowhere where it is not seen', () => {
    const scale = scaleOf({ from: 0, to: 1000 }, 500);
    expect(placeOf({ to: 200 }, scale)).toEqual({ x: 0, width: 100 });
    expect(placeOf({ from: 999.9, to: 999.95 }, scale)).toEqual({ x: 499.95, width: 2 });
    expect(placeOf({ from: 2000 }, scale)).toBeUndefined();
  });

  it('labels moments as finely as they lie apart, in UTC', () => {
    const labels = (from: string, to: string): string[] => ticksOf(scaleOf({ from: at(from), to: at(to) }, 600), 600).map(({ label }) => label);
    expect(labels('1950-01-01', '2030-01-01')).toContain('1980');
    expect(labels('2024-01-01', '2024-12-01')).toContain('2024-07');
    expect(labels('2024-10-14', '2024-10-19')).toContain('2024-10-16');
    expect(labels('2024-10-14T10:00Z', '2024-10-14T10:00:10Z')).toContain('2024-10-14 10:00:05');
  });
});
