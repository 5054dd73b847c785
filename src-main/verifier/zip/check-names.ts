import type { ZipFindings } from './codes.ts';
import type { EntryTable } from './entry-table.ts';

/** The names within the bag, and the row of each. */
export interface BagNames {
  /** The folder that was taken off the names; undefined when the bag stands at the top. */
  topFolder: string | undefined;
  /** By row; undefined for what is no part of the bag. */
  names: (string | undefined)[];
  rows: Map<string, number>;
}

/**
 * Find the one top folder, take it off, and tell names that stand twice or are a file and a folder at once. Names that
 * some systems take for the same are told by the check of the bag, which sees every name.
 */
export function checkNames(table: EntryTable, findings: ZipFindings): BagNames {
  const topFolder = findTopFolder(table);
  const names = table.names.map((name, row) => nameInBag(topFolder, name, { table, findings, row }));
  const rows = rowsOf(names, table, findings);
  tellFilesThatAreFolders(names, rows, table, findings);
  return { topFolder, names, rows };
}

/** Where bagit.txt stands decides; without one, the folder that all entries share, if they share one. */
function findTopFolder(table: EntryTable): string | undefined {
  let shared: string | undefined;
  let one = table.size > 0;
  let declared: string | undefined;
  for (const [row, name] of table.names.entries()) {
    if (name === 'bagit.txt') return undefined;
    const slash = name.indexOf('/');
    const first = slash >= 0 ? name.slice(0, slash) : table.kind(row) === 'folder' ? name : undefined;
    if (declared === undefined && first !== undefined && name.length === first.length + 10 && name.endsWith('/bagit.txt')) declared = first;
    shared ??= first;
    one &&= first !== undefined && first === shared;
  }
  return declared ?? (one ? shared : undefined);
}

interface Place {
  table: EntryTable;
  findings: ZipFindings;
  row: number;
}

function nameInBag(topFolder: string | undefined, name: string, { table, findings, row }: Place): string | undefined {
  if (topFolder === undefined) return name;
  if (name === topFolder && table.kind(row) === 'folder') return undefined;
  if (name.startsWith(`${topFolder}/`)) return name.slice(topFolder.length + 1);
  findings.find('outside-top-folder', name, `something in "${topFolder}"`, 'something beside it');
  return undefined;
}

function rowsOf(names: readonly (string | undefined)[], table: EntryTable, findings: ZipFindings): Map<string, number> {
  const rows = new Map<string, number>();
  for (const [row, name] of names.entries()) {
    if (name === undefined) continue;
    const first = rows.get(name);
    if (first === undefined) {
      rows.set(name, row);
      continue;
    }
    findings.find('duplicate-name', table.name(row), 'one entry of this name', 'another');
    table.fault(row, 'duplicate-name');
    table.fault(first, 'duplicate-name');
  }
  return rows;
}

function tellFilesThatAreFolders(names: readonly (string | undefined)[], rows: ReadonlyMap<string, number>, table: EntryTable, findings: ZipFindings): void {
  let before = '';
  for (const name of names) {
    const parent = name === undefined ? '' : name.slice(0, Math.max(0, name.lastIndexOf('/')));
    // Neighbours mostly lie in the same folder.
    if (name === undefined || parent === before) continue;
    before = parent;
    for (let folder = parent; folder !== ''; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
      const row = rows.get(folder);
      if (row === undefined || table.kind(row) === 'folder' || table.faults.has(row)) continue;
      findings.find('file-and-folder', table.name(row), 'a file or a folder', `both: it is a file, and "${name.slice(0, 200)}" lies in it`);
      table.fault(row, 'file-and-folder');
    }
  }
}
