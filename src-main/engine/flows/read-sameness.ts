import type { JudgedSegment, SamenessVerdict, Stretch } from '../../shared/sameness.ts';
import { findItemByNumber, type Item } from '../db/tables/item.ts';
import { findSameness, samenessOfItem, segmentsOfSameness, type SamenessRow } from '../db/tables/sameness.ts';
import type { ReadableCase } from './open-case.ts';

/** A part of an item (`here`) and of the other item (`there`) that a judgement is about. */
export interface SharedStretch {
  here: Stretch;
  there: Stretch;
  mirrored: boolean;
}

/** The newest judgement of an item and one other, as seen from the item. */
export interface JudgedSameness {
  other: Item;
  verdict: SamenessVerdict;
  because: string;
  /** Log entry of the judgement, and when it was recorded. */
  entry: number;
  judgedAt: string;
  /** Empty where it is about both items as a whole. */
  segments: SharedStretch[];
}

/**
 * What people judged of an item and others, the newest judgement of each two, the newest first: as the case stands, or as
 * it stood before an entry.
 */
export function samenessOf({ db }: Pick<ReadableCase, 'db'>, item: Pick<Item, 'number'>, before = Infinity): JudgedSameness[] {
  return samenessOfItem(db, item.number, before).flatMap((row) => toJudged(db, row) ?? []);
}

/** One judgement, standing or not, as seen from an item; undefined where the entry is no judgement of it. */
export function judgementOf({ db }: Pick<ReadableCase, 'db'>, item: Pick<Item, 'number'>, entry: number): JudgedSameness | undefined {
  const row = findSameness(db, entry, item.number);
  return row === undefined ? undefined : toJudged(db, row);
}

function toJudged(db: ReadableCase['db'], row: SamenessRow): JudgedSameness | undefined {
  const other = findItemByNumber(db, row.other);
  if (other === undefined) return undefined;
  const segments = segmentsOfSameness(db, row.seq).map((segment) => seenFrom(row, segment));
  const { verdict, because, seq: entry, judgedAt } = row;
  return { other, verdict, because, entry, judgedAt, segments };
}

function seenFrom({ isFirst }: SamenessRow, { a, b, mirrored }: Omit<JudgedSegment, 'proposal'>): SharedStretch {
  return isFirst === 1 ? { here: a, there: b, mirrored } : { here: b, there: a, mirrored };
}

/** Another item that shows the same as an item, as a person confirmed: in one segment, or (without one) as a whole. */
export interface ConfirmedCopy {
  other: Item;
  /** `here` is the part of the item asked about; undefined where the judgement is about both items as a whole. */
  segment: SharedStretch | undefined;
  /** Log entry of the judgement, and when it was recorded. */
  entry: number;
  judgedAt: string;
}

/**
 * The other items that a person judged `same` and nobody has judged otherwise since: one for each segment confirmed, so
 * that what is known of the copy can be said of that segment and no more.
 */
export function confirmedCopiesOf(readable: Pick<ReadableCase, 'db'>, item: Item): ConfirmedCopy[] {
  return samenessOf(readable, item)
    .filter(({ verdict }) => verdict === 'same')
    .flatMap(({ other, entry, judgedAt, segments }) => {
      const each: (SharedStretch | undefined)[] = segments.length === 0 ? [undefined] : segments;
      return each.map((segment) => ({ other, segment, entry, judgedAt }));
    });
}
