import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, asyncProperty, boolean, constantFrom, integer } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { browseLibrary, markLibrary, nameLibrary, openCaseForReading, recordClaim, type BrowseLibrary, type ReadableCase } from '../../../src-main/engine/index.ts';
import { knownSystem, temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { importInto } from './case-reading.ts';
import { notOlder } from './claimed.ts';

let readable: ReadableCase;
const count = 57;

beforeAll(async () => {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  // Many equal in size, few words in common.
  for (let n = 0; n < count; n++) writeFileSync(join(source, `${n % 2 === 0 ? 'Bridge' : 'market'} ${(n * 37) % 100}.txt`), `${'x'.repeat(n % 3)}${n}`);
  await importInto(folder, [source], { keepOnly: true });
  await working(folder, (target) => recordClaim(target, { ...notOlder, items: ['i3'] }));
  ({ case: readable } = await openCaseForReading({ folder, ...knownSystem }));
});

const wishes = constantFrom<BrowseLibrary>({}, { words: 'bridge' }, { words: 'txt', kinds: [] }, { flags: ['not-examined'] }, { words: 'nobody wrote this' });
const sorts = constantFrom('received', 'name', 'size', 'duration');

describe('the marks of a list', () => {
  it('begin each page where the page before ends, in each order, and say how many there are', async () => {
    await assert(asyncProperty(wishes, sorts, boolean(), integer({ min: 1, max: 30 }), async (wish, sort, descending, every) => {
      const list = { ...wish, sort, descending } as const;
      const all = browseLibrary(readable, { ...list, limit: 500 });
      const { marks, total } = await markLibrary(readable, { ...list, every });
      const pages = [undefined, ...marks].map((after) => browseLibrary(readable, { ...list, after, limit: every }).items);
      expect([total, pages.flat().map(({ id }) => id)]).toEqual([all.total, all.items.map(({ id }) => id)]);
      expect(pages.slice(0, marks.length).every(({ length }) => length === every)).toBe(true);
    }), { numRuns: 40 });
  });

  it('say how many come before an item, and of one that is not in the list that it is not', async () => {
    const list = { words: 'bridge', sort: 'name', descending: false } as const;
    const ids = browseLibrary(readable, { ...list, limit: 500 }).items.map(({ id }) => id);
    for (const [place, id] of ids.entries()) expect((await markLibrary(readable, { ...list, every: 20, locate: id })).before).toBe(place);
    const [other] = browseLibrary(readable, { words: 'market', limit: 1 }).items;
    expect((await markLibrary(readable, { ...list, every: 20, locate: other?.id })).before).toBeNull();
  });

  it('are not looked for any longer when nobody waits for them', async () => {
    await expect(markLibrary(readable, { every: 20, signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });
});

describe('the names of a list', () => {
  it('are those of its items, page by page', () => {
    const list = { sort: 'size' } as const;
    const all = browseLibrary(readable, { ...list, limit: 500 }).items.map(({ id, sha256, name, bytes, mediaKind }) => ({ id, sha256, name, bytes, mediaKind }));
    const first = nameLibrary(readable, { ...list, limit: 20 });
    const rest = nameLibrary(readable, { ...list, after: first.next ?? '', limit: 100 });
    expect([[...first.items, ...rest.items], rest.next]).toEqual([all, null]);
  });
});

describe('a search', () => {
  it('finds an item by what is claimed of it, and says so', () => {
    const { items } = browseLibrary(readable, { words: notOlder.quote.split(' ').slice(0, 2).join(' ') });
    expect(items.map(({ id }) => id)).toEqual(['i3']);
    expect(items[0]?.matched.find(({ where }) => where === 'claims')?.text).toContain(notOlder.quote.slice(0, 10));
  });

  it('says where the words stand, with what stands around them', () => {
    const [item] = browseLibrary(readable, { words: 'brid', limit: 1 }).items;
    expect(item?.matched[0]).toEqual({ where: 'names', text: item?.name });
  });

  it('says nothing where nothing was searched for', () => expect(browseLibrary(readable, { limit: 1 }).items[0]?.matched).toEqual([]));
});
