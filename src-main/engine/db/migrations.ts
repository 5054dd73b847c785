import type Database from 'better-sqlite3';
import { CaseError } from '../../shared/errors.ts';
import type { Migration } from './migrations/migration.ts';
import { foundation } from './migrations/0001-foundation.ts';

const migrations: readonly Migration[] = [foundation];
export const newestMigration = migrations.length;

/** Bring a database to the newest layout, one transaction per step. The number stands in `user_version`. */
export function migrate(db: Database.Database): void {
  const found = Number(db.pragma('user_version', { simple: true }));
  if (found > newestMigration) throw new CaseError('case-too-new', { found, known: newestMigration });
  for (const step of migrations.slice(found)) {
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.number}`);
    })();
  }
}
