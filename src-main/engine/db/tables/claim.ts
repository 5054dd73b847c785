import type { ClaimMeaning, ClaimSubject, SaidAt } from '../../../shared/claim-record.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { itemNumber } from './item.ts';

export interface Claim {
  number: number;
  /** The entry that recorded it. */
  seq: number;
  recordedAt: string;
  about: ClaimSubject;
  claimant: string;
  quote: string;
  language: string | null;
  translation: string | null;
  sourceUrl: string | null;
  saidAt: SaidAt | null;
  meaning: ClaimMeaning;
  means: string | null;
  readingConfirmed: boolean;
}

export interface ClaimRow {
  seq: number;
  recordedAt: string;
  items: readonly Sha256[];
  about: ClaimSubject;
  claimant: string;
  quote: string;
  language?: string | undefined;
  translation?: string | undefined;
  sourceUrl?: string | undefined;
  saidAt?: SaidAt | undefined;
  meaning: ClaimMeaning;
  means?: string | undefined;
  readingConfirmed: boolean;
}

/** Its number is its place in the order of the claims of the case. */
export function insertClaim(db: CaseDatabase, row: ClaimRow): void {
  const added = statement(
    db,
    `INSERT INTO claim (seq, recorded_at, about, claimant, quote, language, translation, source_url, said_at, meaning, means, reading_confirmed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    row.seq,
    row.recordedAt,
    row.about,
    row.claimant,
    row.quote,
    row.language ?? null,
    row.translation ?? null,
    row.sourceUrl ?? null,
    row.saidAt === undefined ? null : JSON.stringify(row.saidAt),
    JSON.stringify(row.meaning),
    row.means ?? null,
    row.readingConfirmed ? 1 : 0,
  );
  row.items.forEach((sha256, n) => {
    const item = itemNumber(db, sha256);
    if (item === undefined) throw new CaseError('entry-invalid', { detail: `the claim names an item that is not in the case: ${sha256}` });
    statement(db, 'INSERT INTO claim_item (claim_number, n, item_number) VALUES (?, ?, ?)').run(added.lastInsertRowid, n, item);
  });
}

const columns = `number, seq, recorded_at AS recordedAt, about, claimant, quote, language, translation, source_url AS sourceUrl,
  said_at AS saidAt, meaning, means, reading_confirmed AS readingConfirmed`;

function toClaim(row: unknown): Claim {
  const claim = row as Omit<Claim, 'saidAt' | 'meaning' | 'readingConfirmed'> & { saidAt: string | null; meaning: string; readingConfirmed: number };
  // Written from a checked entry by the projection.
  const saidAt = claim.saidAt === null ? null : (JSON.parse(claim.saidAt) as SaidAt);
  return { ...claim, saidAt, meaning: JSON.parse(claim.meaning) as ClaimMeaning, readingConfirmed: claim.readingConfirmed === 1 };
}

/** A page of claims after a number, in the order in which they were recorded. */
export function pageOfClaims(db: CaseDatabase, after: number, limit: number): Claim[] {
  return statement(db, `SELECT ${columns} FROM claim WHERE number > ? ORDER BY number LIMIT ?`).all(after, limit).map(toClaim);
}

export function findClaimByNumber(db: CaseDatabase, number: number): Claim | undefined {
  const row = statement(db, `SELECT ${columns} FROM claim WHERE number = ?`).get(number);
  return row === undefined ? undefined : toClaim(row);
}

export function findClaimBySeq(db: CaseDatabase, seq: number): Claim | undefined {
  const row = statement(db, `SELECT ${columns} FROM claim WHERE seq = ?`).get(seq);
  return row === undefined ? undefined : toClaim(row);
}

/** The claims about an item, and those with evidence that concerns it, as they were recorded. */
export function claimNumbersOfItem(db: CaseDatabase, item: number, limit: number): number[] {
  const rows = statement(
    db,
    `SELECT claim_number AS number FROM claim_item WHERE item_number = @item
     UNION SELECT e.claim_number FROM entry_item i JOIN evidence e ON e.seq = i.seq WHERE i.item_number = @item ORDER BY number LIMIT @limit`,
  ).all({ item, limit }) as { number: number }[];
  return rows.map(({ number }) => number);
}

/** The number of the claim that an entry recorded. Throws CaseError `entry-invalid` when it recorded none. */
export function claimNumber(db: CaseDatabase, seq: number): number {
  const row = statement(db, 'SELECT number FROM claim WHERE seq = ?').get(seq) as { number: number } | undefined;
  if (row === undefined) throw new CaseError('entry-invalid', { detail: `entry ${seq} is no claim` });
  return row.number;
}

export interface ClaimedItem {
  number: number;
  sha256: Sha256;
  name: string;
  /** Entry of the first receipt, and of the newest examination. */
  firstSeq: number;
  examinedSeq: number | null;
}

/** The items that a claim is about, in the order given. */
export function itemsOfClaim(db: CaseDatabase, claim: number): ClaimedItem[] {
  return statement(
    db,
    `SELECT item.number, item.sha256, item.name, item.first_seq AS firstSeq, item.examined_seq AS examinedSeq
       FROM claim_item c JOIN item ON item.number = c.item_number WHERE c.claim_number = ? ORDER BY c.n`,
  ).all(claim) as ClaimedItem[];
}
