/** A worker of the vault: one job after another, each answered by one message. Started by crew.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { checkFiles } from './check-file.ts';
import { digestMade } from './digest-made.ts';
import type { Job, WorkerMessage, WorkerStart } from './jobs.ts';
import { keepBatch, placeArrived, type Workplace } from './keep-batch.ts';
import { pump } from './pump.ts';
import { RingOwner } from './ring.ts';

const start = workerData as WorkerStart;
const workplace: Workplace = {
  caseFolder: start.caseFolder,
  placingLock: start.placingLock,
  ring: new RingOwner(start.ring),
  buffer: Buffer.allocUnsafeSlow(1024 * 1024),
  durableFolders: new Set(),
};

async function answer(job: Job): Promise<WorkerMessage> {
  try {
    if (job.kind === 'keep') return { reply: await keepBatch(job, workplace) };
    if (job.kind === 'place') return { reply: await placeArrived(job, workplace) };
    if (job.kind === 'check') return { reply: checkFiles(job, workplace) };
    if (job.kind === 'digest') return { reply: digestMade(job, workplace) };
    await pump(job.ring);
    return { reply: {} };
  } catch (error) {
    return { broken: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function reply(job: Job): Promise<void> {
  const message = await answer(job);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
  parentPort?.postMessage(message);
}

parentPort?.on('message', (job: Job) => {
  void reply(job);
});
