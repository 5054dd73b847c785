import type { Collection } from '../../../src-main/shared/collection.ts';
import { toProblem, type Problem } from '../../api/client.ts';
import type { Found } from './found-files.ts';
import { sendFiles, type Receiver } from './send-files.ts';
import { isAbout, keepUnfinished, readUnfinished, unfinishedOf, type Unfinished } from './unfinished.ts';

/** One upload that this window sends. `cut`: the engine does not answer; `stopped`: it takes nothing more, `problem` says why, or the case was not open any more. */
export interface Upload {
  id: number;
  found: Found;
  collection: Collection;
  job: string | undefined;
  state: 'waiting' | 'sending' | 'cut' | 'stopped';
  problem: Problem | undefined;
}

export interface UploadsState {
  uploads: readonly Upload[];
  /** Those that an earlier life of this window began. */
  unfinished: readonly Unfinished[];
}

const pauseMs = 1000;

/** What this window sends to the engine for one case, one upload after another. A store for `useSyncExternalStore`. */
export class Uploads {
  readonly #receiver: Receiver;
  readonly #listeners = new Set<() => void>();
  readonly #stops = new Map<number, AbortController>();
  readonly #caseName: string;
  #state: UploadsState;
  #turn: Promise<unknown> = Promise.resolve();
  #next = 1;

  constructor(receiver: Receiver, caseName: string) {
    this.#receiver = receiver;
    this.#caseName = caseName;
    this.#state = { uploads: [], unfinished: readUnfinished(caseName) };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = (): UploadsState => this.#state;

  /** Send it when those before it are sent. What an earlier life of this window began with other answers goes on with those. */
  add(found: Found, collection: Collection): void {
    const earlier = this.#state.unfinished.find((one) => isAbout(one, found));
    if (earlier !== undefined) this.forget(earlier);
    const upload: Upload = { id: this.#next++, found, collection: earlier?.collection ?? collection, job: undefined, state: 'waiting', problem: undefined };
    this.#set({ uploads: [...this.#state.uploads, upload] });
    this.#sendInTurn(upload.id);
  }

  /** Send what is left of one that was stopped. */
  retry(id: number): void {
    this.#change(id, { state: 'waiting', problem: undefined });
    this.#sendInTurn(id);
  }

  /** Its job was cancelled or ended, or the person gives it up: nothing more of it is sent. */
  drop(id: number): void {
    this.#stops.get(id)?.abort();
    this.#stops.delete(id);
    this.#set({ uploads: this.#state.uploads.filter((one) => one.id !== id) });
  }

  forget(unfinished: Unfinished): void {
    this.#set({ unfinished: this.#state.unfinished.filter((one) => one !== unfinished) });
  }

  /** The case is not open any more: what was under way can be sent on when it is open again. */
  interrupt(): void {
    for (const stop of this.#stops.values()) stop.abort('interrupted');
    this.#set({ uploads: this.#state.uploads.map((one) => ({ ...one, job: undefined, state: 'stopped', problem: undefined })) });
  }

  /** The person closed the case: its files are let go of. */
  end(): void {
    const left = this.#state.uploads.map(({ found, collection }) => unfinishedOf(found, collection));
    for (const stop of this.#stops.values()) stop.abort('interrupted');
    this.#set({ uploads: [], unfinished: [...this.#state.unfinished, ...left] });
  }

  #sendInTurn(id: number): void {
    this.#turn = this.#turn.then(() => this.#send(id));
  }

  async #send(id: number): Promise<void> {
    const upload = this.#state.uploads.find((one) => one.id === id);
    if (upload?.state !== 'waiting') return;
    const stop = new AbortController();
    this.#stops.set(id, stop);
    this.#change(id, { state: 'sending' });
    try {
      await sendFiles(upload.found, upload.collection, {
        receiver: this.#receiver,
        signal: stop.signal,
        onBegun: (job) => this.#change(id, { state: 'sending', job }),
        onCut: () => this.#change(id, { state: 'cut', job: undefined }),
        pause: () => new Promise((resolve) => setTimeout(resolve, pauseMs)),
      });
      this.drop(id);
    } catch (error) {
      const problem = toProblem(error);
      if (stop.signal.reason === 'interrupted') return;
      if (stop.signal.aborted || problem.code === 'cancelled') this.drop(id);
      else this.#change(id, { state: 'stopped', problem });
    }
  }

  #change(id: number, change: Partial<Upload>): void {
    this.#set({ uploads: this.#state.uploads.map((one) => (one.id === id ? { ...one, ...change } : one)) });
  }

  #set(change: Partial<UploadsState>): void {
    this.#state = { ...this.#state, ...change };
    const { uploads, unfinished } = this.#state;
    keepUnfinished(this.#caseName, [...unfinished, ...uploads.map(({ found, collection }) => unfinishedOf(found, collection))]);
    for (const listener of this.#listeners) listener();
  }
}
