import type { Bound } from '../../../claims/bounds.ts';
import type { UncertainInstant } from '../../../claims/instant.ts';
import { readInstant } from '../../../claims/read-instant.ts';
import type { Place } from '../../../claims/place/place.ts';
import { readPlace } from '../../../claims/place/read-place.ts';
import type { AssessmentInputs } from '../../../shared/claim-record.ts';
import type { Position, StatedTime } from '../../../shared/facts.ts';
import type { CaseDatabase } from '../../db/database.ts';
import { anchors } from '../../db/tables/anchor.ts';
import { receiptsOfItem, type Receipt } from '../../db/tables/receipt.ts';
import type { ClaimedItem } from '../../db/tables/claim.ts';
import { observationsOfExamination } from '../../db/tables/witness.ts';
import type { EnteredBound } from './one-witness.ts';
import { anchoredAt } from './own-anchor.ts';

/** One item of a claim and the entries that say what the case itself knows of its time. */
export interface ItemInputs {
  item: ClaimedItem;
  inputs: AssessmentInputs['items'][number];
}

/**
 * What enters an assessment by itself: our own receipt of the item as "not later than", the time of its source file, and
 * the recording dates that its witnesses state. Ids name the entry that says it.
 */
export function ownBounds(db: CaseDatabase, { item, inputs }: ItemInputs): EnteredBound[] {
  const dates = recordingDates(db, { item, inputs }).map((bound): EnteredBound => ({ bound, sources: [] }));
  return [...receiptBounds(db, { item, inputs }), ...dates];
}

function receiptBounds(db: CaseDatabase, { item, inputs }: ItemInputs): EnteredBound[] {
  const receipt = receiptOf(db, item.number, inputs.receipt);
  const own = receiptBound(db, item.number, inputs);
  if (receipt === undefined || own === undefined) return [];
  // Rounded down to the ms: the file may be newer by less than that.
  const modified = Number(BigInt(receipt.sourceModifiedNs) / 1_000_000n);
  const instant = { earliest: modified - 1, latest: modified + 1 };
  return [own, { bound: { id: `file-time ${receipt.seq}`, basis: 'file-time', kind: 'not-later-than', instant, origin: `file ${item.sha256}` }, sources: [] }];
}

/** Our own receipt of an item: by the keeper's clock, or by the authority that stamped the log after it. Two receipts under one stamp are one witness. */
export function receiptBound(db: CaseDatabase, item: number, entries: { receipt: number; anchor?: number | undefined }): EnteredBound | undefined {
  const receipt = receiptOf(db, item, entries.receipt);
  if (receipt === undefined) return undefined;
  // What is named as an anchor and does not cover the receipt says nothing of it.
  const anchor = anchors(db).find(({ seq, size }) => seq === entries.anchor && size > receipt.seq);
  const keepersClock = exactly(Date.parse(receipt.receivedAt));
  const instant = anchor === undefined ? keepersClock : anchoredAt(anchor);
  const bound: Bound = { id: `receipt ${receipt.seq}`, basis: 'log-entry', kind: 'not-later-than', instant, anchored: anchor !== undefined };
  return { bound, sources: anchor === undefined ? [] : [`anchor ${anchor.seq}`] };
}

function receiptOf(db: CaseDatabase, item: number, seq: number): Receipt | undefined {
  return receiptsOfItem(db, item).find((receipt) => receipt.seq === seq);
}

function exactly(ms: number): UncertainInstant {
  return { earliest: ms, latest: ms };
}

/** One bound for each different date, however many witnesses read it from the same file. */
function recordingDates(db: CaseDatabase, { item, inputs: { examination } }: ItemInputs): Bound[] {
  if (examination === undefined) return [];
  const dates = observationsOfExamination(db, examination).filter(({ field }) => field === 'recorded-at');
  const found = dates.flatMap((row, n): Bound[] => {
    const stated = instantOf(JSON.parse(row.value) as StatedTime);
    return stated === undefined ? [] : [{ id: `date ${examination}.${n}`, basis: 'container-date', kind: 'during', from: stated, to: stated, origin: `file ${item.sha256}` }];
  });
  const distinct = new Map(found.reverse().map((bound) => [JSON.stringify(bound.kind === 'during' ? bound.from : bound.id), bound]));
  return [...distinct.values()].reverse();
}

/** As fine as its digits. A field that was never set is no date. */
function instantOf({ local, offset, doubt }: StatedTime): UncertainInstant | undefined {
  if (doubt === 'epoch-zero') return undefined;
  const said = doubt === 'seconds-not-stated' ? local.slice(0, -3) : local;
  const read = readInstant(offset === 'unknown' ? said : `${said}${offset}`);
  return 'problem' in read ? undefined : { earliest: read.earliest, latest: read.latest };
}

export interface OwnPlace {
  id: string;
  place: Place;
}

/** The positions that witnesses state, each different one once; a device without a fix states none. */
export function ownPlaces(db: CaseDatabase, { inputs: { examination } }: ItemInputs): OwnPlace[] {
  if (examination === undefined) return [];
  const positions = observationsOfExamination(db, examination).filter(({ field }) => field === 'position');
  const found = positions.flatMap((row, n): OwnPlace[] => {
    const { latitude, longitude, precisionM, nullIsland } = JSON.parse(row.value) as Position;
    const place = readPlace(`geo:${latitude},${longitude};u=${precisionM}`);
    return nullIsland || 'problem' in place ? [] : [{ id: `position ${examination}.${n}`, place }];
  });
  const distinct = new Map(found.reverse().map((own) => [own.place.text, own]));
  return [...distinct.values()].reverse();
}
