import { z } from 'zod';
import { claimSubjects, evidenceBases, verdicts } from '../claim-record.ts';
import { route } from './route.ts';

/**
 * How evidence stands to its claim, by the newest assessment: the verdict rests on it and it supports or refutes; it is
 * decisive and does not settle the claim by itself; it is shown and never decisive; or it weighs nothing now.
 */
export const evidenceStances = ['supports', 'refutes', 'bounds', 'assertion', 'none'] as const;

/** Evidence through which an item is tied to a claim. */
export const tyingEvidenceSchema = z.strictObject({
  id: z.string(),
  /** The entry that recorded it. */
  entry: z.int(),
  recordedAt: z.string(),
  basis: z.enum(evidenceBases),
  stance: z.enum(evidenceStances),
  /** What it says, in words. */
  says: z.string(),
  /** Why it weighs what it weighs, in words. */
  weighs: z.string().nullable(),
  /** `subject`: it speaks of this item. `source`: it is seen in this item. */
  tie: z.enum(['subject', 'source']),
  /** The frame of this item in which it is seen, and the part of the footage in words. */
  frame: z.strictObject({ pts: z.int(), timeBase: z.string().nullable() }).nullable(),
  segment: z.string().nullable(),
  note: z.string().nullable(),
  /** Why it does not count any more: withdrawn with a reason, or the judgement that confirmed it was overruled. */
  withdrawn: z.string().nullable(),
  overruled: z.boolean(),
});

/** A claim that an item has to do with. */
export const itemClaimSchema = z.strictObject({
  id: z.string(),
  /** Whether the claim is about this item; else the item is only evidence. */
  isAbout: z.boolean(),
  about: z.enum(claimSubjects),
  quote: z.string(),
  translation: z.string().nullable(),
  claimant: z.string(),
  /** What it was read as. */
  means: z.string(),
  /** By rule, by the newest assessment; null while it was never assessed. `outdated`: what it rests on has changed since. */
  verdict: z.enum(verdicts).nullable(),
  outdated: z.boolean(),
  /** The verdict and its reason for this item (or, where the claim is about others, for the first of them); null while there is none that is up to date. */
  sentence: z.string().nullable(),
  /** The newest judgement of a person. */
  judgement: z.strictObject({ verdict: z.enum(verdicts), because: z.string(), judgedAt: z.string(), entry: z.int() }).nullable(),
  evidence: z.array(tyingEvidenceSchema),
});
export type ItemClaim = z.infer<typeof itemClaimSchema>;

export const itemClaimRoutes = {
  /** The claims about an item or for which it is evidence, in the order of their recording; at most 100, `more` where there are others. */
  itemClaims: route('GET', '/api/items/:id/claims', { input: z.strictObject({ id: z.string() }), output: z.strictObject({ claims: z.array(itemClaimSchema), more: z.boolean() }) }),
} as const;
