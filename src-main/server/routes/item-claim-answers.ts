import type { Hono } from 'hono';
import { claimsOfItem, type ClaimOfItem, type TyingEvidence } from '../../engine/index.ts';
import { itemClaimRoutes, type ItemClaim } from '../../shared/api/item-claims.ts';
import { answer } from '../answer.ts';
import type { Surface } from '../surface.ts';

/** The claims that an item has to do with. */
export function answerAboutItemClaims(app: Hono, { cases }: Surface): void {
  answer(app, itemClaimRoutes.itemClaims, async ({ id }) => {
    const { claims, more } = await claimsOfItem(cases.readable, id);
    return { claims: claims.map(toClaim), more };
  });
}

function toClaim({ claim, isAbout, sentence, evidence, judgements }: ClaimOfItem): ItemClaim {
  const { id, about, quote, translation, claimant, meaningInWords, verdict, outdated } = claim;
  const judged = judgements.at(-1);
  return {
    id, isAbout, about, quote, translation, claimant, verdict, outdated, sentence,
    means: meaningInWords,
    judgement: judged === undefined ? null : { verdict: judged.verdict, because: judged.because, judgedAt: judged.judgedAt, entry: judged.seq },
    evidence: evidence.map(toEvidence),
  };
}

function toEvidence({ id, entry, recordedAt, basis, stance, says, weighs, tie, seenIn, segment, note, withdrawn, overruled }: TyingEvidence): ItemClaim['evidence'][number] {
  const frame = tie === 'source' && seenIn?.pts !== undefined ? { pts: seenIn.pts, timeBase: seenIn.timeBase ?? null } : null;
  return {
    id, entry, recordedAt, basis, stance, says, tie, frame,
    weighs: weighs?.because ?? null,
    segment: segment ?? null,
    note: note ?? null,
    withdrawn: withdrawn?.because ?? null,
    overruled: overruled === true,
  };
}
