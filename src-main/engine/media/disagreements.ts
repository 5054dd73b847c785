import type { Disagreement, FactField, FactValue, WitnessName, WitnessReading } from '../../shared/facts.ts';
import { agreeOnPlace, agreeOnTime, cellsOfTime, comparedPlace, comparedTime, isPlace, isTime, placeText, timeText } from './statements-apart.ts';

/** One value that a witness read at one place of the file. */
interface Stated<Value> {
  witness: WitnessName;
  basis: string;
  value: Value;
}

interface Comparison<Value, Compared> {
  tolerance: string;
  /** `place`: tracks and containers may differ from each other, so only statements about the same place are compared. */
  across: 'file' | 'place';
  /** A statement that states nothing (a clock never set, 0,0) disagrees with nobody. */
  counts?(value: Value): boolean;
  /** The surer a statement, the earlier it founds a group. */
  sureness?(value: Value): number;
  /** What is held against the others: read once here, for it is compared many times. */
  compared(stated: Stated<Value>): Compared;
  agree(a: Compared, b: Compared): boolean;
  /** Its own cell first, then the neighbours: no statement agrees with one whose own cell is none of them. */
  cells?(compared: Compared): readonly [own: number, ...near: number[]];
  text(value: Value): string;
}

const sameWords: Comparison<string, string> = {
  tolerance: 'upper and lower case; one text may be the beginning or the end of the other',
  across: 'file',
  compared: ({ value }) => value.toLowerCase(),
  agree: (a, b) => a.startsWith(b) || b.startsWith(a) || a.endsWith(b) || b.endsWith(a),
  text: (value) => value,
};
const sameWordsInPlace: Comparison<string, string> = { ...sameWords, across: 'place' };

/** One per field that can be compared; what is broken, edited or signed is for one witness to say. */
const comparisons = [
  comparing('recorded-at', {
    tolerance: '2 s; a time without offset agrees with an instant when a whole quarter of an hour from -12:00 to +14:00 leads to it',
    across: 'file',
    counts: isTime,
    sureness: (value) => (value.offset === 'unknown' ? 0 : 1),
    compared: comparedTime,
    agree: agreeOnTime,
    cells: cellsOfTime,
    text: timeText,
  }),
  comparing('position', {
    tolerance: '30 m, or the precision of both together',
    across: 'file',
    counts: isPlace,
    compared: ({ value }) => comparedPlace(value),
    agree: agreeOnPlace,
    text: placeText,
  }),
  comparing('display-size', {
    tolerance: 'exact; a stored size that no orientation was applied to may be turned',
    across: 'file',
    compared: ({ value, basis }) => ({ ...value, turns: basis === 'stored-picture' }),
    agree: (a, b) => sameSize(a, b) || ((a.turns || b.turns) && sameSize(a, turned(b))),
    text: ({ width, height }) => `${width} x ${height}`,
  }),
  comparing('rotation', {
    tolerance: 'exact',
    across: 'file',
    compared: ({ value }) => value,
    agree: (a, b) => a.degrees === b.degrees && a.mirrored === b.mirrored,
    text: ({ degrees, mirrored }) => `${mirrored ? 'mirrored, then ' : ''}${degrees} degrees`,
  }),
  comparing('frame-rate', {
    tolerance: '1 %',
    across: 'place',
    compared: ({ value }) => ({ averageFps: Number(value.averageFps), variable: value.variable }),
    agree: (a, b) => within(a.averageFps, b.averageFps, { least: 0, share: 0.01 }) && sameOrUnknown(a.variable, b.variable),
    text: ({ averageFps, variable }) => `${averageFps} a second${variable === 'unknown' ? '' : variable ? ', variable' : ', constant'}`,
  }),
  comparing('duration', {
    tolerance: '0.1 s or 1 %',
    across: 'place',
    compared: ({ value }) => Number(value.seconds),
    agree: (a, b) => within(a, b, { least: 0.1, share: 0.01 }),
    text: ({ seconds }) => `${seconds} s`,
  }),
  comparing('audio', {
    tolerance: 'exact',
    across: 'place',
    compared: ({ value }) => value,
    agree: (a, b) => a.channels === b.channels && a.sampleRateHz === b.sampleRateHz,
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

function comparing<F extends FactField, Compared>(
  field: F,
  comparison: Comparison<FactValue<F>, Compared>,
): (readings: readonly WitnessReading[]) => Disagreement[] {
  return (readings) => {
    const said = statementsOf(field, readings).filter(({ value }) => comparison.counts?.(value) ?? true);
    const places = comparison.across === 'file' ? [said] : [...Map.groupBy(said, ({ basis }) => basis).values()];
    return places.flatMap((statements) => {
      const groups = groupStatements(statements, comparison);
      if (groups.length < 2) return [];
      return [{ field, tolerance: comparison.tolerance, statements: groups.map((group) => toStatement(group, comparison.text)) }];
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

function groupStatements<Value, Compared>(said: Stated<Value>[], comparison: Comparison<Value, Compared>): Stated<Value>[][] {
  const sureness = ({ value }: Stated<Value>): number => comparison.sureness?.(value) ?? 0;
  const founders = new Founders(comparison);
  const groups: Stated<Value>[][] = [];
  for (const one of said.toSorted((a, b) => sureness(b) - sureness(a))) {
    const group = founders.groupOf(comparison.compared(one));
    (groups[group] ??= []).push(one);
  }
  return groups;
}

/** The first statements of their groups; where the field allows, only those near a statement are tried. */
class Founders<Compared> {
  readonly #comparison: Pick<Comparison<never, Compared>, 'agree' | 'cells'>;
  readonly #byCell = new Map<number, { compared: Compared; group: number }[]>();
  #count = 0;

  constructor(comparison: Pick<Comparison<never, Compared>, 'agree' | 'cells'>) {
    this.#comparison = comparison;
  }

  /** The number of the earliest group whose first statement agrees, or of a new one. */
  groupOf(compared: Compared): number {
    const cells = this.#comparison.cells?.(compared) ?? [0];
    let first: number | undefined;
    for (const cell of cells) {
      const found = this.#byCell.get(cell)?.find((founder) => this.#comparison.agree(founder.compared, compared));
      if (found && (first === undefined || found.group < first)) first = found.group;
    }
    return first ?? this.#found(compared, cells[0]);
  }

  #found(compared: Compared, cell: number): number {
    const founder = { compared, group: this.#count++ };
    const inCell = this.#byCell.get(cell);
    if (inCell) inCell.push(founder);
    else this.#byCell.set(cell, [founder]);
    return founder.group;
  }
}

function toStatement<Value>(group: readonly Stated<Value>[], text: (value: Value) => string): Disagreement['statements'][number] {
  const by = new Map(group.map(({ witness, basis }) => [`${witness}\n${basis}`, { witness, basis }]));
  return { text: group[0] === undefined ? '' : text(group[0].value), by: [...by.values()] };
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

function within(a: number, b: number, tolerance: { least: number; share: number }): boolean {
  return Math.abs(a - b) <= Math.max(tolerance.least, Math.max(Math.abs(a), Math.abs(b)) * tolerance.share) + 1e-9;
}
