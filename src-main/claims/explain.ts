import type { AssertionView, Assessment } from './assess.ts';
import type { Basis, Bound, BoundKind, StrengthReason } from './bounds.ts';
import type { Change } from './change.ts';
import type { EpochMs, UncertainInstant } from './instant.ts';
import type { MissingCode } from './missing.ts';
import type { ClaimWindow, UndefinedWindow, Verdict } from './window.ts';

/** One bound, as a sentence needs it. */
export interface EvidenceFacts {
  basis: Basis;
  kind: BoundKind;
  /** "Not earlier than" (or the beginning of `during`) with its error. */
  from?: UncertainInstant;
  /** "Not later than" (or the end of `during`) with its error. */
  to?: UncertainInstant;
  /** How many intervals a periodic bound leaves. */
  intervals?: number;
  datedBy?: Basis;
  segment?: string;
}

/** What the claim says; an end that comes from the publication is not claimed. */
export interface ClaimFacts {
  start?: UncertainInstant;
  end?: UncertainInstant;
  periodic: boolean;
}

/** Why the verdict is what it is. Codes and facts alone: the words are another file's. */
export interface VerdictFacts {
  verdict: Verdict;
  because?: string;
  claim: ClaimFacts;
  evidence: readonly EvidenceFacts[];
  /** The latest moment of the publication that the evidence contradicts. */
  publishedBy?: EpochMs;
  segment?: string;
}

export interface MissingFacts {
  code: MissingCode;
  evidence: readonly EvidenceFacts[];
  segments: readonly string[];
}

export interface ChangeFacts extends Omit<Change, 'id'> {
  /** The bound that would have to fall. */
  evidence?: EvidenceFacts;
}

export interface AssertionFacts extends Omit<AssertionView, 'id' | 'sameWitnessAs'> {
  evidence: EvidenceFacts;
  /** It comes from the same origin as decisive evidence. */
  sameWitness: boolean;
}

export interface Explanation {
  verdict: VerdictFacts;
  corroboration: readonly EvidenceFacts[];
  missing: readonly MissingFacts[];
  changes: readonly ChangeFacts[];
  assertions: readonly AssertionFacts[];
}

export interface Assessed {
  window: ClaimWindow | UndefinedWindow;
  bounds: readonly Bound[];
  assessment: Assessment;
}

/** An assessment with the facts that a reader needs, in place of ids. Throws RangeError when it is not of these bounds. */
export function explain({ window, bounds, assessment }: Assessed): Explanation {
  const byId = new Map(bounds.map((bound) => [bound.id, bound]));
  const facts = (id: string): EvidenceFacts => {
    const bound = byId.get(id);
    if (bound === undefined) throw new RangeError(`the assessment names a bound that was not given: ${id}`);
    return evidenceFacts(bound);
  };
  return {
    verdict: verdictFacts(window, assessment, assessment.restsOn.map(facts)),
    corroboration: assessment.corroboratedBy.map(facts),
    missing: assessment.missing.map(({ code, ids }) =>
      code === 'rest-of-footage' ? { code, evidence: [], segments: ids } : { code, evidence: ids.map(facts), segments: [] },
    ),
    changes: assessment.whatWouldChange.map(({ id, ...change }) => (id === undefined ? change : { ...change, evidence: facts(id) })),
    assertions: assessment.assertions.map(({ id, sameWitnessAs, ...view }) => ({ ...view, evidence: facts(id), sameWitness: sameWitnessAs.length > 0 })),
  };
}

function verdictFacts(window: ClaimWindow | UndefinedWindow, assessment: Assessment, evidence: readonly EvidenceFacts[]): VerdictFacts {
  const { verdict, undefinedBecause, segment, againstPublication } = assessment;
  const publishedBy = againstPublication && 'end' in window ? window.end?.latest : undefined;
  return {
    verdict,
    ...(undefinedBecause === undefined ? {} : { because: undefinedBecause }),
    claim: 'undefinedBecause' in window ? { periodic: false } : claimFacts(window),
    evidence,
    ...(publishedBy === undefined ? {} : { publishedBy }),
    ...(segment === undefined ? {} : { segment }),
  };
}

function claimFacts({ start, end, endFrom, periodic }: ClaimWindow): ClaimFacts {
  return {
    ...(start === undefined ? {} : { start }),
    ...(end === undefined || endFrom === 'publication' ? {} : { end }),
    periodic: periodic !== undefined,
  };
}

function evidenceFacts(bound: Bound): EvidenceFacts {
  const { basis, kind, datedBy, segment } = bound;
  const more = { ...(datedBy === undefined ? {} : { datedBy }), ...(segment === undefined ? {} : { segment }) };
  switch (bound.kind) {
    case 'not-earlier-than':
      return { basis, kind, from: bound.instant, ...more };
    case 'not-later-than':
      return { basis, kind, to: bound.instant, ...more };
    case 'during':
      return { basis, kind, from: bound.from, to: bound.to, ...more };
    case 'periodic':
      return { basis, kind, intervals: bound.within.length, ...more };
  }
}

/** The words of one language for an explanation, each a whole sentence. `verdict-words.ts` holds the English ones. */
export interface VerdictWords {
  verdict(facts: VerdictFacts): string;
  /** None where nobody else carries the verdict. */
  corroboration(facts: readonly EvidenceFacts[]): string | undefined;
  missing(facts: MissingFacts): string;
  change(facts: ChangeFacts): string;
  assertion(facts: AssertionFacts): string;
  strength(reason: StrengthReason): string;
}

export interface ExplainedInWords {
  verdict: string;
  corroboration?: string;
  missing: string[];
  changes: string[];
  assertions: string[];
}

export function inWords(explanation: Explanation, words: VerdictWords): ExplainedInWords {
  const corroboration = words.corroboration(explanation.corroboration);
  return {
    verdict: words.verdict(explanation.verdict),
    ...(corroboration === undefined ? {} : { corroboration }),
    missing: explanation.missing.map((facts) => words.missing(facts)),
    changes: explanation.changes.map((facts) => words.change(facts)),
    assertions: explanation.assertions.map((facts) => words.assertion(facts)),
  };
}
