import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src-main/engine/custody/kinds.ts';
import { verifyCase, type ReadableCase } from '../../../src-main/engine/index.ts';
import { hasOpenssl } from '../../format/timestamp/local-authority.ts';
import { acts, reading } from './case-reading.ts';
import { livelyCase } from './lively-case.ts';

describe.skipIf(!hasOpenssl)('a case in which everything has happened', () => {
  it('has rows that follow from the log and the files it names, and from nothing else', async () => {
    const folder = await livelyCase();
    const verification = await verifyCase({ folder });
    expect(verification.findings).toEqual([]);
    expect(verification.anchors).toHaveLength(1);
    // A comparison of empty tables would say nothing.
    expect(await reading(folder, ({ db }) => emptyTables(db))).toEqual(['disagreement', 'log_subtree']);
    expect([...new Set((await acts(folder)).map((act) => act.type))].sort()).toEqual([...kinds.keys()].sort());
  });
});

function emptyTables(db: ReadableCase['db']): string[] {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'item\\_search\\_%' ESCAPE '\\' ORDER BY name").all() as { name: string }[];
  return tables.map(({ name }) => name).filter((name) => db.prepare(`SELECT 1 FROM ${name} LIMIT 1`).get() === undefined);
}
