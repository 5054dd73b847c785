import type { UncertainInstant } from './instant.ts';
import { between, checkIntervalSet, type IntervalSet } from './interval-set.ts';
import { checkInstant } from './window.ts';

/** Where a bound comes from. What each can say, and how much it weighs, is in `bases`. */
export type Basis =
  | 'post-id'
  | 'web-capture'
  | 'rfc3161-token'
  | 'log-entry'
  | 'earlier-copy'
  | 'dated-object'
  | 'satellite-image'
  | 'sun'
  | 'shadow'
  | 'weather'
  | 'container-date'
  | 'file-time'
  | 'caption'
  | 'analyst';

export type BoundKind = 'not-earlier-than' | 'not-later-than' | 'during' | 'periodic';

/** Decisive bounds make the verdict; assertions are shown beside it and never change it. */
export type Strength = 'decisive' | 'assertion';

/** What a bound says about the recording time T. */
export type DatedLimit =
  | { kind: 'not-earlier-than' | 'not-later-than'; instant: UncertainInstant }
  /** Both: not earlier than `from` and not later than `to`. */
  | { kind: 'during'; from: UncertainInstant; to: UncertainInstant }
  /** T certainly lies in `within`: an outer approximation that allows for every error of the measurement. */
  | { kind: 'periodic'; within: IntervalSet };

export type Bound = DatedLimit & {
  /** Unique among the bounds of one assessment. */
  id: string;
  basis: Basis;
  /**
   * A `log-entry`: a checkpoint that covers it is anchored outside the key holder's hands. The instant of the bound is then
   * that of the anchor; what the entry itself says of its time is the keeper's clock.
   */
  anchored?: boolean;
  /** An `earlier-copy`: a person compared the two and confirmed that they are the same recording. */
  confirmed?: boolean;
  /** An `earlier-copy`: what dates that copy. A copy dated by its own container is dated by an assertion. */
  datedBy?: Basis;
  /** A person's reason to weigh this bound otherwise. */
  override?: { strength: Strength; reason: string };
  /** Bounds that come from one origin are one witness, however many copies of it there are. */
  origin?: string;
  /** The part of the footage that it speaks of. Without it, it speaks of the whole, as of one recording. */
  segment?: string;
};

interface BasisRules {
  strength: Strength;
  /** The kinds that it can give; anything else under its name is a mistake and weighs as an assertion. */
  gives: readonly BoundKind[];
  /** Of these, what is decisive only with a person's reason: it names one time of several at which the same recurs. */
  recurs?: readonly BoundKind[];
  /** What it needs before it is decisive. */
  needs?: 'anchor' | 'confirmation';
  /** Whether a person may lift it to decisive with a reason. Every decisive bound may be lowered. */
  mayBeRaised: boolean;
  reason: string;
}

const anyKind: readonly BoundKind[] = ['not-earlier-than', 'not-later-than', 'during', 'periodic'];
const decisive = { strength: 'decisive', mayBeRaised: false } as const;
const assertion = { strength: 'assertion', gives: anyKind, mayBeRaised: false } as const;

/** How each basis weighs (DESIGN.md, "Reasoning about time"), with the reason. */
export const bases: Readonly<Record<Basis, BasisRules>> = {
  'post-id': { ...decisive, gives: ['not-later-than'], reason: 'The platform wrote the time into the id when the post was made; what the post shows existed by then.' },
  'web-capture': { ...decisive, gives: ['not-later-than'], reason: 'A third party stored the page with a time of its own.' },
  'rfc3161-token': { ...decisive, gives: ['not-later-than'], reason: 'A time-stamping authority signed the digest with its time.' },
  'log-entry': { strength: 'decisive', mayBeRaised: true, gives: ['not-later-than'], needs: 'anchor', reason: 'The keeper of a log can rewrite whatever is not anchored outside their hands.' },
  'earlier-copy': { ...decisive, gives: ['not-later-than'], needs: 'confirmation', reason: 'That two files show the same recording is for a person to say; the date must come from a decisive basis.' },
  'dated-object': { ...decisive, gives: ['not-earlier-than', 'not-later-than', 'during'], reason: 'What is seen in the footage did not exist before, or no longer existed after, a known date.' },
  'satellite-image': { ...decisive, gives: ['not-earlier-than', 'not-later-than', 'during'], reason: 'A dated image from above shows the place before or after a change seen in the footage.' },
  sun: { ...decisive, gives: ['periodic'], reason: 'The position of the sun follows from place and time; it recurs.' },
  shadow: { ...decisive, gives: ['periodic'], reason: 'The direction and length of a shadow follow from the position of the sun; they recur.' },
  weather: { ...decisive, mayBeRaised: true, gives: ['periodic', 'during'], recurs: ['during'], reason: 'Records of the weather at the place leave out the times that do not fit. That one span fits leaves out no other.' },
  'container-date': { ...assertion, reason: 'A clock that anybody can set, and a field that anybody can write.' },
  'file-time': { ...assertion, reason: 'Copying changes it and anybody can set it.' },
  caption: { ...assertion, reason: 'It is somebody’s word.' },
  analyst: { ...assertion, reason: 'A judgement without evidence of its own stands beside the reasoning, not in it.' },
};

