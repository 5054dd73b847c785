import { z } from 'zod';
import { declareAct } from '../act.ts';
import { counted } from '../text.ts';
import { collectionSchema } from '../collection.ts';
import { fileReferenceSchema } from '../digest.ts';

/** A collection of sources begins to be taken in, with what the Berkeley Protocol asks about it. */
export const importStartedAct = declareAct({
  type: 'import-started',
  schema: z.strictObject({
    /** The document that lists the paths asked for and the collection fields; the same request has the same digest. */
    request: fileReferenceSchema,
    pathCount: z.int(),
    collection: collectionSchema,
  }),
  sentence: ({ pathCount, collection }) =>
    `An import of ${counted(pathCount, 'path')} began` +
    (collection.receivedFrom === undefined ? '.' : `, received from ${collection.receivedFrom}.`),
});

/** An import that was cut off goes on where it stopped. */
export const importResumedAct = declareAct({
  type: 'import-resumed',
  schema: z.strictObject({ import: z.int() }),
  sentence: (p) => `The import begun in entry ${p.import} was taken up again.`,
});

export const importEndedAct = declareAct({
  type: 'import-ended',
  schema: z.strictObject({
    import: z.int(),
    /** `stopped`: the disk was full or the case could not be written. */
    outcome: z.enum(['finished', 'cancelled', 'stopped']),
    received: z.int(),
    notReceived: z.int(),
    /** Of an import that was taken up again: what earlier attempts had received and this one found unchanged. */
    receivedBefore: z.int().optional(),
  }),
  sentence: (p) =>
    `The import begun in entry ${p.import} ${{ finished: 'ended', cancelled: 'was cancelled', stopped: 'had to stop' }[p.outcome]}: ` +
    `${p.received} received, ${p.notReceived} not${p.receivedBefore === undefined ? '' : `; ${p.receivedBefore} had been received before it was cut off`}.`,
});
