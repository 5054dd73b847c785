import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { damageIn } from '../../../src-main/engine/db/compare.ts';
import { openBeside } from '../../../src-main/engine/db/database.ts';
import { importInto } from '../../engine/flows/case-reading.ts';
import { temporaryCase } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import type { About } from './alteration.ts';
import { inDatabase } from './altering.ts';
import { findingsIn } from './found.ts';
import { indexAlterations } from './search-alterations.ts';

const count = 1300;

/** A case whose search index has many pages, and words that are in so many texts that their places have an index. */
async function largeIndex(): Promise<string> {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  const deep = join(source, ...Array.from({ length: 60 }, () => 'seen'));
  mkdirSync(deep, { recursive: true });
  for (let n = 0; n < count; n++) writeFileSync(join(deep, `IMG_${n * 7919}.mp4`), String(n));
  await importInto(folder, [source], { keepOnly: true });
  return folder;
}

const folder = await largeIndex();
// These alterations need to know nothing of the case but what they look up.
const about = {} as About;

/** What the database says of itself, as verify would name it. */
function damagesIn(copy: string): string[] {
  const db = openBeside(join(copy, 'case.sqlite'));
  try {
    const { structure, searchIndex } = damageIn(db);
    const codes = { missing: 'row-missing', added: 'row-added', differs: 'row-differs' } as Record<string, string>;
    const rows = searchIndex.map(({ what, table, row, column }) => `${codes[what] ?? what}: ${table}: ${row}${column === undefined ? '' : `, column ${column}`}`);
    return [...structure.map(() => 'database-damaged: case.sqlite'), ...rows];
  } finally {
    db.close();
  }
}

describe('a search index of many pages', () => {
  it('has rows of every sort', () => {
    const rows = inDatabase(folder, (db) => db.prepare('SELECT count(*) AS every, count(*) FILTER (WHERE pgno & 1) AS marked FROM item_search_idx').get()) as { every: number; marked: number };
    expect(rows.every).toBeGreaterThan(20);
    expect(rows.marked).toBeGreaterThan(0);
  });

  it('is sound where nobody has altered it', async () => {
    expect(damagesIn(folder)).toEqual([]);
    expect(await findingsIn(folder)).toEqual([]);
  });

  it.each(indexAlterations(folder))('shows $what', async ({ alter, finds, andMaySay }) => {
    const copy = await temporaryFolder();
    copyFileSync(join(folder, 'case.sqlite'), join(copy, 'case.sqlite'));
    alter(copy, about);
    const [found, expected] = [damagesIn(copy), finds(about)];
    expect(found.length).toBeGreaterThan(0);
    expect(expected.filter((finding) => !found.includes(finding))).toEqual([]);
    expect(found.filter((finding) => andMaySay?.test(finding) !== true)).toEqual([]);
  });
});
