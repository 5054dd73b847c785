import { timesAllowedWithoutError } from './bounds.ts';
import { contains, highest, intersection, intersects, isEmpty, lowest } from './interval-set.ts';
import type { Part, WeighedBound } from './weigh.ts';
import { verdictOn, type WindowReadings } from './window.ts';

export type MissingCode =
  /** No decisive bound says before which time the footage was not recorded. */
  | 'not-earlier-than'
  /** No decisive bound says after which time the footage was not recorded. */
  | 'not-later-than'
  /** A person's confirmation that an earlier copy shows the same recording would decide: `ids`. */
  | 'confirmation'
  /** An anchor of the log would decide: `ids`. */
  | 'anchor'
  /** A smaller error of these bounds might decide: `ids`. */
  | 'sharper-evidence'
  /** A smaller error of the window (when the claim was made, in which time zone) might decide. */
  | 'sharper-window'
  /** Evidence about the rest of the footage: only these segments are supported. */
  | 'rest-of-footage'
  /** A window: the claim says nothing that could be weighed. */
  | 'window';

export interface Missing {
  code: MissingCode;
  /** Ids of bounds, or names of segments for `rest-of-footage`. */
  ids: readonly string[];
}

export interface Unproven {
  parts: readonly Part[];
  /** The part that the claim's verdict is about. */
  deciding: Part;
  /** The bounds that speak of that part, decisive or not. */
  bounds: readonly WeighedBound[];
  readings: WindowReadings;
}

/** The kinds of evidence without which a claim stays unproven. */
export function whatIsMissing(unproven: Unproven): Missing[] {
  const { deciding, readings, parts } = unproven;
  const supported = parts.filter(({ verdict }) => verdict === 'supported').map(({ segment }) => segment ?? '');
  return [
    ...when('not-earlier-than', lowest(deciding.evidence) === -Infinity),
    ...when('not-later-than', highest(deciding.evidence) === Infinity),
    ...some('confirmation', wouldDecide(unproven, 'not-confirmed')),
    ...some('anchor', wouldDecide(unproven, 'not-anchored')),
    ...some('sharper-evidence', withTooWideAnError(unproven)),
    ...when('sharper-window', isWindowTooVague(deciding, readings)),
    ...some('rest-of-footage', supported),
  ];
}

function when(code: MissingCode, holds: boolean): Missing[] {
  return holds ? [{ code, ids: [] }] : [];
}

function some(code: MissingCode, ids: readonly string[]): Missing[] {
  return ids.length > 0 ? [{ code, ids }] : [];
}

/** The bounds that lack one thing to be decisive, and of which each would settle the claim if it were. */
function wouldDecide({ bounds, deciding, readings }: Unproven, lacking: 'not-confirmed' | 'not-anchored'): string[] {
  const lame = bounds.filter(({ reading }) => reading.because === lacking);
  return lame.filter(({ allows }) => verdictOn(intersection(deciding.feasible, allows), readings) !== deciding.verdict).map(({ id }) => id);
}

function withTooWideAnError({ deciding, readings }: Unproven): string[] {
  const [first, last] = [lowest(deciding.feasible), highest(deciding.feasible)];
  const tooWide = deciding.decisive.filter(({ bound }) => {
    const exact = timesAllowedWithoutError(bound);
    // Most bounds are not the tightest of their kind: exact or not, they take nothing away.
    if (bound.kind === 'periodic' || contains(exact, [{ from: first, to: last }])) return false;
    const left = intersection(deciding.feasible, exact);
    return !isEmpty(left) && verdictOn(left, readings) !== deciding.verdict;
  });
  return tooWide.map(({ id }) => id);
}

/** The evidence would decide if the ends of the window were known exactly, at least for some of the values they may have. */
function isWindowTooVague({ feasible }: Part, { possible, certain }: WindowReadings): boolean {
  return !intersects(feasible, certain) || contains(possible, feasible);
}
