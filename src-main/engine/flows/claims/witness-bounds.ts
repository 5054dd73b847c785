import type { Bound } from '../../../claims/bounds.ts';
import type { UncertainInstant } from '../../../claims/instant.ts';
import { readInstant } from '../../../claims/read-instant.ts';
import type { Place } from '../../../claims/place/place.ts';
import { readPlace } from '../../../claims/place/read-place.ts';
import type { AssessmentInputs } from '../../../shared/claim-record.ts';
import type { Position, StatedTime } from '../../../shared/facts.ts';
import type { CaseDatabase } from '../../db/database.ts';
import { anchors, type Anchor } from '../../db/tables/anchor.ts';
import { receiptsOfItem } from '../../db/tables/receipt.ts';
import type { ClaimedItem } from '../../db/tables/claim.ts';
import { observationsOfExamination } from '../../db/tables/witness.ts';

/** One item of a claim and the entries that say what the case itself knows of its time. */
export interface ItemInputs {
  item: ClaimedItem;
  inputs: AssessmentInputs['items'][number];
}

/**
 * What enters an assessment by itself: our own receipt of the item as "not later than", the time of its source file, and
 * the recording dates that its witnesses state. Ids name the entry that says it.
 */
export function ownBounds(db: CaseDatabase, { item, inputs }: ItemInputs): Bound[] {
  return [...receiptBounds(db, { item, inputs }), ...recordingDates(db, { item, inputs })];
}

function receiptBounds(db: CaseDatabase, { item, inputs }: ItemInputs): Bound[] {
  const receipt = receiptsOfItem(db, item.number).find(({ seq }) => seq === inputs.receipt);
  if (receipt === undefined) return [];
  const anchor = anchors(db).find(({ seq }) => seq === inputs.anchor);
  const keepersClock = exactly(Date.parse(receipt.receivedAt));
  // Rounded down to the ms: the file may be newer by less than that.
  const modified = Number(BigInt(receipt.sourceModifiedNs) / 1_000_000n);
  return [
    { id: `receipt ${receipt.seq}`, basis: 'log-entry', kind: 'not-later-than', instant: anchor === undefined ? keepersClock : anchoredAt(anchor), anchored: anchor !== undefined },
    { id: `file-time ${receipt.seq}`, basis: 'file-time', kind: 'not-later-than', instant: { earliest: modified - 1, latest: modified + 1 }, origin: `file ${item.sha256}` },
  ];
}

function exactly(ms: number): UncertainInstant {
  return { earliest: ms, latest: ms };
}

/** A time stamp that names no accuracy is taken to be as coarse as the seconds in which it may count (RFC 3161, section 2.4.2). */
const unnamedAccuracyMs = 1000;

/** When an authority saw the log, with its accuracy. */
export function anchoredAt({ genTime, accuracyMs }: Pick<Anchor, 'genTime' | 'accuracyMs'>): UncertainInstant {
  const at = Date.parse(genTime);
  const error = accuracyMs ?? unnamedAccuracyMs;
  return { earliest: at - error, latest: at + error };
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
