import type { z } from 'zod';
import type { Sha256 } from './digest.ts';

/** A kind of log entry as everybody reads it: what may stand in it, how it reads and which items it names. */
export interface Act<P> {
  type: string;
  schema: z.ZodType<P>;
  /** Says yes only of what the schema gives back unchanged, and quicker: for kinds of which a log holds many. */
  isPlain?: ((payload: unknown) => boolean) | undefined;
  /** The act as one sentence for people, without date and actor. */
  sentence(payload: P): string;
  /** The digests of the items it concerns: under these the entry is found in a case. */
  items(payload: P): readonly Sha256[];
  /** The digests of all items that it names, wherever in the payload; one may stand there twice. */
  itemsNamed(payload: P): readonly Sha256[];
}

/** An act as it is written down: without `items` it concerns none, without `itemsNamed` it names those it concerns. */
type Declared<P> = Omit<Act<P>, 'items' | 'itemsNamed'> & Partial<Pick<Act<P>, 'items' | 'itemsNamed'>>;

/** Declare an act. */
export function declareAct<P>(act: Declared<P>): Act<P> {
  const items = act.items ?? (() => []);
  return { ...act, items, itemsNamed: act.itemsNamed ?? items };
}
