import type { Bound, StrengthReason } from './bounds.ts';
import { whatWouldChange, type Change } from './change.ts';
import { contains, difference, everything, intersection, intersects, isEmpty, type IntervalSet } from './interval-set.ts';
import { allowedByAll, minimalRulingOut } from './minimal-set.ts';
import { whatIsMissing, type Missing } from './missing.ts';
import { decidingPart, partsOf, weighBounds, type Part, type WeighedBound } from './weigh.ts';
import { readWindow, type ClaimWindow, type UndefinedWindow, type Verdict, type WindowReadings } from './window.ts';

/** A bound that is shown and does not decide. */
export interface AssertionView {
  id: string;
  /** Why it is no more than an assertion. */
  because: StrengthReason;
  /** Whether what it states lies in the window under every reading, under none, or neither. */
  window: 'agrees' | 'disagrees' | 'unclear';
  /** Decisive evidence leaves none of the times that it states. */
  contradicted: boolean;
  /** Decisive bounds of the same origin: the assertion is the same witness and corroborates nothing. */
  sameWitnessAs: readonly string[];
}

/** Bounds that come from one origin, and so are one witness. */
export interface OriginGroup {
  origin: string;
  ids: readonly string[];
}

/** A time claim weighed against dated evidence. Lists of ids are in the canonical order of `weighBounds`. */
export interface Assessment {
  verdict: Verdict;
  /** Why there is no verdict. */
  undefinedBecause?: string;
  /** The segment whose evidence settles a claim about the whole, or that the claim is about. */
  segment?: string;
  /**
   * A minimal set of bounds that give the verdict by themselves; without any one of them they do not. Empty where
   * nothing decides.
   */
  restsOn: readonly string[];
  /** What `restsOn` names puts the recording after the publication that the claim speaks of: that is the other side of the conflict. */
  againstPublication: boolean;
  /** Other witnesses, one bound for each, who would give the verdict alone as well. */
  corroboratedBy: readonly string[];
  /** The times that decisive evidence and the publication leave. */
  feasible: IntervalSet;
  whatWouldChange: readonly Change[];
  missing: readonly Missing[];
  assertions: readonly AssertionView[];
  sameOrigin: readonly OriginGroup[];
  /** Bounds that speak of another segment than the claim does. */
  setAside: readonly string[];
}

export interface AssessOptions {
  /** The segment that the claim is about; without it, the claim is about all of the footage. */
  segment?: string;
}

/**
 * Weigh a claim's window against bounds. The result depends on nothing but these, whatever their order; assertions never
 * change the verdict. Throws RangeError only for input that is not dated (NaN, crossed ends, two bounds of one id).
 * Cost: a few passes of intersections over all bounds, one more for each bound that the verdict rests on.
 */
export function assess(window: ClaimWindow | UndefinedWindow, bounds: readonly Bound[], options: AssessOptions = {}): Assessment {
  const weighed = weighBounds(bounds);
  const { about = [], elsewhere = [] } = Object.groupBy(weighed, (bound) => (speaksOf(bound, options.segment) ? 'about' : 'elsewhere'));
  const setAside = idsOf(elsewhere);
  const sameOrigin = originGroups(about);
  const readings = readWindow(window);
  if ('undefinedBecause' in readings) return { ...withoutWindow(about, readings.undefinedBecause, options), sameOrigin, setAside };
  const parts = partsOf(about, readings, options.segment);
  return { ...verdictOf(about, parts, readings), sameOrigin, setAside };
}

/** A claim about the whole is about every segment. */
function speaksOf({ bound }: WeighedBound, segment: string | undefined): boolean {
  return segment === undefined || bound.segment === undefined || bound.segment === segment;
}

type Weighed = Omit<Assessment, 'sameOrigin' | 'setAside'>;

