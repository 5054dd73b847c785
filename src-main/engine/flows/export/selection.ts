import { setImmediate } from 'node:timers/promises';
import type { Sha256 } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
import { findClaimBySeq } from '../../db/tables/claim.ts';
import { countItems, findItemByNumber, itemNumber, pageOfItems, type Item } from '../../db/tables/item.ts';
import { claimId, findClaim } from '../claims/find-claim.ts';
import { findItem, shortId } from '../find-item.ts';
import type { ReadableCase } from '../open-case.ts';
import { itemsOfClaims } from './claims-that-leave.ts';
import { entriesThatLeave, type StayingEntry } from './entries-that-leave.ts';
import { caseLog } from './log-to-disclose.ts';

/** What is to leave: everything, some items, or what some claims rest on. Items and claims by name. */
export type ExportChoice = { all: true } | { items: readonly string[] } | { claims: readonly string[] };

/** An entry or a claim about disclosed items that stays, and why. */
export interface Stays {
  /** `c2`, or `entry 21`. */
  name: string;
  entry: number;
  /** The kind of entry. */
  type: string;
  /** Short ids of the items that it names and that stay. */
  alsoNames?: string[];
  /** The claim that it rests on, which stays. */
  restsOn?: string;
}

export interface Selection {
  disclosure: 'whole' | 'selected';
  /** In the order of first receipt. */
  items: Item[];
  /** Of a selected disclosure: the numbers of the entries that leave, ascending. */
  entries: number[];
  /** Items of the case that stay. */
  itemsThatStay: number;
  stays: Stays[];
}

/**
 * Which items and entries leave the case, and what about these items stays. Nothing is recorded. Throws CaseError
 * `nothing-chosen`, `item-not-found`, `item-ambiguous`, `claim-not-found`.
 * Cost: for a selection the entries of its items; for everything, a page of items at a time.
 */
export async function selectForExport(readable: ReadableCase, choice: ExportChoice): Promise<Selection> {
  if ('all' in choice) return { disclosure: 'whole', items: await everyItem(readable), entries: [], itemsThatStay: 0, stays: [] };
  const named = 'items' in choice ? choice.items.map((name) => findItem(readable, name)) : itemsOfNamedClaims(readable, choice.claims);
  const items = [...new Map(named.map((item) => [item.number, item])).values()].sort((a, b) => a.number - b.number);
  if (items.length === 0) throw new CaseError('nothing-chosen');
  const { entries, stays } = await entriesThatLeave(caseLog(readable), new Set(items.map(({ sha256 }) => sha256)));
  return { disclosure: 'selected', items, entries, itemsThatStay: countItems(readable.db) - items.length, stays: stays.map((one) => inWords(readable, one)) };
}

function itemsOfNamedClaims(readable: ReadableCase, names: readonly string[]): Item[] {
  const claims = names.map((name) => findClaim(readable, name).seq);
  return [...itemsOfClaims(caseLog(readable), claims)].map((sha256) => itemOf(readable, sha256)).filter((item) => item !== undefined);
}

async function everyItem({ db }: ReadableCase): Promise<Item[]> {
  const items: Item[] = [];
  for (let page = pageOfItems(db, 0, 500); page.length > 0; page = pageOfItems(db, items.at(-1)?.number ?? 0, 500)) {
    items.push(...page);
    await setImmediate();
  }
  return items;
}

function inWords(readable: ReadableCase, { entry, type, because }: StayingEntry): Stays {
  const name = type === 'claim-recorded' ? claimName(readable, entry) : `entry ${entry}`;
  if (because === undefined) return { name, entry, type };
  if ('restsOn' in because) return { name, entry, type, restsOn: claimName(readable, because.restsOn) };
  return { name, entry, type, alsoNames: because.alsoNames.map((sha256) => itemName(readable, sha256)) };
}

function claimName({ db }: ReadableCase, seq: number): string {
  const claim = findClaimBySeq(db, seq);
  return claim === undefined ? `entry ${seq}` : claimId(claim.number);
}

function itemName(readable: ReadableCase, sha256: Sha256): string {
  const item = itemOf(readable, sha256);
  return item === undefined ? sha256.slice(0, 12) : shortId(item.number);
}

function itemOf({ db }: ReadableCase, sha256: Sha256): Item | undefined {
  const number = itemNumber(db, sha256);
  return number === undefined ? undefined : findItemByNumber(db, number);
}
