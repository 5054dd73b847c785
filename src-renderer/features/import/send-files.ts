import type { Collection } from '../../../src-main/shared/collection.ts';
import type { Job } from '../../../src-main/shared/api/jobs.ts';
import { Problem } from '../../api/client.ts';
import { bytesOf, traitsOf, traitsOfFile, type Found, type FoundFile, type UnreadSource } from './found-files.ts';
import { unreadSource } from './read-drop.ts';

/** The engine as the sending of files needs it. All throw Problem; `engine-away` when nobody answers. */
export interface Receiver {
  begin(about: { names: string[]; files: number; bytes: number; collection: Collection }): Promise<{ upload: string; job: string }>;
  /** What is durably recorded, by `traitsOf`. */
  taken(upload: string): Promise<Set<string>>;
  put(upload: string, file: FoundFile, signal: AbortSignal): Promise<void>;
  tellNotReceived(upload: string, sources: UnreadSource[]): Promise<void>;
  end(upload: string): Promise<void>;
  job(id: string): Promise<Job | undefined>;
}

export interface SendOptions {
  receiver: Receiver;
  signal: AbortSignal;
  /** The engine has begun; once more after it was away, with another job if it was started anew. */
  onBegun(job: string): void;
  /** Nobody answers: it is tried again until somebody does. */
  onCut(): void;
  /** Wait before trying again. */
  pause(): Promise<void>;
}

/**
 * Send everything that was found, and say what could not be read. What was recorded before a cut is not sent again.
 * Throws Problem when the engine takes nothing more (its disk is full, the job was ended), and what aborted it.
 */
export async function sendFiles(found: Found, collection: Collection, options: SendOptions): Promise<void> {
  const { receiver, signal } = options;
  const sending: Sending = { ...options, unread: [...found.unread], settled: new Set(), tries: new Map() };
  let begun: string | undefined;
  const about = { names: found.names, files: found.files.length + found.unread.length, bytes: bytesOf(found), collection };
  for (;;) {
    try {
      const { upload, job } = await receiver.begin(about);
      begun = job;
      options.onBegun(job);
      const taken = await receiver.taken(upload);
      await sendAll(found.files.filter((one) => !sending.settled.has(one) && !isTaken(one, taken)), { ...sending, upload });
      await tellUnread(upload, sending);
      return await receiver.end(upload);
    } catch (error) {
      signal.throwIfAborted();
      if (!isCut(error)) throw error;
      options.onCut();
      await options.pause();
      signal.throwIfAborted();
      await refuseEnded(receiver, begun);
    }
  }
}

/** One that is like another from outside is sent again: the engine tells by its content whether it has it. */
function isTaken(one: FoundFile, taken: ReadonlySet<string>): boolean {
  return one.n === undefined && taken.has(traitsOf(traitsOfFile(one)));
}

/** A browser takes it for a cut, too, when the engine answers before it has read the whole file: its job tells why. */
async function refuseEnded(receiver: Receiver, begun: string | undefined): Promise<void> {
  const job = begun === undefined ? undefined : await receiver.job(begun).catch(() => undefined);
  if (job?.state === 'cancelled') throw new Problem({ code: 'cancelled', facts: {} });
  if (job?.state === 'failed' && job.problem !== null && job.problem.code !== 'upload-interrupted') throw new Problem(job.problem);
}

/** Nobody answered, or the engine has closed the upload: whether it can be taken up again is seen by beginning it again. */
const cuts = new Set(['engine-away', 'not-let-in', 'upload-cut', 'upload-ended', 'no-such-upload']);
const isCut = (error: unknown): boolean => error instanceof Problem && cuts.has(error.code);

interface Sending extends SendOptions {
  unread: UnreadSource[];
  /** Files that could not be read, and those that the engine did not take and has on record. */
  settled: Set<FoundFile>;
  /** How often a file was begun and cut. */
  tries: Map<FoundFile, number>;
}

/** Of a browser's six connections to one address one holds the events, and one is left for everything else. */
const lanes = { any: 2, smallOnly: 2 } as const;
const smallBytes = 8_000_000;

/** Few at once, of them at most two large ones: what a person does meanwhile must not wait behind gigabytes. */
async function sendAll(files: readonly FoundFile[], sending: Sending & { upload: string }): Promise<void> {
  const small = files.filter(({ file }) => file.size <= smallBytes).reverse();
  const large = files.filter(({ file }) => file.size > smallBytes).reverse();
  const stop = new AbortController();
  const signal = AbortSignal.any([sending.signal, stop.signal]);
  const lane = async (next: () => FoundFile | undefined): Promise<void> => {
    for (let one = next(); one !== undefined && !signal.aborted; one = next()) await sendOne(one, { ...sending, signal });
  };
  const work = [
    ...Array.from({ length: lanes.any }, () => lane(() => large.pop() ?? small.pop())),
    ...Array.from({ length: lanes.smallOnly }, () => lane(() => small.pop())),
  ].map(async (one) => {
    try {
      await one;
    } catch (error) {
      // The first one says why; the others are only stopped by it.
      if (!stop.signal.aborted) stop.abort(error);
    }
  });
  await Promise.all(work);
  sending.signal.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
}

/** Refusals that concern one file: the others go on. */
const ofOneFile = new Set(['request-invalid', 'argument-invalid', 'upload-incomplete']);
const mostTries = 3;

async function sendOne(one: FoundFile, { receiver, upload, signal, unread, settled, tries }: Sending & { upload: string }): Promise<void> {
  const giveUp = (why: UnreadSource): void => {
    settled.add(one);
    unread.push(why);
  };
  try {
    return await receiver.put(upload, one, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const why = await whyUnread(one, async () => one.file.slice(0, 1).arrayBuffer());
    if (why !== undefined) return giveUp(why);
    if (error instanceof Problem && ofOneFile.has(error.code)) return giveUp({ path: one.path, reason: error.code === 'upload-incomplete' ? 'changed-while-read' : 'read-error' });
    if (error instanceof Problem && error.code === 'upload-not-kept') return void settled.add(one);
    if (!isCut(error)) throw error;
    const tried = (tries.get(one) ?? 0) + 1;
    tries.set(one, tried);
    if (tried < mostTries) throw error;
  }
  // It was cut each time: either a part of the file cannot be read, or the engine takes nothing more.
  const why = await whyUnread(one, () => readThrough(one.file));
  if (why === undefined) throw new Problem({ code: 'upload-cut', facts: {} });
  giveUp(why);
}

async function whyUnread({ path }: FoundFile, read: () => Promise<unknown>): Promise<UnreadSource | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    return unreadSource(path, error);
  }
}

async function readThrough(file: File): Promise<void> {
  const reader = file.stream().getReader();
  while (!(await reader.read()).done);
}

/** The engine takes so many at a time. */
const mostToldAtOnce = 1000;

async function tellUnread(upload: string, { receiver, unread }: Sending): Promise<void> {
  for (let at = 0; at < unread.length; at += mostToldAtOnce) await receiver.tellNotReceived(upload, unread.slice(at, at + mostToldAtOnce));
}
