import { parentPort } from 'node:worker_threads';
import { CaseError, toCaseError } from '../../../shared/errors.ts';
import { HashStore } from './hash-store.ts';
import type { NearRows } from './nearest-rows.ts';
import { searchInSlices } from './search.ts';
import { findSegmentsInSlices } from './segments.ts';
import type { Answer, FromWorker, Job, JoinedRows } from './worker-messages.ts';

/** The entry of the similarity worker: it holds the hashes and does one job after another. */
const engine = parentPort;
if (!engine) throw new Error('this file runs as a worker thread');

const betweenProgressMs = 50;
let store = new HashStore();

engine.on('message', (job: Job) => {
  try {
    answer(doJob(job));
  } catch (error) {
    const { code, facts } = toCaseError(error);
    answer({ kind: 'failed', id: job.id, code, facts });
  }
});

function answer(message: FromWorker): void {
  const { found, starts, rows, distances } = message.kind === 'searched' ? message.joined : {};
  const handedOver = [found, starts, rows, distances].flatMap((list) => (list ? [list.buffer] : []));
  engine?.postMessage(message, handedOver);
}

function doJob(job: Job): Answer {
  const { id } = job;
  stopIfAsked(job);
  switch (job.kind) {
    case 'load':
      // The old hashes go first: both at once would need twice the memory.
      store = new HashStore();
      store.append(job.hashes);
      return { kind: 'held', id, count: store.count };
    case 'append':
      store.append(job.hashes);
      return { kind: 'held', id, count: store.count };
    case 'search':
      return { kind: 'searched', id, joined: joinRows(inSlices(job, searchInSlices(store, job.queries, job.options))) };
    case 'align':
      return { kind: 'aligned', id, findings: inSlices(job, findSegmentsInSlices(job.a, job.b, job.options)) };
  }
}

/** Run to the end; between slices look whether to stop, and tell a search's progress now and then. */
function inSlices<Result>(job: Job, slices: Iterator<unknown, Result>): Result {
  let toldAt = performance.now();
  for (let slice = slices.next(); ; slice = slices.next()) {
    if (slice.done) return slice.value;
    stopIfAsked(job);
    if (job.kind !== 'search' || performance.now() - toldAt < betweenProgressMs) continue;
    toldAt = performance.now();
    answer({ kind: 'progress', id: job.id, done: slice.value as number, of: store.count });
  }
}

function stopIfAsked({ stop }: Job): void {
  if (Atomics.load(stop, 0) !== 0) throw new CaseError('cancelled');
}

function joinRows(near: readonly NearRows[]): JoinedRows {
  const total = near.reduce((sum, { rows }) => sum + rows.length, 0);
  const joined: JoinedRows = {
    found: Uint32Array.from(near, ({ found }) => found),
    starts: new Uint32Array(near.length),
    rows: new Uint32Array(total),
    distances: new Uint16Array(total),
  };
  let start = 0;
  near.forEach(({ rows, distances }, query) => {
    joined.starts[query] = start;
    joined.rows.set(rows, start);
    joined.distances.set(distances, start);
    start += rows.length;
  });
  return joined;
}
