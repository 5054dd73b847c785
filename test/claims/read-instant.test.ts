import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UncertainInstant } from '../../src-main/claims/instant.ts';
import type { Zone } from '../../src-main/claims/local-time.ts';
import { readInstant, type ReadInstantOptions, type StatedInstant } from '../../src-main/claims/read-instant.ts';

fc.configureGlobal({ seed: 20241018 });

const utc = (text: string): number => Date.parse(text);
const saidAt: UncertainInstant = { earliest: utc('2024-10-20T12:00:00.000Z'), latest: utc('2024-10-20T12:00:00.000Z') };

function read(text: string, options: ReadInstantOptions = {}): StatedInstant {
  const stated = readInstant(text, options);
  if ('problem' in stated) throw new Error(`${text}: ${stated.problem}`);
  return stated;
}

const ends = ({ earliest, latest }: UncertainInstant): string[] => [earliest, latest].map((ms) => (Number.isFinite(ms) ? new Date(ms).toISOString() : String(ms)));

const within = (inner: UncertainInstant, outer: UncertainInstant): boolean => inner.earliest >= outer.earliest && inner.latest <= outer.latest;

describe('an instant in ISO 8601', () => {
  it.each([
    ['2024-10-18', '2024-10-17T10:00:00.000Z', '2024-10-19T11:59:59.999Z'],
    ['2024-10-18Z', '2024-10-18T00:00:00.000Z', '2024-10-18T23:59:59.999Z'],
    ['2024-10', '2024-09-30T10:00:00.000Z', '2024-11-01T11:59:59.999Z'],
    ['2024', '2023-12-31T10:00:00.000Z', '2025-01-01T11:59:59.999Z'],
    ['2024-W42-5', '2024-10-17T10:00:00.000Z', '2024-10-19T11:59:59.999Z'],
    ['2020-W53', '2020-12-27T10:00:00.000Z', '2021-01-04T11:59:59.999Z'],
    ['2024-292', '2024-10-17T10:00:00.000Z', '2024-10-19T11:59:59.999Z'],
    ['2024-10-18T14Z', '2024-10-18T14:00:00.000Z', '2024-10-18T14:59:59.999Z'],
    ['2024-10-18T14:30Z', '2024-10-18T14:30:00.000Z', '2024-10-18T14:30:59.999Z'],
    ['2024-10-18 08:30:00-05:00', '2024-10-18T13:30:00.000Z', '2024-10-18T13:30:00.999Z'],
    ['2024-10-18T08:30-05:00', '2024-10-18T13:30:00.000Z', '2024-10-18T13:30:59.999Z'],
    ['2024-10-18 14:30:05+03:00', '2024-10-18T11:30:05.000Z', '2024-10-18T11:30:05.999Z'],
    ['20241018T143005Z', '2024-10-18T14:30:05.000Z', '2024-10-18T14:30:05.999Z'],
    ['2024-10-18T14:30:05.1Z', '2024-10-18T14:30:05.100Z', '2024-10-18T14:30:05.199Z'],
    ['2024-10-18T14:30:05,123Z', '2024-10-18T14:30:05.123Z', '2024-10-18T14:30:05.123Z'],
    ['2024-10-18T14:30:05.123456789Z', '2024-10-18T14:30:05.123Z', '2024-10-18T14:30:05.124Z'],
    ['2024-10-18T14:30:05.123000Z', '2024-10-18T14:30:05.123Z', '2024-10-18T14:30:05.123Z'],
    ['2024-10-18T23:59:59.9999Z', '2024-10-18T23:59:59.999Z', '2024-10-19T00:00:00.000Z'],
    ['2024-10-18T24:00:00.000Z', '2024-10-19T00:00:00.000Z', '2024-10-19T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z', '2017-01-01T00:00:00.999Z'],
    ['2017-01-01T02:59:60+03:00', '2016-12-31T23:59:59.000Z', '2017-01-01T00:00:00.999Z'],
    ['2024-10-18T14:30:00-00:00', '2024-10-18T14:30:00.000Z', '2024-10-18T14:30:00.999Z'],
    ['2024-10-18T14:30', '2024-10-18T00:30:00.000Z', '2024-10-19T02:30:59.999Z'],
    ['1969-07-20T20:17:40Z', '1969-07-20T20:17:40.000Z', '1969-07-20T20:17:40.999Z'],
    ['0050-06-01Z', '0050-06-01T00:00:00.000Z', '0050-06-01T23:59:59.999Z'],
    ['-0043-03-15Z', '-000043-03-15T00:00:00.000Z', '-000043-03-15T23:59:59.999Z'],
    ['+012024-10-18Z', '+012024-10-18T00:00:00.000Z', '+012024-10-18T23:59:59.999Z'],
  ])('%s covers %s to %s', (text, earliest, latest) => {
    expect(ends(read(text))).toEqual([earliest, latest]);
    expect(read(text)).toMatchObject({ text, notation: 'iso-8601' });
  });

  it.each([
    ['2024-02-30', 'no-such-date'],
    ['2023-02-29', 'no-such-date'],
    ['2024-00-10', 'no-such-date'],
    ['2023-366', 'no-such-date'],
    ['2023-W53-1', 'no-such-date'],
    ['2024-10-18T24:01Z', 'no-such-time'],
    ['2024-10-18T14:60Z', 'no-such-time'],
    ['2024-10-18T14:30:00+14:30', 'offset-out-of-range'],
    ['2024-10-18T14:30:00-12:15', 'offset-out-of-range'],
    ['2016-12-30T23:59:60Z', 'not-a-leap-second'],
    ['2016-12-31T22:59:60Z', 'not-a-leap-second'],
    ['+275760-09-14', 'no-such-date'],
    ['+275760', 'no-such-date'],
    ['2024-10-18T14:30+05:00[Europe/Kyiv]', 'offset-contradicts-zone'],
    ['2024-10-18T14:30[Europe/Atlantis]', 'no-such-zone'],
    ['2024-10-18 Europe/Atlantis', 'no-such-zone'],
    ['2024-10-18 08:30-10:30', 'offset-or-range'],
    ['2024-10-18-10:30', 'offset-or-range'],
    ['2024-10-18 -10:30', 'offset-or-range'],
    ['', 'empty'],
    [' \u00a0', 'empty'],
    ['2024-10-18T14:30Zebra', 'not-understood'],
    ['2024-10-18T', 'not-understood'],
    ['1729261805', 'not-understood'],
    ['x'.repeat(301), 'too-long'],
  ])('%j is refused: %s', (text, problem) => {
    expect(readInstant(text)).toMatchObject({ problem });
  });

  it('does not ask about a full date, and asks about eight digits that may be a count of seconds', () => {
    expect(read('2024-10-18').needsConfirmation).toBe(false);
    expect(read('20241018').needsConfirmation).toBe(true);
    expect(read('2024-292').needsConfirmation).toBe(true);
    expect(read('1500-01-01')).toMatchObject({ needsConfirmation: true, basis: ['date-only', 'before-gregorian', 'offset-unknown'] });
  });

  it('takes the zone handed in only where the text names none', () => {
    expect(ends(read('2024-10-18T14:30', { zone: { offsetMinutes: 180 } }))[0]).toBe('2024-10-18T11:30:00.000Z');
    expect(ends(read('2024-10-18T14:30Z', { zone: { offsetMinutes: 180 } }))[0]).toBe('2024-10-18T14:30:00.000Z');
    expect(readInstant('2024-10-18', { zone: { offsetMinutes: 900 } })).toMatchObject({ problem: 'offset-out-of-range' });
    expect(readInstant('2024-10-18', { zone: { name: 'Europe/Atlantis' } })).toMatchObject({ problem: 'no-such-zone' });
  });

  it('shows its reading back', () => {
    expect(read('2024-10-18T14:30 +03:00').reading).toEqual({ code: 'minute', facts: { from: '2024-10-18T14:30:00.000', to: '2024-10-18T14:30:59.999', zone: '+03:00' } });
  });
});

