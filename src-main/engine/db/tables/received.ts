import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import { statement, type CaseDatabase } from '../database.ts';

/** A bundle that was taken in. */
export interface BundleReceived {
  seq: number;
  /** SHA-256 of its tag manifest. */
  bundle: Sha256;
  receivedAt: string;
  sender: string;
  senderKey: string;
  keyPinned: boolean;
  log: string;
  itemCount: number;
  entryCount: number;
  /** The list of the files that were kept. */
  contents: Sha256;
  verification: Sha256;
  findingCount: number;
  receipt: Sha256;
  originals: boolean;
}

interface ReceivedRow {
  seq: number;
  at: string;
  payload: {
    bundle: Sha256;
    sender: string;
    senderKey: string;
    keyPinned: boolean;
    log: string;
    disclosure: FileReference;
    itemCount: number;
    entryCount: number;
    contents: FileReference;
    verification: FileReference;
    findingCount: number;
    receipt: FileReference;
    originals: boolean;
  };
}

export function insertBundleReceived(db: CaseDatabase, { seq, at, payload: p }: ReceivedRow): void {
  statement(
    db,
    `INSERT INTO bundle_received (seq, bundle, received_at, sender, sender_key, key_pinned, log, item_count, entry_count, disclosure,
                                  contents, verification, finding_count, receipt, originals)
     VALUES (@seq, @bundle, @at, @sender, @senderKey, @keyPinned, @log, @itemCount, @entryCount, @disclosure,
             @contents, @verification, @findingCount, @receipt, @originals)`,
  ).run({
    ...p,
    seq,
    at,
    keyPinned: p.keyPinned ? 1 : 0,
    disclosure: p.disclosure.sha256,
    contents: p.contents.sha256,
    verification: p.verification.sha256,
    receipt: p.receipt.sha256,
    originals: p.originals ? 1 : 0,
  });
}

const columns = `b.seq, b.bundle, b.received_at AS receivedAt, b.sender, b.sender_key AS senderKey, b.key_pinned AS keyPinned, b.log,
  b.item_count AS itemCount, b.entry_count AS entryCount, b.contents, b.verification, b.finding_count AS findingCount, b.receipt, b.originals`;

function toReceived(row: unknown): BundleReceived {
  const received = row as Omit<BundleReceived, 'keyPinned' | 'originals'> & { keyPinned: number; originals: number };
  return { ...received, keyPinned: received.keyPinned === 1, originals: received.originals === 1 };
}

/** The bundles that were taken in, in order. */
export function bundlesReceived(db: CaseDatabase): BundleReceived[] {
  return statement(db, `SELECT ${columns} FROM bundle_received b ORDER BY b.seq`).all().map(toReceived);
}

/** The bundle with this digest, where it was taken in; of several times, the one with the fewest findings. */
export function findBundleReceived(db: CaseDatabase, bundle: Sha256): BundleReceived | undefined {
  const row = statement(db, `SELECT ${columns} FROM bundle_received b WHERE b.bundle = ? ORDER BY b.finding_count, b.seq LIMIT 1`).get(bundle);
  return row === undefined ? undefined : toReceived(row);
}

/** The bundles of which an entry names an item, given by its digest, in order. */
export function bundlesBringing(db: CaseDatabase, item: Sha256): BundleReceived[] {
  const text = `SELECT ${columns} FROM bundle_received b WHERE b.seq IN (SELECT seq FROM received_entry_item WHERE item_sha256 = ?) ORDER BY b.seq`;
  return statement(db, text).all(item).map(toReceived);
}

/** A part of a received bundle: what one custodian's log discloses in it. */
export interface ReceivedPart {
  /** The entry that tells of the bundle. */
  seq: number;
  prefix: string;
  /** The bundle that this part was made for. */
  bundle: Sha256;
  log: string;
  title: string;
  custodian: string | null;
  custodianKey: string | null;
}

