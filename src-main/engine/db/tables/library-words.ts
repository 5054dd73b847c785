import { statement, type CaseDatabase } from '../database.ts';

/** The searchable texts of an item, as the search index holds them. */
export interface ItemTexts {
  number: number;
  names: string;
  facts: string;
  provenance: string;
  notes: string;
}

export function textsOfItems(db: CaseDatabase, numbers: readonly number[]): ItemTexts[] {
  const text = 'SELECT rowid AS number, names, facts, provenance, notes FROM item_search WHERE rowid IN (SELECT value FROM json_each(?))';
  return statement(db, text).all(JSON.stringify(numbers)) as ItemTexts[];
}

/** What a claim says: in the claimant's words, translated, and by whom. */
export interface ClaimText {
  number: number;
  text: string;
}

export function textsOfClaims(db: CaseDatabase): ClaimText[] {
  return statement(db, "SELECT number, concat_ws(' ', quote, translation, claimant) AS text FROM claim ORDER BY number").all() as ClaimText[];
}

/** The items that claims are about, each with one of them. */
export function itemsOfClaims(db: CaseDatabase, claims: readonly number[]): { item: number; claim: number }[] {
  const text = 'SELECT item_number AS item, min(claim_number) AS claim FROM claim_item WHERE claim_number IN (SELECT value FROM json_each(?)) GROUP BY item_number';
  return statement(db, text).all(JSON.stringify(claims)) as { item: number; claim: number }[];
}
