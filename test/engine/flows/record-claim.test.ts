import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listClaims, previewClaim, recordClaim, readLog, type TypedClaim, type WritableCase } from '../../../src-main/engine/index.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { importFiles, openedCase } from './opened-case.ts';
import { geoConfirmed, notOlder } from './claimed.ts';
import { containing, matching } from './text-matching.ts';


const opened = openedCase();
let target: WritableCase;
const preview = (typed: Partial<TypedClaim>) => previewClaim(target, { ...notOlder, ...typed });
beforeAll(async () => {
  target = await opened();
  const source = join(await temporaryFolder(), 'video');
  writeFileSync(source, 'stands for a video');
  await importFiles(target, [source]);
});

describe('a quote', () => {
  it.each([
    ['not older than 72 hours', undefined],
    ['less than three days old', undefined],
    ['не старше 72 часов', 'ru'],
    ['не більше 72 годин', 'uk'],
    ['не старше 72 годин', 'uk'],
    ['datant de moins de 72 heures', 'fr'],
  ])('%s is read as a window that begins 72 hours before it was said', async (quote, language) => {
    const { meaning, means, about } = await preview({ quote, language });
    expect(meaning).toMatchObject({ kind: 'not-older-than', duration: { shortestMs: 259_200_000, longestMs: 259_200_000 }, before: 'when-said' });
    expect([about, means]).toEqual([
      'time',
      'recorded not earlier than some time from 2024-10-15T12:00Z to 2024-10-15T12:00:59.999Z and not later than some time from 2024-10-18T12:00Z to 2024-10-18T12:00:59.999Z',
    ]);
  });

  it('of a day is that day where it was said', async () => {
    const { means } = await preview({ quote: 'hier', language: 'fr', zone: 'Europe/Paris' });
    expect(means).toBe('recorded not earlier than 2024-10-16T22:00Z and not later than 2024-10-17T21:59:59.999Z');
  });

  it.each([['as fresh as it gets', undefined], ['not more than 72 hours old, they say', undefined], ['hier', 'de'], ['not older than 72 hours', 'fr']])(
    '%s (language: %s) stays free text, and is never guessed at',
    async (quote, language) => {
      expect(await preview({ quote, language })).toMatchObject({ about: 'other', meaning: { kind: 'free-text', text: quote }, needsConfirmation: false });
    },
  );

  it('gets the meaning that a person gives it', async () => {
    const { meaning, means } = await preview({ quote: 'ganz frisch', language: 'de', means: 'recorded before 2024-10-18T10:00Z' });
    expect(meaning).toMatchObject({ kind: 'before' });
    expect(means).toBe('recorded not later than some time from 2024-10-18T10:00Z to 2024-10-18T10:00:59.999Z');
  });

  it('of a place is shown with its precision', async () => {
    const { about, means } = await preview({ quote: 'the camp', place: '8QPH8MG9+PFR' });
    expect([about, means]).toEqual(['place', 'at 44.3268625, 131.668640625, within 1.87 m']);
  });
});

describe('when it was said', () => {
  it('follows from a post, with the error of its id', async () => {
    const { saidAt } = await preview({ saidAt: undefined, post: geoConfirmed });
    expect(saidAt).toMatchObject({
      instant: { earliest: Date.parse('2024-10-18T10:36:57.428Z'), latest: Date.parse('2024-10-18T10:36:59.428Z') },
      post: { platform: 'x', id: '1847225352281563393', clock: 'platform' },
    });
  });

  it('may be of any offset in use until a zone is named', async () => {
    const width = async (zone?: string): Promise<number> => {
      const instant = (await preview({ saidAt: '2024-10-18', zone })).saidAt?.instant;
      return (instant?.latest ?? 0) - (instant?.earliest ?? 0) + 1;
    };
    expect([await width(), await width('+03:00')]).toEqual([50 * 3_600_000, 24 * 3_600_000]);
  });

  it('is said to be unknown when nobody says it', async () => {
    const { means, remarks } = await preview({ saidAt: undefined });
    expect([means, remarks.at(-1)]).toEqual(['recorded not earlier than 72 hours before it was said, and when that was is not known', 'When it was said is not known.']);
  });
});

