import type { Alteration } from './alteration.ts';
import { inDatabase, type Raw } from './altering.ts';

/** A row of `item_search_idx`: from which word on the words of a page are found. */
interface Lookup {
  segid: number;
  term: Buffer;
  pgno: number;
}

const lookups = (db: Raw): Lookup[] => db.prepare('SELECT segid, term, pgno FROM item_search_idx ORDER BY segid, term').all() as Lookup[];
const pageOf = ({ pgno }: Lookup): number => pgno >> 1;
const named = ({ segid, ...row }: Lookup): string => `item_search_idx: segid ${segid}, page ${pageOf({ segid, ...row })}`;
const structure = 'database-damaged: case.sqlite';
/** SQLite's own check, and what follows from a row that is not there. */
const more = /^(?:database-damaged: (?:case\.sqlite|table item_search)$|row-(?:missing|added|differs): item_search(?:_\w+)?: )/;

function altered(what: string, sql: string, finds: string[], parameters: unknown[] = []): Alteration {
  const alter = (folder: string): void =>
    inDatabase(folder, (db) => {
      if (db.prepare(sql).run(...parameters).changes === 0) throw new Error(`nothing was altered: ${sql}`);
    });
  return { what, alter, finds: () => finds, andMaySay: more };
}

const oneLookup = 'segid = ? AND term = ?';

/** Every row of the lookups that stands at an end or in the middle, deleted and edited in each of its columns. */
function lookupAlterations(rows: readonly Lookup[]): Alteration[] {
  const chosen = new Set([rows[0], rows[rows.length >> 1], rows.at(-1)].filter((row) => row !== undefined));
  return [...chosen].flatMap((row) => {
    const { segid, term } = row;
    const here = `row ${rows.indexOf(row)} of item_search_idx`;
    const differs = (column: string): string => `row-differs: ${named(row)}, column ${column}`;
    const missing = `row-missing: ${named(row)}`;
    const shorter = term.length > 1 ? term.subarray(0, -1) : Buffer.from('0');
    return [
      altered(`${here} deleted`, `DELETE FROM item_search_idx WHERE ${oneLookup}`, [missing], [segid, term]),
      altered(`${here} with a longer word`, `UPDATE item_search_idx SET term = CAST(term || 'x' AS BLOB) WHERE ${oneLookup}`, term.length === 0 ? [] : [differs('term')], [segid, term]),
      altered(`${here} with another word`, `UPDATE OR REPLACE item_search_idx SET term = ? WHERE ${oneLookup}`, [differs('term')], [shorter, segid, term]),
      altered(`${here} with a text for a word`, `UPDATE item_search_idx SET term = CAST(term AS TEXT) WHERE ${oneLookup}`, [], [segid, term]),
      altered(`${here} leading to no page`, `UPDATE item_search_idx SET pgno = 0 WHERE ${oneLookup}`, [missing], [segid, term]),
      altered(`${here} leading far away`, `UPDATE item_search_idx SET pgno = pgno + 2000 WHERE ${oneLookup}`, [missing], [segid, term]),
      altered(`${here} with the other mark`, `UPDATE item_search_idx SET pgno = pgno + 1 - 2 * (pgno & 1) WHERE ${oneLookup}`, [differs('pgno')], [segid, term]),
      altered(`${here} of another segment`, `UPDATE item_search_idx SET segid = 1999 WHERE ${oneLookup}`, [missing], [segid, term]),
      altered(`${here} twice`, 'INSERT INTO item_search_idx VALUES (?, ?, 0)', [`row-added: item_search_idx: segid ${segid}, term "${term.subarray(1).toString()}zz"`], [segid, Buffer.concat([term.length === 0 ? Buffer.from('0') : term, Buffer.from('zz')])]),
    ];
  });
}

