import { z } from 'zod';
import { assessmentDocumentSchema } from '../assessment-document.ts';
import { claimSubjects, evidenceBases, strengths, verdicts } from '../claim-record.ts';
import { apiErrorSchema } from './problem.ts';
import { route } from './route.ts';

const named = z.strictObject({ claim: z.string() });
const verdict = z.enum(verdicts);
const typed = z.string().max(4000);

export const listedClaimSchema = z.strictObject({
  id: z.string(),
  entry: z.int(),
  about: z.enum(claimSubjects),
  quote: z.string(),
  translation: z.string().nullable(),
  language: z.string().nullable(),
  claimant: z.string(),
  sourceUrl: z.string().nullable(),
  /** When it was said, in words, with its error; null where it is not known. */
  said: z.string().nullable(),
  /** What it was read as, in words. */
  means: z.string(),
  items: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** By rule, by the newest assessment; null while it was never assessed. `outdated`: what it rests on has changed since. */
  verdict: verdict.nullable(),
  outdated: z.boolean(),
  /** The newest judgement of a person. */
  judgement: verdict.nullable(),
  evidenceCount: z.int(),
});
export type ListedClaim = z.infer<typeof listedClaimSchema>;

const namedSentence = z.strictObject({ name: z.string(), sentence: z.string() });

/** What an assessment says of one item, in sentences. */
const partSchema = z.strictObject({
  item: z.string(),
  verdict,
  sentence: z.string(),
  restsOn: z.array(namedSentence),
  corroboration: z.string().optional(),
  whatWouldChange: z.array(z.string()),
  missing: z.array(z.string()),
  assertions: z.array(namedSentence),
});
export type AssessedPart = z.infer<typeof partSchema>;

export const shownEvidenceSchema = z.strictObject({
  id: z.string(),
  entry: z.int(),
  recordedAt: z.string(),
  basis: z.enum(evidenceBases),
  says: z.string(),
  weighs: z.strictObject({ strength: z.enum(strengths), because: z.string() }).nullable(),
  /** The item, and the frame, in which it is seen. */
  seenIn: z.strictObject({ id: z.string(), name: z.string(), pts: z.int().nullable() }).nullable(),
  segment: z.string().nullable(),
  origin: z.string().nullable(),
  note: z.string().nullable(),
  /** Why it does not count any more. */
  withdrawn: z.strictObject({ entry: z.int(), because: z.string() }).nullable(),
  overruled: z.boolean(),
});
export type ClaimEvidence = z.infer<typeof shownEvidenceSchema>;

export const claimDetailSchema = z.strictObject({
  claim: listedClaimSchema,
  evidence: z.array(shownEvidenceSchema),
  /** Items that show the same, as a person judged, with what dates them. */
  copies: z.array(z.strictObject({ item: z.string(), copy: z.string(), entry: z.int(), dates: z.array(z.strictObject({ name: z.string(), says: z.string(), because: z.string() })) })),
  /** What follows now, whether or not it was recorded: in sentences, and as it is drawn. Names of bounds by their ids in the drawing. */
  now: z.strictObject({ verdict, parts: z.array(partSchema), drawn: assessmentDocumentSchema, names: z.record(z.string(), z.string()) }),
  /** The newest that was recorded. */
  assessed: z.strictObject({ entry: z.int(), assessedAt: z.string(), verdict, outdated: z.boolean(), repeatable: z.boolean() }).nullable(),
  earlier: z.array(z.strictObject({ entry: z.int(), assessedAt: z.string(), verdict })),
  judgements: z.array(z.strictObject({ entry: z.int(), judgedAt: z.string(), verdict, because: z.string(), assessment: z.int().nullable() })),
});
export type ClaimDetail = z.infer<typeof claimDetailSchema>;

/** A claim as a person types it. */
export const typedClaimSchema = z.strictObject({
  items: z.array(z.string()).max(100),
  claimant: typed,
  quote: typed,
  translation: typed.optional(),
  language: z.string().max(40).optional(),
  sourceUrl: typed.optional(),
  saidAt: typed.optional(),
  post: typed.optional(),
  zone: typed.optional(),
  means: typed.optional(),
  place: typed.optional(),
  near: typed.optional(),
  about: z.enum(claimSubjects).optional(),
});
export type TypedClaim = z.infer<typeof typedClaimSchema>;

