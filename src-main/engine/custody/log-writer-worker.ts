import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { derivativePath } from '../../format/case-folder.ts';
import { CaseError, toCaseError } from '../../shared/errors.ts';
import { explainWriteFailure, openForWriting } from '../db/database.ts';
import { takeWriterLock } from '../db/writer-lock.ts';
import { recordEntries, sha256, type LogWriting } from './record.ts';
import type { FromWriter, ToWriter, WriterStart } from './log-writer.ts';

// The one writer of a case. It has its own thread because a transaction with synchronous=FULL waits for
// the disk, and the engine's event loop must not.
const port = parentPort!;
const { caseFolder, log, at } = workerData as WriterStart;
const reply = (message: FromWriter): void => port.postMessage(message);

function open(): { writing: LogWriting; close(): void } {
  const lock = takeWriterLock(caseFolder, `process ${process.pid} on ${hostname()}, since ${at}`);
  const db = openForWriting(caseFolder);
  return {
    writing: { db, log, readDocument: (digest) => readDocument(derivativePath(digest), digest) },
    close: () => {
      db.close();
      lock.release();
    },
  };
}

/** Rows must follow from the document that was named: what stands in its place with other bytes is refused. */
function readDocument(path: string, digest: string): Uint8Array {
  const bytes = readFileSync(join(caseFolder, path));
  const found = Buffer.from(sha256(bytes)).toString('hex');
  if (found !== digest) throw new CaseError('file-damaged', { path, detail: `its SHA-256 is ${found}` });
  return bytes;
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