describe('an instant in a named zone', () => {
  it('that a clock showed twice is both instants and what lies between', () => {
    const stated = read('2024-10-27 03:30 Europe/Kyiv');
    expect(ends(stated)).toEqual(['2024-10-27T00:30:00.000Z', '2024-10-27T01:30:59.999Z']);
    expect(stated).toMatchObject({ needsConfirmation: true, basis: ['minute-only', 'zone-fold', 'zone-named'] });
  });

  it('one hour before that is a single minute', () => {
    expect(ends(read('2024-10-27 02:30 Europe/Kyiv'))).toEqual(['2024-10-26T23:30:00.000Z', '2024-10-26T23:30:59.999Z']);
  });

  it('is told apart in a fold by its offset', () => {
    expect(ends(read('2024-10-27T03:30+02:00[Europe/Kyiv]'))[0]).toBe('2024-10-27T01:30:00.000Z');
  });

  it('that no clock showed is refused', () => {
    expect(readInstant('2024-03-31 03:30 Europe/Kyiv')).toMatchObject({ problem: 'local-time-skipped' });
    expect(readInstant('2011-12-30 Pacific/Apia')).toMatchObject({ problem: 'local-time-skipped' });
    expect(readInstant('2011-12', { zone: { name: 'Pacific/Apia' } })).toMatchObject({ basis: ['month-only', 'zone-named', 'offset-handed-in'] });
  });

  it('has days of 23 and 25 hours', () => {
    const hours = (text: string): number => (read(text).latest - read(text).earliest + 1) / 3_600_000;
    expect([hours('2024-03-31 Europe/Kyiv'), hours('2024-10-27 Europe/Kyiv'), hours('2024-10-28 Europe/Kyiv')]).toEqual([23, 25, 24]);
  });

  it('has a day that began with its second hour where midnight was skipped', () => {
    // Beirut, 2024-03-31: 00:00 became 01:00, at 22:00 UTC.
    expect(read('2024-03-31 Asia/Beirut').earliest).toBeLessThanOrEqual(utc('2024-03-30T22:00:00Z'));
  });
});

