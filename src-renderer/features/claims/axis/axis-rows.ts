import type { DrawnBound, DrawnTimePart } from '../../../../src-main/shared/assessment-document.ts';
import type { EvidenceBasis } from '../../../../src-main/shared/claim-record.ts';

/** A stretch of time in ms of UTC; an absent end is open. */
export interface Stretch {
  from?: number | undefined;
  to?: number | undefined;
}

/** What a line of the picture is. */
export type RowKind = 'window' | 'decisive' | 'assertion' | 'set-aside' | 'feasible';

export interface AxisRow {
  /** Of a bound: its id in the assessment. */
  id: string;
  kind: RowKind;
  /** Of a bound: what it says, and by what. */
  limit?: DrawnBound['kind'];
  basis?: EvidenceBasis;
  segment?: string;
  /** The window's end is the publication itself. */
  endsWithPublication?: true;
  /** Which times it allows, at the outside of its error. */
  allows: readonly Stretch[];
  /** Where its ends lie somewhere. */
  errors: readonly Stretch[];
  /** The verdict rests on it. */
  decides: boolean;
}

/** The claim's window, each bound, and what decisive evidence leaves, in this order. */
export function axisRows({ window, bounds, assessment }: DrawnTimePart): AxisRow[] {
  const assertions = new Set(assessment.assertions.map(({ id }) => id));
  const setAside = new Set(assessment.setAside);
  const kindOf = (id: string): RowKind => (setAside.has(id) ? 'set-aside' : assertions.has(id) ? 'assertion' : 'decisive');
  return [
    ...windowRow(window),
    ...bounds.map((bound) => ({
      id: bound.id,
      kind: kindOf(bound.id),
      limit: bound.kind,
      basis: bound.basis,
      ...(bound.segment === undefined ? {} : { segment: bound.segment }),
      ...limitsOf(bound),
      decides: assessment.restsOn.includes(bound.id),
    })),
    { id: 'feasible', kind: 'feasible', allows: assessment.feasible, errors: [], decides: false },
  ];
}

function windowRow({ start, end, periodic, endFrom, undefinedBecause }: DrawnTimePart['window']): AxisRow[] {
  if (undefinedBecause !== undefined) return [];
  const allows = periodic ?? [{ from: start?.earliest, to: end?.latest }];
  const published = endFrom === 'publication' ? { endsWithPublication: true as const } : {};
  return [{ id: 'window', kind: 'window', ...published, allows, errors: [start, end].flatMap(errorOf), decides: false }];
}

function limitsOf(bound: DrawnBound): Pick<AxisRow, 'allows' | 'errors'> {
  switch (bound.kind) {
    case 'not-earlier-than':
      return { allows: [{ from: bound.instant.earliest }], errors: errorOf(bound.instant) };
    case 'not-later-than':
      return { allows: [{ to: bound.instant.latest }], errors: errorOf(bound.instant) };
    case 'during':
      return { allows: [{ from: bound.from.earliest, to: bound.to.latest }], errors: [...errorOf(bound.from), ...errorOf(bound.to)] };
    case 'periodic':
      return { allows: bound.within, errors: [] };
  }
}

function errorOf(at: { earliest?: number | undefined; latest?: number | undefined } | undefined): Stretch[] {
  return at?.earliest === undefined || at.latest === undefined || at.earliest === at.latest ? [] : [{ from: at.earliest, to: at.latest }];
}
