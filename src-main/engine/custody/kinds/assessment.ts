import { z } from 'zod';
import { assessmentInputsSchema, verdictSchema } from '../../../shared/claim-record.ts';
import { personTextSchema } from '../../../shared/collection.ts';
import { fileReferenceSchema, sha256Schema } from '../../../shared/digest.ts';
import { counted } from '../../../shared/text.ts';
import { insertAssessment, insertJudgement } from '../../db/tables/assessment.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { declareKind } from '../kind.ts';

const inWords = (verdict: string): string => verdict.replaceAll('-', ' ');

/** A claim was weighed against its evidence by rule. */
export const claimAssessed = declareKind({
  type: 'claim-assessed',
  schema: z.strictObject({
    claim: z.int(),
    items: z.array(sha256Schema).min(1).max(100),
    verdict: verdictSchema,
    /** The entries that went in. */
    inputs: assessmentInputsSchema,
    /** The assessment with its explanation. */
    document: fileReferenceSchema,
  }),
  sentence: (p) => `The claim of entry ${p.claim} was weighed against ${counted(p.inputs.evidence.length, 'piece')} of recorded evidence: ${inWords(p.verdict)}.`,
  items: (p) => p.items,
  project: (db, { seq, at, payload }) => {
    insertAssessment(db, { ...payload, seq, assessedAt: at });
    insertDerivative(db, { file: payload.document, seq, item: undefined });
  },
});

/** A person's own judgement of a claim, beside the one that was reached by rule. */
export const claimJudged = declareKind({
  type: 'claim-judged',
  schema: z.strictObject({
    claim: z.int(),
    items: z.array(sha256Schema).min(1).max(100),
    verdict: verdictSchema,
    because: personTextSchema,
    /** Entry of the newest assessment, which the person had before them. */
    assessment: z.int().optional(),
  }),
  sentence: (p) => `The custodian judged the claim of entry ${p.claim}: ${inWords(p.verdict)}. ${p.because}`,
  items: (p) => p.items,
  project: (db, { seq, at, payload }) => insertJudgement(db, { ...payload, seq, judgedAt: at }),
});