describe('a numeric date', () => {
  it('that may be two days covers both and names both', () => {
    const stated = read('03/04/2024');
    expect(ends(stated)).toEqual(['2024-03-03T10:00:00.000Z', '2024-04-04T11:59:59.999Z']);
    expect(stated).toMatchObject({
      needsConfirmation: true,
      basis: ['date-only', 'ambiguous-day-month', 'offset-unknown'],
      reading: { code: 'ambiguous-day', facts: { oneReading: '2024-03-04', otherReading: '2024-04-03' } },
    });
    expect(read('03/04/2024 14:30').basis).toContain('ambiguous-day-month');
  });

  it.each([
    ['13/04/2024', '2024-04-13'],
    ['04/13/2024', '2024-04-13'],
    ['04/04/2024', '2024-04-04'],
    ['03.04.2024', '2024-04-03'],
  ])('%s can only be %s, to be confirmed', (text, date) => {
    expect(read(text)).toMatchObject({ needsConfirmation: true, reading: { code: 'day', facts: { from: `${date}T00:00:00.000` } } });
  });

  it('has its day first in French, Ukrainian and Russian', () => {
    for (const language of ['fr', 'uk', 'ru'] as const) expect(read('03/04/2024', { language }).reading.facts['from']).toBe('2024-04-03T00:00:00.000');
  });

  it.each([['18.10.24', 'two-digit-year'], ['31/02/2024', 'no-such-date'], ['13/13/2024', 'no-such-date']])('%s is refused: %s', (text, problem) => {
    expect(readInstant(text)).toMatchObject({ problem });
  });
});

