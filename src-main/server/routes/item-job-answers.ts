import type { Hono } from 'hono';
import { findSimilar, makeProxy, shelvedItem, type SimilarFootage, type SimilarProgress } from '../../engine/index.ts';
import { itemRoutes } from '../../shared/api/items.ts';
import { similarRoutes, type SimilarResult } from '../../shared/api/similar.ts';
import { CaseError } from '../../shared/errors.ts';
import { answer } from '../answer.ts';
import type { JobReport, Work } from '../jobs.ts';
import type { Surface } from '../surface.ts';

/** Long work on one item: a playback proxy, and where its footage was seen before. */
export function answerAboutItemJobs(app: Hono, surface: Surface): void {
  const proxies = new Proxies(surface);
  const searches = new Searches(surface);
  answer(app, itemRoutes.makeProxy, ({ id }) => ({ job: proxies.begin(id) }));
  answer(app, similarRoutes.similarItems, (wanted) => ({ job: searches.begin(wanted) }));
  answer(app, similarRoutes.similarResult, ({ id, job }) => ({ result: searches.result(id, job) }));
}

/** Proxies are made one after another: each takes all that the computer has to spare. */
class Proxies {
  readonly #surface: Surface;
  #last: Promise<unknown> = Promise.resolve();
  readonly #ofItem = new Map<string, string>();

  constructor(surface: Surface) {
    this.#surface = surface;
  }

  /** Whoever asks again while it is being made gets the same job. */
  begin(wanted: string): string {
    const { cases, jobs, events } = this.#surface;
    const target = cases.writable;
    const { id, name, sha256 } = shelvedItem(target, wanted);
    const key = `${target.info.log} ${sha256}`;
    const running = jobs.list().find((job) => job.id === this.#ofItem.get(key) && job.state === 'running');
    if (running !== undefined) return running.id;
    const run: Work['run'] = (report, signal) =>
      this.#inTurn(signal, async () => {
        await makeProxy(target, { name: id, signal, onProgress: ({ doneS, ofS }) => report.progress({ done: doneS, of: ofS ?? null }) });
        events.tell({ event: 'items', ids: [id] });
        return {};
      });
    const job = jobs.begin({ kind: 'proxy', about: name, unit: 'seconds', run, canRetry: true });
    this.#ofItem.set(key, job);
    return job;
  }

  /** One that still waits ends at once when it is cancelled; one that is under way ends by itself, soon. */
  #inTurn<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    let isBegun = false;
    const turn = this.#last.then(() => {
      if (signal.aborted) throw new CaseError('cancelled');
      isBegun = true;
      return act();
    });
    this.#last = turn.catch(() => undefined);
    const leave = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => !isBegun && reject(new CaseError('cancelled')), { once: true });
    });
    return Promise.race([turn, leave]);
  }
}

/** Results that are kept for being read; the oldest go first. */
const mostResults = 10;
const mostMatches = 200;

class Searches {
  readonly #surface: Surface;
  readonly #results = new Map<string, { item: string; result: SimilarResult }>();
  /** Which item a job is about. */
  readonly #items = new Map<string, string>();

  constructor(surface: Surface) {
    this.#surface = surface;
  }

  begin({ id, wide, mirrored }: { id: string; wide?: number | undefined; mirrored?: boolean | undefined }): string {
    const { cases, jobs } = this.#surface;
    const { readable } = cases;
    const item = shelvedItem(readable, id);
    const key = `${readable.info.log} ${item.id}`;
    const box: { job?: string } = {};
    const run: Work['run'] = async (report, signal) => {
      const found = await findSimilar(readable, { footage: { name: item.id, path: Buffer.from(item.id) }, wide, mirrored, signal, onProgress: tellSteps(report) });
      const result = toResult(this.#surface, found);
      if (box.job !== undefined) this.#keep(box.job, { item: key, result });
      return { found: result.found, aloneOnly: result.aloneOnly };
    };
    box.job = jobs.begin({ kind: 'similar', about: item.name, unit: 'frames', run, canRetry: false });
    this.#items.set(box.job, key);
    return box.job;
  }

  result(id: string, job: string): SimilarResult | null {
    const { cases, jobs } = this.#surface;
    const key = `${cases.readable.info.log} ${shelvedItem(cases.readable, id).id}`;
    const kept = this.#results.get(job);
    if (kept?.item === key) return kept.result;
    const isRunning = this.#items.get(job) === key && jobs.list().some((one) => one.id === job && one.state === 'running');
    if (isRunning) return null;
    throw new CaseError('no-such-job', { job });
  }

  #keep(job: string, found: { item: string; result: SimilarResult }): void {
    this.#results.set(job, found);
    for (const oldest of [...this.#results.keys()].slice(0, -mostResults)) {
      this.#results.delete(oldest);
      this.#items.delete(oldest);
    }
  }
}

/** Keyframes until they are searched, then the items that are compared with each other. */
function tellSteps(report: JobReport): (progress: SimilarProgress) => void {
  return ({ step, done, of }) => report.progress({ done, of: of ?? null, unit: step === 'comparing' ? 'items' : 'frames' });
}

function toResult({ cases }: Surface, { footage, means, coverage, matches, aloneOnly }: SimilarFootage): SimilarResult {
  const { basis, timeBase, keyframes, flat, notDecoded } = footage;
  const { case: _case, ...covered } = coverage[0] ?? { case: undefined, items: 0, byKeyPacketsOnly: 0, keyframes: 0, flat: 0, notDecoded: 0, notExamined: 0, withoutKeyframes: 0, flatOnly: 0 };
  return {
    footage: { basis, timeBase, keyframes, flat, notDecoded },
    means,
    coverage: covered,
    matches: matches.slice(0, mostMatches).map(({ id, sha256, name, segments, more, flat: flatThere, standing, judged }) => {
      const { poster, mediaKind, durationS } = shelvedItem(cases.readable, id);
      return { id, sha256, name, poster, mediaKind: mediaKind as SimilarResult['matches'][number]['mediaKind'], durationS, segments, more, flat: flatThere, standing, judged };
    }),
    found: matches.length,
    aloneOnly,
  };
}
