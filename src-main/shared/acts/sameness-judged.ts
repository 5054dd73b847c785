import { z } from 'zod';
import { declareAct } from '../act.ts';
import { personTextSchema } from '../collection.ts';
import { sha256Schema, type Sha256 } from '../digest.ts';
import { judgedSegmentSchema, mostJudgedSegments, samenessVerdicts, type JudgedSegment } from '../sameness.ts';

/** A person looked at two items and judged whether they show the same footage. The newest judgement of two items counts. */
export const samenessJudgedAct = declareAct({
  type: 'sameness-judged',
  schema: z.strictObject({
    a: sha256Schema,
    b: sha256Schema,
    verdict: z.enum(samenessVerdicts),
    because: personTextSchema,
    /** The parts that the judgement is about; absent where it is about both items as a whole. */
    segments: z.array(judgedSegmentSchema).min(1).max(mostJudgedSegments).optional(),
  }),
  sentence: ({ a, b, verdict, because, segments }) => `Items ${short(a)} and ${short(b)} ${verdicts[verdict]}, ${extent(segments)}: ${because}`,
  items: (p) => [p.a, p.b],
});

const verdicts = {
  same: 'were judged to show the same footage',
  different: 'were judged to show different footage',
  undetermined: 'were compared, and whether they show the same footage was left undetermined',
} as const;

function short(digest: Sha256): string {
  return digest.slice(0, 12);
}

function extent(segments: readonly JudgedSegment[] | undefined): string {
  if (segments === undefined) return 'as a whole';
  const parts = segments.map(({ a, b, mirrored }) => `pts ${a.fromPts} to ${a.toPts} of the first and ${b.fromPts} to ${b.toPts} of the second${mirrored ? ', mirrored' : ''}`);
  return `in ${parts.join('; in ')}`;
}