/** Why a bound weighs as it does. */
export type StrengthReason =
  | 'basis'
  | 'not-anchored'
  | 'not-confirmed'
  | 'not-decisively-dated'
  | 'kind-not-of-basis'
  | 'recurs'
  | 'override'
  | 'override-refused';

export interface StrengthReading {
  strength: Strength;
  because: StrengthReason;
}

/** What the basis of a bound weighs, were there no override. */
export function defaultStrength(bound: Pick<Bound, 'basis' | 'kind' | 'anchored' | 'confirmed' | 'datedBy'>): StrengthReading {
  const { basis, kind, anchored = false, confirmed = false, datedBy } = bound;
  const rules = bases[basis];
  if (rules.strength === 'assertion') return { strength: 'assertion', because: 'basis' };
  if (!rules.gives.includes(kind)) return { strength: 'assertion', because: 'kind-not-of-basis' };
  if (rules.recurs?.includes(kind) === true) return { strength: 'assertion', because: 'recurs' };
  if (rules.needs === 'anchor' && !anchored) return { strength: 'assertion', because: 'not-anchored' };
  if (rules.needs === 'confirmation') {
    if (!confirmed) return { strength: 'assertion', because: 'not-confirmed' };
    if (!datesDecisively(datedBy, anchored)) return { strength: 'assertion', because: 'not-decisively-dated' };
  }
  return { strength: 'decisive', because: 'basis' };
}

/**
 * Bases whose date says that a copy existed, all of it: then every part of it was recorded by then, also the part that
 * another item shows. What is seen in a copy (an object, a shadow, an image from above) may be seen in a part that the
 * other item does not have, for footage is cut together: it says nothing of the shared part, in either direction. Nor is
 * a copy dated by being a copy of yet another: that other one would be the evidence.
 */
export const datesTheCopy: readonly Basis[] = ['post-id', 'web-capture', 'rfc3161-token', 'log-entry'];

function datesDecisively(datedBy: Basis | undefined, anchored: boolean): boolean {
  if (datedBy === undefined || !datesTheCopy.includes(datedBy)) return false;
  return defaultStrength({ basis: datedBy, kind: 'not-later-than', anchored }).strength === 'decisive';
}

/**
 * What a bound weighs. A person may lower a decisive bound with a reason, and lift only what `bases` allows: a container
 * date is never decisive, whoever says so. An override without a reason, or one that is not allowed, changes nothing.
 */
export function strengthOf(bound: Bound): StrengthReading {
  const byBasis = defaultStrength(bound);
  const { override } = bound;
  if (override === undefined || override.strength === byBasis.strength) return byBasis;
  const raises = override.strength === 'decisive';
  const allowed = override.reason.trim() !== '' && (!raises || (bases[bound.basis].mayBeRaised && byBasis.because !== 'kind-not-of-basis'));
  return allowed ? { strength: override.strength, because: 'override' } : { ...byBasis, because: 'override-refused' };
}

/**
 * All that a bound certainly implies: "not later than" an instant in [e, l] gives only T <= l, "not earlier than" only
 * T >= e. Throws RangeError for an instant or a set that is not one.
 */
export function timesAllowedBy(limit: DatedLimit): IntervalSet {
  checkLimit(limit);
  switch (limit.kind) {
    case 'not-earlier-than':
      return between(limit.instant.earliest, Infinity);
    case 'not-later-than':
      return between(-Infinity, limit.instant.latest);
    case 'during':
      return between(limit.from.earliest, limit.to.latest);
    case 'periodic':
      return limit.within;
  }
}

/** What it would imply if its error were resolved in its favour; empty where the two ends of a `during` cross. */
export function timesAllowedWithoutError(limit: DatedLimit): IntervalSet {
  switch (limit.kind) {
    case 'not-earlier-than':
      return between(limit.instant.latest, Infinity);
    case 'not-later-than':
      return between(-Infinity, limit.instant.earliest);
    case 'during':
      return between(limit.from.latest, limit.to.earliest);
    case 'periodic':
      return limit.within;
  }
}

function checkLimit(limit: DatedLimit): void {
  if (limit.kind === 'periodic') checkIntervalSet(limit.within);
  else if (limit.kind === 'during') [limit.from, limit.to].forEach(checkInstant);
  else checkInstant(limit.instant);
}
