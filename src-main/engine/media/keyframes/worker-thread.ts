import { parentPort } from 'node:worker_threads';
import { toCaseError } from '../../../shared/errors.ts';
import { extractKeyframes } from '../decode-keyframes.ts';
import { readWithFfprobe } from '../ffprobe.ts';
import { pdqHash } from '../pdq/pdq-wasm.ts';
import { makeFullPicture } from './full-picture.ts';
import type { FromWorker, Job, ToWorker } from './worker-messages.ts';

/** The entry of a keyframe worker: it starts ffmpeg, hashes what it decodes, and answers. One job at a time. */
const engine = parentPort;
if (!engine) throw new Error('this file runs as a worker thread');

const running = new Map<number, AbortController>();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
const answer = (message: FromWorker): void => engine.postMessage(message);

engine.on('message', (message: ToWorker) => {
  if (message.kind === 'cancel') running.get(message.id)?.abort();
  else void run(message);
});

async function run(job: Job): Promise<void> {
  const stop = new AbortController();
  running.set(job.id, stop);
  try {
    answer(await doJob(job, stop.signal));
  } catch (error) {
    const { code, facts, message } = toCaseError(error);
    answer({ kind: 'failed', id: job.id, code, facts, detail: message });
  } finally {
    running.delete(job.id);
  }
}

async function doJob(job: Job, signal: AbortSignal): Promise<FromWorker> {
  const { id } = job;
  if (job.kind === 'structure') return { kind: 'structured', id, reading: await readWithFfprobe({ ...job.options, signal }) };
  if (job.kind === 'picture') return { kind: 'pictured', id, made: await makeFullPicture({ ...job.options, signal }) };
  const onProgress = (progress: { doneFrames: number; ofFrames?: number }): void => answer({ kind: 'progress', id, progress });
  return { kind: 'extracted', id, result: await extractKeyframes({ ...job.options, signal, pdqHash, onProgress }) };
}
