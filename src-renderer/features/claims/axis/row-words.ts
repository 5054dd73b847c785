import type { Words } from '../../../words/use-words.tsx';
import type { AxisRow, Stretch } from './axis-rows.ts';

/** What a line is called: what it says, by what, and by which evidence. */
export function rowLabel({ id, kind, limit, basis, segment, endsWithPublication }: AxisRow, names: Readonly<Record<string, string>>, { claims }: Words): string {
  const { axis, bases } = claims;
  if (kind === 'window') return endsWithPublication === true ? axis.windowToPublication : axis.window;
  if (kind === 'feasible' || limit === undefined || basis === undefined) return axis.feasible;
  return [`${axis.limits[limit]}: ${bases[basis]}`, names[id] ?? id, ...(segment === undefined ? [] : [segment])].join(' · ');
}

export function weightLabel({ kind, decides }: AxisRow, { claims: { axis } }: Words): string {
  return decides ? `${axis.weights[kind]}; ${axis.decides}` : axis.weights[kind];
}

const mostStretches = 10;

/** The stretches in words; of many the first ones. */
export function stretchesText(stretches: readonly Stretch[], words: Words): string {
  const { axis } = words.claims;
  if (stretches.length === 0) return axis.noTime;
  const shown = stretches.slice(0, mostStretches).map((stretch) => stretchText(stretch, words));
  return stretches.length > mostStretches ? `${shown.join('; ')} ${axis.more(stretches.length - mostStretches)}` : shown.join('; ');
}

function stretchText({ from, to }: Stretch, { claims: { axis } }: Words): string {
  if (from === undefined) return to === undefined ? axis.anyTime : axis.upTo(utc(to));
  if (to === undefined) return axis.from(utc(from));
  return from === to ? utc(from) : axis.between(utc(from), utc(to));
}

/** As fine as it is: `2024-10-14 09:12`, `2024-10-14 09:12:30.250`. */
function utc(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return String(at);
  return date.toISOString().replace('T', ' ').replace(/(?::00)?\.000Z$/, '').replace(/Z$/, '');
}
