import { parentPort, workerData } from 'node:worker_threads';
import { checkLogShare, type LogShare } from '../../../verifier/check-log.ts';
import { sha256 } from '../../custody/sha256.ts';
import { isSqliteError } from '../../db/compare.ts';
import { openBeside } from '../../db/database.ts';
import { iterateEntries } from '../../db/tables/log-entry.ts';
import type { FromLogCheck } from './check-log-shares.ts';

// Checks shares of the log, one after another as they are asked for.
const port = parentPort!;
const tell = (message: FromLogCheck): void => port.postMessage(message);
const db = openBeside((workerData as { file: string }).file);

port.on('message', (share: LogShare | 'end') => {
  if (share === 'end') {
    db.close();
    port.close();
    return;
  }
  try {
    tell({ share: checkLogShare(sha256, share, iterateEntries(db, share.from, share.to)) });
  } catch (error) {
    tell({ broken: error instanceof Error ? error.message : String(error), damaged: isSqliteError(error) });
  }
});
