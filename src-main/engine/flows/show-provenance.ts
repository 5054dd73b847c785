import type { z } from 'zod';
import { toHex } from '../../format/bytes.ts';
import { payloadOf } from '../../format/bundle/part.ts';
import { readEntry, type Entry } from '../../format/entry.ts';
import type { Act } from '../../shared/act.ts';
import { derivativeMadeAct } from '../../shared/acts/derivative-made.ts';
import { fixityCheckedAct } from '../../shared/acts/fixity-checked.ts';
import { itemReceivedAct } from '../../shared/acts/item-received.ts';
import { sessionStartedAct, type clockStateSchema } from '../../shared/acts/session.ts';
import { anchors } from '../db/tables/anchor.ts';
import { newestCheckpoint } from '../db/tables/checkpoint.ts';
import { fixityChecksSince } from '../db/tables/fixity.ts';
import type { Item } from '../db/tables/item.ts';
import { findEntry } from '../db/tables/log-entry.ts';
import { madeFilesOfItem, type MadeFile } from '../db/tables/made-file.ts';
import { gapsOfImport, receiptsOfItem, type Receipt } from '../db/tables/receipt.ts';
import { sessionOfEntry } from '../db/tables/session.ts';
import { findItem } from './find-item.ts';
import { nanosecondsToInstant } from './nanoseconds.ts';
import type { ReadableCase } from './open-case.ts';

type Received = z.infer<typeof itemReceivedAct.schema>;

/** One receipt with all that its entry says, who recorded it and in which stretch of work. */
export interface ProvenReceipt extends Pick<Received, 'volume' | 'newCopy' | 'copyVerified' | 'copyVerifiedBecause'> {
  entry: number;
  receivedAt: string;
  by: { fingerprint: string; name: string | null };
  name: string;
  /** In hexadecimal, where the text does not say the bytes. */
  nameHex: string | null;
  sourcePath: string;
  sourcePathHex: string | null;
  /** `saidBy`: whose word path and time are, where it is not this system's; the rest is null then. */
  source: { modifiedAt: string; birthAt: string | null; device: string | null; inode: string | null; mode: string | null; saidBy: 'browser' | null };
  copyPutBack: boolean;
  replacedDamagedCopy: boolean;
  otherDigests: NonNullable<Received['otherDigests']>;
  carriedFrom: NonNullable<Received['carriedFrom']> | null;
  collection: { receivedFrom?: string; how?: string; sourceUrl?: string; relevance?: string };
  notAvailable: { field: string; why: string }[];
  session: { entry: number; startedAt: string; toolVersion: string; system: string; clock: z.infer<typeof clockStateSchema> } | null;
}

export interface Provenance {
  receipts: ProvenReceipt[];
  /** Files made from it on demand; `commands` makes one again, an argument list for each process. */
  made: (MadeFile & { commands: string[][] })[];
  /** The newest time its kept files were read again, and how many of them were not as they should be. */
  fixity: { entry: number; at: string; findings: number } | null;
  /** The earliest outside time stamp that covers its first receipt. */
  anchor: { genTime: string; authority: string } | null;
  /** Whether a checkpoint covers its first receipt. */
  signed: boolean;
}

/**
 * Where an item came from, as the log tells it: every receipt, what was made from it, and what stands behind the record.
 * Nothing is verified here. Throws CaseError `item-not-found` or `item-ambiguous`.
 */
export function showProvenance(readable: ReadableCase, name: string): Provenance {
  const { db } = readable;
  const item = findItem(readable, name);
  return {
    receipts: receiptsOfItem(db, item.number).flatMap((row) => toReceipt(readable, row) ?? []),
    made: madeFilesOfItem(db, item.number).map((file) => ({ ...file, commands: payloadAt(db, file.seq, derivativeMadeAct)?.payload.recipe.arguments ?? [] })),
    fixity: newestFixity(db, item),
    anchor: earliestAnchor(db, item),
    signed: (newestCheckpoint(db)?.size ?? 0) > item.firstSeq,
  };
}