function verdictOf(applying: readonly WeighedBound[], parts: readonly [Part, ...Part[]], readings: WindowReadings): Weighed {
  const deciding = decidingPart(parts);
  const { verdict, segment, feasible, decisive } = deciding;
  const toRuleOut = ruledOutBy(deciding, readings);
  const restsOn = toRuleOut === undefined ? [] : minimalRulingOut(toRuleOut, decisive);
  const speaking = applying.filter(({ bound }) => bound.segment === undefined || bound.segment === segment);
  return {
    verdict,
    ...(segment === undefined ? {} : { segment }),
    restsOn: idsOf(decisive.filter((bound) => restsOn.includes(bound))),
    againstPublication: verdict === 'conflicting' && !isEmpty(allowedByAll(everything, restsOn)),
    corroboratedBy: verdict === 'conflicting' || toRuleOut === undefined ? [] : corroboration(toRuleOut, decisive, restsOn),
    feasible,
    whatWouldChange: whatWouldChange({ parts, deciding, readings, restsOn: idsOf(restsOn) }),
    missing: verdict === 'consistent-but-unproven' ? whatIsMissing({ parts, deciding, bounds: speaking, readings }) : [],
    assertions: applying.filter(isAssertion).map((bound) => viewOf(bound, applying, { parts, readings })),
  };
}

/** The times that evidence has to exclude for the verdict; undefined for a verdict that rests on none. */
function ruledOutBy({ verdict }: Part, { given, possible, certain }: WindowReadings): IntervalSet | undefined {
  switch (verdict) {
    case 'conflicting':
      return given;
    case 'refuted':
      return intersection(given, possible);
    case 'supported':
      return difference(given, certain);
    case 'consistent-but-unproven':
    case 'undefined':
      return undefined;
  }
}

/** The first bound of each further witness that rules the same out alone. */
function corroboration(toRuleOut: IntervalSet, decisive: readonly WeighedBound[], restsOn: readonly WeighedBound[]): string[] {
  const heard = new Set(restsOn.map(witnessOf));
  return idsOf(
    decisive.filter((bound) => {
      if (heard.has(witnessOf(bound)) || intersects(toRuleOut, bound.allows)) return false;
      heard.add(witnessOf(bound));
      return true;
    }),
  );
}

/** A bound without an origin is a witness of its own. */
function witnessOf({ bound }: WeighedBound): string {
  return bound.origin === undefined ? `bound ${bound.id}` : `origin ${bound.origin}`;
}

interface Surroundings {
  parts: readonly [Part, ...Part[]];
  readings: WindowReadings;
}

function viewOf(assertion: WeighedBound, applying: readonly WeighedBound[], { parts, readings }: Surroundings): AssertionView {
  const part = parts.find(({ segment }) => segment === assertion.bound.segment) ?? parts[0];
  const stated = intersection(assertion.allows, readings.given);
  const agrees = contains(readings.certain, stated) ? 'agrees' : 'unclear';
  return {
    ...unweighedView(assertion, applying),
    window: intersects(stated, readings.possible) ? agrees : 'disagrees',
    contradicted: !isEmpty(part.feasible) && !intersects(assertion.allows, part.feasible),
  };
}

function unweighedView({ id, bound, reading }: WeighedBound, applying: readonly WeighedBound[]): AssertionView {
  const twins = applying.filter((other) => !isAssertion(other) && bound.origin !== undefined && other.bound.origin === bound.origin);
  return { id, because: reading.because, window: 'unclear', contradicted: false, sameWitnessAs: idsOf(twins) };
}

/** Without a window there is no verdict; the evidence is still shown. */
function withoutWindow(applying: readonly WeighedBound[], undefinedBecause: string, { segment }: AssessOptions): Weighed {
  const anyTime: WindowReadings = { given: everything, possible: everything, certain: everything };
  return {
    verdict: 'undefined',
    undefinedBecause,
    ...(segment === undefined ? {} : { segment }),
    restsOn: [],
    againstPublication: false,
    corroboratedBy: [],
    feasible: partsOf(applying, anyTime, segment)[0].feasible,
    whatWouldChange: [],
    missing: [{ code: 'window', ids: [] }],
    assertions: applying.filter(isAssertion).map((bound) => unweighedView(bound, applying)),
  };
}

function originGroups(applying: readonly WeighedBound[]): OriginGroup[] {
  const groups = Map.groupBy(applying, ({ bound }) => bound.origin);
  const named = [...groups].flatMap(([origin, members]) => (origin === undefined || members.length < 2 ? [] : [{ origin, ids: idsOf(members) }]));
  return named.sort((a, b) => (a.origin < b.origin ? -1 : 1));
}

function isAssertion({ reading }: WeighedBound): boolean {
  return reading.strength === 'assertion';
}

function idsOf(bounds: readonly WeighedBound[]): string[] {
  return bounds.map(({ id }) => id);
}
