import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UncertainInstant } from '../../src-main/claims/instant.ts';
import { dailyWindows, predicateWindow } from '../../src-main/claims/predicate-window.ts';
import { timePredicateSchema, type TimePredicate } from '../../src-main/claims/predicate.ts';
import { readPhrase } from '../../src-main/claims/read-phrase.ts';
import { showPredicate } from '../../src-main/claims/show-predicate.ts';
import type { ClaimWindow } from '../../src-main/claims/window.ts';

fc.configureGlobal({ seed: 20241018 });

const hourMs = 3_600_000;
const utc = (text: string): number => Date.parse(text);
const exactly = (text: string): UncertainInstant => ({ earliest: utc(text), latest: utc(text) });
const seventyTwoHours = { shortestMs: 72 * hourMs, longestMs: 72 * hourMs };

function windowOf(predicate: TimePredicate, saidAt?: UncertainInstant): ClaimWindow {
  const window = predicateWindow(predicate, saidAt);
  if ('undefinedBecause' in window) throw new Error(window.undefinedBecause);
  return window;
}

describe('the window of "not older than"', () => {
  it('begins so long before the reference, with the error of both, and ends with it', () => {
    const saidAt = { earliest: utc('2024-10-20T10:00:00Z'), latest: utc('2024-10-20T12:00:00Z') };
    const predicate: TimePredicate = { kind: 'not-older-than', duration: { shortestMs: hourMs, longestMs: 3 * hourMs }, before: 'when-said' };
    expect(windowOf(predicate, saidAt)).toEqual({
      start: { earliest: utc('2024-10-20T07:00:00Z'), latest: utc('2024-10-20T11:00:00Z') },
      end: saidAt,
      endFrom: 'publication',
    });
  });

  it('is undefined without its reference', () => {
    expect(predicateWindow(readPhrase('not older than 72 hours'), undefined)).toEqual({ undefinedBecause: 'reference-unknown' });
  });

  it('that names its reference claims that end itself', () => {
    const before = exactly('2024-10-20T12:00:00Z');
    expect(windowOf({ kind: 'not-older-than', duration: seventyTwoHours, before })).toEqual({ start: exactly('2024-10-17T12:00:00Z'), end: before });
  });

  it('is the same for the same meaning in four languages', () => {
    const saidAt = exactly('2024-10-20T12:00:00Z');
    const quotes = ['not older than 72 hours', 'less than three days old', 'не старше 72 часов', 'не більше 72 годин', 'pas plus vieux que 72 heures'];
    const windows = quotes.map((quote) => predicateWindow(readPhrase(quote), saidAt));
    for (const window of windows) expect(window).toEqual({ start: exactly('2024-10-17T12:00:00Z'), end: saidAt, endFrom: 'publication' });
  });
});

