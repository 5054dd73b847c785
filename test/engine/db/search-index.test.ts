import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { damageIn } from '../../../src-main/engine/db/compare.ts';
import { readStructure } from '../../../src-main/engine/db/search-pages.ts';
import { seededRandom } from '../../known-system.ts';

const layout = "CREATE VIRTUAL TABLE item_search USING fts5 (names, facts, provenance, notes, tokenize = 'unicode61 remove_diacritics 2')";

interface Filling {
  texts: number;
  /** Texts in one transaction. */
  together: number;
  /** Whether every third text takes the place of an older one. */
  replacing: boolean;
}

/** Fill an index as the writer does, and look at it now and then. Gives what was found, and whether it ever held a segment that was merged in part. */
function filled({ texts, together, replacing }: Filling): { found: unknown[]; partlyMerged: boolean } {
  const [db, chance] = [new Database(':memory:'), seededRandom(3)];
  db.exec(layout);
  const [insert, remove] = [db.prepare('INSERT INTO item_search (rowid, names, facts, provenance, notes) VALUES (?, ?, ?, ?, ?)'), db.prepare('DELETE FROM item_search WHERE rowid = ?')];
  const below = (limit: number): number => Buffer.from(chance.bytes(4)).readUInt32BE() % limit;
  const words = (): string => Array.from({ length: below(12) }, () => `w${below(5000)}`).join(' ');
  const put = (n: number): void => void insert.run(n, `IMG_${n}.mp4`, words(), `/media/usb/${n >> 9} seen é`, '');
  const seen = { found: damageOf(db), partlyMerged: false };
  for (let n = 1, run = 1; n <= texts; n += together, run++) {
    db.transaction(() => {
      for (let at = n; at < n + together && at <= texts; at++) {
        put(at);
        if (!replacing || at % 3 > 0) continue;
        const older = 1 + below(at);
        remove.run(older);
        put(older);
      }
    })();
    const structure = db.prepare('SELECT block FROM item_search_data WHERE id = 10').pluck().get() as Buffer;
    const partly = readStructure(structure).some(({ first }) => first > 1);
    seen.partlyMerged ||= partly;
    if ((partly && run % 5 === 0) || run % 50 === 0) seen.found.push(...damageOf(db));
  }
  seen.found.push(...damageOf(db));
  db.close();
  return seen;
}

function damageOf(db: Database.Database): unknown[] {
  const { structure, searchIndex } = damageIn(db);
  return [...structure, ...searchIndex];
}

describe('the check of the search index', () => {
  it.each<Filling>([
    { texts: 0, together: 1, replacing: false },
    { texts: 1, together: 1, replacing: false },
    { texts: 300, together: 1, replacing: true },
    { texts: 3000, together: 7, replacing: true },
    { texts: 6000, together: 1000, replacing: true },
  ])('finds nothing in an index of $texts texts, written $together at once', (filling) => {
    expect(filled(filling).found).toEqual([]);
  });

  it('finds nothing in an index while its segments are being merged', { timeout: 60_000 }, () => {
    expect(filled({ texts: 20_000, together: 15, replacing: false })).toEqual({ found: [], partlyMerged: true });
  });
});
