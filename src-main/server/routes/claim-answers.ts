import type { Hono } from 'hono';
import {
  addEvidence, assessClaim, judgeClaim, pageOfListedClaims, previewClaim, recordClaim, shelvedItem, showClaim, tellPostTime, withdrawEvidence,
  type ListedClaim as EngineClaim, type ReadableCase, type ShownClaim, type ShownEvidence,
} from '../../engine/index.ts';
import { assessmentDocumentSchema } from '../../shared/assessment-document.ts';
import { claimRoutes, type ClaimDetail, type ClaimEvidence, type ListedClaim } from '../../shared/api/claims.ts';
import type { ApiError } from '../../shared/api/index.ts';
import { toCaseError } from '../../shared/errors.ts';
import { answer, factsToTell } from '../answer.ts';
import type { Surface } from '../surface.ts';

const pageSize = 100;

/** Claims, their evidence, and what follows. */
export function answerAboutClaims(app: Hono, { cases, events, means }: Surface): void {
  /** Lists of items show verdicts, and so do claims. */
  const changed = (): void => events.tell({ event: 'items', ids: [] });
  const recorded = <T>(output: T): T => {
    changed();
    return output;
  };
  answer(app, claimRoutes.claims, ({ after, limit = pageSize }) => {
    const page = pageOfListedClaims(cases.readable, { after, limit });
    return { claims: page.map((claim) => toListed(cases.readable, claim)), next: page.length < limit ? null : (page.at(-1)?.id ?? null) };
  });
  answer(app, claimRoutes.claim, async ({ claim }) => toDetail(cases.readable, await showClaim(cases.readable, claim)));
  answer(app, claimRoutes.previewClaim, async (typed) => {
    const read = await previewClaim(cases.readable, typed).catch(toProblem);
    if ('code' in read) return { reading: null, problem: read };
    const { about, means: meaning, remarks, needsConfirmation } = read;
    return { reading: { about, means: meaning, remarks, needsConfirmation }, problem: null };
  });
  answer(app, claimRoutes.recordClaim, async ({ confirmed, ...typed }) => {
    const { claim, entry } = await recordClaim(cases.writable, typed, { confirmed: confirmed === true });
    return recorded({ claim, entry });
  });
  answer(app, claimRoutes.addEvidence, async ({ claim, ...typed }) => {
    const { evidence, entry, says, remarks } = await addEvidence(cases.writable, claim, typed);
    return recorded({ evidence, entry, says, remarks });
  });
  answer(app, claimRoutes.withdrawEvidence, async ({ evidence, because }) => recorded(await withdrawEvidence(cases.writable, evidence, because)));
  answer(app, claimRoutes.assessClaim, async ({ claim }) => {
    const { verdict, entry, isNew } = await assessClaim(cases.writable, claim);
    return recorded({ verdict, entry, isNew });
  });
  answer(app, claimRoutes.judgeClaim, async ({ claim, ...typed }) => {
    const { entry, verdict, byRule = null } = await judgeClaim(cases.writable, claim, typed);
    return recorded({ entry, verdict, byRule });
  });
  answer(app, claimRoutes.postTime, async ({ text }) => {
    const told = await (async () => tellPostTime(text, means))().catch(toProblem);
    if ('code' in told) return { sentences: [], at: null, problem: told };
    const { sentences, reading } = told;
    const at = 'createdAt' in reading ? reading.createdAt : undefined;
    return { sentences, problem: null, at: at === undefined ? null : { earliest: new Date(at.earliest).toISOString(), latest: new Date(at.latest).toISOString() } };
  });
}

/** What was typed and cannot be read. Throws what is another matter. */
function toProblem(error: unknown): ApiError {
  const problem = toCaseError(error);
  if (problem.code === 'argument-invalid' || problem.code === 'item-not-found') return { code: problem.code, facts: factsToTell(problem) };
  throw error;
}

function toListed(readable: ReadableCase, claim: EngineClaim): ListedClaim {
  const { id, entry, about, quote, translation, language, claimant, sourceUrl, saidAt, meaningInWords, items, verdict, outdated, judgement, evidenceCount } = claim;
  return {
    id, entry, about, quote, translation, language, claimant, sourceUrl, verdict, outdated, judgement, evidenceCount,
    said: saidAt === null ? null : saidText(saidAt),
    means: meaningInWords,
    items: items.map((item) => ({ id: item, name: shelvedItem(readable, item).name })),
  };
}

/** As it was typed, and the time it was read as. */
function saidText({ text, instant: { earliest, latest } }: NonNullable<EngineClaim['saidAt']>): string {
  const [from, to] = [earliest, latest].map((at) => (at === undefined ? '?' : new Date(at).toISOString()));
  return from === to ? `${text} (${from})` : `${text} (${from} / ${to})`;
}

function toDetail(readable: ReadableCase, { claim, evidence, copies, assessment, earlierAssessments, judgements, now }: ShownClaim): ClaimDetail {
  return {
    claim: toListed(readable, claim),
    evidence: evidence.map((one) => toEvidence(readable, one)),
    copies: copies.map(({ item, copy, entry, dates }) => ({ item, copy, entry, dates: dates.map(({ name, says, weighs }) => ({ name, says, because: weighs.because })) })),
    now: {
      verdict: now.verdict,
      parts: now.parts,
      drawn: assessmentDocumentSchema.parse(JSON.parse(Buffer.from(now.document).toString('utf8'))),
      names: now.names,
    },
    assessed: assessment === null ? null : { entry: assessment.entry, assessedAt: assessment.assessedAt, verdict: assessment.verdict, outdated: assessment.outdated, repeatable: assessment.repeatable },
    earlier: earlierAssessments,
    judgements: judgements.map(({ seq, judgedAt, verdict, because, assessment: before }) => ({ entry: seq, judgedAt, verdict, because, assessment: before })),
  };
}

function toEvidence(readable: ReadableCase, { id, entry, recordedAt, basis, says, weighs, seenIn, segment, origin, note, withdrawn, overruled }: ShownEvidence): ClaimEvidence {
  const seen = seenIn === undefined ? undefined : shelvedItem(readable, seenIn.item);
  return {
    id, entry, recordedAt, basis, says,
    weighs: weighs ?? null,
    seenIn: seen === undefined ? null : { id: seen.id, name: seen.name, pts: seenIn?.pts ?? null },
    segment: segment ?? null,
    origin: origin ?? null,
    note: note ?? null,
    withdrawn: withdrawn ?? null,
    overruled: overruled === true,
  };
}