describe('a time in words', () => {
  it.each([
    ['18 October 2024'], ['October 18th, 2024'], ['on the 18th of October 2024'], ['Friday, 18 October 2024'], ['Oct. 18 2024'],
    ['le 18 octobre 2024'], ['vendredi 18 octobre 2024'], ['18 жовтня 2024 р.'], ['18 жовтня 2024 року'], ["п'ятниця, 18 жовтня 2024"], ['П’ЯТНИЦЯ, 18 ЖОВТНЯ 2024'],
    ['18 октября 2024 г.'], ['18\u00a0октября\u00a02024'], ['18-го октября 2024 года'], ['١٨ October ٢٠٢٤'], ['2024 October 18'],
  ])('%s is that day', (text) => {
    expect(read(text)).toMatchObject({ notation: 'words', needsConfirmation: true, reading: { code: 'day', facts: { from: '2024-10-18T00:00:00.000', zone: 'unknown' } } });
  });

  it.each([
    ['18 October 2024 at 14:30'], ['18 October 2024, 2:30 pm'], ['2:30 p.m. on 18 October 2024'], ['le 18 octobre 2024 à 14h30'], ['18 octobre 2024 à 14 h 30'],
    ['18 жовтня 2024 р. о 14:30'], ['о 14:30 18 жовтня 2024 року'], ['18 жовтня 2024 о 14 год. 30 хв.'], ['18 октября 2024 г. в 14:30'], ['18.10.2024 14:30'], ['2024-10-18 at 14:30'],
  ])('%s is that minute', (text) => {
    expect(read(text).reading).toMatchObject({ code: 'minute', facts: { from: '2024-10-18T14:30:00.000' } });
  });

  it('has the zone that it names', () => {
    for (const text of ['18 October 2024 14:30 UTC+3', '18 October 2024 at 14:30 Europe/Kyiv', 'Fri, 18 Oct 2024 14:30 +0300']) expect(ends(read(text))[0]).toBe('2024-10-18T11:30:00.000Z');
    expect(ends(read('18 October 2024 (UTC)'))[0]).toBe('2024-10-18T00:00:00.000Z');
  });

  it('counts noon and midnight as 12 pm and 12 am', () => {
    expect(read('18 October 2024 12:30 am').reading.facts['from']).toBe('2024-10-18T00:30:00.000');
    expect(read('18 October 2024 12:30 pm').reading.facts['from']).toBe('2024-10-18T12:30:00.000');
  });

  it.each([
    ['Monday 18 October 2024', 'weekday-contradicts-date'],
    ['Monday 2024 October 18', 'weekday-contradicts-date'],
    ['30 February 2024', 'no-such-date'],
    ['18 October 2024 at 25:00', 'no-such-time'],
    ['18 October 2024 at 13:30 pm', 'no-such-time'],
    ['18 October', 'not-understood'],
    ['mid October 2024', 'not-understood'],
    ['around 18 October 2024', 'not-understood'],
    ['18 October 2024 at 14:30 CST', 'not-understood'],
    ['18 October 2024 14', 'not-understood'],
    ['18 October 2024 08:30-10:30', 'offset-or-range'],
    ['18 October 2024 -10:30', 'offset-or-range'],
    ['18-20 October 2024', 'not-understood'],
    ['18 October 24', 'not-understood'],
    ['18 October 2024 BC', 'not-understood'],
    ['from 18 October 2024', 'not-understood'],
    ['not 18 October 2024', 'not-understood'],
    ['18 October 2024?', 'not-understood'],
    // The first letter is Cyrillic.
    ['оctober 18, 2024', 'not-understood'],
    ['18 October 2024\u202e', 'not-understood'],
    ['18 Oct\u200bober 2024', 'not-understood'],
    ['last Friday', 'not-understood'],
    ['yesterday evening at 8:30', 'not-understood'],
    ['yesterday', 'reference-missing'],
    ['il y a 3 jours', 'reference-missing'],
  ])('%j is refused: %s', (text, problem) => {
    expect(readInstant(text)).toMatchObject({ problem });
  });

  it('reads the same whatever the zone of the machine', () => {
    const before = process.env['TZ'];
    const texts = ['2024 October 18', 'yesterday', 'last night', '18 October 2024 at 14:30', '2024-10-18'];
    const readAll = (zone: string): unknown[] => {
      process.env['TZ'] = zone;
      return texts.map((text) => readInstant(text, { relativeTo: saidAt }));
    };
    try {
      expect(readAll('Pacific/Apia')).toEqual(readAll('America/Los_Angeles'));
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});

describe('a relative time', () => {
  it.each([['yesterday'], ['hier'], ['вчора'], ['учора'], ['вчера']])('%s is the day before the reference in the zone handed in', (text) => {
    const stated = read(text, { relativeTo: saidAt, zone: { offsetMinutes: 180 } });
    expect(ends(stated)).toEqual(['2024-10-18T21:00:00.000Z', '2024-10-19T20:59:59.999Z']);
    expect(stated).toMatchObject({ needsConfirmation: true, basis: ['relative-to-reference', 'date-only'] });
  });

  it('of an unknown zone ended before the reference and began at most two days and an hour of summer time earlier', () => {
    expect(ends(read('yesterday', { relativeTo: saidAt }))).toEqual(['2024-10-18T11:00:00.001Z', '2024-10-20T11:59:59.999Z']);
  });

  it('counts days by the calendar where clocks change', () => {
    const monday = { earliest: utc('2024-10-28T08:00:00Z'), latest: utc('2024-10-28T08:00:00Z') };
    expect(ends(read('вчора', { relativeTo: monday, zone: { name: 'Europe/Kyiv' } }))).toEqual(['2024-10-26T21:00:00.000Z', '2024-10-27T21:59:59.999Z']);
  });

  it.each([['yesterday evening'], ['hier soir'], ['вчора ввечері'], ['вчера вечером'], ['вечером вчера']])('%s is a wide evening', (text) => {
    const stated = read(text, { relativeTo: saidAt, zone: { offsetMinutes: 0 } });
    expect(ends(stated)).toEqual(['2024-10-19T15:00:00.000Z', '2024-10-20T01:59:59.999Z']);
    expect(stated.basis).toContain('part-of-day');
  });

  it.each([['three days ago'], ['il y a trois jours'], ['три дні тому'], ['три дня назад']])('%s may be off by a day', (text) => {
    expect(ends(read(text, { relativeTo: saidAt }))).toEqual(['2024-10-16T12:00:00.000Z', '2024-10-18T12:00:00.000Z']);
  });

  it('is not narrowed by a wider reference, nor by an unknown zone', () => {
    const texts = fc.constantFrom('yesterday', 'today', 'вчора ввечері', 'hier à 14h30', 'last night', 'three days ago', 'завтра');
    const instant = fc.integer({ min: utc('1970-01-01'), max: utc('2100-01-01') });
    const widths = fc.integer({ min: 0, max: 10 * 86_400_000 });
    const offsets = fc.integer({ min: -720, max: 840 });
    fc.assert(
      fc.property(texts, instant, widths, widths, offsets, (text, at, before, after, offsetMinutes) => {
        const narrow = { earliest: at, latest: at };
        const wide = { earliest: at - before, latest: at + after };
        const zone = { offsetMinutes };
        expect(within(read(text, { relativeTo: narrow, zone }), read(text, { relativeTo: wide, zone }))).toBe(true);
        expect(within(read(text, { relativeTo: narrow, zone }), read(text, { relativeTo: narrow }))).toBe(true);
        expect(within(read(text, { relativeTo: narrow }), read(text, { relativeTo: wide }))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('of an unknown zone covers what it is in every named zone, also where clocks change', () => {
    const instants = fc.integer({ min: utc('2000-01-01'), max: utc('2030-01-01') });
    const zones = fc.constantFrom('Europe/Kyiv', 'America/New_York', 'Pacific/Auckland', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Kiritimati');
    fc.assert(
      fc.property(instants, zones, fc.constantFrom('yesterday', 'today', 'yesterday evening'), (at, name, text) => {
        const relativeTo = { earliest: at, latest: at };
        const inZone = readInstant(text, { relativeTo, zone: { name } });
        expect('problem' in inZone || within(inZone, read(text, { relativeTo }))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('properties of instants', () => {
  const anyInstant = fc.integer({ min: utc('0001-01-01'), max: utc('9999-12-31') });

  it('every ISO text lies inside its own interval', () => {
    const cuts = fc.constantFrom(10, 13, 16, 19, 21, 23);
    fc.assert(
      fc.property(anyInstant, cuts, (ms, length) => {
        const full = new Date(ms).toISOString();
        const text = length === 10 ? full.slice(0, 10) : `${full.slice(0, length)}Z`;
        const stated = read(text);
        expect(within({ earliest: ms, latest: ms }, stated)).toBe(true);
        expect(stated.text).toBe(text);
      }),
    );
  });

  it('a date contains every instant of that date in every offset', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -720, max: 840 }), (ms, offsetMinutes) => {
        const date = new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, 10);
        expect(within({ earliest: ms, latest: ms }, read(date))).toBe(true);
      }),
    );
  });

  it('what a named zone shows at an instant, with its offset left out, contains the instant', () => {
    const zones = fc.constantFrom('Europe/Kyiv', 'America/New_York', 'Pacific/Apia', 'Asia/Beirut', 'Africa/Casablanca', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(fc.integer({ min: utc('1950-01-01'), max: utc('2037-01-01') }), zones, (ms, zone) => {
        // The Swedish form is that of ISO 8601.
        const shown = new Date(ms).toLocaleString('sv-SE', { timeZone: zone });
        expect(within({ earliest: ms, latest: ms }, read(`${shown} ${zone}`))).toBe(true);
      }),
    );
  });

  it('never throws, and gives whole ms in order', () => {
    const pieces = fc.constantFrom('2024', '-', '10', '18', 'T', '14:30', 'Z', '+275760', '..', '/', '~', '?', 'X', '[', ']', ' ', 'October', 'вчора', 'hier', 'at ', 'Europe/Kyiv', '+03:00', '{', ',', 'Y', 'E9');
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')));
    fc.assert(
      fc.property(texts, fc.constantFrom<Zone>('unknown', { offsetMinutes: 840 }, { name: 'Pacific/Apia' }), (text, zone) => {
        const stated = readInstant(text, { relativeTo: saidAt, zone });
        if ('problem' in stated) return;
        expect(stated.earliest <= stated.latest).toBe(true);
        for (const ms of [stated.earliest, stated.latest]) expect(Number.isSafeInteger(ms) || Math.abs(ms) === Infinity).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
