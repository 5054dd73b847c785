import type { Job } from '../shared/api/jobs.ts';
import { CaseError, toCaseError } from '../shared/errors.ts';
import { factsToTell } from './answer.ts';
import type { Events } from './events.ts';

/** What long work tells while it goes on. */
export interface JobReport {
  /** `unit` or `stage` where it is another than before: then it is another stretch of the work. */
  progress(progress: { done: number; of?: number | null; unit?: Job['progress']['unit']; stage?: Job['progress']['stage'] }): void;
  /** A source that was not taken in. */
  notReceived(source: { name: string; reason: string }): void;
}

/** Long work: begun by the person, seen in the tray, stopped by a signal. Gives counts of what came of it. */
export interface Work {
  kind: Job['kind'];
  about: string;
  unit: Job['progress']['unit'];
  run(report: JobReport, signal: AbortSignal): Promise<Record<string, number>>;
  /** Whether giving it again takes it up where it stopped. */
  canRetry: boolean;
}

/** Progress is told to the window at most this often. */
const tellEveryMs = 200;
const mostNotReceived = 100;
/** Rates are of the last few seconds: what was slow a minute ago says little. */
const rateOverMs = 5000;

interface Running {
  job: Job;
  work: Work;
  stop: AbortController;
  done: Promise<void>;
  /** Why it was stopped, where no person did it. */
  stoppedFor?: CaseError;
}

/** The long work of this run of the engine, newest last. */
export class Jobs {
  readonly #events: Events;
  readonly #now: () => number;
  readonly #explain: (error: unknown) => CaseError | Promise<CaseError>;
  readonly #jobs = new Map<string, Running>();
  #next = 1;

  constructor(events: Events, now: () => number, explain: (error: unknown) => CaseError | Promise<CaseError> = toCaseError) {
    this.#events = events;
    this.#now = now;
    this.#explain = explain;
  }

  list(): Job[] {
    return [...this.#jobs.values()].map(({ job }) => job);
  }

  /** Begin work; its name is given at once, and what comes of it is told by events. */
  begin(work: Work): string {
    const id = `j${this.#next++}`;
    const job: Job = {
      id,
      kind: work.kind,
      about: work.about,
      state: 'running',
      startedAt: new Date(this.#now()).toISOString(),
      endedAt: null,
      progress: { done: 0, of: null, unit: work.unit, perSecond: null, leftS: null },
      outcome: null,
      notReceived: [],
      problem: null,
      canCancel: true,
      canRetry: false,
    };
    const stop = new AbortController();
    const running: Running = { job, work, stop, done: Promise.resolve() };
    this.#jobs.set(id, running);
    this.#events.tell({ event: 'job', job });
    running.done = this.#run(running);
    return id;
  }

  async #run(running: Running): Promise<void> {
    const { job, work, stop } = running;
    const report = this.#reportOf(job);
    try {
      job.outcome = await work.run(report, stop.signal);
      job.state = stop.signal.aborted ? 'cancelled' : 'finished';
    } catch (error) {
      const problem = await this.#explain(error);
      job.state = stop.signal.aborted ? 'cancelled' : 'failed';
      if (!stop.signal.aborted) job.problem = { code: problem.code, facts: factsToTell(problem) };
    }
    if (running.stoppedFor !== undefined) tellStoppedFor(job, running.stoppedFor);
    job.endedAt = new Date(this.#now()).toISOString();
    job.canCancel = false;
    job.canRetry = work.canRetry && job.state !== 'finished';
    job.progress = { ...job.progress, leftS: null };
    this.#events.tell({ event: 'job', job });
  }

  #reportOf(job: Job): JobReport {
    let seen: { at: number; done: number }[] = [];
    let told = 0;
    return {
      progress: ({ done, of = null, unit = job.progress.unit, stage }) => {
        const now = this.#now();
        if (unit !== job.progress.unit || stage !== job.progress.stage) seen = [];
        if (stage !== job.progress.stage) told = 0;
        if (now - (seen.at(-1)?.at ?? 0) >= tellEveryMs) seen.push({ at: now, done });
        while ((seen[0]?.at ?? now) < now - rateOverMs && seen.length > 2) seen.shift();
        const first = seen[0] ?? { at: now, done };
        const perSecond = now > first.at ? ((done - first.done) * 1000) / (now - first.at) : null;
        const leftS = perSecond !== null && perSecond > 0 && of !== null ? Math.max(0, (of - done) / perSecond) : null;
        job.progress = { done, of, unit, perSecond, leftS, ...(stage === undefined ? {} : { stage }) };
        if (now - told < tellEveryMs) return;
        told = now;
        this.#events.tell({ event: 'job', job });
      },
      notReceived: (source) => {
        if (job.notReceived.length < mostNotReceived) job.notReceived.push(source);
      },
    };
  }

  cancel(id: string): void {
    this.#named(id).stop.abort();
  }

  /** Stop whatever runs, for a reason that it did not meet itself yet. */
  stopAll(problem: CaseError): void {
    for (const running of this.#jobs.values()) {
      if (running.job.state !== 'running') continue;
      running.stoppedFor ??= problem;
      running.stop.abort();
    }
  }

  /** Give the same work again. Throws CaseError `no-such-job`. */
  retry(id: string): string {
    const { job, work } = this.#named(id);
    if (!job.canRetry) throw new CaseError('no-such-job', { job: id });
    this.dismiss(id);
    return this.begin(work);
  }

  dismiss(id: string): void {
    if (this.#named(id).job.state === 'running') throw new CaseError('no-such-job', { job: id });
    this.#jobs.delete(id);
    this.#events.tell({ event: 'job-dismissed', job: id });
  }

  /** Stop everything and wait until it has stopped. */
  async end(): Promise<void> {
    for (const { stop } of this.#jobs.values()) stop.abort();
    await Promise.all([...this.#jobs.values()].map(({ done }) => done));
    this.#jobs.clear();
  }

  #named(id: string): Running {
    const running = this.#jobs.get(id);
    if (running === undefined) throw new CaseError('no-such-job', { job: id });
    return running;
  }
}

function tellStoppedFor(job: Job, problem: CaseError): void {
  job.state = 'failed';
  job.problem = { code: problem.code, facts: factsToTell(problem) };
}
