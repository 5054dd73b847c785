import { z } from 'zod';
import { personTextSchema } from './collection.ts';
import { fileReferenceSchema } from './digest.ts';
import { timePredicateSchema } from './time-predicate.ts';

// What claims, evidence and assessments are in the record: integers and text only. Instants are ms of UTC since 1970
// (without leap seconds); an end that is open or unknown is an absent field.

export const verdicts = ['refuted', 'supported', 'consistent-but-unproven', 'conflicting', 'undefined'] as const;
export const verdictSchema = z.enum(verdicts);
export type RecordedVerdict = z.infer<typeof verdictSchema>;

/** What a claim is about. Each is a claim of its own, with evidence of its own. */
export const claimSubjects = ['time', 'place', 'identity', 'figure', 'other'] as const;
export const claimSubjectSchema = z.enum(claimSubjects);
export type ClaimSubject = z.infer<typeof claimSubjectSchema>;

export const evidenceBases = [
  'post-id', 'web-capture', 'rfc3161-token', 'log-entry', 'earlier-copy', 'dated-object', 'satellite-image', 'sun', 'shadow', 'weather',
  'container-date', 'file-time', 'caption', 'analyst',
] as const;
export const evidenceBasisSchema = z.enum(evidenceBases);
export type EvidenceBasis = z.infer<typeof evidenceBasisSchema>;

export const strengths = ['decisive', 'assertion'] as const;

const instantMs = z.int();

/** An instant with its error: it lies from `earliest` to `latest`, both included; an absent end is not known. */
export const recordedInstantSchema = z
  .strictObject({ earliest: instantMs.exactOptional(), latest: instantMs.exactOptional() })
  .refine(({ earliest, latest }) => earliest === undefined || latest === undefined || earliest <= latest, 'earliest after latest');
export type RecordedInstant = z.infer<typeof recordedInstantSchema>;

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

/** A place with its precision; degrees on WGS 84, metres, all of them decimal text. */
export const recordedPlaceSchema = z.strictObject({
  latitude: decimal,
  longitude: decimal,
  latitudeError: decimal,
  longitudeError: decimal,
  precisionM: decimal,
  notation: z.string(),
  /** What was read, character by character. */
  text: z.string(),
  plusCode: z.string().exactOptional(),
  /** Against which place a short plus code was completed. */
  reference: z
    .strictObject({
      name: z.string().exactOptional(),
      id: z.string().exactOptional(),
      matched: z.enum(['name', 'similar-name']).exactOptional(),
      latitude: decimal,
      longitude: decimal,
    })
    .exactOptional(),
});
export type RecordedPlace = z.infer<typeof recordedPlaceSchema>;

/** A post by its address or id, and what the id says. */
export const recordedPostSchema = z.strictObject({
  text: personTextSchema,
  platform: z.string(),
  id: z.string(),
  /** `self-hosted`: anybody can run such a server and write any time into its ids. */
  clock: z.enum(['platform', 'self-hosted']),
});
export type RecordedPost = z.infer<typeof recordedPostSchema>;

/** What a claim means for a machine: a predicate on the time of recording, a place, or no more than its words. */
export const claimMeaningSchema = z.union([
  timePredicateSchema,
  z.strictObject({ kind: z.literal('place'), place: recordedPlaceSchema }),
]);
export type ClaimMeaning = z.infer<typeof claimMeaningSchema>;

/** When a claim was made: a time as somebody wrote it, or the time that a post's id carries. */
export const saidAtSchema = z.strictObject({
  text: personTextSchema,
  instant: recordedInstantSchema,
  /** What the error rests on. */
  basis: z.array(z.string()),
  post: recordedPostSchema.exactOptional(),
});
export type SaidAt = z.infer<typeof saidAtSchema>;

/** The times that were searched, both ends included. */
const searchedSchema = z.strictObject({ from: instantMs, to: instantMs });

/** What one piece of evidence says. */
export const evidenceLimitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-earlier-than'), instant: recordedInstantSchema }),
  z.strictObject({ kind: z.literal('not-later-than'), instant: recordedInstantSchema }),
  z.strictObject({ kind: z.literal('during'), from: recordedInstantSchema, to: recordedInstantSchema }),
  /**
   * Of the times searched, in one of several intervals, which the document lists with what was measured. Of times outside
   * the search it says nothing.
   */
  z.strictObject({ kind: z.literal('periodic'), searched: searchedSchema, intervals: fileReferenceSchema, count: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal('place'), place: recordedPlaceSchema }),
  /** Words alone. */
  z.strictObject({ kind: z.literal('note') }),
]);
export type EvidenceLimit = z.infer<typeof evidenceLimitSchema>;

/** The document of a periodic limit. */
export const recurringTimesSchema = z.strictObject({
  /** What was measured, where, and in which range of dates it was looked for: as typed. */
  measured: z.record(z.string(), z.string()),
  intervals: z.array(z.strictObject({ from: instantMs, to: instantMs })),
});
export type RecurringTimes = z.infer<typeof recurringTimesSchema>;

/** Another item that a person judged to show the same as one of the claim's, and the entries that date it. */
const copyInputsSchema = z.strictObject({
  /** Entry of the judgement of sameness. */
  judgement: z.int(),
  /** Evidence tied to claims about the copy that says when the copy existed. */
  evidence: z.array(z.int()).exactOptional(),
  /** Its first receipt, where the case had it before the item of the claim; and the anchor that covers it. */
  receipt: z.int().exactOptional(),
  anchor: z.int().exactOptional(),
});
export type CopyInputs = z.infer<typeof copyInputsSchema>;

/** Which entries an assessment rests on; with them and the files they name it can be computed again. */
export const assessmentInputsSchema = z.strictObject({
  /** The number of the rules by which it was reached (claims/rules.ts); absent: 1. */
  rules: z.int().positive().exactOptional(),
  claim: z.int(),
  /** Evidence that was not withdrawn. */
  evidence: z.array(z.int()),
  /** Of these, the copies whose confirming judgement was replaced by another: they count as not confirmed. */
  overruled: z.array(z.int()).exactOptional(),
  /** For each item of the claim: its first receipt, the newest examination, the anchor that covers the receipt, and confirmed copies. */
  items: z.array(
    z.strictObject({ receipt: z.int(), examination: z.int().exactOptional(), anchor: z.int().exactOptional(), copies: z.array(copyInputsSchema).exactOptional() }),
  ),
});
export type AssessmentInputs = z.infer<typeof assessmentInputsSchema>;
