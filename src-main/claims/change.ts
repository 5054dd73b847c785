import type { BoundKind } from './bounds.ts';
import type { EpochMs } from './instant.ts';
import {
  between,
  complement,
  contains,
  difference,
  highest,
  intersection,
  intersects,
  lowest,
  type Interval,
  type IntervalSet,
} from './interval-set.ts';
import { allowedByAll, allowedWithoutEach } from './minimal-set.ts';
import { decidingPart, type Part } from './weigh.ts';
import { verdictOn, type Verdict, type WindowReadings } from './window.ts';

export type ChangeCode =
  /** Decisive evidence of the `kind`, at `instant` or stricter, that puts all of T outside the window. */
  | 'bound-outside-window'
  /** The same that leaves only times inside the window. */
  | 'bound-within-window'
  /** The same that contradicts the evidence at hand. */
  | 'bound-against-evidence'
  /** One of the bounds that the verdict rests on turns out wrong: `id`. */
  | 'bound-withdrawn';

/** The nearest thing that would change the verdict. */
export interface Change {
  towards: Verdict;
  code: ChangeCode;
  kind?: BoundKind;
  /** The limit itself, inclusive: T <= instant for "not later than", T >= instant for "not earlier than" and `during`. */
  instant?: EpochMs;
  /** The other limit of a `during`, inclusive. */
  until?: EpochMs;
  id?: string;
}

export interface Standing {
  parts: readonly [Part, ...Part[]];
  deciding: Part;
  readings: WindowReadings;
  restsOn: readonly string[];
}

/** What would change the verdict: further evidence, as the least strict bound that suffices, or the loss of a bound. */
export function whatWouldChange(standing: Standing): Change[] {
  return nearestChanges(standing).filter((change) => standing.parts.length === 1 || comesTrue(change, standing));
}

function nearestChanges(standing: Standing): Change[] {
  const { deciding, readings } = standing;
  switch (deciding.verdict) {
    case 'consistent-but-unproven':
      return [...towardsRefuted(deciding.feasible, readings), ...towardsSupported(deciding.feasible, readings)];
    case 'refuted':
    case 'supported':
      return [...withdrawals(standing), ...towardsConflicting(deciding.feasible)];
    case 'conflicting':
      return withdrawals(standing);
    case 'undefined':
      return [];
  }
}

function towardsRefuted(feasible: IntervalSet, { possible }: WindowReadings): Change[] {
  const inside = intersection(feasible, possible);
  const change = { towards: 'refuted', code: 'bound-outside-window' } as const;
  const changes: Change[] = [];
  if (lowest(feasible) < lowest(inside)) changes.push({ ...change, kind: 'not-later-than', instant: lowest(inside) - 1 });
  if (highest(feasible) > highest(inside)) changes.push({ ...change, kind: 'not-earlier-than', instant: highest(inside) + 1 });
  const onlyBetween = changes.length === 0 && !contains(possible, feasible);
  return onlyBetween ? [{ ...change, kind: 'periodic' }] : changes;
}

function towardsSupported(feasible: IntervalSet, { certain }: WindowReadings): Change[] {
  const outside = difference(feasible, certain);
  const change = { towards: 'supported', code: 'bound-within-window' } as const;
  const changes: Change[] = [];
  if (highest(outside) < highest(feasible)) changes.push({ ...change, kind: 'not-earlier-than', instant: highest(outside) + 1 });
  if (lowest(outside) > lowest(feasible)) changes.push({ ...change, kind: 'not-later-than', instant: lowest(outside) - 1 });
  const widest = changes.length === 0 ? widestRun(feasible, outside) : undefined;
  return widest === undefined ? changes : [{ ...change, kind: 'during', instant: widest.from, until: widest.to }];
}

/** The widest stretch that holds times of `feasible` and none of `outside`; the earliest of equals. */
function widestRun(feasible: IntervalSet, outside: IntervalSet): Interval | undefined {
  const width = ({ from, to }: Interval): number => to - from;
  const runs = complement(outside).filter((run) => intersects([run], feasible));
  return runs.sort((a, b) => width(b) - width(a) || a.from - b.from)[0];
}

function towardsConflicting(feasible: IntervalSet): Change[] {
  const change = { towards: 'conflicting', code: 'bound-against-evidence' } as const;
  const changes: Change[] = [];
  if (lowest(feasible) > -Infinity) changes.push({ ...change, kind: 'not-later-than', instant: lowest(feasible) - 1 });
  if (highest(feasible) < Infinity) changes.push({ ...change, kind: 'not-earlier-than', instant: highest(feasible) + 1 });
  return changes;
}

/** Where several parts are weighed, what flips the deciding one may bring another into conflict. */
function comesTrue({ towards, kind, instant = -Infinity, until = Infinity }: Change, { parts, readings }: Standing): boolean {
  if (kind === undefined || kind === 'periodic') return true;
  const allows = kind === 'not-later-than' ? between(-Infinity, instant) : between(instant, until);
  return verdictOfAll(parts, (part) => intersection(part.feasible, allows), readings) === towards;
}

function verdictOfAll(parts: Standing['parts'], left: (part: Part, n: number) => IntervalSet, readings: WindowReadings): Verdict {
  const weighed = parts.map((part, n) => {
    const feasible = left(part, n);
    return { ...part, feasible, verdict: verdictOn(feasible, readings) };
  });
  return decidingPart(weighed as [Part, ...Part[]]).verdict;
}

/** Each bound that the verdict rests on and that no other bound could replace. */
function withdrawals({ parts, deciding, readings, restsOn }: Standing): Change[] {
  const without = parts.map((part) => {
    const { needed = [], others = [] } = Object.groupBy(part.decisive, ({ id }) => (restsOn.includes(id) ? 'needed' : 'others'));
    return allowedWithoutEach(allowedByAll(readings.given, others), needed);
  });
  return restsOn.flatMap((id) => {
    const towards = verdictOfAll(parts, (part, n) => without[n]?.get(id) ?? part.feasible, readings);
    return towards === deciding.verdict ? [] : [{ towards, code: 'bound-withdrawn', id } as const];
  });
}
