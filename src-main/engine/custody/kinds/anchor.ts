import { z } from 'zod';
import { fileReferenceSchema } from '../../../shared/digest.ts';
import { insertAnchor, insertAnchorRequest } from '../../db/tables/anchor.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { declareKind } from '../kind.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** A request for a time stamp over a checkpoint was made, to be carried to an outside authority. */
export const anchorRequested = declareKind({
  type: 'anchor-requested',
  schema: z.strictObject({
    /** Entries that the checkpoint covers. */
    size: z.int(),
    /** SHA-256 of the checkpoint's signed note. */
    imprint: digest,
    /** The number that the reply must repeat, hexadecimal. */
    nonce: z.string().regex(/^(?:[0-9a-f]{2}){8,16}$/),
    /** The request as it was written (RFC 3161, DER). */
    request: fileReferenceSchema,
  }),
  sentence: (p) => `A time stamp was asked for over the checkpoint of ${p.size} entries.`,
  project: (db, { seq, at, payload }) => {
    insertAnchorRequest(db, { ...payload, seq, requestedAt: at, request: payload.request.sha256 });
    insertDerivative(db, { file: payload.request, seq, item: undefined });
  },
});

/** An outside authority's time stamp over a checkpoint was checked and accepted. */
export const anchorAccepted = declareKind({
  type: 'anchor-accepted',
  schema: z.strictObject({
    /** Entry of the request. */
    request: z.int(),
    size: z.int(),
    /** When the authority saw the checkpoint, UTC, as it says. */
    genTime: z.string(),
    accuracyMs: z.int().optional(),
    policy: z.string(),
    serial: z.string(),
    authority: z.string(),
    /** The pinned certificate that the authority's chain ends in. */
    rootSha256: digest,
    /** The reply (RFC 3161, DER), and the certificates that were pinned (PEM). */
    reply: fileReferenceSchema,
    roots: fileReferenceSchema,
  }),
  sentence: (p) => `${p.authority} stamped the checkpoint of ${p.size} entries at ${p.genTime}.`,
  project: (db, { seq, payload }) => {
    const { request, size, genTime, accuracyMs, authority, rootSha256, reply, roots } = payload;
    insertAnchor(db, { seq, requestSeq: request, size, genTime, accuracyMs: accuracyMs ?? null, authority, rootSha256, reply: reply.sha256, roots: roots.sha256 });
    for (const file of [reply, roots]) insertDerivative(db, { file, seq, item: undefined });
  },
});
