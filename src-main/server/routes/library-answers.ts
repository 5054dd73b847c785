import { setImmediate } from 'node:timers/promises';
import type { Hono } from 'hono';
import { browseLibrary, countFacets, countFitting, countLibraries, facetsOfLibrary, markLibrary, nameLibrary, type BrowseLibrary, type LibraryFlag } from '../../engine/index.ts';
import { itemFlags, itemRoutes, mediaKinds, type LibraryItem, type LibraryQuery } from '../../shared/api/items.ts';
import { libraryRoutes, type LibraryCounts } from '../../shared/api/library.ts';
import { CaseError } from '../../shared/errors.ts';
import { answer } from '../answer.ts';
import type { Surface } from '../surface.ts';
import { toLibraryItem } from './library-item.ts';

/** Lists of items. */
export function answerAboutLibrary(app: Hono, { cases }: Surface): void {
  answer(app, itemRoutes.library, async (query) => {
    const wish = readQuery(query);
    const page = browseLibrary(cases.readable, { ...wish, counted: false });
    // Others have their turn: of many items, counting takes as long again.
    await setImmediate();
    const items = page.items.map((item) => ({ ...toLibraryItem(item), matched: item.matched }));
    return { items, next: page.next, total: wish.after === undefined ? countFitting(cases.readable, wish) : null };
  });
  answer(app, itemRoutes.libraryFacets, () => facetsOfLibrary(cases.readable));
  answer(app, libraryRoutes.libraryMarks, ({ every, locate, ...query }, { req }) => markLibrary(cases.readable, { ...readQuery(query), every, locate, signal: req.raw.signal }));
  answer(app, libraryRoutes.libraryNames, ({ limit, ...query }) => {
    const { items, next } = nameLibrary(cases.readable, { ...readQuery(query), limit });
    return { items: items.map(({ mediaKind, ...item }) => ({ ...item, mediaKind: mediaKind as LibraryItem['mediaKind'] })), next };
  });
  answer(app, libraryRoutes.libraryCounts, async () => {
    const { readable } = cases;
    return {
      kinds: await countLibraries(readable, wishOfEach(mediaKinds, (kind) => ({ kinds: [kind] }))),
      flags: await countLibraries(readable, wishOfEach(itemFlags, (flag) => ({ flags: [flag] }))),
      places: await countLibraries(readable, { yes: { hasPlace: true }, no: { hasPlace: false } }),
      ...((await countFacets(readable)) as Pick<LibraryCounts, 'codecs' | 'verdicts'>),
    };
  });
}

function wishOfEach<N extends string>(names: readonly N[], wish: (name: N) => BrowseLibrary): Record<N, BrowseLibrary> {
  return Object.fromEntries(names.map((name) => [name, wish(name)])) as Record<N, BrowseLibrary>;
}

function readQuery({ search, kinds, flags, hasPlace, order, ...rest }: LibraryQuery): BrowseLibrary {
  return {
    ...rest,
    words: search,
    kinds: listOf(kinds, mediaKinds),
    flags: listOf<LibraryFlag>(flags, itemFlags),
    hasPlace: hasPlace === undefined ? undefined : hasPlace === 'yes',
    descending: order === undefined ? undefined : order === 'down',
  };
}

function listOf<T extends string>(text: string | undefined, known: readonly T[]): T[] | undefined {
  if (text === undefined || text === '') return undefined;
  return text.split(',').map((part) => {
    const found = known.find((one) => one === part);
    if (found === undefined) throw new CaseError('argument-invalid', { detail: `"${part}" is none of ${known.join(', ')}` });
    return found;
  });
}
