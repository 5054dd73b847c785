import { payloadOf } from '../../../format/bundle/part.ts';
import type { Entry } from '../../../format/entry.ts';
import { itemsOf } from '../../../shared/acts.ts';
import { claimAssessedAct, claimJudgedAct } from '../../../shared/acts/assessment.ts';
import { evidenceRecordedAct } from '../../../shared/acts/evidence.ts';
import type { AssessmentInputs } from '../../../shared/claim-record.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import type { LogToDisclose } from './log-to-disclose.ts';

/** A claim with everything that has to leave together with it. */
export interface ClaimWithGround {
  /** The entry that recorded it. */
  claim: number;
  /** The claim, what was recorded about it, and the entries that those rest on: ascending. */
  entries: number[];
  /** Every item that one of them names. */
  items: ReadonlySet<Sha256>;
  /** Other claims to which some of its evidence is tied. */
  claims: ReadonlySet<number>;
}

/** Read what a claim rests on. Cost: its entries. */
export function groundOf(log: LogToDisclose, claim: number): ClaimWithGround {
  const own = [claim, ...log.entriesOnClaim(claim)];
  const entries = [...new Set([...own, ...own.flatMap((seq) => namedBy(log.entry(seq)))])].sort((a, b) => a - b);
  const known = entries.map((seq) => log.entry(seq)).filter((entry) => entry !== undefined);
  const others = known.map((entry) => payloadOf(evidenceRecordedAct, entry)?.claim).filter((other) => other !== undefined && other !== claim);
  return { claim, entries, items: new Set(known.flatMap(({ type, payload }) => itemsOf(type, payload))), claims: new Set(others as number[]) };
}

/** The entries that an entry about a claim rests on, by number. */
function namedBy(entry: Entry | undefined): number[] {
  const sameness = payloadOf(evidenceRecordedAct, entry)?.sameness;
  const assessment = payloadOf(claimJudgedAct, entry)?.assessment;
  const inputs = payloadOf(claimAssessedAct, entry)?.inputs;
  return [...(inputs === undefined ? [] : entriesIn(inputs)), ...[sameness, assessment].filter((seq) => seq !== undefined)];
}

function entriesIn({ claim, evidence, overruled = [], items }: AssessmentInputs): number[] {
  const ofItems = items.flatMap(({ receipt, examination, anchor, copies = [] }) => [
    receipt,
    examination,
    anchor,
    ...copies.flatMap((copy) => [copy.judgement, ...(copy.evidence ?? []), copy.receipt, copy.anchor]),
  ]);
  return [claim, ...evidence, ...overruled, ...ofItems.filter((seq) => seq !== undefined)];
}

/** Why a claim about disclosed items stays: it names others, or rests on a claim (given by its entry) that stays. */
export type WhyAClaimStays = { alsoNames: Sha256[] } | { restsOn: number };

export interface SettledClaims {
  leaving: ClaimWithGround[];
  staying: { claim: number; because: WhyAClaimStays }[];
}

/**
 * Which claims leave with a set of items: whole or not at all. One stays when anything that it rests on names an item
 * that stays, or is tied to a claim that stays.
 */
export function settleClaims(log: LogToDisclose, claims: Iterable<number>, chosen: ReadonlySet<Sha256>): SettledClaims {
  const leaving = new Map<number, ClaimWithGround>();
  const staying: SettledClaims['staying'] = [];
  for (const claim of claims) {
    const ground = groundOf(log, claim);
    const alsoNames = [...ground.items].filter((item) => !chosen.has(item));
    if (alsoNames.length === 0) leaving.set(claim, ground);
    else staying.push({ claim, because: { alsoNames } });
  }
  for (let held = true; held; ) {
    held = false;
    for (const [claim, ground] of leaving) {
      const restsOn = [...ground.claims].find((other) => !leaving.has(other));
      if (restsOn === undefined) continue;
      leaving.delete(claim);
      staying.push({ claim, because: { restsOn } });
      held = true;
    }
  }
  return { leaving: [...leaving.values()], staying };
}

/** The items of some claims, with those that they rest on, and of the claims that those are tied to. */
export function itemsOfClaims(log: LogToDisclose, claims: readonly number[]): Set<Sha256> {
  const items = new Set<Sha256>();
  const seen = new Set<number>();
  const waiting = [...claims];
  for (let claim = waiting.pop(); claim !== undefined; claim = waiting.pop()) {
    if (seen.has(claim)) continue;
    seen.add(claim);
    const ground = groundOf(log, claim);
    for (const item of ground.items) items.add(item);
    waiting.push(...ground.claims);
  }
  return items;
}
