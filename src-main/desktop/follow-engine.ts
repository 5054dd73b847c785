import type { AppState } from '../shared/api/case.ts';
import type { Job, ServerEvent } from '../shared/api/jobs.ts';
import type { NotReopened } from '../shared/desktop-bridge.ts';
import { askAppState, askToOpen, hearEvents } from './engine-questions.ts';
import type { RunningEngine } from './start-engine.ts';

export interface Followed {
  /** The case that is open, or the list of recent ones, has changed. */
  onAppState(state: AppState): void;
  /** How far the work is, from 0 to 1; undefined when nothing runs. */
  onProgress(share: number | undefined): void;
}

/** Knows which case is open, so that it can be opened again, and how far the work is. Never knows a passphrase. */
export class EngineFollower {
  readonly #followed: Followed;
  readonly #jobs = new Map<string, Job>();
  #open: { folder: string; readOnly: boolean } | undefined;

  constructor(followed: Followed) {
    this.#followed = followed;
  }

  /** Open again what was open when the last engine ended, and follow this one until it ends. */
  async reopen(engine: RunningEngine): Promise<NotReopened | undefined> {
    const open = this.#open;
    const problem = open === undefined ? undefined : await askToOpen(engine, open);
    this.#forgetJobs();
    void hearEvents(engine, (event) => this.#take(event, engine));
    await this.#look(engine);
    return open === undefined || problem === undefined ? undefined : { folder: open.folder, ...problem };
  }

  async #look(engine: RunningEngine): Promise<void> {
    const state = await askAppState(engine);
    // What could not be opened for work is tried again; what was opened for reading as asked stays so.
    this.#open = state.opened === null ? undefined : { folder: state.opened.folder, readOnly: state.opened.because?.code === 'opened-for-reading' };
    this.#followed.onAppState(state);
  }

  #take(event: ServerEvent, engine: RunningEngine): void {
    // An engine that ends at this moment is looked at again when the next one has begun.
    if (event.event === 'case' || event.event === 'reset') void this.#look(engine).catch(() => {});
    if (event.event === 'job') this.#jobs.set(event.job.id, event.job);
    if (event.event === 'job-dismissed') this.#jobs.delete(event.job);
    if (event.event === 'job' || event.event === 'job-dismissed') this.#tellProgress();
  }

  #forgetJobs(): void {
    this.#jobs.clear();
    this.#tellProgress();
  }

  #tellProgress(): void {
    const running = [...this.#jobs.values()].filter(({ state }) => state === 'running');
    const shares = running.map(({ progress: { done, of } }) => (of === null || of === 0 ? 0 : Math.min(1, done / of)));
    this.#followed.onProgress(shares.length === 0 ? undefined : shares.reduce((sum, share) => sum + share, 0) / shares.length);
  }
}
