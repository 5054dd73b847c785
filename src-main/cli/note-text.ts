import type { ShownNote } from '../engine/index.ts';
import { shown } from './output.ts';

/** A note as people read it: where it points and what it is, then its words. */
export function noteLines(note: ShownNote): string[] {
  const { entry, kind, label, text, replaces, replacedBy, withdrawn } = note;
  const about = [
    withdrawn === undefined ? (kind ?? 'note') : `withdrawal of entry ${replaces}`,
    ...(label === undefined ? [] : [`"${shown(label)}"`]),
    ...placeOf(note),
    ...(withdrawn === undefined && replaces !== undefined ? [`in the place of entry ${replaces}`] : []),
    ...(replacedBy === undefined ? [] : [`no longer stands: see entry ${replacedBy}`]),
  ];
  return [`entry ${entry}  ${note.notedAt}  ${about.join(', ')}`, `  ${shown(text ?? withdrawn ?? '')}`];
}

function placeOf({ time, region }: ShownNote): string[] {
  const end = time?.to === undefined ? '' : ` to ${time.to} (${time.toSeconds} s)`;
  return [
    ...(time === undefined ? [] : [`pts ${time.from} (${time.fromSeconds} s)${end}`]),
    ...(region === undefined ? [] : [`region ${region.width}x${region.height} at ${region.x},${region.y} of ${region.of.width}x${region.of.height}`]),
  ];
}
