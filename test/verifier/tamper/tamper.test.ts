import { describe, expect, it } from 'vitest';
import { verifyCase } from '../../../src-main/engine/index.ts';
import { livelyCase } from '../../engine/flows/lively-case.ts';
import { hasOpenssl } from '../../format/timestamp/local-authority.ts';
import { readAbout, type Alteration } from './alteration.ts';
import { copyOf } from './altering.ts';
import { expectFound, findingsIn } from './found.ts';
import { fileAlterations, harmless, remarked } from './file-alterations.ts';
import { layoutAlterations } from './layout-alterations.ts';
import { checkpointAlterations, entryAlterations } from './log-alterations.ts';
import { lastRowsDeleted, rowAlteration, tablesWithRows } from './row-alterations.ts';
import { indexAlterations, searchTextAlterations } from './search-alterations.ts';
import { disagreements, judgeByStockTools, knownBefore, stockToolsAvailable } from './stock-tools.ts';

const folder = hasOpenssl ? await livelyCase() : '';
const about = hasOpenssl ? readAbout(folder) : undefined;
const tables = hasOpenssl ? tablesWithRows(folder) : [];

/** What an outsider knows, where this machine has an outsider's tools. */
const known = stockToolsAvailable ? await knownBefore(folder, (await verifyCase({ folder })).verifierKey) : undefined;

/** Found and named by us; and other people's tools say the same of whatever they can see. */
async function expectNamed(alteration: Alteration): Promise<void> {
  if (about === undefined) throw new Error('there is no case');
  const { copy, found } = await expectFound(folder, about, alteration);
  expect(disagreements(copy, known, found)).toEqual([]);
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
    expect(disagreements(copy, known, [])).toEqual([]);
  });

  it.skipIf(known === undefined)('is of one mind with Go, sha256sum and openssl about a case that nobody has altered', () => {
    expect(known && judgeByStockTools(folder, known)).toEqual({ log: undefined, files: undefined, stamps: undefined, keys: undefined });
  });

  it.each(remarked)('remarks on $what, and shows all the same what it showed before', async (alteration) => {
    if (about === undefined) return;
    const { copy } = await expectFound(folder, about, alteration);
    const { proved } = await verifyCase({ folder: copy });
    expect(disagreements(copy, known, [])).toEqual([]);
    expect(proved).toEqual((await verifyCase({ folder })).proved);
  });

  it.each(entryAlterations)('finds and names $what', expectNamed);
  it.each(checkpointAlterations)('finds and names $what', expectNamed);
  it.each(fileAlterations)('finds and names $what', expectNamed);
  it.each(layoutAlterations)('finds and names $what', expectNamed);
  it.each(searchTextAlterations)('finds and names $what', expectNamed);
  it.each(hasOpenssl ? indexAlterations(folder).filter(({ what }) => /row 0 of|lengths|page of|record/.test(what)) : [])('finds and names $what', expectNamed);
  it.each(tables.map((table) => rowAlteration(folder, table)))('finds and names $what', expectNamed);
  it.each(tables.length > 0 ? [lastRowsDeleted(folder, tables)] : [])('finds and names $what', expectNamed);
});
