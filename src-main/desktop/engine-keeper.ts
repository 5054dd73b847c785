import type { Clock } from '../shared/clock.ts';
import type { EngineState, NotReopened } from '../shared/desktop-bridge.ts';
import type { RunningEngine } from './start-engine.ts';

export interface Keeping {
  start(): Promise<RunningEngine>;
  /** Open again what was open when the engine ended; says why it could not. */
  reopen(engine: RunningEngine): Promise<NotReopened | undefined>;
  /** Hears each change. */
  tell(state: EngineState): void;
  /** Asked when it ended too often: whether to try again. */
  tryAgain(cause: unknown): Promise<boolean>;
  clock: Clock;
  wait(ms: number): Promise<void>;
}

/** How long is waited before each new start: a fault that comes back at once must not keep the computer busy. */
const waitsMs = [0, 500, 2000, 5000];
/** So many ends within so long, and nothing more is tried unasked. */
const [tooMany, withinMs] = [5, 60_000];

/** Keeps one engine process running: starts it, starts it again when it ends, and says how it is. */
export class EngineKeeper {
  readonly #keeping: Keeping;
  #state: EngineState = { state: 'starting', deaths: 0 };
  #deaths = 0;
  #recent: number[] = [];
  /** Of the engine that runs or comes next. */
  #running = waitedFor();
  #engine: RunningEngine | undefined;
  #isEnding = false;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** The engine, as soon as there is one. Rejects when none came in time, or when nothing is tried any more. */
  async running(withinTimeMs: number): Promise<RunningEngine> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error('The engine did not begin in time.')), withinTimeMs);
    return Promise.race([this.#running.promise, late.promise]).finally(() => clearTimeout(timer));
  }

  /** Keep it running until it is ended. Resolves then, or when it ended too often and is not to be tried again. */
  async keep(): Promise<void> {
    while (!this.#isEnding) {
      const cause = await this.#oneLife();
      if (this.#isEnding) return;
      this.#deaths += 1;
      const now = this.#keeping.clock.now();
      this.#recent = [...this.#recent.filter((at) => now - at < withinMs), now];
      if (this.#recent.length < tooMany) {
        this.#tell({ state: 'starting', deaths: this.#deaths });
        await this.#keeping.wait(waitsMs[Math.min(this.#recent.length, waitsMs.length) - 1] ?? 0);
      } else if (!(await this.#giveUp(cause))) return;
    }
  }

  /** End the engine for good: it closes the case first. */
  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#engine?.stop();
  }

  /** From a start to the end of what was started; gives what kept it from starting. */
  async #oneLife(): Promise<unknown> {
    try {
      const engine = await this.#keeping.start();
      this.#engine = engine;
      if (this.#isEnding) return await engine.stop();
      const notReopened = await this.#keeping.reopen(engine);
      this.#running.resolve(engine);
      this.#tell({ state: 'running', deaths: this.#deaths, ...(notReopened === undefined ? {} : { notReopened }) });
      await engine.ended;
      // Whoever asks from now on waits for the next one.
      this.#running = waitedFor();
      return undefined;
    } catch (error) {
      return error;
    } finally {
      this.#engine = undefined;
    }
  }

  async #giveUp(cause: unknown): Promise<boolean> {
    this.#tell({ state: 'given-up', deaths: this.#deaths });
    this.#running.reject(new Error('The engine is not running.'));
    if (!(await this.#keeping.tryAgain(cause))) return false;
    this.#recent = [];
    this.#running = waitedFor();
    this.#tell({ state: 'starting', deaths: this.#deaths });
    return true;
  }

  #tell(state: EngineState): void {
    this.#state = state;
    this.#keeping.tell(state);
  }
}

/** Nobody need be waiting for it. */
function waitedFor(): PromiseWithResolvers<RunningEngine> {
  const waited = Promise.withResolvers<RunningEngine>();
  waited.promise.catch(() => {});
  return waited;
}