export function insertReceivedPart(db: CaseDatabase, part: ReceivedPart): void {
  statement(
    db,
    `INSERT INTO received_part (seq, prefix, bundle, log, title, custodian, custodian_key)
     VALUES (@seq, @prefix, @bundle, @log, @title, @custodian, @custodianKey)`,
  ).run(part);
}

/** The parts of a received bundle, the sender's own first. */
export function partsOfReceived(db: CaseDatabase, seq: number): ReceivedPart[] {
  return statement(
    db,
    'SELECT seq, prefix, bundle, log, title, custodian, custodian_key AS custodianKey FROM received_part WHERE seq = ? ORDER BY prefix',
  ).all(seq) as ReceivedPart[];
}

/** Where a received entry lies. */
export interface ReceivedEntryPlace {
  seq: number;
  prefix: string;
  entrySeq: number;
}

interface ReceivedEntryRow extends ReceivedEntryPlace {
  at: string;
  type: string;
  claimSeq: number | null;
  sha256: Sha256;
}

export function insertReceivedEntry(db: CaseDatabase, row: ReceivedEntryRow, items: readonly Sha256[]): void {
  statement(
    db,
    `INSERT OR IGNORE INTO received_entry (seq, prefix, entry_seq, at, type, claim_seq, sha256)
     VALUES (@seq, @prefix, @entrySeq, @at, @type, @claimSeq, @sha256)`,
  ).run(row);
  const link = statement(db, 'INSERT OR IGNORE INTO received_entry_item (item_sha256, seq, prefix, entry_seq) VALUES (?, ?, ?, ?)');
  for (const item of items) link.run(item, row.seq, row.prefix, row.entrySeq);
}

/** The numbers of a part's entries that name an item, and of those about claims of it, ascending; without an item, of all. */
export function entriesOfReceivedPart(db: CaseDatabase, { seq, prefix }: ReceivedPart, item?: Sha256): number[] {
  const rows =
    item === undefined
      ? statement(db, 'SELECT entry_seq AS n FROM received_entry WHERE seq = ? AND prefix = ? ORDER BY entry_seq').all(seq, prefix)
      : statement(db, entriesAboutItem).all({ seq, prefix, item });
  return (rows as { n: number }[]).map(({ n }) => n);
}

const entriesAboutItem = `
  WITH naming AS (SELECT entry_seq FROM received_entry_item WHERE item_sha256 = @item AND seq = @seq AND prefix = @prefix)
  SELECT entry_seq AS n FROM naming
  UNION
  SELECT about.entry_seq FROM received_entry claimed JOIN received_entry about
      ON about.seq = claimed.seq AND about.prefix = claimed.prefix AND about.claim_seq = claimed.entry_seq
   WHERE claimed.seq = @seq AND claimed.prefix = @prefix AND claimed.type = 'claim-recorded' AND claimed.entry_seq IN naming
  ORDER BY n`;

/** The numbers of a part's entries of some kinds, ascending. */
export function receivedEntriesOfType(db: CaseDatabase, { seq, prefix }: ReceivedPart, type: string): number[] {
  const rows = statement(db, 'SELECT entry_seq AS n FROM received_entry WHERE seq = ? AND prefix = ? AND type = ? ORDER BY entry_seq').all(seq, prefix, type);
  return (rows as { n: number }[]).map(({ n }) => n);
}

/** Items that received entries tell of and whose bytes never came: digests, in order. */
export function itemsKnownByDigest(db: CaseDatabase, { prefix: start, limit }: { prefix: string; limit: number }): Sha256[] {
  const text = `SELECT DISTINCT r.item_sha256 AS sha256 FROM received_entry_item r JOIN received_entry e
      ON e.seq = r.seq AND e.prefix = r.prefix AND e.entry_seq = r.entry_seq AND e.type = 'item-received'
    WHERE r.item_sha256 >= @from AND r.item_sha256 < @to AND NOT EXISTS (SELECT 1 FROM item WHERE item.sha256 = r.item_sha256)
    ORDER BY 1 LIMIT @limit`;
  return (statement(db, text).all({ from: start, to: `${start}g`, limit }) as { sha256: Sha256 }[]).map(({ sha256 }) => sha256);
}
