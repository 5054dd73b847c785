import { z } from 'zod';
import { collectionSchema } from '../collection.ts';
import { pathSchema } from './path.ts';
import { route } from './route.ts';

export const jobKinds = ['import', 'examine', 'deep-scan', 'proxy', 'similar', 'verify', 'export', 'receive', 'verify-bundle', 'report'] as const;
/** Stretches of work that goes over the same bytes more than once. */
export const jobStages = ['written', 'checked', 'encrypted', 'read-back', 'listed', 'kept'] as const;
export const jobStates = ['running', 'finished', 'cancelled', 'failed'] as const;

const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** Long work, as the tray shows it. */
export const jobSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(jobKinds),
  /** What it is about: names of files, of an item. */
  about: z.string(),
  state: z.enum(jobStates),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Of the stretch of the work that is under way: an import counts bytes, then the items that are examined. `of` is null where it is not known. */
  progress: z.strictObject({ done: z.number(), of: z.number().nullable(), unit: z.enum(['bytes', 'items', 'frames', 'seconds', 'entries']), perSecond: z.number().nullable(), leftS: z.number().nullable(), stage: z.enum(jobStages).optional() }),
  /** What came of it: counts by name (`received`, `notReceived`, `examined`, ...). */
  outcome: z.record(z.string(), z.number()).nullable(),
  /** Sources that were not taken in, with the reason; at most 100. */
  notReceived: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
  /** Why it failed: an error's code and facts. */
  problem: z.strictObject({ code: z.string(), facts: factsSchema }).nullable(),
  canCancel: z.boolean(),
  canRetry: z.boolean(),
});
export type Job = z.infer<typeof jobSchema>;

const jobNamed = z.strictObject({ job: z.string() });

export const jobRoutes = {
  jobs: route('GET', '/api/jobs', { input: z.strictObject({}), output: z.array(jobSchema) }),
  cancelJob: route('POST', '/api/jobs/:job/cancel', { input: jobNamed, output: z.strictObject({}) }),
  retryJob: route('POST', '/api/jobs/:job/retry', { input: jobNamed, output: jobNamed }),
  dismissJob: route('POST', '/api/jobs/:job/dismiss', { input: jobNamed, output: z.strictObject({}) }),
  /** Import files and folders by their paths on this computer. */
  importPaths: route('POST', '/api/imports', { input: z.strictObject({ paths: z.array(pathSchema).min(1).max(1000), collection: collectionSchema }), output: jobNamed }),
  /** Have the witnesses read every item that some of them have not read yet. */
  examine: route('POST', '/api/examinations', { input: z.strictObject({}), output: jobNamed }),
} as const;

/** The event stream, `GET /api/events` (text/event-stream): each event has an id, and a reconnecting reader gives the last one it saw. */
export const eventsPath = '/api/events';
export const eventSchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('job'), job: jobSchema }),
  z.strictObject({ event: z.literal('job-dismissed'), job: z.string() }),
  /** The log grew to so many entries; lists may be stale. */
  z.strictObject({ event: z.literal('log'), entries: z.int(), signedSize: z.int() }),
  /** Items were received, examined or changed: these, or none named where it may be any. */
  z.strictObject({ event: z.literal('items'), ids: z.array(z.string()) }),
  /** `lost`: its folder is not there; `opened` again when it is back. */
  z.strictObject({ event: z.literal('case'), state: z.enum(['opened', 'closed', 'lost']) }),
  /** Sent every few seconds: the engine lives; the longest pause of its event loop since the last one. */
  z.strictObject({ event: z.literal('health'), pauseMs: z.number() }),
  /** What was missed is too long ago: read everything anew. */
  z.strictObject({ event: z.literal('reset') }),
]);
export type ServerEvent = z.infer<typeof eventSchema>;
