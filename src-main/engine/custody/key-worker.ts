import { parentPort, workerData } from 'node:worker_threads';
import { toCaseError } from '../../shared/errors.ts';
import type { FromKeyWorker, KeyWork } from './key-work.ts';
import { lockKey, makeKeys, unlockKey } from './keys.ts';

function work(asked: KeyWork): Promise<unknown> {
  if (asked.act === 'make') return makeKeys(asked.origin, asked.passphrase);
  if (asked.act === 'unlock') return unlockKey(asked.file, asked.passphrase);
  return lockKey(asked.role, asked.pem, asked.passphrase);
}

const answer = (message: FromKeyWorker): void => parentPort!.postMessage(message);
try {
  answer({ done: await work(workerData as KeyWork) });
} catch (error) {
  const { code, facts } = toCaseError(error);
  answer({ code, facts });
}
