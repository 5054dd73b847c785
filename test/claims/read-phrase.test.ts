import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timePredicateSchema, type TimePredicate } from '../../src-main/claims/predicate.ts';
import { readPhrase } from '../../src-main/claims/read-phrase.ts';

fc.configureGlobal({ seed: 20241018 });

const hourMs = 3_600_000;
const within = (hours: number): unknown => ({ kind: 'not-older-than', duration: { shortestMs: hours * hourMs, longestMs: hours * hourMs }, before: 'when-said' });

function withoutNotes(predicate: TimePredicate): unknown {
  return { ...predicate, notes: undefined };
}
const notesOf = (quote: string): unknown => {
  const predicate = readPhrase(quote);
  return predicate.kind === 'free-text' ? 'free-text' : predicate.notes;
};

describe('a claim of age', () => {
  it.each([
    ['not older than 72 hours'], ['Not older than 72 hours.'], ['no older than 72 hours'], ['less than three days old'], ['not more than 72 hours old'], ['less than 72h old'], ['under three days old'],
    ['filmed within the last 72 hours'], ['recorded in the past three days'], ['this video is not older than 72 hours'], ['the video was filmed less than three days ago'], ['72 hours old at most'],
    ['not older than seventy-two hours'], ['not\u00a0older\u202fthan 72\u00a0hours'], ['“not older than 72 hours”'], ['"Not older than 72 hours."'], ['not older than ٧٢ hours'], ['NOT OLDER THAN 72 HOURS!'],
    ['не старше 72 часов'], ['Не старше трёх суток'], ['не старше семидесяти двух часов'], ['видео не старше 72 ч.'], ['«не старше 72 часов»'], ['не более 72 часов'], ['не старше, чем 72 часа'],
    ['снято менее трёх дней назад'], ['записано за последние 72 часа'], ['в течение последних трёх суток'], ['это видео снято не более 72 часов назад'], ['моложе трех дней'],
    ['не більше 72 годин'], ['не старше 72 годин'], ['не старіше трьох діб'], ['не більше сімдесяти двох годин'], ['знято за останні 72 години'], ['протягом останніх трьох днів'], ['знято менш як три дні тому'],
    ['не більше ніж 72 години'], ['відео не старше 72 годин'], ['молодше за три доби'],
    ['pas plus vieux que 72 heures'], ['tourné il y a moins de trois jours'], ['filmée au cours des 72 dernières heures'], ['ces dernières 72 heures'], ['la vidéo date de moins de trois jours'],
    ['ne date pas de plus de 72 heures'], ['n’a pas plus de soixante-douze heures'], ['vidéo de moins de 72 heures'], ['n\'est pas plus vieille que 72 heures'],
  ])('%s means at most 72 hours before it was said', (quote) => {
    expect(withoutNotes(readPhrase(quote))).toEqual(within(72));
  });

  it('tells "less than" from "not more than", days from hours, and what it supposed, in notes only', () => {
    expect(notesOf('recorded not more than 72 hours ago')).toEqual([]);
    expect(notesOf('recorded less than three days ago')).toEqual(['stated-strictly', 'days-of-24-hours']);
    expect(notesOf('не більше 72 годин')).toEqual(['age-implied', 'recording-implied']);
    expect(notesOf('it was not more than 3 months ago')).toEqual(['calendar-lengths', 'recording-implied']);
  });

  it.each([['filmed within the last 48 hours', 48], ['in the last hour', 1], ['за последние сутки', 24], ['за останню добу', 24], ['не старше недели', 168], ['dans la dernière heure', 1]])('%s means %d hours', (quote, hours) => {
    expect(withoutNotes(readPhrase(quote))).toEqual(within(hours));
  });

  it('in months has the lengths that months have', () => {
    expect(readPhrase('not older than 3 months')).toMatchObject({ duration: { shortestMs: 89 * 24 * hourMs, longestMs: 92 * 24 * hourMs } });
  });

  it('whose unit depends on the language needs the language', () => {
    expect(readPhrase('не старше 72 год.').kind).toBe('free-text');
    expect(withoutNotes(readPhrase('не старше 72 год.', { language: 'uk' }))).toEqual(within(72));
  });
});

