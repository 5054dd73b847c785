/** Encrypts or decrypts one file: a passphrase costs a second, and every byte is worked on here. Started by age.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { toCaseError } from '../../shared/errors.ts';
import type { AgeWorkerData, FromAgeWorker } from './age-jobs.ts';
import { workOnAge } from './age-work.ts';

const { job, made } = workerData as AgeWorkerData;
const tell = (message: FromAgeWorker): void => parentPort?.postMessage(message);

try {
  const written = await workOnAge(job, {
    read: (bytes) => tell({ read: bytes }),
    making: (begun) => void Atomics.store(new Int32Array(made), 0, begun ? 1 : 0),
  });
  tell({ done: written });
} catch (error) {
  const { code, facts } = toCaseError(error);
  tell({ code, facts });
}
