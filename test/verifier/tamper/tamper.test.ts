import { describe, expect, it } from 'vitest';
import { verifyCase } from '../../../src-main/engine/index.ts';
import { livelyCase } from '../../engine/flows/lively-case.ts';
import { hasOpenssl } from '../../format/timestamp/local-authority.ts';
import { readAbout, type Alteration } from './alteration.ts';
import { copyOf } from './altering.ts';
import { fileAlterations, harmless } from './file-alterations.ts';
import { layoutAlterations } from './layout-alterations.ts';
import { checkpointAlterations, entryAlterations } from './log-alterations.ts';
import { lastRowsDeleted, rowAlteration, tablesWithRows } from './row-alterations.ts';

const folder = hasOpenssl ? await livelyCase() : '';
const about = hasOpenssl ? readAbout(folder) : undefined;
const tables = hasOpenssl ? tablesWithRows(folder) : [];

async function findingsIn(copy: string): Promise<string[]> {
  const { findings } = await verifyCase({ folder: copy });
  return findings.map(({ code, thing }) => `${code}: ${thing}`);
}

async function expectFound({ alter, finds, andMaySay }: Alteration): Promise<void> {
  if (about === undefined) throw new Error('there is no case');
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
}

describe.skipIf(!hasOpenssl)('verify', () => {
  it('finds nothing in a case that nobody has altered, nor in a copy of it', async () => {
    expect(await findingsIn(folder)).toEqual([]);
    expect(await findingsIn(await copyOf(folder))).toEqual([]);
  });

  it.each(harmless)('minds nothing about $what', async ({ alter }) => {
    const copy = await copyOf(folder);
    if (about !== undefined) alter(copy, about);
    expect(await findingsIn(copy)).toEqual([]);
  });

  it.each(entryAlterations)('finds and names $what', expectFound);
  it.each(checkpointAlterations)('finds and names $what', expectFound);
  it.each(fileAlterations)('finds and names $what', expectFound);
  it.each(layoutAlterations)('finds and names $what', expectFound);
  it.each(tables.map((table) => rowAlteration(folder, table)))('finds and names $what', expectFound);
  it.each(tables.length > 0 ? [lastRowsDeleted(folder, tables)] : [])('finds and names $what', expectFound);
});
