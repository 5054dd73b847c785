import { setImmediate } from 'node:timers/promises';
import { countFitting, facetsOfLibrary, type BrowseLibrary } from './browse-library.ts';
import type { ReadableCase } from './open-case.ts';

/** How many items fit each of these wishes, by name. One after the other, in turns: each looks at every item of the case. */
export async function countLibraries<N extends string>(readable: ReadableCase, wishes: Readonly<Record<N, BrowseLibrary>>): Promise<Record<N, number>> {
  const counts: [string, number][] = [];
  for (const [name, wish] of Object.entries<BrowseLibrary>(wishes)) {
    await setImmediate();
    counts.push([name, countFitting(readable, wish)]);
  }
  return Object.fromEntries(counts) as Record<N, number>;
}

/** For each codec and each verdict that occurs: how many items have it. */
export async function countFacets(readable: ReadableCase): Promise<{ codecs: Record<string, number>; verdicts: Record<string, number> }> {
  const { codecs, verdicts } = facetsOfLibrary(readable);
  return {
    codecs: await countLibraries(readable, Object.fromEntries(codecs.map((codec) => [codec, { codec }]))),
    verdicts: await countLibraries(readable, Object.fromEntries(verdicts.map((verdict) => [verdict, { verdict }]))),
  };
}
