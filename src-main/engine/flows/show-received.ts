import { ownPart } from '../../format/bundle/layout.ts';
import { documentClaim, type DocumentedClaim } from '../../format/bundle/documented-claim.ts';
import { documentItem, type DocumentedItem } from '../../format/bundle/documented-item.ts';
import { outlinePart, payloadOf } from '../../format/bundle/part.ts';
import { sentenceOf } from '../../shared/acts.ts';
import { itemReceivedAct } from '../../shared/acts/item-received.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import { itemNumber } from '../db/tables/item.ts';
import { bundlesBringing, bundlesReceived, itemsKnownByDigest, receivedEntriesOfType, type BundleReceived } from '../db/tables/received.ts';
import { findItem } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';
import { custodianOfPart, senderOf, type Custodian } from './receive/custodians.ts';
import { keptPart, openKeptBundle, type KeptBundle } from './receive/kept-bundle.ts';

/** By which bundle something came along, and whose statement it is. Nothing of it was made in this case. */
export interface StatedBy {
  /** Whose log states it. */
  custodian: Custodian;
  /** Who handed the bundle over: the same, or somebody to whom the statement had come before. */
  sender: Custodian;
  /** The bundle that was taken in, and the entry of this case that tells of it. */
  bundle: Sha256;
  entry: number;
  receivedAt: string;
  /** Whether this custodian's keys were compared with one known from elsewhere: a pin is the sender's, nobody else's. */
  keyPinned: boolean;
  /** How many findings the check of the bundle gave. */
  findingCount: number;
  /** Where the statement lies in the bundle. */
  prefix: string;
}

/** An entry of another log that came along. */
export interface ReceivedAct {
  seq: number;
  at: string;
  type: string;
  sentence: string;
  payload: Record<string, unknown>;
}

/** What came along about one item, as one custodian states it. */
export interface ReceivedStatement {
  statedBy: StatedBy;
  /** Absent where no receipt of the item is disclosed. */
  item?: DocumentedItem;
  claims: DocumentedClaim[];
  acts: ReceivedAct[];
}

/**
 * Everything that came along with bundles about an item, in the order of the bundles; of each, the sender's own
 * statements first and then those that had come to the sender. Throws CaseError `file-missing` or `file-damaged`.
 * Memory: what there is about the item, once for each bundle.
 */
export async function showReceived(readable: ReadableCase, item: Sha256): Promise<ReceivedStatement[]> {
  const statements: ReceivedStatement[] = [];
  for (const received of bundlesBringing(readable.db, item)) {
    const kept = await openKeptBundle(readable, received);
    for (const part of kept.parts) {
      const disclosed = keptPart(readable, kept, part, item);
      if (disclosed.seqs.length === 0) continue;
      const outline = await outlinePart(disclosed);
      const documented = await documentItem(disclosed, outline, item);
      const claims = [];
      for (const seq of outline.claims.keys()) claims.push(await documentClaim(disclosed, outline, seq));
      statements.push({
        statedBy: statedBy(received, part),
        ...(documented === undefined ? {} : { item: documented }),
        claims: claims.filter((claim) => claim !== undefined),
        acts: await actsOf(disclosed),
      });
    }
  }
  return statements;
}

function statedBy(received: BundleReceived, part: KeptBundle['parts'][number]): StatedBy {
  const { bundle, seq: entry, receivedAt, keyPinned, findingCount } = received;
  return { custodian: custodianOfPart(part), sender: senderOf(received), bundle, entry, receivedAt, keyPinned: keyPinned && part.prefix === ownPart, findingCount, prefix: part.prefix };
}

async function actsOf({ seqs, readEntry }: ReturnType<typeof keptPart>): Promise<ReceivedAct[]> {
  const acts: ReceivedAct[] = [];
  for (const seq of seqs) {
    const entry = await readEntry(seq);
    if (entry === undefined) continue;
    const { at, type, payload } = entry;
    acts.push({ seq, at, type, sentence: sentenceOf(type, payload) ?? `An act of the kind "${type}".`, payload });
  }
  return acts;
}

/** A claim that came along, with whose statement it is. */
export interface ReceivedClaim {
  statedBy: StatedBy;
  claim: DocumentedClaim;
}

