import { z } from 'zod';
import { evidenceBases, verdicts } from './claim-record.ts';

// What is drawn of an assessment's document. More may stand in it; what is not drawn is not read. Ends that are not known
// are absent (FORMAT.md, "Assessments").

const ms = z.int();
const instant = z.object({ earliest: ms.optional(), latest: ms.optional() });
const intervals = z.array(z.object({ from: ms.optional(), to: ms.optional() })).max(100_000);
const aboutBound = { id: z.string(), basis: z.enum(evidenceBases), segment: z.string().optional() };

const boundSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-earlier-than'), instant, ...aboutBound }),
  z.object({ kind: z.literal('not-later-than'), instant, ...aboutBound }),
  z.object({ kind: z.literal('during'), from: instant, to: instant, ...aboutBound }),
  z.object({ kind: z.literal('periodic'), within: intervals, ...aboutBound }),
]);

const timePart = z.object({
  kind: z.literal('time'),
  item: z.string(),
  window: z.object({
    start: instant.optional(),
    end: instant.optional(),
    endFrom: z.literal('publication').optional(),
    periodic: intervals.optional(),
    undefinedBecause: z.string().optional(),
  }),
  bounds: z.array(boundSchema).max(10_000),
  assessment: z.object({
    verdict: z.enum(verdicts),
    restsOn: z.array(z.string()),
    feasible: intervals,
    assertions: z.array(z.object({ id: z.string() })),
    setAside: z.array(z.string()).optional(),
  }),
});

const placePart = z.object({ kind: z.literal('place'), item: z.string(), verdict: z.enum(verdicts) });

/** The document of an assessment, as far as it is drawn. */
export const assessmentDocumentSchema = z.object({ v: z.literal(1), verdict: z.enum(verdicts), parts: z.array(z.discriminatedUnion('kind', [timePart, placePart])).max(1000) });

export type AssessmentDocument = z.infer<typeof assessmentDocumentSchema>;
export type DrawnTimePart = z.infer<typeof timePart>;
export type DrawnBound = DrawnTimePart['bounds'][number];
