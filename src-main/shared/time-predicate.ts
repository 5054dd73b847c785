import { z } from 'zod';

/** ECMA-262, section 21.4.1.1: the time values that a Date can hold. */
const furthestMs = 8_640_000_000_000_000;

const instantMs = z.int().min(-furthestMs).max(furthestMs);

/** An instant with finite error, in ms of UTC since 1970. */
export const boundedInstantSchema = z
  .strictObject({ earliest: instantMs, latest: instantMs })
  .refine(({ earliest, latest }) => earliest <= latest, 'earliest after latest');

export const durationSchema = z
  .strictObject({ shortestMs: z.int().nonnegative().max(furthestMs), longestMs: z.int().nonnegative().max(furthestMs) })
  .refine(({ shortestMs, longestMs }) => shortestMs <= longestMs, 'shortest above longest');

/** The instant that a relative claim counts from: given, or the moment it was said, which is known elsewhere or not at all. */
export const referenceSchema = z.union([z.literal('when-said'), boundedInstantSchema]);

const offsetZoneSchema = z.strictObject({ offsetMinutes: z.int().min(-720).max(840) });
const namedZoneSchema = z.strictObject({ name: z.string().min(1).max(100) });
/** `place` is a place that the case knows by that reference; until it is resolved to a zone its offset is unknown. */
const placeZoneSchema = z.strictObject({ place: z.string().min(1).max(200) });
export const dayZoneSchema = z.union([z.literal('unknown'), offsetZoneSchema, namedZoneSchema, placeZoneSchema]);

/**
 * What the reading of a quote left out or supposed. `stated-strictly`: "less than" where the predicate says "not more
 * than". `days-of-24-hours`: three days are taken as 72 hours exactly. `age-implied`: no word said that an age is meant.
 * `recording-implied`: no word said that the recording is meant. `part-of-day`: the edges of an evening are supposed.
 */
export const phraseNoteSchema = z.enum(['stated-strictly', 'days-of-24-hours', 'calendar-lengths', 'age-implied', 'recording-implied', 'part-of-day']);
export type PhraseNote = z.infer<typeof phraseNoteSchema>;
const notes = z.array(phraseNoteSchema).exactOptional();

/** `YYYY-MM-DD`. */
const dateSchema = z.iso.date();
/** Ms after the midnight at which a local day begins; below zero in the day before. */
const inDay = z.int().min(-86_400_000).max(3 * 86_400_000);
const minuteOfDay = z.int().min(0).max(1440);

const dailyWindowSchema = z.strictObject({
  /** Minutes after local midnight, the first included and the second not; `to` below `from` reaches into the next day, `to` equal to `from` is a whole day. */
  fromMinute: minuteOfDay,
  toMinute: minuteOfDay,
  offsetMinutes: z.int().min(-720).max(840),
});

/** A claim about the unknown recording time T (DESIGN.md, "Reasoning about time"). All numbers are integers. */
export const timePredicateSchema = z.discriminatedUnion('kind', [
  /** R - D <= T <= R. */
  z.strictObject({ kind: z.literal('not-older-than'), duration: durationSchema, before: referenceSchema, notes }),
  /** From somewhere in `from` to somewhere in `to`. */
  z.strictObject({ kind: z.literal('between'), from: boundedInstantSchema, to: boundedInstantSchema, notes }),
  z.strictObject({ kind: z.literal('before'), at: boundedInstantSchema, notes }),
  z.strictObject({ kind: z.literal('after'), at: boundedInstantSchema, notes }),
  /** On a local calendar day. */
  z.strictObject({ kind: z.literal('on-date'), date: dateSchema, zone: dayZoneSchema, notes }),
  /** On the local day so many days before the reference's, or in a stretch of it: "yesterday evening". */
  z.strictObject({
    kind: z.literal('on-relative-day'),
    daysBefore: z.int().min(-366).max(366),
    fromMs: inDay,
    toMs: inDay,
    reference: referenceSchema,
    zone: dayZoneSchema,
    notes,
  }),
  /** In one of several windows, or in a window of every day. */
  z.strictObject({ kind: z.literal('periodic'), windows: z.union([z.array(boundedInstantSchema).min(1).max(10_000), dailyWindowSchema]), notes }),
  /** Words that were not read, kept as they are. */
  z.strictObject({ kind: z.literal('free-text'), text: z.string().max(100_000) }),
]);
export type TimePredicate = z.infer<typeof timePredicateSchema>;
export type PredicateZone = z.infer<typeof dayZoneSchema>;
export type DailyWindow = z.infer<typeof dailyWindowSchema>;
