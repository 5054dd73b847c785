import type { DrawnBound, DrawnTimePart } from '../../../src-main/shared/assessment-document.ts';

/** A stretch of time in ms of UTC; an absent end is open. */
export interface Stretch {
  from?: number | undefined;
  to?: number | undefined;
}

/** A line of the picture and of the table. */
export interface AxisRow {
  kind: 'window' | 'decisive' | 'assertion' | 'set-aside' | 'feasible';
  label: string;
  /** Which times it allows, at the outside of its error. */
  allows: readonly Stretch[];
  /** Where its ends lie somewhere: drawn lighter. */
  errors: readonly Stretch[];
  /** The verdict rests on it. */
  decides: boolean;
}

const basisNames: Readonly<Record<DrawnBound['basis'], string>> = {
  'post-id': 'post id',
  'web-capture': 'web capture',
  'rfc3161-token': 'RFC 3161 time stamp',
  'log-entry': 'log entry',
  'earlier-copy': 'earlier copy',
  'dated-object': 'dated object',
  'satellite-image': 'satellite image',
  sun: 'position of the sun',
  shadow: 'shadow',
  weather: 'weather',
  'container-date': 'date in the file',
  'file-time': 'file time',
  caption: 'caption',
  analyst: 'analyst',
};

/** The claim's window, each bound, and what is left: as the sender's assessment has them. */
export function rowsOf({ window, bounds, assessment }: DrawnTimePart): AxisRow[] {
  const assertions = new Set(assessment.assertions.map(({ id }) => id));
  const setAside = new Set(assessment.setAside);
  const kindOf = (id: string): AxisRow['kind'] => (setAside.has(id) ? 'set-aside' : assertions.has(id) ? 'assertion' : 'decisive');
  return [
    ...windowRow(window),
    ...bounds.map((bound) => ({ ...limitsOf(bound), kind: kindOf(bound.id), label: labelOf(bound), decides: assessment.restsOn.includes(bound.id) })),
    { kind: 'feasible', label: 'what decisive evidence leaves', allows: assessment.feasible, errors: [], decides: false },
  ];
}

function windowRow({ start, end, periodic, endFrom, undefinedBecause }: DrawnTimePart['window']): AxisRow[] {
  if (undefinedBecause !== undefined) return [];
  const allows = periodic ?? [{ from: start?.earliest, to: end?.latest }];
  const errors = [start, end].flatMap((at) => errorOf(at));
  return [{ kind: 'window', label: endFrom === 'publication' ? 'claimed, up to its publication' : 'claimed', allows, errors, decides: false }];
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

function labelOf({ kind, basis, id, segment }: DrawnBound): string {
  return `${kind.replaceAll('-', ' ')}: ${basisNames[basis]} (${id}${segment === undefined ? '' : `, segment "${segment}"`})`;
}

/** `2024-10-14 09:12:00` UTC, as fine as it is. */
export function utcText(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return `${at} ms`;
  return date.toISOString().replace('T', ' ').replace(/(?::00)?\.000Z$/, '').replace(/Z$/, '');
}

/** A stretch in words. */
export function stretchText({ from, to }: Stretch): string {
  if (from === undefined) return to === undefined ? 'any time' : `up to ${utcText(to)}`;
  if (to === undefined) return `from ${utcText(from)}`;
  return from === to ? utcText(from) : `${utcText(from)} to ${utcText(to)}`;
}
