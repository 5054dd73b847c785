import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterDrift, compareClock, correctForClock } from '../../src-main/claims/device-clock.ts';

fc.configureGlobal({ seed: 20241018 });

const times = fc.integer({ min: -8e14, max: 8e14 });
const widths = fc.integer({ min: 0, max: 1e9 });
const instants = fc.tuple(times, widths).map(([earliest, width]) => ({ earliest, latest: earliest + width }));

describe('a device clock', () => {
  it('that is ahead makes the true time earlier', () => {
    expect(correctForClock({ earliest: 10_000, latest: 10_999 }, { leastAheadMs: 4000, mostAheadMs: 5000 })).toEqual({ earliest: 5000, latest: 6999 });
  });

  it('that is behind makes it later', () => {
    expect(correctForClock({ earliest: 10_000, latest: 10_000 }, { leastAheadMs: -3000, mostAheadMs: -3000 })).toEqual({ earliest: 13_000, latest: 13_000 });
  });

  it('compared once, corrects what it showed to an interval around the true time', () => {
    fc.assert(
      fc.property(instants, instants, (shown, truly) => {
        const corrected = correctForClock(shown, compareClock(shown, truly));
        expect(corrected.earliest <= truly.earliest && corrected.latest >= truly.latest).toBe(true);
      }),
    );
  });

  it('widens with drift, rounded up', () => {
    expect(afterDrift({ leastAheadMs: 0, mostAheadMs: 10 }, 86_400_000, 20)).toEqual({ leastAheadMs: -1728, mostAheadMs: 1738 });
    expect(afterDrift({ leastAheadMs: 0, mostAheadMs: 0 }, -1, 1)).toEqual({ leastAheadMs: -1, mostAheadMs: 1 });
  });

  it('with a wider error gives a wider time', () => {
    fc.assert(
      fc.property(instants, times, widths, widths, (stated, least, narrow, more) => {
        const inner = correctForClock(stated, { leastAheadMs: least, mostAheadMs: least + narrow });
        const outer = correctForClock(stated, { leastAheadMs: least - more, mostAheadMs: least + narrow + more });
        expect(outer.earliest <= inner.earliest && outer.latest >= inner.latest).toBe(true);
      }),
    );
  });

  it('leaves an end that is open open', () => {
    expect(correctForClock({ earliest: -Infinity, latest: 0 }, { leastAheadMs: 1, mostAheadMs: 2 })).toEqual({ earliest: -Infinity, latest: -1 });
  });

  it.each([[2, 1], [0.5, 1], [Number.NaN, 1]])('from %d to %d ms is no clock', (leastAheadMs, mostAheadMs) => {
    expect(() => correctForClock({ earliest: 0, latest: 0 }, { leastAheadMs, mostAheadMs })).toThrow(RangeError);
  });
});
