import type { ReadableCase } from '../../engine/index.ts';
import type { Work } from '../jobs.ts';
import type { Surface } from '../surface.ts';

/** Work that gives more than counts: `result` is there once it has ended well. */
export interface TellingWork<R> {
  work: Work;
  result: R | null;
}

/** What work came to, by its job, for as long as the case is open in which it was done. */
export class JobResults<R> {
  readonly #surface: Pick<Surface, 'cases' | 'jobs'>;
  readonly #byCase = new WeakMap<ReadableCase, Map<string, { result: R | null }>>();

  constructor(surface: Pick<Surface, 'cases' | 'jobs'>) {
    this.#surface = surface;
  }

  begin(telling: TellingWork<R>): string {
    const { cases, jobs } = this.#surface;
    const held = this.#byCase.get(cases.readable) ?? new Map<string, { result: R | null }>();
    this.#byCase.set(cases.readable, held);
    const job = jobs.begin(telling.work);
    held.set(job, telling);
    return job;
  }

  /** Null while it runs, where it failed, and for work of another case. */
  of(job: string): R | null {
    return this.#byCase.get(this.#surface.cases.readable)?.get(job)?.result ?? null;
  }
}
