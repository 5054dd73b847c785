import { z } from 'zod';
import { declareAct } from '../act.ts';
import { personTextSchema } from '../collection.ts';
import { sha256Schema } from '../digest.ts';
import { notedRegionSchema, noteKinds, noteLabelSchema, noteTextSchema, noteTimeSchema, type NotedRegion, type NoteTime } from '../note.ts';
import { secondsOf } from '../pts.ts';

const noteSchema = z.strictObject({
  item: sha256Schema,
  kind: z.enum(noteKinds),
  text: noteTextSchema,
  label: noteLabelSchema.optional(),
  time: noteTimeSchema.optional(),
  region: notedRegionSchema.optional(),
  /** Entry of the note that this one corrects: it stands in its place, whole. */
  replaces: z.int().nonnegative().optional(),
});

const withdrawalSchema = z.strictObject({
  item: sha256Schema,
  replaces: z.int().nonnegative(),
  /** Why. */
  withdrawn: personTextSchema,
});

/** A note or a mark was set on an item, corrected or withdrawn. What it takes the place of stays in the log. */
export const itemNotedAct = declareAct({
  type: 'item-noted',
  schema: z.union([noteSchema, withdrawalSchema]),
  sentence: (p) => {
    if ('withdrawn' in p) return `The note of entry ${p.replaces} was withdrawn: ${p.withdrawn}`;
    const label = p.label === undefined ? '' : ` "${p.label}"`;
    const act = p.replaces === undefined ? `A ${p.kind}${label} was set on the item` : `The note of entry ${p.replaces} was replaced by a ${p.kind}${label}`;
    return `${act}${timeWords(p.time)}${regionWords(p.region)}: ${p.text}`;
  },
  items: (p) => [p.item],
});

function timeWords(time: NoteTime | undefined): string {
  if (time === undefined) return '';
  const { from, to, timeBase, stream } = time;
  const named = (pts: number): string => `pts ${pts} (${secondsOf(pts, timeBase)} s)`;
  return `, ${to === undefined ? `at ${named(from)}` : `from ${named(from)} to ${named(to)}`} of stream ${stream}`;
}

function regionWords(region: NotedRegion | undefined): string {
  if (region === undefined) return '';
  const { x, y, width, height, of } = region;
  return `, in the region ${width}x${height} at ${x},${y} of ${of.width}x${of.height}`;
}
