import type { Disagreement, FactField, FactValue, WitnessName, WitnessReading } from '../../shared/facts.ts';
import { agreeOnTime, agreeOnPlace, isPlace, isTime, placeText, timeText } from './statements-apart.ts';

/** One value that a witness read at one place of the file. */
interface Stated<Value> {
  witness: WitnessName;
  basis: string;
  value: Value;
}

interface Comparison<Value> {
  tolerance: string;
  /** `place`: tracks and containers may differ from each other, so only statements about the same place are compared. */
  across: 'file' | 'place';
  /** A statement that states nothing (a clock never set, 0,0) disagrees with nobody. */
  counts?(value: Value): boolean;
  /** The surer a statement, the earlier it founds a group. */
  sureness?(value: Value): number;
  agree(a: Stated<Value>, b: Stated<Value>): boolean;
  text(value: Value): string;
}

const sameWords: Comparison<string> = {
  tolerance: 'upper and lower case; one text may be the beginning or the end of the other',
  across: 'file',
  agree: (a, b) => {
    const [one, other] = [a.value.toLowerCase(), b.value.toLowerCase()];
    return one.startsWith(other) || other.startsWith(one) || one.endsWith(other) || other.endsWith(one);
  },
  text: (value) => value,
};
const sameWordsInPlace: Comparison<string> = { ...sameWords, across: 'place' };

/** One per field that can be compared; what is broken, edited or signed is for one witness to say. */
const comparisons = [
  comparing('recorded-at', {
    tolerance: '2 s; a time without offset agrees with an instant when a whole quarter of an hour from -12:00 to +14:00 leads to it',
    across: 'file',
    counts: isTime,
    sureness: (value) => (value.offset === 'unknown' ? 0 : 1),
    agree: agreeOnTime,
    text: timeText,
  }),
  comparing('position', {
    tolerance: '30 m, or the precision of both together',
    across: 'file',
    counts: isPlace,
    agree: (a, b) => agreeOnPlace(a.value, b.value),
    text: placeText,
  }),
  comparing('display-size', {
    tolerance: 'exact; a stored size that no orientation was applied to may be turned',
    across: 'file',
    agree: (a, b) => sameSize(a.value, b.value) || ([a.basis, b.basis].includes('stored-picture') && sameSize(a.value, turned(b.value))),
    text: ({ width, height }) => `${width} x ${height}`,
  }),
  comparing('rotation', {
    tolerance: 'exact',
    across: 'file',
    agree: (a, b) => a.value.degrees === b.value.degrees && a.value.mirrored === b.value.mirrored,
    text: ({ degrees, mirrored }) => `${mirrored ? 'mirrored, then ' : ''}${degrees} degrees`,
  }),
  comparing('frame-rate', {
    tolerance: '1 %',
    across: 'place',
    agree: (a, b) => within(a.value.averageFps, b.value.averageFps, { least: 0, share: 0.01 }) && sameOrUnknown(a.value.variable, b.value.variable),
    text: ({ averageFps, variable }) => `${averageFps} a second${variable === 'unknown' ? '' : variable ? ', variable' : ', constant'}`,
  }),
  comparing('duration', {
    tolerance: '0.1 s or 1 %',
    across: 'place',
    agree: (a, b) => within(a.value.seconds, b.value.seconds, { least: 0.1, share: 0.01 }),
    text: ({ seconds }) => `${seconds} s`,
  }),
  comparing('audio', {
    tolerance: 'exact',
    across: 'place',
    agree: (a, b) => a.value.channels === b.value.channels && a.value.sampleRateHz === b.value.sampleRateHz,
    text: ({ channels, sampleRateHz }) => `${channels} channels, ${sampleRateHz} Hz`,
  }),
  comparing('device-make', sameWords),
  comparing('device-model', sameWords),
  comparing('software', sameWords),
  comparing('live-photo-id', sameWords),
  comparing('encoder', sameWordsInPlace),
  comparing('video-codec', sameWordsInPlace),
  comparing('audio-codec', sameWordsInPlace),
];

/**
 * Where witnesses, or places in one file, state different things about the same fact. Nothing is
 * resolved: each statement stands with those who made it. Statements are grouped around the first
 * of their group, so that a chain of small differences does not become an agreement.
 */
export function findDisagreements(readings: readonly WitnessReading[]): Disagreement[] {
  return comparisons.flatMap((compare) => compare(readings));
}

function comparing<F extends FactField>(field: F, comparison: Comparison<FactValue<F>>): (readings: readonly WitnessReading[]) => Disagreement[] {
  return (readings) => {
    const said = statementsOf(field, readings).filter(({ value }) => comparison.counts?.(value) ?? true);
    const places = comparison.across === 'file' ? [said] : [...Map.groupBy(said, ({ basis }) => basis).values()];
    return places.flatMap((statements) => {
      const groups = groupStatements(statements, comparison);
      if (groups.length < 2) return [];
      return [{ field, tolerance: comparison.tolerance, statements: groups.map((group) => toStatement(group, comparison)) }];
    });
  };
}

function statementsOf<F extends FactField>(field: F, readings: readonly WitnessReading[]): Stated<FactValue<F>>[] {
  return readings.flatMap(({ witness, observations }) =>
    observations
      .filter((one) => one.field === field)
      // An observation's value is of its own field's kind.
      .map(({ basis, value }) => ({ witness, basis, value: value as FactValue<F> })),
  );
}

function groupStatements<Value>(said: Stated<Value>[], comparison: Comparison<Value>): Stated<Value>[][] {
  const sureness = ({ value }: Stated<Value>): number => comparison.sureness?.(value) ?? 0;
  const groups: Stated<Value>[][] = [];
  for (const one of said.toSorted((a, b) => sureness(b) - sureness(a))) {
    const group = groups.find(([first]) => first && comparison.agree(first, one));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

function toStatement<Value>(group: readonly Stated<Value>[], comparison: Comparison<Value>): Disagreement['statements'][number] {
  const by = new Map(group.map(({ witness, basis }) => [`${witness}\n${basis}`, { witness, basis }]));
  const [text = ''] = group.map(({ value }) => comparison.text(value));
  return { text, by: [...by.values()] };
}

interface Size {
  width: number;
  height: number;
}

function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

function turned({ width, height }: Size): Size {
  return { width: height, height: width };
}

function sameOrUnknown(a: boolean | 'unknown', b: boolean | 'unknown'): boolean {
  return a === b || a === 'unknown' || b === 'unknown';
}

function within(a: string, b: string, tolerance: { least: number; share: number }): boolean {
  const [one, other] = [Number(a), Number(b)];
  return Math.abs(one - other) <= Math.max(tolerance.least, Math.max(Math.abs(one), Math.abs(other)) * tolerance.share) + 1e-9;
}
