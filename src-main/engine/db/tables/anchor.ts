import { statement, type CaseDatabase } from '../database.ts';

export interface AnchorRequest {
  seq: number;
  /** Entries that the checkpoint covers. */
  size: number;
  requestedAt: string;
  /** SHA-256 of the checkpoint's signed note, 64 hexadecimal digits. */
  imprint: string;
  /** Hexadecimal. */
  nonce: string;
  /** SHA-256 of the request as a file. */
  request: string;
}

export interface Anchor {
  seq: number;
  requestSeq: number;
  size: number;
  genTime: string;
  accuracyMs: number | null;
  authority: string;
  rootSha256: string;
  /** SHA-256 of the reply, and of the pinned certificates, as files. */
  reply: string;
  roots: string;
}

export function insertAnchorRequest(db: CaseDatabase, row: AnchorRequest): void {
  statement(db, 'INSERT INTO anchor_request (seq, size, requested_at, imprint, nonce, request) VALUES (?, ?, ?, ?, ?, ?)').run(
    row.seq,
    row.size,
    row.requestedAt,
    row.imprint,
    row.nonce,
    row.request,
  );
}

export function insertAnchor(db: CaseDatabase, row: Anchor): void {
  statement(
    db,
    `INSERT INTO anchor (seq, request_seq, size, gen_time, accuracy_ms, authority, root_sha256, reply, roots)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(row.seq, row.requestSeq, row.size, row.genTime, row.accuracyMs, row.authority, row.rootSha256, row.reply, row.roots);
}

/** Every request, newest first. */
export function anchorRequests(db: CaseDatabase): AnchorRequest[] {
  return statement(
    db,
    'SELECT seq, size, requested_at AS requestedAt, imprint, nonce, request FROM anchor_request ORDER BY seq DESC',
  ).all() as AnchorRequest[];
}

/** Every accepted stamp, oldest first. */
export function anchors(db: CaseDatabase): Anchor[] {
  return statement(
    db,
    `SELECT seq, request_seq AS requestSeq, size, gen_time AS genTime, accuracy_ms AS accuracyMs, authority,
            root_sha256 AS rootSha256, reply, roots FROM anchor ORDER BY seq`,
  ).all() as Anchor[];
}

/** The stamp that was made first, by its own time. */
export function oldestAnchor(db: CaseDatabase): { size: number; genTime: string; authority: string } | undefined {
  const row = statement(db, 'SELECT size, gen_time AS genTime, authority FROM anchor ORDER BY gen_time, seq LIMIT 1').get();
  return row as { size: number; genTime: string; authority: string } | undefined;
}
