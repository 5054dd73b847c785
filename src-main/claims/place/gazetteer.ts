import { distanceM, type Point } from './distance.ts';
import { foldName, similarKey } from './fold-name.ts';

/** One populated place. */
export interface GazetteerRow {
  /** The number that the source gives it (GeoNames). */
  id: string;
  name: string;
  alternateNames?: readonly string[];
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** The source's code of the region within the country. */
  region?: string;
  population: number;
  /** Degrees on WGS 84, of about the middle of the place. */
  latitude: number;
  longitude: number;
}

type Index = ReadonlyMap<string, readonly GazetteerRow[]>;

/** Places by their names. */
export interface Gazetteer {
  byName: Index;
  /** Made when it is first asked for: most names are found as written, and this costs more. */
  bySimilarName: () => Index;
}

export type LookUp =
  | { row: GazetteerRow; matched: 'name' | 'similar-name' }
  /** Several places have the name: nearest first where a point was given, else most populous first. */
  | { candidates: GazetteerRow[]; matched: 'name' | 'similar-name' }
  | { problem: 'place-name-unknown'; found: string };

/** A place farther from the point that was given than this is another of the same name. */
const nearM = 100_000;

/** Make the rows ready to be looked up: some tenths of a second for 135,000, and as much again at the first name not found as written. */
export function makeGazetteer(rows: readonly GazetteerRow[]): Gazetteer {
  const byName = new Map<string, GazetteerRow[]>();
  for (const row of rows) {
    file(byName, foldName(row.name), row);
    for (const name of row.alternateNames ?? []) file(byName, foldName(name), row);
  }
  let similar: Index | undefined;
  return { byName, bySimilarName: () => (similar ??= similarIndex(byName)) };
}

/** Two folded names of one row may share a coarser key: each row stands there once. */
function similarIndex(byName: Index): Index {
  const index = new Map<string, GazetteerRow[]>();
  for (const [name, rows] of byName) {
    const key = similarKey(name);
    const others = index.get(key) ?? [];
    index.set(key, others.length === 0 ? [...rows] : [...new Set([...others, ...rows])]);
  }
  return index;
}

function file(index: Map<string, GazetteerRow[]>, key: string, row: GazetteerRow): void {
  const rows = index.get(key);
  if (!rows) index.set(key, [row]);
  // The names of one row come one after another.
  else if (rows.at(-1) !== row) rows.push(row);
}

/**
 * Find a place by name, in any case, with or without accents, in Latin or Cyrillic letters; a country (its English name
 * or its two letters) may follow after a comma. Similar spellings are looked at where no name fits. Several places
 * of one name are never decided by size: only a point that lies near one of them and not near the others decides.
 */
export function lookUp(gazetteer: Gazetteer, name: string, near?: Point): LookUp {
  const { found, rest } = rowsOf(gazetteer, name);
  if (!found) return { problem: 'place-name-unknown', found: name };
  const inCountry = found.rows.filter((row) => rest.some((part) => isCountry(part, row.country)));
  const rows = inCountry.length > 0 ? inCountry : [...found.rows];
  const sorted = near ? rows.toSorted((a, b) => distanceM(a, near) - distanceM(b, near)) : rows.toSorted((a, b) => b.population - a.population);
  const [first, second] = sorted;
  const chosen = first && (!second || (near && isClearlyNearer(first, second, near)));
  return chosen ? { row: first, matched: found.matched } : { candidates: sorted, matched: found.matched };
}

function rowsOf(gazetteer: Gazetteer, name: string): { found?: { rows: readonly GazetteerRow[]; matched: 'name' | 'similar-name' }; rest: string[] } {
  const [head = '', ...rest] = name.split(',').map((part) => part.trim());
  const written = gazetteer.byName.get(foldName(head));
  if (written) return { found: { rows: written, matched: 'name' }, rest };
  const similar = gazetteer.bySimilarName().get(similarKey(foldName(head)));
  return { ...(similar ? { found: { rows: similar, matched: 'similar-name' as const } } : {}), rest };
}

function isClearlyNearer(first: GazetteerRow, second: GazetteerRow, near: Point): boolean {
  const [one, other] = [distanceM(first, near), distanceM(second, near)];
  return one <= nearM && other > 2 * one && other > nearM / 4;
}

function isCountry(part: string, code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code)) return false;
  const folded = foldName(part);
  return folded === foldName(code) || folded === foldName(new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? '');
}
