import { openForWriting, statement } from '../../../src-main/engine/db/database.ts';
import { hashAt } from '../../../src-main/engine/media/similar/packed-hashes.ts';
import { seededRandom } from '../../known-system.ts';

/** Rows as many a long film would leave them, written past the log: for what reads them, not for what checks them. */
export function addKeyframes(folder: string, { items, framesEach }: { items: number; framesEach: number }): void {
  const db = openForWriting(folder);
  db.pragma('foreign_keys = OFF');
  const random = seededRandom(41);
  const first = 1_000_000;
  db.transaction(() => {
    for (let n = 0; n < items; n++) {
      const digest = n.toString(16).padStart(64, '0');
      statement(db, 'INSERT INTO item (sha256, bytes, first_seq, name, keyframes_seq) VALUES (?, 1, 1, ?, ?)').run(digest, `film ${n}`, first + n);
      statement(db, `INSERT INTO keyframe_scan (seq, item_number, basis, time_base, indexed, pictured) VALUES (?, ?, 'key-packets', '1/1000', ?, ?)`).run(first + n, n + 1, framesEach, framesEach);
      for (let k = 0; k < framesEach; k++) {
        statement(db, `INSERT INTO keyframe (seq, n, pts, found, pdq, pdq_quality) VALUES (?, ?, ?, 'key-packet', ?, 100)`).run(first + n, k, 2000 * k, hashAt(random.bytes(32), 0));
      }
    }
  })();
  db.close();
}
