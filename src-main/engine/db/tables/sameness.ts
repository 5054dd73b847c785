import type { Sha256 } from '../../../shared/digest.ts';
import type { JudgedSegment, SamenessVerdict, Stretch } from '../../../shared/sameness.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { itemNumber } from './item.ts';

interface SamenessRows {
  seq: number;
  at: string;
  payload: { a: Sha256; b: Sha256; verdict: SamenessVerdict; because: string; segments?: readonly JudgedSegment[] | undefined };
}

export function insertSameness(db: CaseDatabase, { seq, at, payload }: SamenessRows): void {
  statement(db, 'INSERT INTO sameness (seq, a_number, b_number, judged_at, verdict, because) VALUES (?, ?, ?, ?, ?, ?)').run(
    seq,
    itemNumber(db, payload.a),
    itemNumber(db, payload.b),
    at,
    payload.verdict,
    payload.because,
  );
  const insert = statement(
    db,
    `INSERT INTO sameness_segment (seq, n, mirrored, a_from, a_to, a_time_base, b_from, b_to, b_time_base)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  payload.segments?.forEach(({ a, b, mirrored }, n) => {
    insert.run(seq, n, Number(mirrored), a.fromPts, a.toPts, a.timeBase, b.fromPts, b.toPts, b.timeBase);
  });
}

export interface SamenessRow {
  seq: number;
  judgedAt: string;
  verdict: SamenessVerdict;
  because: string;
  /** Number of the other item. */
  other: number;
  /** 1 where the item asked about is the entry's first. */
  isFirst: number;
}

/** The newest judgement of an item and each other one among the entries before `before`, the newest first. Cost: O(judgements of the item). */
export function samenessOfItem(db: CaseDatabase, item: number, before = Infinity): SamenessRow[] {
  // The other columns of a group are those of the row with its greatest seq (SQLite, "Bare columns in an aggregate query").
  return statement(
    db,
    `SELECT max(seq) AS seq, judged_at AS judgedAt, verdict, because, iif(a_number = @item, b_number, a_number) AS other, a_number = @item AS isFirst
       FROM sameness WHERE (a_number = @item OR b_number = @item) AND seq < @before GROUP BY other ORDER BY seq DESC`,
  ).all({ item, before }) as SamenessRow[];
}

/** One judgement, as seen from an item; undefined where the entry is no judgement of it. */
export function findSameness(db: CaseDatabase, seq: number, item: number): SamenessRow | undefined {
  return statement(
    db,
    `SELECT seq, judged_at AS judgedAt, verdict, because, iif(a_number = @item, b_number, a_number) AS other, a_number = @item AS isFirst
       FROM sameness WHERE seq = @seq AND (a_number = @item OR b_number = @item)`,
  ).get({ seq, item }) as SamenessRow | undefined;
}

/** The segments of a judgement, in its order; none where it is about both items as a whole. */
export function segmentsOfSameness(db: CaseDatabase, seq: number): Omit<JudgedSegment, 'proposal'>[] {
  const rows = statement(db, 'SELECT mirrored, a_from, a_to, a_time_base, b_from, b_to, b_time_base FROM sameness_segment WHERE seq = ? ORDER BY n').all(seq);
  return (rows as Record<string, number & string>[]).map((row) => ({ a: stretchOf(row, 'a'), b: stretchOf(row, 'b'), mirrored: row['mirrored'] === 1 }));
}

function stretchOf(row: Record<string, number & string>, side: 'a' | 'b'): Stretch {
  return { fromPts: Number(row[`${side}_from`]), toPts: Number(row[`${side}_to`]), timeBase: String(row[`${side}_time_base`]) };
}