describe('the window of a day', () => {
  it('in a zone nobody named has 26 hours of error at both ends', () => {
    expect(windowOf({ kind: 'on-date', date: '2024-10-18', zone: 'unknown' })).toEqual({
      start: { earliest: utc('2024-10-17T10:00:00Z'), latest: utc('2024-10-18T12:00:00Z') },
      end: { earliest: utc('2024-10-18T10:00:00Z') - 1, latest: utc('2024-10-19T12:00:00Z') - 1 },
    });
  });

  it('at a place that is no zone yet is that of an unknown zone', () => {
    const day = { kind: 'on-date', date: '2024-10-18' } as const;
    expect(windowOf({ ...day, zone: { place: 'p1' } })).toEqual(windowOf({ ...day, zone: 'unknown' }));
  });

  it('in a known zone is exact', () => {
    expect(windowOf({ kind: 'on-date', date: '2024-10-18', zone: { offsetMinutes: 180 } })).toEqual({ start: exactly('2024-10-17T21:00:00Z'), end: exactly('2024-10-18T20:59:59.999Z') });
    expect(windowOf({ kind: 'on-date', date: '2024-10-27', zone: { name: 'Europe/Kyiv' } })).toEqual({ start: exactly('2024-10-26T21:00:00Z'), end: exactly('2024-10-27T21:59:59.999Z') });
  });

  it('that the zone left out, or in a zone that is none, is undefined', () => {
    expect(predicateWindow({ kind: 'on-date', date: '2011-12-30', zone: { name: 'Pacific/Apia' } }, undefined)).toEqual({ undefinedBecause: 'date-skipped' });
    expect(predicateWindow({ kind: 'on-date', date: '2024-10-18', zone: { name: 'Europe/Atlantis' } }, undefined)).toEqual({ undefinedBecause: 'zone-unknown-name' });
  });

  it('"yesterday" counts from when it was said', () => {
    const saidAt = exactly('2024-10-20T12:00:00Z');
    const yesterday = readPhrase('hier');
    expect(predicateWindow(yesterday, undefined)).toEqual({ undefinedBecause: 'reference-unknown' });
    expect(predicateWindow(yesterday, { earliest: -Infinity, latest: 0 })).toEqual({ undefinedBecause: 'reference-unknown' });
    const window = windowOf(yesterday, saidAt);
    expect([window.start?.earliest, window.end?.latest]).toEqual([utc('2024-10-18T11:00:00.001Z'), utc('2024-10-20T11:59:59.999Z')]);
  });
});

describe('other windows', () => {
  it('before and after have one end', () => {
    const at = exactly('2024-10-18T00:00:00Z');
    expect(windowOf({ kind: 'before', at })).toEqual({ end: at });
    expect(windowOf({ kind: 'after', at })).toEqual({ start: at });
  });

  it('between ends that are the wrong way round is undefined', () => {
    expect(predicateWindow({ kind: 'between', from: exactly('2024-10-19T00:00:00Z'), to: exactly('2024-10-18T00:00:00Z') }, undefined)).toEqual({ undefinedBecause: 'window-reversed' });
  });

  it('free text has none', () => {
    expect(predicateWindow({ kind: 'free-text', text: 'long ago' }, undefined)).toEqual({ undefinedBecause: 'free-text' });
  });

  it('a list of windows is a set', () => {
    const windows = [{ earliest: 10, latest: 20 }, { earliest: 0, latest: 9 }, { earliest: 30, latest: 40 }];
    expect(windowOf({ kind: 'periodic', windows })).toEqual({ periodic: [{ from: 0, to: 20 }, { from: 30, to: 40 }] });
  });

  it('a window of every day is laid out in a range', () => {
    const daily = { fromMinute: 22 * 60, toMinute: 2 * 60, offsetMinutes: 120 };
    expect(predicateWindow({ kind: 'periodic', windows: daily }, undefined)).toEqual({ undefinedBecause: 'daily-window-needs-range' });
    const range = { earliest: utc('2024-10-18T21:00:00Z'), latest: utc('2024-10-19T20:30:00Z') };
    expect(dailyWindows(daily, range)).toEqual([
      { from: utc('2024-10-18T21:00:00Z'), to: utc('2024-10-19T00:00:00Z') - 1 },
      { from: utc('2024-10-19T20:00:00Z'), to: utc('2024-10-19T20:30:00Z') },
    ]);
    expect(() => dailyWindows(daily, { earliest: 0, latest: Infinity })).toThrow(RangeError);
  });
});

const ms = fc.integer({ min: -1e13, max: 1e13 });
const width = fc.integer({ min: 0, max: 1e9 });
const instant = fc.tuple(ms, width).map(([earliest, more]) => ({ earliest, latest: earliest + more }));

