import { documentsOf } from '../../format/bundle/documents.ts';
import { documentItem, type DocumentedReceipt } from '../../format/bundle/documented-item.ts';
import { ownPart, receivedPart } from '../../format/bundle/layout.ts';
import { outlinePart, payloadOf, readJson } from '../../format/bundle/part.ts';
import { bundleReceivedAct } from '../../shared/acts/hand-over.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { disclosureSchema } from '../../shared/hand-over.ts';
import { exportsOfItem, receiptsForBundle, type BundleExport, type FiledReceipt } from '../db/tables/hand-over.ts';
import { hasReceiptFromBundle } from '../db/tables/import-run.ts';
import { itemNumber } from '../db/tables/item.ts';
import { bundlesBringing, entriesOfReceivedPart, receivedEntriesOfType, type ReceivedPart } from '../db/tables/received.ts';
import type { ReadableCase } from './open-case.ts';
import { isProvedEntry, isSignedBundle } from './receive/check-hop.ts';
import { custodianOfCase, custodianOfPart, senderOf, type Custodian } from './receive/custodians.ts';
import { keptPart, openKeptBundle, type KeptBundle } from './receive/kept-bundle.ts';

/** One step of an item from one custodian to the next. */
export interface CustodyHop {
  from: Custodian;
  to: Custodian;
  bundle: Sha256;
  /** By the receiver's clock. */
  receivedAt: string;
  /** The entry of the receiver's log that tells of it. */
  entry: number;
  /** Whether the receiver had compared the sender's keys with one known from elsewhere. */
  keyPinned: boolean;
  /** What stands behind it, each checked again for this answer, and what does not, in words. */
  backedBy: string[];
  lacks: string[];
}

/** The way of an item over custodians. */
export interface CustodyChain {
  item: Sha256;
  /** Each way by which it came here, the earliest step first. None where it came by no bundle. */
  ways: CustodyWay[];
  /** Where it was handed on to. */
  onward: OnwardHandOver[];
}

export interface CustodyWay {
  /** How the first custodian of the way came by it, as that custodian states; absent where that did not come along. */
  origin?: { custodian: Custodian; receipt: DocumentedReceipt };
  hops: CustodyHop[];
}

export interface OnwardHandOver extends BundleExport {
  receipts: FiledReceipt[];
}

/**
 * Tell over which custodians an item came to this case, and where it was handed on to. Signatures of bundles and proofs of
 * entries are checked again from what is kept. Throws CaseError `file-missing` or `file-damaged`.
 */
export async function custodyChain(readable: ReadableCase, item: Sha256): Promise<CustodyChain> {
  const ways: CustodyWay[] = [];
  for (const received of bundlesBringing(readable.db, item)) {
    const kept = await openKeptBundle(readable, received);
    const here = await hopHere(readable, kept, item);
    const sender = kept.parts.find(({ prefix }) => prefix === ownPart);
    const before = sender === undefined ? [{ hops: [] }] : await waysTo({ readable, kept, item }, sender, new Set([received.bundle]));
    ways.push(...before.map((way) => ({ ...way, hops: [...way.hops, here] })));
  }
  return { item, ways, onward: onwardOf(readable, item) };
}

/** The step by which a bundle came into this case: its entry stands in this very log. */
async function hopHere(readable: ReadableCase, kept: KeptBundle, item: Sha256): Promise<CustodyHop> {
  const { received } = kept;
  const { bundle, senderKey, seq, receivedAt, keyPinned, findingCount } = received;
  const isSigned = await isSignedBundle(kept, { bundle, key: senderKey, tags: '', prefix: ownPart });
  const hop = { from: senderOf(received), to: custodianOfCase(readable), bundle, receivedAt, entry: seq, keyPinned };
  return {
    ...hop,
    backedBy: [...(isSigned ? [`the bundle, signed by ${senderKey}`] : []), `entry ${seq} of this log`, 'a receipt that was signed here'],
    lacks: [
      ...(isSigned ? [] : ['a signature over the bundle that holds']),
      ...(keyPinned ? [] : [notCompared]),
      ...(hasReceiptFromBundle(readable.db, bundle, item) ? [] : [noCopy]),
      ...(findingCount === 0 ? [] : [`the check of the bundle gave findings (${findingCount}), and it was taken in all the same`]),
    ],
  };
}

const noCopy = 'the evidentiary copy: it did not come by this bundle, only what is stated of it';
const notCompared = "the sender's keys were not compared with one known from elsewhere";

