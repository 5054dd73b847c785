import type { Sha256 } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
import type { Disposition } from '../../../shared/disposition.ts';
import type { Examination } from '../../../shared/examination.ts';
import type { FactField, FactValue } from '../../../shared/facts.ts';
import { statement, type CaseDatabase } from '../database.ts';

export interface Item {
  number: number;
  sha256: Sha256;
  bytes: number;
  /** The name of the first receipt. */
  name: string;
  firstSeq: number;
  receivedAt: string;
  receiptCount: number;
  mediaKind: string | null;
  durationS: string | null;
  width: number | null;
  height: number | null;
  damaged: boolean;
  disagreementCount: number;
  credentials: string | null;
  examinedSeq: number | null;
  keyframesSeq: number | null;
  /** What became of it, each kind once, the newest last. */
  dispositions: Disposition[];
}

/** The item with these bytes, made when it is new; its number is its place in the order of first receipts. */
export function upsertItem(
  db: CaseDatabase,
  row: { sha256: Sha256; bytes: number; name: string; seq: number },
): { item: number; isNew: boolean } {
  // One look into the index of digests for both: it is the slow part, for digests come in no order.
  const text = 'INSERT INTO item (sha256, bytes, first_seq, name) VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING';
  const { changes, lastInsertRowid } = statement(db, text).run(row.sha256, row.bytes, row.seq, row.name);
  if (changes === 1) return { item: Number(lastInsertRowid), isNew: true };
  const known = itemNumber(db, row.sha256);
  if (known === undefined) throw new CaseError('internal', { detail: `the item ${row.sha256} is neither new nor known` });
  return { item: known, isNew: false };
}

export function itemNumber(db: CaseDatabase, sha256: Sha256): number | undefined {
  const row = statement(db, 'SELECT number FROM item WHERE sha256 = ?').get(sha256) as { number: number } | undefined;
  return row?.number;
}

/** Note that an entry concerns an item, given by its digest or by its number. */
export function linkEntry(db: CaseDatabase, seq: number, item: Sha256 | number): void {
  const text = typeof item === 'number' ? linkByNumber : linkByDigest;
  statement(db, text).run(seq, item);
}

const linkByNumber = 'INSERT OR IGNORE INTO entry_item (seq, item_number) VALUES (?, ?)';
const linkByDigest = 'INSERT OR IGNORE INTO entry_item (seq, item_number) SELECT ?, number FROM item WHERE sha256 = ?';

interface ReceiptRow {
  seq: number;
  at: string;
  item: number;
  isNew: boolean;
  payload: {
    import: number;
    name: string;
    nameBytes?: string | undefined;
    sourcePath: string;
    sourcePathBytes?: string | undefined;
    source: { modifiedAtNs: string };
    volume: object;
    copyVerified: boolean;
  };
}