/** Where the words of the search index stand, and where to look for them: no text of it, no setting. */
export function indexAlterations(folder: string): Alteration[] {
  const { rows, page } = inDatabase(folder, (db) => ({
    rows: lookups(db),
    page: db.prepare('SELECT id, id >> 37 AS segment, id & 2147483647 AS page FROM item_search_data WHERE id > 10 ORDER BY id LIMIT 1').get() as { id: number; segment: number; page: number },
  }));
  const thatPage = `item_search_data: page ${page.page} of segment ${page.segment}`;
  return [
    ...lookupAlterations(rows),
    altered('all lookups of the search index deleted', 'DELETE FROM item_search_idx', rows.map((row) => `row-missing: ${named(row)}`)),
    altered('a page of the search index deleted', 'DELETE FROM item_search_data WHERE id = ?', [structure, `row-missing: ${thatPage}`], [page.id]),
    altered('a page of the search index with a byte behind its end', "UPDATE item_search_data SET block = CAST(block || x'00' AS BLOB) WHERE id = ?", [`row-differs: ${thatPage}, column block`], [page.id]),
    altered('a page of the search index emptied', "UPDATE item_search_data SET block = x'' WHERE id = ?", [structure, `row-differs: ${thatPage}, column block`], [page.id]),
    altered('a page of the search index that is a text', 'UPDATE item_search_data SET block = CAST(hex(block) AS TEXT) WHERE id = ?', [`row-differs: ${thatPage}, column block`], [page.id]),
    altered('a page too many in the search index', 'INSERT INTO item_search_data SELECT id + (1999 << 37), block FROM item_search_data WHERE id = ?', [`row-added: item_search_data: id ${page.id + 1999 * 2 ** 37}`], [page.id]),
    ...[1, 10].flatMap((id) => [
      altered(`record ${id} of the search index deleted`, 'DELETE FROM item_search_data WHERE id = ?', [structure, `row-differs: item_search_data: id ${id}, column block`], [id]),
      altered(`record ${id} of the search index with a byte behind its end`, "UPDATE item_search_data SET block = CAST(block || x'00' AS BLOB) WHERE id = ?", [`row-differs: item_search_data: id ${id}, column block`], [id]),
    ]),
    altered('the lengths of a text deleted', 'DELETE FROM item_search_docsize WHERE id = 1', [structure]),
    altered('the lengths of a text edited', "UPDATE item_search_docsize SET sz = x'7f7f7f7f' WHERE id = 1", [structure]),
    altered('the lengths of a text with a byte behind their end', "UPDATE item_search_docsize SET sz = CAST(sz || x'00' AS BLOB) WHERE id = 1", [structure]),
    altered('the lengths of a text that is not there', "INSERT INTO item_search_docsize (id, sz) VALUES (999999, x'00000000')", [structure]),
  ];
}

/** The texts and the settings of the search index. */
export const searchTextAlterations: Alteration[] = [
  altered('a text of the search index deleted', 'DELETE FROM item_search_content WHERE id = 1', ['row-missing: item_search: rowid 1']),
  altered('a text of the search index edited', "UPDATE item_search_content SET c2 = 'x' WHERE id = 1", ['row-differs: item_search: rowid 1, column provenance']),
  altered('a text of the search index and its words alike', "UPDATE item_search SET names = names || 'x' WHERE rowid = 1", ['row-differs: item_search: rowid 1, column names']),
  altered('a text of the search index too many', "INSERT INTO item_search_content (id, c0) VALUES (999999, 'x')", ['row-added: item_search: rowid 999999']),
  altered('the settings of the search index deleted', 'DELETE FROM item_search_config', ['row-missing: item_search_config: k version']),
  altered('the settings of the search index edited', "UPDATE item_search_config SET v = 5 WHERE k = 'version'", ['row-differs: item_search_config: k version, column v']),
  altered('a setting of the search index too many', "INSERT INTO item_search_config VALUES ('rank', 'bm25(0.0)')", ['row-added: item_search_config: k rank']),
];
