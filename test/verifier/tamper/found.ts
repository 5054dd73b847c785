import { expect } from 'vitest';
import { verifyCase } from '../../../src-main/engine/index.ts';
import type { About, Alteration } from './alteration.ts';
import { copyOf } from './altering.ts';

/** What verify finds, each as `code: thing`. */
export async function findingsIn(folder: string): Promise<string[]> {
  const { findings } = await verifyCase({ folder });
  return findings.map(({ code, thing }) => `${code}: ${thing}`);
}

/** Alter a copy of a case: everything expected is found, and nothing else but what may be said besides. Returns the copy and all of it. */
export async function expectFound(folder: string, about: About, { alter, finds, andMaySay }: Alteration): Promise<{ copy: string; found: string[] }> {
  const copy = await copyOf(folder);
  alter(copy, about);
  const found = await findingsIn(copy);
  const expected = finds(about);
  expect(found.length).toBeGreaterThan(0);
  // A code alone stands for at least one finding of it.
  const [named, ofSomething] = [expected.filter((finding) => finding.includes(': ')), expected.filter((finding) => !finding.includes(': '))];
  expect(found.filter((finding) => named.includes(finding)).toSorted()).toEqual(named.toSorted());
  expect(ofSomething.filter((code) => !found.some((finding) => finding.startsWith(`${code}: `)))).toEqual([]);
  expect(found.filter((finding) => !named.includes(finding) && andMaySay?.test(finding) !== true)).toEqual([]);
  return { copy, found };
}