export function insertReceipt(db: CaseDatabase, { seq, at, item, isNew, payload }: ReceiptRow): void {
  statement(
    db,
    `INSERT INTO receipt (seq, item_number, import_seq, received_at, name, name_bytes, source_path, source_path_bytes,
                          source_modified, volume, copy_verified)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    seq,
    item,
    payload.import,
    at,
    payload.name,
    fromBase64(payload.nameBytes),
    payload.sourcePath,
    fromBase64(payload.sourcePathBytes),
    payload.source.modifiedAtNs,
    JSON.stringify(payload.volume),
    payload.copyVerified ? 1 : 0,
  );
  if (!isNew) return refreshSearch(db, item);
  // A new item has nothing else to say yet: what refreshSearch would gather is at hand.
  const { changes } = statement(db, insertFirstSearch).run(item, payload.name, payload.sourcePath, payload.import);
  if (changes !== 1) throw new CaseError('internal', { detail: `no import began in entry ${payload.import}` });
}

function fromBase64(text: string | undefined): Buffer | null {
  return text === undefined ? null : Buffer.from(text, 'base64');
}

/** What a list shows of an item, from what its witnesses state. */
export function summariseItem(db: CaseDatabase, row: { seq: number; item: Sha256; examination: Examination }): void {
  const { observations, disagreements } = row.examination;
  const first = <F extends FactField>(field: F): FactValue<F> | undefined =>
    observations.find((o) => o.observation.field === field)?.observation.value as FactValue<F> | undefined;
  const size = first('display-size');
  statement(
    db,
    `UPDATE item SET media_kind = ?, duration_s = ?, width = ?, height = ?, damaged = ?, disagreement_count = ?,
                     credentials = ?, examined_seq = ? WHERE sha256 = ?`,
  ).run(
    first('media-kind') ?? 'other',
    first('duration')?.seconds ?? null,
    size?.width ?? null,
    size?.height ?? null,
    first('damage') === undefined ? 0 : 1,
    disagreements.length,
    first('content-credentials')?.state ?? null,
    row.seq,
    row.item,
  );
  const number = itemNumber(db, row.item);
  if (number !== undefined) refreshSearch(db, number);
}

/** The searchable words of an item: its names, what witnesses state, where it came from, and the notes that stand. */
export function refreshSearch(db: CaseDatabase, item: number): void {
  const words = (text: string): string => {
    const row = statement(db, text).get(item) as { words: string | null };
    return row.words ?? '';
  };
  const names = words("SELECT group_concat(DISTINCT name) AS words FROM receipt WHERE item_number = ?");
  const facts = words(
    `SELECT group_concat(o.raw, ' ') AS words FROM item JOIN observation o ON o.seq = item.examined_seq WHERE item.number = ?`,
  );
  const provenance = words(
    `SELECT group_concat(DISTINCT concat_ws(' ', r.source_path, ${collectionWords})) AS words
       FROM receipt r JOIN import_run i ON i.seq = r.import_seq WHERE r.item_number = ?`,
  );
  const notes = words(
    `SELECT group_concat(concat_ws(' ', n.label, n.text), ' ' ORDER BY n.seq) AS words FROM item_note n
      WHERE n.item_number = ? AND n.text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM item_note later WHERE later.replaces = n.seq)`,
  );
  statement(db, 'DELETE FROM item_search WHERE rowid = ?').run(item);
  insertSearch(db, item, { names, facts, provenance, notes });
}

const collectionWords = 'i.received_from, i.how, i.source_url, i.relevance';
const insertFirstSearch = `INSERT INTO item_search (rowid, names, facts, provenance, notes)
  SELECT ?, ?, '', concat_ws(' ', ?, ${collectionWords}), '' FROM import_run i WHERE i.seq = ?`;

function insertSearch(db: CaseDatabase, item: number, words: { names: string; facts: string; provenance: string; notes: string }): void {
  statement(db, 'INSERT INTO item_search (rowid, names, facts, provenance, notes) VALUES (?, ?, ?, ?, ?)').run(
    item,
    words.names,
    words.facts,
    words.provenance,
    words.notes,
  );
}

export const itemColumns = `item.number, item.sha256, item.bytes, item.name, item.first_seq AS firstSeq,
  (SELECT received_at FROM receipt WHERE seq = item.first_seq) AS receivedAt,
  (SELECT count(*) FROM receipt WHERE item_number = item.number) AS receiptCount,
  item.media_kind AS mediaKind, item.duration_s AS durationS, item.width, item.height, item.damaged,
  item.disagreement_count AS disagreementCount, item.credentials, item.examined_seq AS examinedSeq,
  item.keyframes_seq AS keyframesSeq,
  (SELECT group_concat(disposition, ' ' ORDER BY newest) FROM (SELECT disposition, max(seq) AS newest FROM item_disposition
    WHERE item_number = item.number GROUP BY disposition)) AS dispositions`;

export function toItem(row: unknown): Item {
  const item = row as Omit<Item, 'damaged' | 'dispositions'> & { damaged: number; dispositions: string | null };
  return { ...item, damaged: item.damaged === 1, dispositions: (item.dispositions?.split(' ') ?? []) as Disposition[] };
}

/** A page of items after a number, in order of first receipt. Cost: O(page). */
export function pageOfItems(db: CaseDatabase, after: number, limit: number): Item[] {
  return statement(db, `SELECT ${itemColumns} FROM item WHERE number > ? ORDER BY number LIMIT ?`).all(after, limit).map(toItem);
}

/** A page of the items whose names, facts, provenance or notes hold every one of the words. The last word may be unfinished. */
export function searchItems(db: CaseDatabase, page: { words: string; after: number; limit: number }): Item[] {
  if (page.words.trim() === '') return pageOfItems(db, page.after, page.limit);
  const query = toMatch(page.words);
  // Nothing but signs: no word of any item.
  if (query === '') return [];
  return statement(
    db,
    `SELECT ${itemColumns} FROM item_search JOIN item ON item.number = item_search.rowid
      WHERE item_search MATCH ? AND item_search.rowid > ? ORDER BY item_search.rowid LIMIT ?`,
  )
    .all(query, page.after, page.limit)
    .map(toItem);
}

/** People's words as an FTS5 query: each quoted, all required, each may go on. */
export function toMatch(words: string): string {
  const parts = words.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return parts.map((part) => `"${part}"*`).join(' ');
}

export function findItemByNumber(db: CaseDatabase, number: number): Item | undefined {
  const row = statement(db, `SELECT ${itemColumns} FROM item WHERE number = ?`).get(number);
  return row === undefined ? undefined : toItem(row);
}

/** The items whose digest begins with the given hexadecimal digits; at most `limit`. */
export function findItemsByPrefix(db: CaseDatabase, prefix: string, limit: number): Item[] {
  return statement(db, `SELECT ${itemColumns} FROM item WHERE sha256 >= ? AND sha256 < ? ORDER BY sha256 LIMIT ?`)
    .all(prefix, `${prefix}g`, limit)
    .map(toItem);
}

/** The item that someone else's list names by another digest. */
export function findItemByOtherDigest(db: CaseDatabase, digest: string): Item | undefined {
  const row = statement(
    db,
    `SELECT ${itemColumns} FROM other_digest d JOIN item ON item.number = d.item_number WHERE d.digest = ?`,
  ).get(digest);
  return row === undefined ? undefined : toItem(row);
}

/** Items after a number that no witness has read or whose keyframes were not laid out. */
export function itemsToExamine(db: CaseDatabase, after: number, limit: number): Item[] {
  return statement(
    db,
    `SELECT ${itemColumns} FROM item WHERE number > ? AND (examined_seq IS NULL OR keyframes_seq IS NULL) ORDER BY number LIMIT ?`,
  )
    .all(after, limit)
    .map(toItem);
}

export function countItems(db: CaseDatabase): number {
  return (statement(db, 'SELECT count(*) AS n FROM item').get() as { n: number }).n;
}
