import { sha256 } from '../../../src-main/engine/custody/sha256.ts';
import { TreeFrontier } from '../../../src-main/format/merkle-tree.ts';
import { inDatabase } from './altering.ts';

/** Make the stored roots of the blocks of 256 again from the stored leaf hashes. */
export function blockRoots(folder: string): void {
  inDatabase(folder, (db) => {
    const leaves = db.prepare('SELECT leaf FROM log_entry ORDER BY seq').pluck().all() as Buffer[];
    for (let n = 0; (n + 1) * 256 <= leaves.length; n++) {
      const tree = TreeFrontier.empty(sha256);
      for (const leaf of leaves.slice(n * 256, (n + 1) * 256)) tree.append(leaf);
      db.prepare('UPDATE log_subtree SET hash = ? WHERE n = ?').run(tree.root(), n);
    }
  });
}
