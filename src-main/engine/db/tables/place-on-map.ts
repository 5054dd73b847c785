import type { EvidenceLimit, ClaimMeaning, RecordedPlace } from '../../../shared/claim-record.ts';
import type { Position } from '../../../shared/facts.ts';
import { statement, type CaseDatabase } from '../database.ts';

export interface StatedPosition {
  /** Entry of the examination. */
  seq: number;
  itemNumber: number;
  name: string;
  witness: string;
  position: Position;
}

/**
 * What the newest examinations say of where items were recorded, for so many examinations after an entry. Cost: the
 * positions of these alone, by the index of positions.
 */
export function pageOfPositions(db: CaseDatabase, after: number, limit: number): { positions: StatedPosition[]; last: number | undefined } {
  const seqs = statement(db, `SELECT DISTINCT seq FROM observation WHERE field = 'position' AND seq > ? ORDER BY seq LIMIT ?`).pluck().all(after, limit) as number[];
  const last = seqs.at(-1);
  if (last === undefined) return { positions: [], last: undefined };
  const rows = statement(
    db,
    `SELECT o.seq, i.number AS itemNumber, i.name, o.witness, o.value FROM observation o
       JOIN item i ON i.number = (SELECT item_number FROM witness_report w WHERE w.seq = o.seq LIMIT 1) AND i.examined_seq = o.seq
      WHERE o.field = 'position' AND o.seq > ? AND o.seq <= ? ORDER BY o.seq, o.n`,
  ).all(after, last) as (Omit<StatedPosition, 'position'> & { value: string })[];
  // Written from a checked entry by the projection.
  return { positions: rows.map(({ value, ...row }) => ({ ...row, position: JSON.parse(value) as Position })), last: seqs.length < limit ? undefined : last };
}

export interface ClaimedPlace {
  claimNumber: number;
  quote: string;
  claimant: string;
  place: RecordedPlace;
  /** The number of the evidence that says so; null for the claim itself. */
  evidenceNumber: number | null;
}

/** The places that claims name, and those that evidence which stands names, claim by claim behind a number. */
export function pageOfClaimedPlaces(db: CaseDatabase, after: number, limit: number): { places: ClaimedPlace[]; last: number | undefined } {
  const rows = statement(
    db,
    `SELECT c.number AS claimNumber, c.quote, c.claimant, c.meaning, NULL AS evidenceNumber, NULL AS statement FROM claim c
      WHERE c.number > @after AND c.number <= @to AND json_extract(c.meaning, '$.kind') = 'place'
     UNION ALL
     SELECT c.number, c.quote, c.claimant, NULL, e.number, e.statement FROM claim c JOIN evidence e ON e.claim_number = c.number
      WHERE c.number > @after AND c.number <= @to AND e.limit_kind = 'place' AND e.withdrawn_seq IS NULL
      ORDER BY claimNumber, evidenceNumber`,
  ).all({ after, to: after + limit }) as (Omit<ClaimedPlace, 'place'> & { meaning: string | null; statement: string | null })[];
  const newest = statement(db, 'SELECT max(number) FROM claim').pluck().get() as number | null;
  return {
    places: rows.flatMap(({ meaning, statement: said, ...row }) => {
      const place = meaning === null ? placeOfLimit((JSON.parse(said ?? '{}') as { limit: EvidenceLimit }).limit) : placeOfMeaning(JSON.parse(meaning) as ClaimMeaning);
      return place === undefined ? [] : [{ ...row, place }];
    }),
    last: newest === null || after + limit >= newest ? undefined : after + limit,
  };
}

const placeOfLimit = (limit: EvidenceLimit): RecordedPlace | undefined => (limit.kind === 'place' ? limit.place : undefined);
const placeOfMeaning = (meaning: ClaimMeaning): RecordedPlace | undefined => (meaning.kind === 'place' ? meaning.place : undefined);
