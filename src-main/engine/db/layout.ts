import Database from 'better-sqlite3';
import { CaseError } from '../../shared/errors.ts';
import { migrate } from './migrations.ts';

/** Something in a database's layout that is not as this version makes it. */
export interface LayoutProblem {
  /** `table item`, `trigger log_entry_is_never_changed`. */
  object: string;
  what: 'missing' | 'added' | 'altered';
}

const layout = "SELECT type || ' ' || name AS object, sql FROM sqlite_schema";
let expected: Map<string, string | null> | undefined;

/** The layout that this version makes, from an empty database. Made once for each thread: some milliseconds. */
function expectedLayout(): Map<string, string | null> {
  if (expected !== undefined) return expected;
  const fresh = new Database(':memory:');
  migrate(fresh);
  expected = readLayout(fresh);
  fresh.close();
  return expected;
}

function readLayout(db: Database.Database): Map<string, string | null> {
  const rows = db.prepare(layout).all() as { object: string; sql: string | null }[];
  return new Map(rows.map(({ object, sql }) => [object, sql]));
}

/** Compare a database's layout with what this version makes. Nothing but SQLite's own table of contents is read. */
export function layoutProblems(db: Database.Database): LayoutProblem[] {
  const [wanted, found] = [expectedLayout(), readLayout(db)];
  const problems: LayoutProblem[] = [];
  for (const [object, sql] of wanted) {
    if (!found.has(object)) problems.push({ object, what: 'missing' });
    else if (found.get(object) !== sql) problems.push({ object, what: 'altered' });
  }
  for (const object of found.keys()) if (!wanted.has(object)) problems.push({ object, what: 'added' });
  return problems;
}

/**
 * Refuse a database that cannot be asked safely: whose tables are others, or that holds views, which can stand in a
 * table's place and never come to an end. Where tables are named, only those must be as they were, and no view may stand
 * in a table's place. Throws CaseError `case-damaged`.
 */
export function refuseUnaskable(db: Database.Database, folder: string, tables?: readonly string[]): void {
  const wanted = expectedLayout();
  const unaskable = ({ object, what }: LayoutProblem): boolean => {
    const [type = '', name = ''] = object.split(' ');
    if (type === 'view') return tables === undefined || wanted.has(`table ${name}`);
    return type === 'table' && what !== 'added' && (tables?.includes(name) ?? true);
  };
  refuse(folder, layoutProblems(db).find(unaskable));
}

/** Refuse to write to a database that would not do as it is told: a trigger can drop what is written. */
export function refuseAltered(db: Database.Database, folder: string): void {
  refuse(folder, layoutProblems(db)[0]);
}

function refuse(folder: string, problem: LayoutProblem | undefined): void {
  if (problem === undefined) return;
  throw new CaseError('case-damaged', { folder, detail: `the layout of its database was altered (${problem.object} is ${problem.what}); "postquem verify" names what differs` });
}
