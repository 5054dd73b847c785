import type { Sha256 } from '../../../shared/digest.ts';
import type { NotedRegion, NoteKind, NoteTime } from '../../../shared/note.ts';
import { statement, type CaseDatabase, type Row } from '../database.ts';
import { itemNumber, refreshSearch } from './item.ts';

type NotedPayload =
  | {
      item: Sha256;
      kind: NoteKind;
      text: string;
      label?: string | undefined;
      time?: NoteTime | undefined;
      region?: NotedRegion | undefined;
      replaces?: number | undefined;
    }
  | { item: Sha256; replaces: number; withdrawn: string };

/** Write a note, a correction or a withdrawal, and let the item be found by what stands. */
export function insertNote(db: CaseDatabase, { seq, at, payload }: { seq: number; at: string; payload: NotedPayload }): void {
  const item = itemNumber(db, payload.item);
  statement(
    db,
    `INSERT INTO item_note (seq, item_number, noted_at, kind, text, label, from_pts, to_pts, time_base, stream,
                            x, y, width, height, picture_width, picture_height, replaces, withdrawn_because)
     VALUES (@seq, @item, @at, @kind, @text, @label, @from, @to, @timeBase, @stream,
             @x, @y, @width, @height, @pictureWidth, @pictureHeight, @replaces, @withdrawn)`,
  ).run({ seq, item, at, ...saidOf(payload) });
  if (item !== undefined) refreshSearch(db, item);
}

function saidOf(payload: NotedPayload): Row {
  const note = 'withdrawn' in payload ? undefined : payload;
  const { time, region } = note ?? {};
  return {
    kind: note?.kind ?? null,
    text: note?.text ?? null,
    label: note?.label ?? null,
    from: time?.from ?? null,
    to: time?.to ?? null,
    timeBase: time?.timeBase ?? null,
    stream: time?.stream ?? null,
    x: region?.x ?? null,
    y: region?.y ?? null,
    width: region?.width ?? null,
    height: region?.height ?? null,
    pictureWidth: region?.of.width ?? null,
    pictureHeight: region?.of.height ?? null,
    replaces: payload.replaces ?? null,
    withdrawn: 'withdrawn' in payload ? payload.withdrawn : null,
  };
}

export interface Note {
  seq: number;
  itemNumber: number;
  itemName: string;
  notedAt: string;
  /** These two are null in a withdrawal. */
  kind: NoteKind | null;
  text: string | null;
  label: string | null;
  fromPts: number | null;
  toPts: number | null;
  timeBase: string | null;
  stream: number | null;
  x: number | null;
  y: number | null;
  width: number | null;
  height: number | null;
  pictureWidth: number | null;
  pictureHeight: number | null;
  /** The entry whose place this one takes. */
  replaces: number | null;
  /** The entry that takes the place of this one. */
  replacedBy: number | null;
  withdrawnBecause: string | null;
}

const columns = `n.seq, n.item_number AS itemNumber, item.name AS itemName, n.noted_at AS notedAt, n.kind, n.text, n.label, n.from_pts AS fromPts,
  n.to_pts AS toPts, n.time_base AS timeBase, n.stream, n.x, n.y, n.width, n.height, n.picture_width AS pictureWidth,
  n.picture_height AS pictureHeight, n.replaces, (SELECT seq FROM item_note later WHERE later.replaces = n.seq) AS replacedBy,
  n.withdrawn_because AS withdrawnBecause
  FROM item_note n JOIN item ON item.number = n.item_number`;

/** A page of the notes after an entry, in their order, of one item or of all; replaced and withdrawn ones too. Cost: O(page). */
export function pageOfNotes(db: CaseDatabase, page: { item: number | undefined; after: number; limit: number }): Note[] {
  const { item, after, limit } = page;
  if (item === undefined) return statement(db, `SELECT ${columns} WHERE n.seq > ? ORDER BY n.seq LIMIT ?`).all(after, limit) as Note[];
  return statement(db, `SELECT ${columns} WHERE n.item_number = ? AND n.seq > ? ORDER BY n.seq LIMIT ?`).all(item, after, limit) as Note[];
}

export function findNote(db: CaseDatabase, seq: number): Note | undefined {
  return statement(db, `SELECT ${columns} WHERE n.seq = ?`).get(seq) as Note | undefined;
}
