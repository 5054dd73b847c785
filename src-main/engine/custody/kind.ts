import type { z } from 'zod';
import type { Canonical } from '../../format/canonical.ts';
import type { Sha256 } from '../../shared/digest.ts';
import type { CaseDatabase } from '../db/database.ts';

/** An entry as its projection sees it. */
export interface RecordedEntry<P> {
  seq: number;
  log: string;
  at: string;
  actor: string;
  payload: P;
}

/** Gives the bytes of a document that an entry names by digest. Throws when the file is missing. */
export type ReadDocument = (sha256: Sha256) => Uint8Array;

/** A kind of log entry: what may stand in it, how it reads, and which rows follow from it. */
export interface Kind<P> {
  type: string;
  schema: z.ZodType<P>;
  /** Says yes only of what the schema gives back unchanged, and quicker: for kinds of which a log holds many. */
  isPlain?: ((payload: unknown) => boolean) | undefined;
  /** The act as one sentence for people, without date and actor. */
  sentence(payload: P): string;
  /** The digests of the items it concerns. */
  items(payload: P): readonly Sha256[];
  /**
   * Write the rows that follow from it. Uses nothing but the entry, earlier rows and named documents. May give back the
   * item that it had to look up, so that nobody has to look it up again.
   */
  project(db: CaseDatabase, entry: RecordedEntry<P>, readDocument: ReadDocument): KnownItem | void;
}

/** An item by its digest and its number in this database. */
export interface KnownItem {
  sha256: Sha256;
  number: number;
}

/** An act to be recorded, before it has its place in the log. */
export interface Draft {
  type: string;
  payload: { readonly [key: string]: Canonical | undefined };
}

/** Declare a kind; `draft` checks a payload before it is sent to the writer. */
export function declareKind<P>(
  kind: Omit<Kind<P>, 'items'> & { items?: (payload: P) => readonly Sha256[] },
): Kind<P> & { draft(payload: P): Draft } {
  return {
    ...kind,
    items: kind.items ?? (() => []),
    draft: (payload) => ({ type: kind.type, payload: (kind.isPlain?.(payload) === true ? payload : kind.schema.parse(payload)) as unknown as Draft['payload'] }),
  };
}