describe('the zone of times that name none', () => {
  const kyiv = { zone: { name: 'Europe/Kyiv' } } as const;
  const utc = (text: string): number => Date.parse(text);
  const day = { earliest: utc('2024-10-17T21:00:00.000Z'), latest: utc('2024-10-18T20:59:59.999Z') };

  it.each([
    ['recorded before 18 October 2024', { kind: 'before', at: day }],
    ['снято после 18.10.2024', { kind: 'after', at: day }],
    ['recorded between 2024-10-18 and 2024-10-19T12:00', { kind: 'between', from: day, to: { earliest: utc('2024-10-19T09:00Z'), latest: utc('2024-10-19T09:00:59.999Z') } }],
    ['recorded before 2024-10-18T12:00+09:00', { kind: 'before', at: { earliest: utc('2024-10-18T03:00Z'), latest: utc('2024-10-18T03:00:59.999Z') } }],
    ['filmed on 18 October 2024 at 14:30', { kind: 'between', from: { earliest: utc('2024-10-18T11:30Z') }, to: { latest: utc('2024-10-18T11:30:59.999Z') } }],
    ['recorded on 18 October 2024', { kind: 'on-date', date: '2024-10-18', zone: { name: 'Europe/Kyiv' } }],
    ['filmed yesterday', { kind: 'on-relative-day', zone: { name: 'Europe/Kyiv' } }],
  ])('narrows %s, unless it names its own', (quote, predicate) => {
    expect(readPhrase(quote, kyiv)).toMatchObject(predicate);
  });

  it('leaves open which of two times is meant where clocks were set back, and reads none that they skipped', () => {
    expect(readPhrase('recorded before 2024-10-27T03:30', kyiv)).toMatchObject({ at: { earliest: utc('2024-10-27T00:30Z'), latest: utc('2024-10-27T01:30:59.999Z') } });
    expect(readPhrase('recorded before 2024-03-31T03:30', kyiv).kind).toBe('free-text');
  });

  it('never lies outside of what it was without one', () => {
    const quotes = ['recorded before 18 October 2024', 'recorded after 2024-10-18T12:00', 'recorded before 27 October 2024', 'recorded after 2024-10'];
    const offsets = fc.oneof(fc.integer({ min: -720, max: 840 }).map((offsetMinutes) => ({ offsetMinutes })), fc.constantFrom('Europe/Kyiv', 'Asia/Vladivostok', 'Pacific/Apia').map((name) => ({ name })));
    fc.assert(
      fc.property(fc.constantFrom(...quotes), offsets, (quote, zone) => {
        const [open, narrow] = [readPhrase(quote), readPhrase(quote, { zone })].map((read) => ('at' in read ? read.at : undefined));
        if (open === undefined || narrow === undefined) throw new Error('it was not read');
        expect([open.earliest <= narrow.earliest, narrow.latest <= open.latest, narrow.latest - narrow.earliest < open.latest - open.earliest]).toEqual([true, true, true]);
      }),
    );
  });
});

