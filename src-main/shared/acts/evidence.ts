import { z } from 'zod';
import { declareAct } from '../act.ts';
import { evidenceBasisSchema, evidenceLimitSchema, recordedPostSchema, strengths } from '../claim-record.ts';
import { personTextSchema } from '../collection.ts';
import { sha256Schema } from '../digest.ts';

/** One piece of evidence was tied to a claim. */
export const evidenceRecordedAct = declareAct({
  type: 'evidence-recorded',
  schema: z.strictObject({
    /** Entry of the claim. */
    claim: z.int(),
    /** The items that it concerns: those of the claim that it speaks of, and the one in which it is seen. */
    items: z.array(sha256Schema).min(1).max(101),
    basis: evidenceBasisSchema,
    limit: evidenceLimitSchema,
    /** The time or place as it was typed, where a person typed one. */
    stated: personTextSchema.optional(),
    /** By how much its instant was widened each way, and how far the clock that gave it was ahead of UTC. */
    errorMs: z.int().nonnegative().optional(),
    clock: z.strictObject({ leastAheadMs: z.int(), mostAheadMs: z.int() }).optional(),
    /** Where it comes from; evidence of one origin is one witness. */
    origin: personTextSchema.optional(),
    /** The one of the claim's items that it speaks of; absent: all of them. */
    of: sha256Schema.optional(),
    /** The part of the footage that it speaks of, in words. */
    segment: personTextSchema.optional(),
    /** The item in which it is seen, and where in it. */
    seenIn: z.strictObject({ item: sha256Schema, pts: z.int().optional(), timeBase: z.string().optional() }).optional(),
    post: recordedPostSchema.optional(),
    /** An earlier copy: what dates it, and whether a person confirmed that it is the same recording. */
    datedBy: evidenceBasisSchema.optional(),
    confirmed: z.boolean().optional(),
    /** Entry of the judgement of sameness that confirmed it; while that judgement stands. */
    sameness: z.int().optional(),
    /** Why it is to weigh otherwise than its basis does. */
    override: z.strictObject({ strength: z.enum(strengths), reason: personTextSchema }).optional(),
    note: personTextSchema.optional(),
  }),
  sentence: (p) => {
    const seen = p.post === undefined ? '' : ` (${p.post.text})`;
    return `Evidence was tied to the claim of entry ${p.claim}: ${p.limit.kind.replaceAll('-', ' ')}, by ${p.basis.replaceAll('-', ' ')}${seen}.`;
  },
  items: (p) => p.items,
  // Whoever records it puts the other two among the items; the schema does not ask for that.
  itemsNamed: (p) => [...p.items, ...(p.of === undefined ? [] : [p.of]), ...(p.seenIn === undefined ? [] : [p.seenIn.item])],
});

/** A piece of evidence no longer counts; it stays in the record. */
export const evidenceWithdrawnAct = declareAct({
  type: 'evidence-withdrawn',
  schema: z.strictObject({
    claim: z.int(),
    /** Entry of the evidence. */
    evidence: z.int(),
    items: z.array(sha256Schema).min(1).max(101),
    because: personTextSchema,
  }),
  sentence: (p) => `The evidence of entry ${p.evidence} was withdrawn: ${p.because}`,
  items: (p) => p.items,
});