describe('properties of windows', () => {
  it('a wider time of saying never narrows a window', () => {
    const quotes = fc.constantFrom('not older than 72 hours', 'не більше 72 годин', 'hier', 'вчора ввечері', 'filmed today', 'not older than 3 months');
    fc.assert(
      fc.property(quotes, instant, width, width, (quote, saidAt, before, after) => {
        const narrow = windowOf(readPhrase(quote), saidAt);
        const wide = windowOf(readPhrase(quote), { earliest: saidAt.earliest - before, latest: saidAt.latest + after });
        for (const end of ['start', 'end'] as const) {
          expect((wide[end]?.earliest ?? NaN) <= (narrow[end]?.earliest ?? NaN)).toBe(true);
          expect((wide[end]?.latest ?? NaN) >= (narrow[end]?.latest ?? NaN)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a known offset never gives a window outside that of the unknown one', () => {
    fc.assert(
      fc.property(ms, fc.integer({ min: -720, max: 840 }), (at, offsetMinutes) => {
        const date = new Date(at).toISOString().slice(0, 10);
        const [known, unknown] = [{ offsetMinutes }, 'unknown' as const].map((zone) => windowOf({ kind: 'on-date', date, zone }));
        for (const end of ['start', 'end'] as const) {
          expect((unknown?.[end]?.earliest ?? NaN) <= (known?.[end]?.earliest ?? NaN)).toBe(true);
          expect((unknown?.[end]?.latest ?? NaN) >= (known?.[end]?.latest ?? NaN)).toBe(true);
        }
      }),
    );
  });
});

describe('a predicate', () => {
  it.each([
    ['with a fraction of a ms', { kind: 'before', at: { earliest: 0.5, latest: 1 } }],
    ['with ends the wrong way round', { kind: 'before', at: { earliest: 2, latest: 1 } }],
    ['without an end', { kind: 'after', at: { earliest: 0, latest: Infinity } }],
    ['of a length below zero', { kind: 'not-older-than', duration: { shortestMs: -1, longestMs: 1 }, before: 'when-said' }],
    ['of a date that is none', { kind: 'on-date', date: '2024-02-30', zone: 'unknown' }],
    ['of an offset nobody uses', { kind: 'on-date', date: '2024-02-28', zone: { offsetMinutes: 900 } }],
    ['of no windows', { kind: 'periodic', windows: [] }],
    ['with a field too many', { kind: 'free-text', text: '', more: 1 }],
    ['of an unknown kind', { kind: 'perhaps', text: '' }],
  ])('%s is none', (_, value) => {
    expect(timePredicateSchema.safeParse(value).success).toBe(false);
  });

  it('survives JSON', () => {
    for (const quote of ['not older than 72 hours', 'filmed on 18 October 2024', 'between 18 October 2024 and 20 October 2024', 'hier soir', 'once upon a time']) {
      const predicate = readPhrase(quote);
      expect(timePredicateSchema.parse(JSON.parse(JSON.stringify(predicate)))).toEqual(predicate);
    }
  });

  it.each([
    ['not older than 72 hours', { code: 'not-older-than', facts: { shortestMs: 72 * hourMs, longestMs: 72 * hourMs, before: 'when-said' }, notes: ['recording-implied'] }],
    ['recorded on 18 October 2024', { code: 'on-date', facts: { date: '2024-10-18', zone: 'unknown' }, notes: [] }],
    ['recorded before 2024-10-18T14:30Z', { code: 'before', facts: { atEarliest: '2024-10-18T14:30:00.000Z', atLatest: '2024-10-18T14:30:59.999Z' }, notes: [] }],
    ['once upon a time', { code: 'free-text', facts: { text: 'once upon a time' }, notes: [] }],
  ])('%s is shown back as it was read', (quote, shown) => {
    expect(showPredicate(readPhrase(quote))).toEqual(shown);
  });

  it('of every day is shown with its minutes and offset', () => {
    const windows = { fromMinute: 360, toMinute: 480, offsetMinutes: 120 };
    expect(showPredicate({ kind: 'periodic', windows })).toEqual({ code: 'periodic-daily', facts: windows, notes: [] });
  });
});
