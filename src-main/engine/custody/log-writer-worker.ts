import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { derivativePath } from '../../format/case-folder.ts';
import { toCaseError } from '../../shared/errors.ts';
import { explainWriteFailure, openForWriting } from '../db/database.ts';
import { takeWriterLock } from '../db/writer-lock.ts';
import { recordEntries, type LogWriting } from './record.ts';
import type { FromWriter, ToWriter, WriterStart } from './log-writer.ts';

// The one writer of a case. It has its own thread because a transaction with synchronous=FULL waits for
// the disk, and the engine's event loop must not.
const port = parentPort!;
const { caseFolder, log, at } = workerData as WriterStart;
const reply = (message: FromWriter): void => port.postMessage(message);

function open(): { writing: LogWriting; close(): void } {
  const lock = takeWriterLock(caseFolder, `process ${process.pid} on ${hostname()}, since ${at}`);
  const db = openForWriting(caseFolder);
  const readDocument = (sha256: Parameters<typeof derivativePath>[0]): Uint8Array =>
    readFileSync(join(caseFolder, derivativePath(sha256)));
  return {
    writing: { db, log, readDocument },
    close: () => {
      db.close();
      lock.release();
    },
  };
}

try {
  const { writing, close } = open();
  port.on('message', (message: ToWriter) => {
    if (message.kind === 'close') {
      close();
      reply({ kind: 'closed' });
      port.close();
      return;
    }
    try {
      reply({ kind: 'recorded', id: message.id, first: recordEntries(writing, message.drafts) });
    } catch (error) {
      const { code, facts } = explainWriteFailure(caseFolder, error) ?? toCaseError(error);
      reply({ kind: 'refused', id: message.id, code, facts });
    }
  });
  reply({ kind: 'open' });
} catch (error) {
  const { code, facts } = toCaseError(error);
  reply({ kind: 'cannot-open', code, facts });
}
