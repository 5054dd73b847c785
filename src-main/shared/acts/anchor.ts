import { z } from 'zod';
import { declareAct } from '../act.ts';
import { fileReferenceSchema } from '../digest.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** A request for a time stamp over a checkpoint was made, to be carried to an outside authority. */
export const anchorRequestedAct = declareAct({
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
});

/** An outside authority's time stamp over a checkpoint was checked and accepted. */
export const anchorAcceptedAct = declareAct({
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
});