/** The claims that came along with bundles, in the order of the bundles. */
export async function listReceivedClaims(readable: ReadableCase): Promise<ReceivedClaim[]> {
  const claims: ReceivedClaim[] = [];
  for (const received of bundlesReceived(readable.db)) {
    const kept = await openKeptBundle(readable, received);
    for (const part of kept.parts) {
      const recorded = receivedEntriesOfType(readable.db, part, 'claim-recorded');
      if (recorded.length === 0) continue;
      const disclosed = keptPart(readable, kept, part);
      const outline = await outlinePart(disclosed);
      for (const seq of recorded) {
        const claim = await documentClaim(disclosed, outline, seq);
        if (claim !== undefined) claims.push({ statedBy: statedBy(received, part), claim });
      }
    }
  }
  return claims;
}

/** Notes that came along with bundles about an item, those that stand or all. */
export interface ReceivedNotes {
  statedBy: StatedBy;
  item: Sha256;
  itemName: string;
  notes: DocumentedItem['notes'];
}

/** The notes that came along, of one item or of every one. Throws CaseError `item-not-found` or `item-ambiguous`. */
export async function listReceivedNotes(readable: ReadableCase, { item: name, all = false }: { item?: string | undefined; all?: boolean } = {}): Promise<ReceivedNotes[]> {
  const listed: ReceivedNotes[] = [];
  const wanted = name === undefined ? undefined : findItemOrDigest(readable, name);
  for (const received of bundlesReceived(readable.db)) {
    const kept = await openKeptBundle(readable, received);
    for (const part of kept.parts) {
      if (receivedEntriesOfType(readable.db, part, 'item-noted').length === 0) continue;
      const disclosed = keptPart(readable, kept, part, wanted);
      const outline = await outlinePart(disclosed);
      for (const sha256 of outline.items.keys()) {
        const documented = wanted === undefined || wanted === sha256 ? await documentItem(disclosed, outline, sha256) : undefined;
        const notes = documented?.notes.filter(({ stands }) => all || stands) ?? [];
        if (notes.length > 0) listed.push({ statedBy: statedBy(received, part), item: sha256, itemName: documented?.name ?? '', notes });
      }
    }
  }
  return listed;
}

/** An item whose bytes never came: somebody else's log tells of it. */
export interface ItemByDigest {
  sha256: Sha256;
  statements: { statedBy: StatedBy; name: string; bytes: number }[];
}

const mostByDigest = 10_000;

/**
 * The items of bundles without evidentiary copies that this case does not hold: known by digest only, in the order of
 * their digests, at most 10,000. Cost: each bundle's list of files is read once, and one entry for each statement.
 */
export async function listItemsByDigest(readable: ReadableCase): Promise<ItemByDigest[]> {
  const wanted = new Set(itemsKnownByDigest(readable.db, { prefix: '', limit: mostByDigest }));
  const items = new Map([...wanted].map((sha256): [Sha256, ItemByDigest] => [sha256, { sha256, statements: [] }]));
  for (const received of wanted.size === 0 ? [] : bundlesReceived(readable.db)) {
    const kept = await openKeptBundle(readable, received);
    for (const part of kept.parts) {
      const { readEntry } = keptPart(readable, kept, part);
      const told = new Set<Sha256>();
      for (const seq of receivedEntriesOfType(readable.db, part, itemReceivedAct.type)) {
        const receipt = payloadOf(itemReceivedAct, await readEntry(seq));
        if (receipt === undefined || told.has(receipt.item)) continue;
        told.add(receipt.item);
        const { name, bytes } = receipt;
        items.get(receipt.item)?.statements.push({ statedBy: statedBy(received, part), name, bytes });
      }
    }
  }
  return [...items.values()];
}

/**
 * The digest of an item that a person names: one of this case, or one that came along by digest only, named by the
 * beginning of its SHA-256. Throws CaseError `item-not-found` or `item-ambiguous`.
 */
export function findItemOrDigest(readable: ReadableCase, name: string): Sha256 {
  try {
    return findItem(readable, name).sha256;
  } catch (error) {
    const wanted = name.trim().toLowerCase();
    if (!(error instanceof CaseError) || error.code !== 'item-not-found' || !/^[0-9a-f]{1,64}$/.test(wanted)) throw error;
    const [found, another] = itemsKnownByDigest(readable.db, { prefix: wanted, limit: 2 });
    if (another !== undefined) throw new CaseError('item-ambiguous', { name, count: 2 });
    if (found === undefined) throw error;
    return found;
  }
}

/** Whether this case holds the bytes of an item that a person names; false for one that is known by its digest only. */
export function isHeld(readable: ReadableCase, name: string): boolean {
  return itemNumber(readable.db, findItemOrDigest(readable, name)) !== undefined;
}
