import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDuration } from '../../src-main/claims/read-duration.ts';
import type { Language } from '../../src-main/claims/written-time.ts';

fc.configureGlobal({ seed: 20241018 });

const hours = (text: string, language?: Language): unknown => {
  const read = readDuration(text, language);
  return 'problem' in read ? read.problem : [read.shortestMs / 3_600_000, read.longestMs / 3_600_000];
};

describe('a length of time', () => {
  it.each([
    ['PT72H'], ['P3D'], ['P2DT24H'], ['72 hours'], ['72h'], ['72 hrs'], ['three days'], ['seventy-two hours'], ['3 days'], ['2 days and 24 hours'], ['72.0 hours'],
    ['soixante-douze heures'], ['trois jours'], ['3 j'], ['72 часа'], ['72 ч.'], ['семьдесят два часа'], ['семидесяти двух часов'], ['трое суток'], ['трёх суток'], ['три дня'],
    ['72 години'], ['сімдесят дві години'], ['сімдесяти двох годин'], ['три доби'], ['трьох днів'], ['72\u00a0годин'], ['72\u202fheures'], ['٧٢ hours'], ['７２ hours'],
  ])('%s is 72 hours exactly', (text) => {
    expect(hours(text)).toEqual([72, 72]);
  });

  it.each([
    ['half an hour', 0.5], ['a day', 24], ['two weeks', 336], ['twenty-one hours', 21], ['a hundred and twenty hours', 120], ['1.5 hours', 1.5], ['1,5 heure', 1.5],
    ['une demi-heure', 0.5], ['vingt et une heures', 21], ['soixante et onze heures', 71], ['quatre-vingts heures', 80], ['quatre-vingt-dix-sept heures', 97], ['quatre-vingt-dix heures', 90],
    ['полтора часа', 1.5], ['сутки', 24], ['неделя', 168], ['сорок восемь часов', 48], ['сто двадцать часов', 120], ["п'ять годин", 5], ['п’ятдесят годин', 50], ['дев`яносто годин', 90], ['тиждень', 168], ['півтори години', 1.5],
  ])('%s is %d hours', (text, length) => {
    expect(hours(text)).toEqual([length, length]);
  });

  it.each([
    ['P1M', 28, 31], ['a month', 28, 31], ['2 mois', 59, 62], ['три місяці', 89, 92], ['P1Y', 365, 366], ['год', 365, 366], ['4 years', 1460, 1461], ['P400Y', 146_097, 146_097], ['P1M1D', 29, 32],
  ])('%s is %d to %d days', (text, shortest, longest) => {
    expect(hours(text)).toEqual([shortest * 24, longest * 24]);
  });

  it('says that a day is 24 hours and that a month is the calendar’s', () => {
    expect(readDuration('three days')).toMatchObject({ basis: ['days-of-24-hours'], stepMs: 86_400_000, notation: 'words', text: 'three days' });
    expect(readDuration('72 hours')).toMatchObject({ basis: [] });
    expect(readDuration('P3M')).toMatchObject({ basis: ['calendar'], notation: 'iso-8601' });
  });

  it('rounds what is finer than a ms outward', () => {
    expect(readDuration('PT0.0001S')).toMatchObject({ shortestMs: 0, longestMs: 1, basis: ['finer-than-milliseconds'] });
  });

  it('whose unit is an hour in Ukrainian and a year in Russian is refused without a language', () => {
    expect([hours('72 год.'), hours('72 год.', 'uk'), hours('1 год', 'ru')]).toEqual(['languages-disagree', [72, 72], [8760, 8784]]);
  });

  it.each([
    ['', 'empty'], ['72', 'not-understood'], ['hours', 'not-understood'], ['часов', 'not-understood'], ['-3 days', 'not-understood'], ['2-3 days', 'not-understood'], ['about 3 days', 'not-understood'],
    ['a few days', 'not-understood'], ['несколько часов', 'not-understood'], ['1,500 hours', 'not-understood'], ['1 500 heures', 'not-understood'], ['72 hours or so', 'not-understood'],
    ['3 hours 2 days', 'not-understood'], ['twelve twenty hours', 'not-understood'], ['two three hours', 'not-understood'], ['1.5 months', 'fraction-of-a-month'], ['P', 'not-understood'], ['PT', 'not-understood'],
    ['P1.5DT3H', 'not-understood'], ['P999999999999D', 'out-of-range'], ['72 hоurs', 'not-understood'], ['7O hours', 'not-understood'], [`${'9'.repeat(250)} hours`, 'too-long'],
  ])('%j is refused: %s', (text, problem) => {
    expect(hours(text)).toBe(problem);
  });

  it('never throws, and gives whole ms in order', () => {
    const pieces = fc.constantFrom('P', 'T', '3', 'D', ' ', 'days', 'годин', 'a', 'and', 'сто', 'vingt', 'et', '1.5', 'half', 'months', 'year');
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join('')), fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join(' ')));
    fc.assert(
      fc.property(texts, (text) => {
        const read = readDuration(text);
        if ('problem' in read) return;
        expect(Number.isSafeInteger(read.shortestMs) && Number.isSafeInteger(read.longestMs)).toBe(true);
        expect(read.shortestMs >= 0 && read.shortestMs <= read.longestMs).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
