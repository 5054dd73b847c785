import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import type { MadeFor, MadeFrame, MakingRecipe } from '../../../shared/made-file.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { itemNumber } from './item.ts';

interface MadeFileRow {
  seq: number;
  at: string;
  payload: { item: Sha256; madeFor: MadeFor; file: FileReference; mediaType: string; recipe: MakingRecipe; frame?: MadeFrame | undefined; startsAtS?: string | undefined };
}

export function insertMadeFile(db: CaseDatabase, { seq, at, payload }: MadeFileRow): void {
  const { item, madeFor, file, mediaType, recipe, frame, startsAtS } = payload;
  statement(
    db,
    `INSERT INTO made_file (seq, item_number, made_at, made_for, sha256, bytes, media_type, tool, version, pts, time_base, starts_at_s)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(seq, itemNumber(db, item), at, madeFor, file.sha256, file.bytes, mediaType, recipe.tool, recipe.version, frame?.pts ?? null, frame?.timeBase ?? null, startsAtS ?? null);
}

export interface MadeFile extends FileReference {
  seq: number;
  madeAt: string;
  madeFor: MadeFor;
  mediaType: string;
  tool: string;
  version: string;
  /** The one frame that it shows, where it shows one. */
  pts: number | null;
  timeBase: string | null;
  /** Of a playback proxy: seconds of the item at which it begins. */
  startsAtS: string | null;
}

/** The files that were made from an item on demand and kept, oldest first. */
export function madeFilesOfItem(db: CaseDatabase, item: number): MadeFile[] {
  return statement(
    db,
    `SELECT seq, made_at AS madeAt, made_for AS madeFor, sha256, bytes, media_type AS mediaType, tool, version, pts, time_base AS timeBase,
            starts_at_s AS startsAtS
       FROM made_file WHERE item_number = ? ORDER BY seq`,
  ).all(item) as MadeFile[];
}

/** What a file made by us shows: a poster of a keyframe is a JPEG, a made file what was recorded. */
export function mediaTypeOfDerivative(db: CaseDatabase, sha256: Sha256): string | undefined {
  const made = statement(db, 'SELECT media_type AS mediaType FROM made_file WHERE sha256 = ? LIMIT 1').get(sha256) as { mediaType: string } | undefined;
  if (made !== undefined) return made.mediaType;
  const poster = statement(
    db,
    `SELECT 1 FROM derivative d JOIN keyframe_scan s ON s.seq = d.seq JOIN keyframe k ON k.seq = s.seq
      WHERE d.sha256 = ? AND k.poster_sha256 = d.sha256 LIMIT 1`,
  ).get(sha256);
  return poster === undefined ? undefined : 'image/jpeg';
}
