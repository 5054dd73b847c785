import { z } from 'zod';
import { assess } from '../../../claims/assess.ts';
import { strengthOf, type Bound } from '../../../claims/bounds.ts';
import { explain } from '../../../claims/explain.ts';
import type { ClaimWindow, UndefinedWindow } from '../../../claims/window.ts';
import { readJson, type DisclosedPart } from '../../../format/bundle/part.ts';
import { evidenceBasisSchema, recordedPlaceSchema, strengths, verdictSchema, type RecordedVerdict } from '../../../shared/claim-record.ts';
import { sha256Schema } from '../../../shared/digest.ts';
import type { PlacePart } from '../claims/assess-place.ts';
import type { TimePart } from '../claims/assess-time.ts';

// The document of an assessment as somebody's record holds it: an end that is open is an absent field. What is drawn and
// said of it is computed again from its window and bounds, so that no document can say what does not follow from them.

const instant = z.object({ earliest: z.int().exactOptional(), latest: z.int().exactOptional() }).transform(({ earliest = -Infinity, latest = Infinity }) => ({ earliest, latest }));
const interval = z.object({ from: z.int().exactOptional(), to: z.int().exactOptional() }).transform(({ from = -Infinity, to = Infinity }) => ({ from, to }));
const intervals = z.array(interval).max(20_000);

const windowSchema = z.union([
  z.object({ undefinedBecause: z.string().max(100) }),
  z.object({
    start: instant.exactOptional(),
    end: instant.exactOptional(),
    endFrom: z.literal('publication').exactOptional(),
    periodic: intervals.exactOptional(),
    periodicCertain: intervals.exactOptional(),
  }),
]);

const about = {
  id: z.string().max(200),
  basis: evidenceBasisSchema,
  anchored: z.boolean().exactOptional(),
  confirmed: z.boolean().exactOptional(),
  datedBy: evidenceBasisSchema.exactOptional(),
  override: z.object({ strength: z.enum(strengths), reason: z.string() }).exactOptional(),
  origin: z.string().exactOptional(),
  segment: z.string().exactOptional(),
};
const boundSchema = z.union([
  z.object({ ...about, kind: z.enum(['not-earlier-than', 'not-later-than']), instant }),
  z.object({ ...about, kind: z.literal('during'), from: instant, to: instant }),
  z.object({ ...about, kind: z.literal('periodic'), within: intervals }),
]);

const timeSchema = z.object({
  kind: z.literal('time'),
  item: sha256Schema,
  window: windowSchema,
  bounds: z.array(boundSchema).max(1000),
  assessment: z.object({ verdict: verdictSchema }),
});

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/).max(40);
const placeSchema = z.object({
  kind: z.literal('place'),
  item: sha256Schema,
  verdict: verdictSchema,
  claimed: recordedPlaceSchema,
  compared: z
    .array(
      z.object({
        id: z.string().max(200),
        basis: evidenceBasisSchema,
        strength: z.enum(strengths),
        text: z.string(),
        precisionM: decimal,
        agree: z.boolean(),
        distanceM: decimal,
        allowedM: decimal,
      }),
    )
    .max(1000),
});

const documentSchema = z.object({
  v: z.literal(1),
  inputs: z.object({ rules: z.int().exactOptional() }),
  verdict: verdictSchema,
  parts: z.array(z.union([timeSchema, placeSchema])).max(100),
});

/** What is said of one item of a claim. `recorded` is the verdict of the record where it is not the one that follows. */
export type ReadPart = (TimePart | PlacePart) & { recorded?: RecordedVerdict };

export interface ReadAssessment {
  rules: number;
  parts: ReadPart[];
}

/** The document of an assessment, weighed again; `undefined` where it is not there, is none, or cannot be weighed. */
export async function readAssessment(part: DisclosedPart, path: string): Promise<ReadAssessment | undefined> {
  const document = await readJson(part, path, documentSchema);
  if (document === undefined) return undefined;
  try {
    return { rules: document.inputs.rules ?? 1, parts: document.parts.map(weighedAgain) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function weighedAgain(read: z.infer<typeof documentSchema>['parts'][number]): ReadPart {
  if (read.kind === 'place') return read satisfies PlacePart;
  const { item, window, bounds, assessment: recorded } = read as { window: ClaimWindow | UndefinedWindow; bounds: Bound[] } & typeof read;
  const assessment = assess(window, bounds);
  const part: TimePart = { kind: 'time', item, window, bounds, assessment, explanation: explain({ window, bounds, assessment }) };
  return assessment.verdict === recorded.verdict ? part : { ...part, recorded: recorded.verdict };
}

/** Whether a bound decides. */
export function isDecisive(bound: Bound): boolean {
  return strengthOf(bound).strength === 'decisive';
}
