import type { Bound } from '../../../claims/bounds.ts';

/** A bound with everything by which it could be the same witness as another one: an origin, a post, an entry, an anchor. */
export interface EnteredBound {
  bound: Bound;
  sources: readonly string[];
}

/**
 * Bounds that share a source, directly or through others, are one witness: they get one origin, so that they count once
 * whichever way they came in. The origin that a person or a post gave is kept; bounds that share nothing stay as they are.
 */
export function asWitnesses(entered: readonly EnteredBound[]): Bound[] {
  const groups = groupsOf(entered);
  const members = Map.groupBy(entered, (_, n) => groups[n]);
  const origins = new Map([...members].map(([group, together]) => [group, originOf(together)]));
  return entered.map(({ bound }, n) => {
    const origin = origins.get(groups[n]);
    return origin === undefined ? bound : { ...bound, origin };
  });
}

function originOf(together: readonly EnteredBound[]): string | undefined {
  const given = together.flatMap(({ bound }) => bound.origin ?? []);
  if (given.length > 0 || together.length === 1) return given.toSorted()[0];
  return together.flatMap(({ sources }) => sources).toSorted()[0];
}

/** The number of the group of each; those of one group share a source with another of it. */
function groupsOf(entered: readonly EnteredBound[]): number[] {
  const groupOf = new Map<string, number>();
  const joined: number[] = [];
  const root = (group: number): number => (joined[group] === group ? group : root(joined[group]!));
  entered.forEach(({ bound, sources }, n) => {
    joined[n] = n;
    for (const source of bound.origin === undefined ? sources : [bound.origin, ...sources]) {
      const known = groupOf.get(source);
      if (known === undefined) groupOf.set(source, n);
      else joined[root(known)] = root(n);
    }
  });
  return entered.map((_, n) => root(n));
}