describe('a claim of a date', () => {
  it.each([
    ['recorded on 18 October 2024'], ['filmed October 18, 2024'], ['le 18 octobre 2024'], ['filmé le 18 octobre 2024'], ['знято 18 жовтня 2024 р.'], ['снято 18 октября 2024 года'], ['2024-10-18'], ['18.10.2024'], ['video recorded on Friday, 18 October 2024'],
  ])('%s is that local day in a zone nobody named', (quote) => {
    expect(withoutNotes(readPhrase(quote))).toEqual({ kind: 'on-date', date: '2024-10-18', zone: 'unknown' });
  });

  it('with a time or a month is a stretch whose ends have the error of the unknown offset', () => {
    expect(readPhrase('filmed in October 2024')).toMatchObject({
      kind: 'between',
      from: { earliest: Date.parse('2024-09-30T10:00:00Z'), latest: Date.parse('2024-10-01T12:00:00Z') },
      to: { earliest: Date.parse('2024-10-31T10:00:00Z') - 1, latest: Date.parse('2024-11-01T12:00:00Z') - 1 },
    });
    expect(readPhrase('знято 18 жовтня 2024 р. о 14:30 UTC')).toMatchObject({ from: { earliest: Date.parse('2024-10-18T14:30:00Z'), latest: Date.parse('2024-10-18T14:30:00Z') } });
  });

  it.each([
    ['before 18 October 2024', 'before'], ['до 18 жовтня 2024 року', 'before'], ['не позднее 18 октября 2024', 'before'], ['avant le 18 octobre 2024', 'before'], ['not after 18 October 2024', 'before'],
    ['after 18 October 2024', 'after'], ['після 18 жовтня 2024', 'after'], ['не ранее 18 октября 2024', 'after'], ['pas avant le 18 octobre 2024', 'after'], ['not before 18 October 2024', 'after'],
    ['between 18 October 2024 and 20 October 2024', 'between'], ['з 18 жовтня 2024 по 20 жовтня 2024', 'between'], ['между 18 октября 2024 и 20 октября 2024', 'between'], ['du 18 octobre 2024 au 20 octobre 2024', 'between'],
  ])('%s is %s', (quote, kind) => {
    expect(readPhrase(quote)).toMatchObject({ kind });
  });

  it.each([['filmed yesterday'], ['tourné hier'], ['снято вчера'], ['знято вчора'], ['hier']])('%s is the day before the day it was said', (quote) => {
    expect(withoutNotes(readPhrase(quote))).toEqual({ kind: 'on-relative-day', daysBefore: 1, fromMs: 0, toMs: 24 * hourMs - 1, reference: 'when-said', zone: 'unknown' });
  });

  it('whose part of the day is vague says so', () => {
    expect(notesOf('знято вчора ввечері')).toEqual(['part-of-day']);
    expect(notesOf('it was yesterday')).toEqual(['recording-implied']);
  });
});

