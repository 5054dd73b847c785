import type { Act } from '../../shared/act.ts';
import { claimAssessedAct, claimJudgedAct } from '../../shared/acts/assessment.ts';
import { claimRecordedAct } from '../../shared/acts/claim-recorded.ts';
import { evidenceRecordedAct, evidenceWithdrawnAct } from '../../shared/acts/evidence.ts';
import { samenessJudgedAct } from '../../shared/acts/sameness-judged.ts';
import type { Entry } from '../entry.ts';
import { documentsOf } from './documents.ts';
import type { Told } from './documented-item.ts';
import { payloadOf, type DisclosedPart, type PartOutline } from './part.ts';

type PayloadOf<A> = A extends Act<infer P> ? P : never;

/** One piece of evidence; `document` is the path of the list of a periodic limit's times. */
export type DocumentedEvidence = Told<PayloadOf<typeof evidenceRecordedAct>> & {
  document?: string;
  withdrawn?: { entry: number; at: string; because: string };
};

/** An assessment; `path` is that of its document, with the bounds and what follows from them. */
export type DocumentedAssessment = Told<Omit<PayloadOf<typeof claimAssessedAct>, 'claim' | 'document'> & { path: string }>;

/** What is disclosed of one claim. */
export type DocumentedClaim = Told<PayloadOf<typeof claimRecordedAct>> & {
  evidence: DocumentedEvidence[];
  /** In order; the last one is the newest. */
  assessments: DocumentedAssessment[];
  /**
   * Entries behind the newest assessment that changed what it could rest on: evidence that was added or withdrawn, a new
   * judgement of sameness. Its verdict does not stand until the claim is weighed again. Absent where there are none.
   */
  outdatedBy?: number[];
  judgements: Told<Omit<PayloadOf<typeof claimJudgedAct>, 'claim'>>[];
};

/**
 * Put together what the entries of a part say of one claim, given by its entry. Uses nothing else. Gives `undefined` for
 * an entry that is no claim.
 */
export async function documentClaim(part: DisclosedPart, outline: PartOutline, seq: number): Promise<DocumentedClaim | undefined> {
  const entry = await part.readEntry(seq);
  const recorded = payloadOf(claimRecordedAct, entry);
  if (entry === undefined || recorded === undefined) return undefined;
  const claim: DocumentedClaim = { ...recorded, entry: seq, at: entry.at, evidence: [], assessments: [], judgements: [] };
  for (const about of outline.claims.get(seq) ?? []) {
    const next = await part.readEntry(about);
    if (next !== undefined) tell(part, claim, next);
  }
  const outdatedBy = await changesSince(part, outline, claim);
  return outdatedBy.length === 0 ? claim : { ...claim, outdatedBy };
}

async function changesSince(part: DisclosedPart, outline: PartOutline, { items, evidence, assessments }: DocumentedClaim): Promise<number[]> {
  const newest = assessments.at(-1)?.entry ?? Infinity;
  const changes = new Set(evidence.flatMap(({ entry, withdrawn }) => [entry, withdrawn?.entry ?? -1]));
  for (const seq of items.flatMap((item) => outline.items.get(item) ?? [])) {
    if (seq > newest && payloadOf(samenessJudgedAct, await part.readEntry(seq)) !== undefined) changes.add(seq);
  }
  return [...changes].filter((seq) => seq > newest).sort((a, b) => a - b);
}

function tell(part: DisclosedPart, claim: DocumentedClaim, entry: Entry): void {
  const told = { entry: entry.seq, at: entry.at };
  const [document] = documentsOf(part.prefix, entry);
  const evidence = payloadOf(evidenceRecordedAct, entry);
  if (evidence !== undefined) claim.evidence.push({ ...evidence, ...told, ...(document === undefined ? {} : { document: document.path }) });
  const withdrawn = payloadOf(evidenceWithdrawnAct, entry);
  const of = claim.evidence.find(({ entry: seq }) => seq === withdrawn?.evidence);
  if (withdrawn !== undefined && of !== undefined) of.withdrawn = { ...told, because: withdrawn.because };
  const assessed = payloadOf(claimAssessedAct, entry);
  if (assessed !== undefined) {
    const { claim: _claim, document: _document, ...rest } = assessed;
    claim.assessments.push({ ...rest, ...told, path: document?.path ?? '' });
  }
  const judged = payloadOf(claimJudgedAct, entry);
  if (judged !== undefined) {
    const { claim: _claim, ...rest } = judged;
    claim.judgements.push({ ...rest, ...told });
  }
}
