import type { z } from 'zod';
import type { Canonical } from '../../format/canonical.ts';
import type { Act } from '../../shared/act.ts';
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

/** A kind of log entry: the act that it tells of, and which rows follow from it. */
export interface Kind<P> extends Act<P> {
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

/** What the engine adds to an act. */
interface Projection<P> {
  project: Kind<P>['project'];
  /** Stricter than the act's own: where a check needs what the shared words do not have. */
  schema?: z.ZodType<P>;
}

/** Declare a kind; `draft` checks a payload before it is sent to the writer. */
export function declareKind<P>(act: Act<P>, projection: Projection<P>): Kind<P> & { draft(payload: P): Draft } {
  const kind = { ...act, ...projection };
  return {
    ...kind,
    draft: (payload) => ({ type: kind.type, payload: (kind.isPlain?.(payload) === true ? payload : kind.schema.parse(payload)) as unknown as Draft['payload'] }),
  };
}
