import { itemFlags, itemSorts, mediaKinds, type LibraryQuery } from '../../../src-main/shared/api/items.ts';
import { verdicts } from '../../../src-main/shared/claim-record.ts';

type Kind = (typeof mediaKinds)[number];
type Flag = (typeof itemFlags)[number];
export type Sort = (typeof itemSorts)[number];
export type Verdict = (typeof verdicts)[number];
export type Order = 'up' | 'down';

/** What a person wants to see of the library. It stands in the address, so that a reload and "back" keep it. */
export interface Wish {
  search: string;
  kinds: readonly Kind[];
  flags: readonly Flag[];
  codec: string | undefined;
  verdict: Verdict | undefined;
  receivedFrom: string | undefined;
  receivedTo: string | undefined;
  hasPlace: 'yes' | 'no' | undefined;
  sort: Sort;
  order: Order;
}

/** Which way people expect each list to begin. */
export const usualOrder: Record<Sort, Order> = { received: 'down', name: 'up', size: 'down', duration: 'down' };

/** Read an address. What no list could be narrowed by is left out: addresses are typed and kept. */
export function readWish(address: string): Wish {
  const given = new URLSearchParams(address);
  const some = <T extends string>(name: string, known: readonly T[]): T[] => known.filter((one) => (given.get(name) ?? '').split(',').includes(one));
  const one = <T extends string>(name: string, known: readonly T[]): T | undefined => known.find((value) => value === given.get(name));
  const sort = one('sort', itemSorts) ?? 'received';
  return {
    search: (given.get('q') ?? '').slice(0, 500),
    kinds: some('kind', mediaKinds),
    flags: some('flag', itemFlags),
    codec: given.get('codec') ?? undefined,
    verdict: one('verdict', verdicts),
    receivedFrom: dayOf(given.get('from')),
    receivedTo: dayOf(given.get('to')),
    hasPlace: one('place', ['yes', 'no']),
    sort,
    order: one('order', ['up', 'down']) ?? usualOrder[sort],
  };
}

function dayOf(text: string | null): string | undefined {
  return text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** The address of a wish, without what is usual. */
export function writeWish({ search, kinds, flags, codec, verdict, receivedFrom, receivedTo, hasPlace, sort, order }: Wish): string {
  const parts: [string, string | undefined][] = [
    ['q', search], ['kind', kinds.join(',')], ['flag', flags.join(',')], ['codec', codec], ['verdict', verdict], ['from', receivedFrom], ['to', receivedTo], ['place', hasPlace],
    ['sort', sort === 'received' ? undefined : sort],
    ['order', order === usualOrder[sort] ? undefined : order],
  ];
  return new URLSearchParams(parts.filter((part): part is [string, string] => part[1] !== undefined && part[1] !== '')).toString();
}

/** The wish as the engine is asked. */
export function toQuery({ search, kinds, flags, codec, verdict, receivedFrom, receivedTo, hasPlace, sort, order }: Wish): LibraryQuery {
  return {
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(kinds.length === 0 ? {} : { kinds: kinds.join(',') }),
    ...(flags.length === 0 ? {} : { flags: flags.join(',') }),
    ...(codec === undefined ? {} : { codec }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(receivedFrom === undefined ? {} : { receivedFrom }),
    ...(receivedTo === undefined ? {} : { receivedTo }),
    ...(hasPlace === undefined ? {} : { hasPlace }),
    sort,
    order,
  };
}

/** A part of a wish that can be taken away again. */
export type Narrowing =
  | { by: 'search' | 'codec' | 'from' | 'to'; value: string }
  | { by: 'kind'; value: Kind }
  | { by: 'flag'; value: Flag }
  | { by: 'verdict'; value: Verdict }
  | { by: 'place'; value: 'yes' | 'no' };

/** All that narrows a list. */
export function narrowingsOf(wish: Wish): Narrowing[] {
  const { search, codec, receivedFrom: from, receivedTo: to } = wish;
  const texts = Object.entries({ search: search.trim() === '' ? undefined : search.trim(), codec, from, to });
  return [
    ...texts.flatMap(([by, value]): Narrowing[] => (value === undefined ? [] : [{ by: by as 'search', value }])),
    ...wish.kinds.map((value): Narrowing => ({ by: 'kind', value })),
    ...wish.flags.map((value): Narrowing => ({ by: 'flag', value })),
    ...(wish.verdict === undefined ? [] : [{ by: 'verdict', value: wish.verdict } as const]),
    ...(wish.hasPlace === undefined ? [] : [{ by: 'place', value: wish.hasPlace } as const]),
  ];
}

/** The wish without one of them. */
export function without(wish: Wish, { by, value }: Narrowing): Wish {
  switch (by) {
    case 'search': return { ...wish, search: '' };
    case 'codec': return { ...wish, codec: undefined };
    case 'from': return { ...wish, receivedFrom: undefined };
    case 'to': return { ...wish, receivedTo: undefined };
    case 'kind': return { ...wish, kinds: wish.kinds.filter((one) => one !== value) };
    case 'flag': return { ...wish, flags: wish.flags.filter((one) => one !== value) };
    case 'verdict': return { ...wish, verdict: undefined };
    case 'place': return { ...wish, hasPlace: undefined };
  }
}

/** The wish without any of them: everything, in the same order. */
export const widest = ({ sort, order }: Wish): Wish => ({ ...readWish(''), sort, order });