interface Looking {
  readable: ReadableCase;
  kept: KeptBundle;
  item: Sha256;
}

/** The ways by which an item came to the custodian of a part. `seen`: bundles on the way already, so that no ring is walked twice. */
async function waysTo(looking: Looking, part: ReceivedPart, seen: ReadonlySet<Sha256>): Promise<CustodyWay[]> {
  const ways: CustodyWay[] = [];
  for (const seq of receivedEntriesOfType(looking.readable.db, part, bundleReceivedAct.type)) {
    const told = await transferOf(looking, part, seq);
    if (told === undefined || seen.has(told.hop.bundle)) continue;
    const before = told.from === undefined ? [{ hops: [] }] : await waysTo(looking, told.from, new Set([...seen, told.hop.bundle]));
    ways.push(...before.map((way) => ({ ...way, hops: [...way.hops, told.hop] })));
  }
  return ways.length > 0 ? ways : [{ ...(await originOf(looking, part)), hops: [] }];
}

/** A bundle that an entry of a part tells of, where it brought the item. */
async function transferOf(looking: Looking, part: ReceivedPart, seq: number): Promise<{ hop: CustodyHop; from: ReceivedPart | undefined } | undefined> {
  const { readable, kept, item } = looking;
  const disclosed = keptPart(readable, kept, part);
  const entry = await disclosed.readEntry(seq);
  const payload = payloadOf(bundleReceivedAct, entry);
  if (entry === undefined || payload === undefined) return undefined;
  const from = kept.parts.find(({ prefix }) => prefix === receivedPart(payload.bundle));
  const brought = from === undefined ? await isListed(disclosed, entry, item) : entriesOfReceivedPart(readable.db, from, item).length > 0;
  if (!brought) return undefined;
  const { bundle, senderKey: key, keyPinned } = payload;
  const sender = { name: payload.sender, log: payload.log, key };
  const backing = await backingOf(kept, { part, from, seq, bundle, key, log: payload.log });
  if (!keyPinned) backing.lacks.push(notCompared);
  if (!payload.originals) backing.lacks.push(noCopy);
  return { hop: { from: sender, to: custodianOfPart(part), bundle, receivedAt: entry.at, entry: seq, keyPinned, ...backing }, from };
}

async function isListed(disclosed: ReturnType<typeof keptPart>, entry: Parameters<typeof documentsOf>[1], item: Sha256): Promise<boolean> {
  for (const { path } of documentsOf(disclosed.prefix, entry)) {
    const disclosure = await readJson(disclosed, path, disclosureSchema);
    if (disclosure?.items.includes(item)) return true;
  }
  return false;
}

interface Told {
  part: ReceivedPart;
  from: ReceivedPart | undefined;
  seq: number;
  bundle: Sha256;
  key: string;
  log: string;
}

async function backingOf(kept: KeptBundle, { part, from, seq, bundle, key, log }: Told): Promise<Pick<CustodyHop, 'backedBy' | 'lacks'>> {
  const backing = { backedBy: [] as string[], lacks: [] as string[] };
  const say = (holds: boolean, what: string): void => void (holds ? backing.backedBy : backing.lacks).push(what);
  const isSame = from !== undefined && from.log === log && from.custodianKey === key;
  const isSigned = isSame && (await isSignedBundle(kept, { bundle, key, tags: from.prefix, prefix: from.prefix }));
  say(isSigned, isSigned ? `the bundle, signed by ${key}` : "the sender's own part with a signature over the bundle that holds");
  const isProved = await isProvedEntry(kept, part.prefix, seq);
  say(isProved, isProved ? `entry ${seq} of the receiver's log ${part.log}, with its proof` : `a proof that entry ${seq} stands in the receiver's log ${part.log}`);
  return backing;
}

/** The first receipt of the item that a part tells of. */
async function originOf({ readable, kept, item }: Looking, part: ReceivedPart): Promise<Pick<CustodyWay, 'origin'>> {
  const disclosed = keptPart(readable, kept, part, item);
  const documented = await documentItem(disclosed, await outlinePart(disclosed), item);
  const [receipt] = documented?.receipts ?? [];
  return receipt === undefined ? {} : { origin: { custodian: custodianOfPart(part), receipt } };
}

function onwardOf({ db }: ReadableCase, item: Sha256): OnwardHandOver[] {
  const number = itemNumber(db, item);
  const exported = number === undefined ? [] : exportsOfItem(db, number);
  return exported.map((one) => ({ ...one, receipts: receiptsForBundle(db, one.bundle) }));
}
