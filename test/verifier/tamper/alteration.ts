import { derivativePath, originalPath } from '../../../src-main/format/case-folder.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { inDatabase } from './altering.ts';

/** What somebody does to a case behind the app's back, and what must be said of it. */
export interface Alteration {
  what: string;
  alter(folder: string, about: About): void;
  /** Each finding as `code: thing`. */
  finds(about: About): string[];
  /** What may be said besides: rows and files that hang on what was altered. Nothing, unless given. */
  andMaySay?: RegExp;
}

/** What the alterations must know of the case that they are made to. */
export interface About {
  /** Entries. */
  size: number;
  /** Sizes of the checkpoints, smallest first. */
  checkpoints: number[];
  /** The numbers of the entries of a type. */
  entriesOf(type: string): number[];
  /** Every checkpoint over this entry, and the file, as no prefix of the log any more. */
  notPrefixes(seq: number): string[];
  original: string;
  poster: string;
  rawReport: string;
  keyframeIndex: string;
  examination: string;
  anchor: { seq: number; reply: string; roots: string; request: string };
}

export function readAbout(folder: string): About {
  return inDatabase(folder, (db) => {
    const one = (query: string): string => String(db.prepare(query).pluck().get());
    const derivative = (query: string): string => derivativePath(parseSha256(one(query)));
    const checkpoints = db.prepare('SELECT size FROM checkpoint ORDER BY size').pluck().all() as number[];
    const types = (db.prepare('SELECT seq, bytes FROM log_entry').all() as { seq: number; bytes: Buffer }[]).map(({ seq, bytes }) => ({
      seq,
      type: (JSON.parse(bytes.toString()) as { type: string }).type,
    }));
    return {
      size: types.length,
      checkpoints,
      entriesOf: (type) => types.filter((entry) => entry.type === type).map(({ seq }) => seq),
      notPrefixes: (seq) => [...checkpoints.filter((size) => size > seq).map((size) => `checkpoint-not-a-prefix: checkpoint ${size}`), 'checkpoint-not-a-prefix: the file "checkpoint"'],
      original: originalPath(parseSha256(one('SELECT sha256 FROM item ORDER BY number LIMIT 1'))),
      poster: derivative('SELECT poster_sha256 FROM keyframe WHERE poster_sha256 IS NOT NULL LIMIT 1'),
      rawReport: derivative('SELECT raw_sha256 FROM witness_report WHERE raw_bytes > 0 LIMIT 1'),
      keyframeIndex: derivative('SELECT index_sha256 FROM keyframe_scan WHERE index_sha256 IS NOT NULL LIMIT 1'),
      examination: derivative(
        `SELECT d.sha256 FROM derivative d WHERE d.seq IN (SELECT seq FROM witness_report)
            AND d.sha256 NOT IN (SELECT raw_sha256 FROM witness_report) LIMIT 1`,
      ),
      anchor: readAnchorFiles(folder),
    };
  });
}

/** The files of a case's time stamp. */
export function readAnchorFiles(folder: string): About['anchor'] {
  return inDatabase(folder, (db) => {
    const row = db.prepare('SELECT a.seq, a.reply, a.roots, r.request FROM anchor a JOIN anchor_request r ON r.seq = a.request_seq').get() as About['anchor'];
    const path = (digest: string): string => derivativePath(parseSha256(digest));
    return { seq: row.seq, reply: path(row.reply), roots: path(row.roots), request: path(row.request) };
  });
}