describe('what is not understood whole stays free text', () => {
  it.each([
    // Negations.
    ['not not older than 72 hours'], ['not less than 72 hours old'], ['not less than 72 hours'], ['the video was not filmed yesterday'], ['filmed not yesterday'], ['not filmed within the last 48 hours'], ["isn't older than 72 hours"],
    ['never older than 72 hours'], ['не снято вчера'], ['снято не вчера'], ['вчера не снято'], ['не менее 72 часов'], ['не моложе 72 часов'], ['не не старше 72 часов'], ['не за последние 72 часа'], ['не меньше 72 часов'],
    ['не менше 72 годин'], ['не молодше за три доби'], ['знято не вчора'], ['не знято вчора'], ["n'a pas moins de 72 heures"], ['pas moins de trois jours'], ['pas filmé hier'], ['ne date pas de moins de 72 heures'], ["il n'y a pas moins de trois jours"],
    // The other side.
    ['older than 72 hours'], ['at least 72 hours old'], ['more than 72 hours old'], ['over 72 hours old'], ['filmed more than three days ago'], ['старше 72 часов'], ['более 72 часов'], ['больше трех дней назад'], ['понад 72 години'], ['більше 72 годин'], ['старше 72 годин'],
    ['plus de 72 heures'], ['plus vieux que 72 heures'], ['il y a plus de trois jours'], ['au moins 72 heures'], ['exactly 72 hours old'], ['72 hours old'], ['72 hours'], ['less than 72 hours'], ['moins de trois jours'],
    // Hedges and reports.
    ['allegedly not older than 72 hours'], ['reportedly filmed yesterday'], ['probably yesterday'], ['not older than about 72 hours'], ['about 72 hours'], ['not older than 72 hours or so'], ['no older than 72 hours, I think'], ['not older than "72 hours"'],
    ['якобы не старше 72 часов'], ['вроде снято вчера'], ['вряд ли старше 72 часов'], ['не старше примерно 72 часов'], ['не старше 72 часов, наверное'], ['нібито знято вчора'], ['не більше приблизно 72 годин'], ['мабуть, вчора'], ['soi-disant filmé hier'], ['environ 72 heures'], ['tourné il y a presque trois jours'], ['peut-être hier'],
    // Questions.
    ['not older than 72 hours?'], ['is it not older than 72 hours?'], ['снято вчера?'], ['filmé hier ?'],
    // Two claims, or parts left over.
    ['not older than 72 hours but older than 24 hours'], ['filmed yesterday or today'], ['не старше 72 часов и не моложе 24 часов'], ['not older than 72 hours as of Monday'], ['posted yesterday'], ['uploaded less than 3 hours ago'], ['не больше часа ночи'],
    // Numbers that are none.
    ['not older than 72'], ['not older than -72 hours'], ['not older than 2-3 days'], ['not older than 1,500 hours'], ['not older than a few days'], ['не старше нескольких часов'], ['не старше 72'], ['not older than 7O hours'], ['not older than O hours'], ['1 год'], ['2024'],
    // Look-alikes: Cyrillic о and Latin c; and what cannot be seen.
    ['nоt older than 72 hours'], ['не cтарше 72 часов'], ['не старше 72 чаcов'], ['not older than 72\u200bhours'], ['not older\u00ad than 72 hours'], ['\u202enot older than 72 hours'],
    // Dates that may be another, or are none.
    ['recorded on 03/04/2024'], ['filmed on Monday 18 October 2024'], ['recorded on 18.10.24'], ['recorded on 30 February 2024'], ['filmed around 18 October 2024'], ['filmed in 2024~'], ['after yesterday'], ['recorded after 1530'], ['filmed before 2030'], ['2024-292'], ['20241018'], ['filmed 18 October 2024 08:30-10:30'], ['between 20 October 2024 and 18 October 2024'],
    // Two languages in one.
    ['not older than 72 часов'], ['не старше 72 hours'], ['after 18 октября 2024'],
    [''], ['   '], ['.'], ['не'], ['«»'],
  ])('%j', (quote) => {
    expect(readPhrase(quote)).toEqual({ kind: 'free-text', text: quote });
  });

  it('keeps a long quote whole', () => {
    const quote = `${'so '.repeat(500)}not older than 72 hours`;
    expect(readPhrase(quote)).toEqual({ kind: 'free-text', text: quote });
  });

  it('never throws on any text, and always gives a predicate of the schema', () => {
    const pieces = fc.constantFrom('not', 'older', 'than', '72', 'hours', 'не', 'старше', 'більше', 'годин', 'il y a', 'moins de', 'trois jours', 'hier', 'between', 'and', '2024-10-18', 'before', 'filmed', '..', '/', '?', 'yesterday', 'до', '18.10.2024');
    const quotes = fc.oneof(fc.string({ unit: 'binary' }), fc.array(pieces, { maxLength: 7 }).map((parts) => parts.join(' ')));
    fc.assert(
      fc.property(quotes, (quote) => {
        expect(timePredicateSchema.safeParse(readPhrase(quote)).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('a word more before or behind a claim takes its meaning away', () => {
    const claims = fc.constantFrom('not older than 72 hours', 'не старше 72 часов', 'не більше 72 годин', 'tourné il y a moins de trois jours', 'filmed yesterday');
    const more = fc.constantFrom('not', 'не', 'pas', 'never', 'maybe', 'allegedly', 'якобы', 'нібито', 'ні', 'нет', 'no', 'almost', 'plus', '50%', 'older', 'x');
    fc.assert(
      fc.property(claims, more, fc.boolean(), (claim, word, inFront) => {
        expect(readPhrase(inFront ? `${word} ${claim}` : `${claim} ${word}`).kind).toBe('free-text');
      }),
    );
  });
});