function toReceipt(readable: ReadableCase, row: Receipt): ProvenReceipt | undefined {
  const { db } = readable;
  const read = payloadAt(db, row.seq, itemReceivedAct);
  if (read === undefined) return undefined;
  const { entry: { actor }, payload: p } = read;
  const { receivedFrom, how, sourceUrl, relevance } = row;
  return {
    entry: row.seq,
    receivedAt: row.receivedAt,
    by: { fingerprint: actor, name: actor === readable.custodian.fingerprint ? readable.custodian.name : null },
    name: p.name,
    nameHex: hexOf(p.nameBytes),
    sourcePath: p.sourcePath,
    sourcePathHex: hexOf(p.sourcePathBytes),
    volume: p.volume,
    source: {
      modifiedAt: nanosecondsToInstant(p.source.modifiedAtNs),
      birthAt: p.source.birthAtNs === undefined ? null : nanosecondsToInstant(p.source.birthAtNs),
      device: p.source.device ?? null,
      inode: p.source.inode ?? null,
      mode: p.source.mode ?? null,
      saidBy: p.source.saidBy ?? null,
    },
    newCopy: p.newCopy,
    copyPutBack: p.copyPutBack ?? false,
    replacedDamagedCopy: p.replacedDamagedCopy ?? false,
    copyVerified: p.copyVerified,
    copyVerifiedBecause: p.copyVerifiedBecause,
    otherDigests: p.otherDigests ?? {},
    carriedFrom: p.carriedFrom ?? null,
    collection: Object.fromEntries(Object.entries({ receivedFrom, how, sourceUrl, relevance }).filter(([, value]) => value !== null)) as ProvenReceipt['collection'],
    notAvailable: gapsOfImport(db, row.importSeq),
    session: sessionAround(db, row.seq),
  };
}

function sessionAround(db: ReadableCase['db'], seq: number): ProvenReceipt['session'] {
  const session = sessionOfEntry(db, seq);
  const read = session === undefined ? undefined : payloadAt(db, session.seq, sessionStartedAct);
  if (session === undefined || read === undefined) return null;
  const { toolVersion, system, clock } = read.payload;
  return { entry: session.seq, startedAt: session.startedAt, toolVersion, system, clock };
}

/** A check of everything reads it, too; a check of chosen items names those it chose. */
function newestFixity(db: ReadableCase['db'], item: Item): Provenance['fixity'] {
  const hit = fixityChecksSince(db, item.number, item.firstSeq).find(({ seq }) => {
    const payload = payloadAt(db, seq, fixityCheckedAct)?.payload;
    return payload !== undefined && (payload.scope === 'all' || payload.items.includes(item.sha256));
  });
  return hit === undefined ? null : { entry: hit.seq, at: hit.at, findings: hit.findings };
}

function earliestAnchor(db: ReadableCase['db'], item: Item): Provenance['anchor'] {
  const [first] = anchors(db).filter(({ size }) => size > item.firstSeq).toSorted((a, b) => a.genTime.localeCompare(b.genTime));
  return first === undefined ? null : { genTime: first.genTime, authority: first.authority };
}

/** What an entry of one kind says; undefined where it cannot be read or is of another kind. */
function payloadAt<T>(db: ReadableCase['db'], seq: number, act: Act<T>): { entry: Entry; payload: T } | undefined {
  const stored = findEntry(db, seq);
  const read = stored === undefined ? undefined : readEntry(stored.bytes);
  if (read === undefined || 'problem' in read) return undefined;
  const payload = payloadOf(act, read.entry);
  return payload === undefined ? undefined : { entry: read.entry, payload };
}

function hexOf(base64: string | undefined): string | null {
  return base64 === undefined ? null : toHex(Buffer.from(base64, 'base64'));
}
