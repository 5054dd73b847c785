import type { StrengthReason } from './bounds.ts';
import { basisName, evidenceClause, instantText, limitsClause } from './evidence-words.ts';
import type { ChangeFacts, ClaimFacts, EvidenceFacts, MissingFacts, VerdictFacts, VerdictWords } from './explain.ts';
import type { MissingCode } from './missing.ts';
import { utcText } from './utc-text.ts';
import type { Verdict } from './window.ts';

// The English catalogue. Another language is another object of this shape. Times are UTC and say so.

const verdictNames: Readonly<Record<Verdict, string>> = {
  refuted: 'refuted',
  supported: 'supported',
  'consistent-but-unproven': 'consistent but unproven',
  conflicting: 'conflicting',
  undefined: 'undefined',
};

const undefinedReasons: Readonly<Record<string, string>> = {
  'reference-unknown': 'it is not known when the claim was made',
  'window-empty': 'no time at all fits what the claim says',
  'nothing-claimed': 'the claim says nothing about the time beyond its own publication',
  'free-text': 'the claim is kept in its own words, which state no time that could be weighed',
  'window-reversed': 'the claim ends before it begins',
  'zone-unknown-name': 'the claim names a time zone that is not known',
  'date-skipped': 'the claim names a day that did not exist in its time zone',
  'daily-window-needs-range': 'the claim names hours of the day but not the days',
};

const verdictSentences: Readonly<Record<Verdict, (facts: VerdictFacts) => string>> = {
  refuted: (f) => `${joined(f.evidence)}, and the claim says it was ${claimClause(f.claim)}`,
  supported: (f) => `${joined(f.evidence)}, and the claim says it was ${claimClause(f.claim)}`,
  'consistent-but-unproven': (f) => `no decisive evidence contradicts the claim that it was ${claimClause(f.claim)}, and none establishes it`,
  conflicting: (f) =>
    f.publishedBy === undefined
      ? `${joined(f.evidence)}; no time fits ${f.evidence.length === 1 ? 'this' : 'all of this'}`
      : `${joined(f.evidence)}, but the claim was made about it by ${utcText(f.publishedBy)}`,
  undefined: (f) => undefinedReasons[f.because ?? ''] ?? `the claim has no window of time that could be weighed (${f.because})`,
};

const missingSentences: Readonly<Record<MissingCode, (facts: MissingFacts) => string>> = {
  'not-earlier-than': () => 'Missing: decisive evidence that it was not recorded before some time, such as something seen in it that did not exist earlier.',
  'not-later-than': () => 'Missing: decisive evidence that it was not recorded after some time, such as a dated post, a web capture or a time stamp.',
  confirmation: (f) => `Missing: a person’s confirmation that the earlier copy shows the same recording (${bare(f.evidence)}), with a decisive date for it.`,
  anchor: (f) => `Missing: an outside anchor for the log entry (${bare(f.evidence)}).`,
  'sharper-evidence': (f) => `Missing: a smaller error for evidence that would decide if it were exact (${bare(f.evidence)}).`,
  'sharper-window': () => 'Missing: exactness in the claim itself, such as the hour and time zone in which it was made; within its error the verdict would differ.',
  'rest-of-footage': (f) => `Missing: evidence for the rest of the footage; only a part of it is supported (${f.segments.map((name) => `segment “${name}”`).join(', ')}).`,
  window: () => 'Missing: a window of time that follows from the claim.',
};

const strengthSentences: Readonly<Record<StrengthReason, string>> = {
  basis: 'this kind of statement weighs so by itself',
  'not-anchored': 'its log is not anchored outside the hands of its keeper',
  'not-confirmed': 'no person has confirmed that it is the same recording',
  'not-decisively-dated': 'the copy is not dated by decisive evidence',
  'kind-not-of-basis': 'evidence of this kind cannot say that',
  recurs: 'the same recurs at other times, and nobody gave a reason why it was none of those',
  override: 'a person decided so and gave a reason',
  'override-refused': 'it cannot be weighed otherwise',
};

const agreement = { agrees: 'agrees with the claim', disagrees: 'disagrees with the claim', unclear: 'neither fits nor contradicts the claim for certain' } as const;

export const englishVerdictWords: VerdictWords = {
  verdict: (f) => {
    const segment = f.segment === undefined ? '' : ` (segment “${f.segment}”)`;
    return `${capital(verdictNames[f.verdict])}${segment}: ${verdictSentences[f.verdict](f)}.`;
  },
  corroboration: (all) => (all.length === 0 ? undefined : `Independently of that, ${joined(all)}.`),
  missing: (f) => missingSentences[f.code](f),
  change: (f) => `${changeSentence(f)}.`,
  assertion: (f) => {
    const twin = f.sameWitness ? ', from the same origin as decisive evidence and no witness of its own' : '';
    const contradicted = f.contradicted ? '; decisive evidence contradicts it' : '';
    const stated = `${basisName(f.evidence.basis)}${twin}, by which it was ${limitsClause(f.evidence)}`;
    return `Shown and not decisive: ${stated}, ${agreement[f.window]}${contradicted} (${strengthSentences[f.because]}).`;
  },
  strength: (reason) => strengthSentences[reason],
};

function changeSentence(f: ChangeFacts): string {
  if (f.evidence !== undefined) return `Were it not that ${evidenceClause(f.evidence)}, the verdict would be “${verdictNames[f.towards]}”`;
  const wanted = `Decisive evidence ${wantedClause(f)}`;
  if (f.code === 'bound-against-evidence') return `${wanted} would contradict the evidence at hand`;
  return `${wanted} would ${f.towards === 'supported' ? 'support' : 'refute'} the claim`;
}

function wantedClause({ kind = 'periodic', instant = 0, until = 0, towards }: ChangeFacts): string {
  switch (kind) {
    case 'not-later-than':
      // The limit belongs to the bound; people say "before" the first instant that is too late.
      return towards === 'supported' ? `that it existed by ${utcText(instant)}` : `that it existed before ${utcText(instant + 1)}`;
    case 'not-earlier-than':
      return `that it was not recorded before ${utcText(instant)}`;
    case 'during':
      return `that it was recorded from ${utcText(instant)} to ${utcText(until)}`;
    case 'periodic':
      return 'that leaves only times that the claim excludes';
  }
}

/** "not recorded before 2024-10-15T10:36Z", with both ends of an error where there is one. */
function claimClause({ start, end, periodic }: ClaimFacts): string {
  const when = periodic ? ' at the recurring times it names' : '';
  if (start !== undefined && end !== undefined) return `recorded between ${instantText(start)} and ${instantText(end)}${when}`;
  if (start !== undefined) return `not recorded before ${instantText(start)}${periodic ? ', and' : ''}${when}`;
  if (end !== undefined) return `not recorded after ${instantText(end)}${periodic ? ', and' : ''}${when}`;
  return `recorded${when}`;
}

function bare(evidence: readonly EvidenceFacts[]): string {
  return evidence.map((facts) => `${basisName(facts.basis)}: ${limitsClause(facts)}`).join('; ');
}

function joined(evidence: readonly EvidenceFacts[]): string {
  const clauses = evidence.map(evidenceClause);
  return clauses.length < 2 ? (clauses[0] ?? '') : `${clauses.slice(0, -1).join(', ')}, and ${clauses.at(-1) ?? ''}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
