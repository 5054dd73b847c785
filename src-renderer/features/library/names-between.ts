import { ask, type Output } from '../../api/client.ts';
import { pageSize, type ShelfView } from './shelf-view.ts';

/** What a selection holds of an item: enough to name it to others, whether it is in sight or not. */
export type Picked = Output<'libraryNames'>['items'][number];

/** As many as the engine names at once. */
const atOnce = 5000;

/** The items at the places from..to of a list, both included, read in order. `onMore` says how many there are so far. */
export async function namesBetween(
  { query, marks }: Pick<ShelfView, 'query' | 'marks'>,
  { from, to }: { from: number; to: number },
  { signal, onMore }: { signal?: AbortSignal; onMore?: (count: number) => void } = {},
): Promise<Picked[]> {
  const page = Math.min(Math.floor(from / pageSize), marks.length);
  const found: Picked[] = [];
  const begin = page * pageSize;
  let after = marks[page - 1];
  for (let wanted = to - begin + 1; wanted > 0; ) {
    const input = { ...query, ...(after === undefined ? {} : { after }), limit: Math.min(atOnce, wanted) };
    const { items, next } = await ask('libraryNames', input, signal === undefined ? {} : { signal });
    found.push(...items);
    wanted -= items.length;
    onMore?.(found.length);
    if (next === null) break;
    after = next;
  }
  return found.slice(from - begin);
}
