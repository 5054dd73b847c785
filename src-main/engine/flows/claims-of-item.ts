import { setImmediate } from 'node:timers/promises';
import type { Sha256 } from '../../shared/digest.ts';
import { claimNumbersOfItem } from '../db/tables/claim.ts';
import { claimId } from './claims/find-claim.ts';
import type { PartInWords } from './claims/assessment-words.ts';
import { findItem, shortId } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';
import { showClaim, type ShownClaim, type ShownEvidence } from './show-claims.ts';

/**
 * How evidence stands to its claim: the verdict rests on it and it supports or refutes; it is decisive and settles nothing
 * by itself; it is shown and never decisive; it weighs nothing (a note, or withdrawn).
 */
export type EvidenceStance = 'supports' | 'refutes' | 'bounds' | 'assertion' | 'none';

/** Evidence that ties an item to a claim: it speaks of the item, or is seen in it. */
export interface TyingEvidence extends ShownEvidence {
  stance: EvidenceStance;
  tie: 'subject' | 'source';
}

export interface ClaimOfItem extends Omit<ShownClaim, 'evidence'> {
  /** Whether it is about the item; else the item is only evidence. */
  isAbout: boolean;
  /** What the newest assessment says of the item, or of the claim's first one where it is about others. */
  sentence: string | null;
  evidence: TyingEvidence[];
}

const mostClaims = 100;

/** The claims about an item and those for which it is evidence, as they were recorded; `more` where there are above a hundred. Throws CaseError `item-not-found`. */
export async function claimsOfItem(readable: ReadableCase, name: string): Promise<{ claims: ClaimOfItem[]; more: boolean }> {
  const item = findItem(readable, name);
  const numbers = claimNumbersOfItem(readable.db, item.number, mostClaims + 1);
  const claims: ClaimOfItem[] = [];
  for (const number of numbers.slice(0, mostClaims)) {
    claims.push(asSeenFrom({ id: shortId(item.number), sha256: item.sha256 }, await showClaim(readable, claimId(number))));
    // Each is computed anew: others have their turn between.
    await setImmediate();
  }
  return { claims, more: numbers.length > mostClaims };
}

interface SeenFrom {
  id: string;
  sha256: Sha256;
}

function asSeenFrom(item: SeenFrom, shown: ShownClaim): ClaimOfItem {
  const isAbout = shown.claim.items.includes(item.id);
  const parts = shown.assessment?.parts ?? [];
  const part = parts.find((one) => one.item === item.id) ?? parts[0];
  const evidence = shown.evidence.flatMap((one): TyingEvidence[] => {
    const tie = tieOf(one, item, isAbout);
    return tie === undefined ? [] : [{ ...one, tie, stance: stanceOf(one, part) }];
  });
  return { ...shown, isAbout, sentence: part?.sentence ?? null, evidence };
}

function tieOf({ of, seenIn }: ShownEvidence, { sha256 }: SeenFrom, isAbout: boolean): TyingEvidence['tie'] | undefined {
  if (seenIn?.item === sha256) return 'source';
  return isAbout && (of === undefined || of === sha256) ? 'subject' : undefined;
}

function stanceOf({ id, withdrawn, weighs, limit }: ShownEvidence, part: PartInWords | undefined): EvidenceStance {
  if (withdrawn !== undefined || limit.kind === 'note') return 'none';
  const restsOnIt = part?.restsOn.some(({ name }) => name === id) === true;
  if (restsOnIt && part?.verdict === 'supported') return 'supports';
  if (restsOnIt && part?.verdict === 'refuted') return 'refutes';
  if (weighs?.strength === 'assertion' || part?.assertions.some(({ name }) => name === id) === true) return 'assertion';
  return 'bounds';
}