/** How a claim would be read. */
export const claimReadingSchema = z.strictObject({ about: z.enum(claimSubjects), means: z.string(), remarks: z.array(z.string()), needsConfirmation: z.boolean() });
export type ClaimReading = z.infer<typeof claimReadingSchema>;

/** Evidence as a person types it; the command `evidence add` has the same words. */
export const typedEvidenceSchema = z.strictObject({
  basis: z.enum(evidenceBases),
  notLaterThan: typed.optional(),
  notEarlierThan: typed.optional(),
  during: typed.optional(),
  post: typed.optional(),
  place: typed.optional(),
  near: typed.optional(),
  note: typed.optional(),
  zone: typed.optional(),
  error: typed.optional(),
  clockAhead: typed.optional(),
  clockBehind: typed.optional(),
  clockError: typed.optional(),
  elevation: typed.optional(),
  azimuth: typed.optional(),
  shadowRatio: typed.optional(),
  item: z.string().optional(),
  frame: z.int().optional(),
  of: z.string().optional(),
  segment: typed.optional(),
  origin: typed.optional(),
  datedBy: z.enum(evidenceBases).optional(),
  confirmed: z.boolean().optional(),
  strength: z.enum(strengths).optional(),
  because: typed.optional(),
});
export type TypedEvidence = z.infer<typeof typedEvidenceSchema>;

export const claimRoutes = {
  /** In the order of their recording; `after` is the id of the last one that was seen. */
  claims: route('GET', '/api/claims', {
    input: z.strictObject({ after: z.string().optional(), limit: z.coerce.number().int().min(1).max(200).optional() }),
    output: z.strictObject({ claims: z.array(listedClaimSchema), next: z.string().nullable() }),
  }),
  claim: route('GET', '/api/claims/:claim', { input: named, output: claimDetailSchema }),
  /** How it would be read, or why it cannot be, which while one types is nothing unusual; nothing is recorded. */
  previewClaim: route('POST', '/api/claim-readings', { input: typedClaimSchema, output: z.strictObject({ reading: claimReadingSchema.nullable(), problem: apiErrorSchema.nullable() }) }),
  /** A doubtful reading is recorded only when a person confirmed it (`reading-not-confirmed`). */
  recordClaim: route('POST', '/api/claims', {
    input: typedClaimSchema.extend({ confirmed: z.boolean().optional() }),
    output: z.strictObject({ claim: z.string(), entry: z.int() }),
  }),
  addEvidence: route('POST', '/api/claims/:claim/evidence', {
    input: typedEvidenceSchema.extend({ claim: z.string() }),
    output: z.strictObject({ evidence: z.string(), entry: z.int(), says: z.string(), remarks: z.array(z.string()) }),
  }),
  withdrawEvidence: route('POST', '/api/evidence/:evidence/withdraw', {
    input: z.strictObject({ evidence: z.string(), because: typed }),
    output: z.strictObject({ entry: z.int(), claim: z.string() }),
  }),
  /** Weigh it and record the assessment; nothing is recorded where nothing has changed. */
  assessClaim: route('POST', '/api/claims/:claim/assess', { input: named, output: z.strictObject({ verdict, entry: z.int(), isNew: z.boolean() }) }),
  judgeClaim: route('POST', '/api/claims/:claim/judgements', {
    input: z.strictObject({ claim: z.string(), verdict, because: typed }),
    output: z.strictObject({ entry: z.int(), verdict, byRule: verdict.nullable() }),
  }),
  /** When a post was made, from its address or id, offline; or why that cannot be said. `at`: its time with its error, where it has one. */
  postTime: route('POST', '/api/post-time', {
    input: z.strictObject({ text: typed }),
    output: z.strictObject({ sentences: z.array(z.string()), at: z.strictObject({ earliest: z.string(), latest: z.string() }).nullable(), problem: apiErrorSchema.nullable() }),
  }),
} as const;
