import { z } from 'zod';
import { declareAct } from '../act.ts';
import { counted } from '../text.ts';

/** What the system says about its own clock. */
export const clockStateSchema = z.strictObject({
  state: z.enum(['synchronised', 'not-synchronised', 'unknown']),
  /** Who said so, or why nobody could. */
  source: z.string(),
});

/** A stretch of work begins: on which machine, with what, by which clock. */
export const sessionStartedAct = declareAct({
  type: 'session-started',
  schema: z.strictObject({
    toolVersion: z.string(),
    versions: z.record(z.string(), z.string()),
    system: z.string(),
    clock: clockStateSchema,
    /** Entries found behind the newest checkpoint: of a session that was cut off, or of somebody who could not sign. */
    unsignedBefore: z.int().optional(),
  }),
  sentence: (p) =>
    `A session began with Postquem ${p.toolVersion} on ${p.system}; its clock was ${
      { synchronised: 'synchronised', 'not-synchronised': 'not synchronised', unknown: 'in an unknown state' }[p.clock.state]
    }.` + (p.unsignedBefore === undefined ? '' : ` ${counted(p.unsignedBefore, 'entry')} before it were not signed.`),
});

export const sessionEndedAct = declareAct({
  type: 'session-ended',
  schema: z.strictObject({ started: z.int() }),
  sentence: () => 'The session ended.',
});
