import { z } from 'zod';
import { declareAct } from '../act.ts';
import { assessmentInputsSchema, verdictSchema } from '../claim-record.ts';
import { personTextSchema } from '../collection.ts';
import { fileReferenceSchema, sha256Schema } from '../digest.ts';
import { counted } from '../text.ts';

const inWords = (verdict: string): string => verdict.replaceAll('-', ' ');

/** A claim was weighed against its evidence by rule. */
export const claimAssessedAct = declareAct({
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
});

/** A person's own judgement of a claim, beside the one that was reached by rule. */
export const claimJudgedAct = declareAct({
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
});
