import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, boolean, integer, property } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  annotate, assessClaim, browseLibrary, facetsOfLibrary, openCaseForReading, recordClaim, recordDisposition, shelvedItem, withdrawNote, type BrowseLibrary, type LibrarySort, type ReadableCase,
} from '../../../src-main/engine/index.ts';
import { knownSystem, temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { importInto } from './case-reading.ts';
import { notOlder } from './claimed.ts';
import { writeClip } from './small-footage.ts';

let readable: ReadableCase;
/** Equal in size four by four, in names but for case, and in having no duration. */
const texts = ['b.txt', 'B.txt', 'a.txt', 'A.txt', 'ä.txt', 'c1.txt', 'C1.txt', 'd.txt', "e';--.txt", 'Ж.txt', 'ж.txt', '\u{1F3AC}.txt'];

beforeAll(async () => {
  const [folder, films, others, again] = [await temporaryCase(), await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
  await writeClip(join(films, 'first film.mov'));
  await writeClip(join(films, 'second film.mov'), 1);
  texts.forEach((name, n) => writeFileSync(join(others, name), `${'x'.repeat(n % 3)}${String(n).padStart(3, '0')}`));
  writeFileSync(join(again, 'b again.txt'), '000');
  await importInto(folder, [films], { collection: { receivedFrom: 'Olena' } });
  await importInto(folder, [others], { keepOnly: true });
  await importInto(folder, [again], { keepOnly: true });
  await working(folder, async (target) => {
    await annotate(target, { name: 'i1', text: 'smoke above the bridge' });
    const { entry } = await annotate(target, { name: 'i2', text: 'nothing here' });
    await withdrawNote(target, { name: 'i2', entry, because: 'a slip' });
    await recordDisposition(target, { name: 'i1', disposition: 'sealed', because: 'by order' });
    await recordDisposition(target, { name: 'i2', disposition: 'sealed', because: 'by order' });
    await recordDisposition(target, { name: 'i2', disposition: 'unsealed', because: 'lifted' });
  });
  ({ case: readable } = await openCaseForReading({ folder, ...knownSystem }));
});

const names = (wanted: BrowseLibrary): string[] => browseLibrary(readable, { descending: false, limit: 500, ...wanted }).items.map(({ name }) => name);

/** All pages, one after the other. */
function paged(wanted: BrowseLibrary): { ids: string[]; pages: number } {
  const ids: string[] = [];
  for (let pages = 1, after: string | undefined; ; pages++) {
    const { items, next } = browseLibrary(readable, { ...wanted, after });
    ids.push(...items.map(({ id }) => id));
    if (next === null) return { ids, pages };
    after = next;
  }
}

describe('a library', () => {
  it('shows the newest first, and how many there are', () => {
    const page = browseLibrary(readable, {});
    expect([page.total, page.items.length, page.items[0]?.id, page.items.at(-1)?.id, page.next]).toEqual([14, 14, 'i14', 'i1', null]);
  });

  it('shows of an item what a list needs', () => {
    expect(shelvedItem(readable, 'i1')).toMatchObject({
      id: 'i1', name: 'first film.mov', mediaKind: 'video', width: 96, height: 64, examined: true, noteCount: 1, dispositions: ['sealed'], claims: [], poster: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(shelvedItem(readable, 'i2')).toMatchObject({ noteCount: 0 });
    expect(browseLibrary(readable, { words: 'first' }).items).toMatchObject([shelvedItem(readable, 'i1')]);
  });

  const sorts: LibrarySort[] = ['received', 'name', 'size', 'duration'];

  it.each(sorts)('sorted by %s is the same in pages of any size, whichever way, with equal values', (sort) => {
    assert(
      property(integer({ min: 1, max: 16 }), boolean(), (limit, descending) => {
        const whole = browseLibrary(readable, { sort, descending, limit: 500 }).items.map(({ id }) => id);
        const { ids, pages } = paged({ sort, descending, limit });
        expect(ids).toEqual(whole);
        expect(pages).toBe(Math.ceil(14 / limit));
        expect(new Set(ids).size).toBe(14);
      }),
      { numRuns: 20 },
    );
  });

  it('sorts sizes as numbers, and equal ones by their receipt', () => {
    const sizes = browseLibrary(readable, { sort: 'size', descending: false, limit: 500 }).items.map(({ bytes, id }) => [bytes, Number(id.slice(1))] as const);
    expect(sizes).toEqual(sizes.toSorted(([a, m], [b, n]) => a - b || m - n));
  });

  it('sorts names without regard to the case of Latin letters', () => {
    const sorted = names({ sort: 'name', words: 'txt' });
    expect(sorted.slice(0, 4).map((name) => name.toLowerCase())).toEqual(['a.txt', 'a.txt', 'b.txt', 'b.txt']);
  });

  it('puts what has no duration before everything that has one', () => {
    const sorted = browseLibrary(readable, { sort: 'duration', descending: false, limit: 500 }).items.map(({ durationS }) => durationS !== null);
    expect(sorted).toEqual(sorted.toSorted((a, b) => Number(a) - Number(b)));
    expect(sorted.at(-1)).toBe(true);
  });

  it.each(['', 'x', 'bnVsbA', 'W10', 'WyJhIl0', 'WzEsMS41XQ', '../..'])('refuses to go on from a mark that is none: "%s"', (after) => {
    expect(() => browseLibrary(readable, { after, descending: false })).toThrow('that is no mark of a page');
  });

  it('counts with the first page only', () => {
    const { next } = browseLibrary(readable, { limit: 2 });
    expect(browseLibrary(readable, { limit: 2, after: String(next) }).total).toBeNull();
  });
});

describe('a library narrowed', () => {
  const films = ['first film.mov', 'second film.mov'];
  it.each<[string, BrowseLibrary, string[]]>([
    ['to films', { kinds: ['video'] }, films],
    ['to films and pictures', { kinds: ['video', 'image'] }, films],
    ['to sounds, of which there are none', { kinds: ['audio'] }, []],
    ['to no kind in particular', { kinds: [], words: 'film' }, films],
    ['to a codec', { codec: 'h264' }, films],
    ['to a codec that does not occur', { codec: 'h264" OR 1=1' }, []],
    ['to what is noted', { flags: ['noted'] }, ['first film.mov']],
    ['to what is sealed now', { flags: ['sealed'] }, ['first film.mov']],
    ['to what came more than once', { flags: ['received-again'] }, ['b.txt']],
    ['to what is noted and came more than once', { flags: ['noted', 'received-again'] }, []],
    ['to what states a place', { hasPlace: true }, films],
    ['to words of a note', { words: 'smoke bridge' }, ['first film.mov']],
    ['to words of a note that was withdrawn', { words: 'nothing here' }, []],
    ['to words of where it came from', { words: 'olena' }, films],
    ['to signs alone', { words: '"*" --' }, []],
    ['to a verdict that nothing has', { verdict: 'refuted' }, []],
  ])('%s', (_, wanted, found) => {
    expect(names(wanted)).toEqual(found);
    expect(browseLibrary(readable, wanted).total).toBe(found.length);
  });

  it('to what no witness has read', () => {
    expect(names({ flags: ['not-examined'] })).toHaveLength(12);
  });

  it('to what states no place, or has not been asked', () => {
    expect(names({ hasPlace: false })).toHaveLength(12);
  });

  it('to days of receipt, both included, in UTC', () => {
    const [day, before, later] = ['2026-11-22', '2026-11-21', '2026-11-23'];
    expect(names({ receivedFrom: day, receivedTo: day })).toHaveLength(14);
    expect(names({ receivedTo: before })).toEqual([]);
    expect(names({ receivedFrom: later })).toEqual([]);
    expect(names({ receivedFrom: before, receivedTo: later, kinds: ['video'] })).toEqual(films);
  });

  it('and sorted goes on in pages of what fits', () => {
    expect(paged({ flags: ['not-examined'], sort: 'name', limit: 5 })).toMatchObject({ pages: 3, ids: { length: 12 } });
  });
});

describe('what filters offer', () => {
  it('is what occurs', () => {
    expect(facetsOfLibrary(readable)).toEqual({ codecs: ['h264'], verdicts: [] });
  });

  it('tells the newest verdict of a claim about an item', async () => {
    await working(readable.folder, async (target) => {
      const { claim } = await recordClaim(target, notOlder);
      await assessClaim(target, claim);
    });
    const [claim] = shelvedItem(readable, 'i1').claims;
    expect(claim).toMatchObject({ id: 'c1', quote: 'not older than 72 hours' });
    expect(facetsOfLibrary(readable).verdicts).toEqual([claim?.verdict]);
    expect(names({ verdict: String(claim?.verdict) })).toEqual(['first film.mov']);
  });
});
