import type { Entry } from '../../../format/entry.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { anchors } from '../../db/tables/anchor.ts';
import { assessmentsOfClaim, judgementsOfClaim } from '../../db/tables/assessment.ts';
import { findClaimBySeq } from '../../db/tables/claim.ts';
import { entriesOfItem } from '../../db/tables/entry-item.ts';
import { evidenceOfClaim } from '../../db/tables/evidence.ts';
import { itemNumber } from '../../db/tables/item.ts';
import { sessionStarts } from '../../db/tables/session.ts';
import type { ReadableCase } from '../open-case.ts';
import { storedEntry } from './stored-entry.ts';

/** A log of which some entries are to be disclosed: the case's own, or one that came by a bundle. */
export interface LogToDisclose {
  /** `undefined` when there is none, or it cannot be read. */
  entry(seq: number): Entry | undefined;
  /** Numbers of the entries that concern an item, ascending. */
  entriesAbout(item: Sha256): readonly number[];
  /** Numbers of the entries about a claim: evidence, withdrawn or not, assessments, judgements. */
  entriesOnClaim(claim: number): readonly number[];
  /** Entries that leave with any item: whose log it is, and by what it is dated. */
  always: readonly number[];
  /** Entries by which sessions began, ascending. */
  sessions: readonly number[];
}

/** The log of an open case, by its rows: the cost is that of the entries asked for. */
export function caseLog(readable: Pick<ReadableCase, 'db'>): LogToDisclose {
  const { db } = readable;
  return {
    entry: (seq) => storedEntry(readable, seq),
    entriesAbout: (item) => {
      const number = itemNumber(db, item);
      return number === undefined ? [] : entriesOfItem(db, number);
    },
    entriesOnClaim: (seq) => {
      const claim = findClaimBySeq(db, seq);
      if (claim === undefined) return [];
      const evidence = evidenceOfClaim(db, claim.number).flatMap((one) => (one.withdrawnSeq === null ? [one.seq] : [one.seq, one.withdrawnSeq]));
      const weighed = [...assessmentsOfClaim(db, claim.number), ...judgementsOfClaim(db, claim.number)].map((one) => one.seq);
      return [...evidence, ...weighed];
    },
    always: [0, 1, ...anchors(db).flatMap(({ seq, requestSeq }) => [requestSeq, seq])],
    sessions: sessionStarts(db),
  };
}