describe('a zone', () => {
  it.each([{ quote: 'recorded before 18 October 2024' }, { quote: 'look', means: 'recorded before 18 October 2024' }])('narrows what $quote says as it narrows when it was said', async (typed) => {
    expect((await preview({ ...typed, zone: 'Asia/Vladivostok' })).means).toBe('recorded not later than some time from 2024-10-17T14:00Z to 2024-10-18T13:59:59.999Z');
    expect((await preview(typed)).means).toBe('recorded not later than some time from 2024-10-17T10:00Z to 2024-10-19T11:59:59.999Z');
  });

  it('in which clocks skipped the time that is meant leaves no meaning', async () => {
    await expect(preview({ means: 'recorded before 2024-03-31T03:30', zone: 'Europe/Kyiv' })).rejects.toThrow('What is meant cannot be read');
  });
});

describe('a doubtful reading', () => {
  it('is not recorded before a person has confirmed it', async () => {
    const typed: TypedClaim = { ...notOlder, quote: 'yesterday evening' };
    const before = [...readLog(target)].length;
    await expect(recordClaim(target, typed)).rejects.toMatchObject({ code: 'reading-not-confirmed', message: containing('part of the day') });
    expect([...readLog(target)]).toHaveLength(before);
    await recordClaim(target, typed, { confirmed: true });
    expect([...readLog(target)].filter(({ type }) => type === 'claim-recorded').at(-1)?.payload).toMatchObject({ readingConfirmed: true, meaning: { kind: 'on-relative-day' } });
  });
});

describe('a time of saying that has not come yet', () => {
  it('is a doubtful reading: the year may be mistyped, or the clock wrong', async () => {
    const { needsConfirmation, remarks } = await preview({ quote: 'this video is not older than 72 hours', saidAt: '2034-10-18T12:00Z' });
    expect([needsConfirmation, remarks.at(-1)]).toEqual([true, matching(/^By the clock of this computer \(2026-.*\) that time has not come yet\.$/)]);
  });
});

describe('a claim that cannot be recorded', () => {
  it.each<[string, Partial<TypedClaim>, string]>([
    ['a place to look near, and no place', { near: 'Kyiv' }, 'belongs to a place, and the claim names none'],
    ['an empty quote', { quote: ' ' }, 'The quote is empty'],
    ['no claimant', { claimant: '' }, 'The claimant is empty'],
    ['no item', { items: [] }, 'one to 100 items; 0 were named'],
    ['an item that is not there', { items: ['i9'] }, 'No item of this case is called "i9"'],
    ['a time that is none', { saidAt: '2024-13-01' }, 'there is no such date'],
    ['a zone that is none', { zone: 'Mars/Olympus' }, 'The zone "Mars/Olympus" cannot be read'],
    ['a meaning that is none', { means: 'some days ago perhaps' }, 'What is meant cannot be read'],
    ['a post without a time', { saidAt: undefined, post: 'https://t.me/channel/12' }, 'its ids carry no time'],
    ['a post of the future', { saidAt: undefined, post: `x:${9n * 10n ** 18n}` }, 'a time that has not come yet'],
    ['two times', { post: geoConfirmed }, 'not by both'],
    ['a place that is none', { place: '91, 200' }, 'its latitude is at fault ("91")'],
    ['a place and a time', { place: '44, 131', means: 'not older than 72 hours' }, 'a claim of its own'],
    ['a language that is none', { language: 'not a tag' }, 'The language "not a tag" cannot be read'],
    ['a place under another subject', { place: '44, 131', about: 'identity' }, 'which is identity'],
  ])('because of %s is refused in a sentence, and nothing is recorded', async (_, typed, sentence) => {
    const before = [...readLog(target)].length;
    await expect(recordClaim(target, { ...notOlder, ...typed })).rejects.toThrow(sentence);
    expect([...readLog(target)]).toHaveLength(before);
  });
});

describe('a recorded claim', () => {
  it('holds the words of the claimant as the record holds texts, whatever was read from them', async () => {
    const quote = ' “cafe\u0301”, not older than that ';
    const { claim } = await recordClaim(target, { ...notOlder, quote, items: ['i1', 'i1'] });
    const listed = [...listClaims(target)].find(({ id }) => id === claim);
    expect(listed).toMatchObject({ quote: '“café”, not older than that', meaning: { kind: 'free-text' }, items: ['i1'], verdict: null, evidenceCount: 0 });
  });
});
