import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import type { KeyframeIndex } from '../../../shared/keyframes.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { itemNumber } from './item.ts';

interface ScanRow {
  seq: number;
  payload: {
    item: Sha256;
    index?: FileReference | undefined;
    indexed: number;
    pictured: number;
    noneBecause?: string | undefined;
  };
  index: KeyframeIndex | undefined;
}

export function insertKeyframeScan(db: CaseDatabase, { seq, payload, index }: ScanRow): void {
  statement(
    db,
    `INSERT INTO keyframe_scan (seq, item_number, index_sha256, index_bytes, basis, time_base, indexed, pictured, none_because)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    seq,
    itemNumber(db, payload.item),
    payload.index?.sha256 ?? null,
    payload.index?.bytes ?? null,
    index?.basis ?? null,
    index?.timeBase ?? null,
    payload.indexed,
    payload.pictured,
    payload.noneBecause ?? null,
  );
  const insert = statement(
    db,
    `INSERT INTO keyframe (seq, n, pts, position, found, frame_sha256, pdq, pdq_quality, poster_sha256, poster_bytes, distinct_here)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  index?.keyframes.forEach((k, n) => {
    const d = k.decoded;
    const found = [d?.frameSha256 ?? null, d?.pdq ?? null, d?.pdqQuality ?? null];
    const picture = [d?.poster.sha256 ?? null, d?.poster.bytes ?? null, d === undefined ? null : Number(d.distinct)];
    insert.run(seq, n, k.pts, k.position, k.found, ...found, ...picture);
  });
  statement(db, 'UPDATE item SET keyframes_seq = ? WHERE sha256 = ?').run(seq, payload.item);
}

export interface KeyframeScan {
  seq: number;
  indexSha256: Sha256 | null;
  indexBytes: number | null;
  basis: string | null;
  timeBase: string | null;
  indexed: number;
  pictured: number;
  noneBecause: string | null;
}

export function findKeyframeScan(db: CaseDatabase, seq: number): KeyframeScan | undefined {
  return statement(
    db,
    `SELECT seq, index_sha256 AS indexSha256, index_bytes AS indexBytes, basis, time_base AS timeBase, indexed, pictured, none_because AS noneBecause
       FROM keyframe_scan WHERE seq = ?`,
  ).get(seq) as KeyframeScan | undefined;
}
