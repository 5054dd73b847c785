import { hostname } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { databaseFile, derivativePath } from '../../format/case-folder.ts';
import { CaseError, toCaseError } from '../../shared/errors.ts';
import { explainWriteFailure, openForWriting, type CaseDatabase } from '../db/database.ts';
import { rememberFiles } from '../db/same-files.ts';
import { logSize } from '../db/tables/log-entry.ts';
import { lockFile, takeWriterLock, type LeftLock } from '../db/writer-lock.ts';
import { recordAndSign, writeCheckpointFile } from './checkpoints.ts';
import { checkpointToWrite, guardAgainstFork, readCheckpointFile } from './fork-guard.ts';
import { openKey, unlockKey, type SigningKeyPair } from './keys.ts';
import type { FromWriter, RecordMessage, ToWriter, WriterStart } from './log-writer.ts';
import { openLog, recordEntries, type LogWriting } from './record.ts';
import { sha256 } from './sha256.ts';
import { mostDocumentBytes, readSmallFile } from './small-file.ts';

// The one writer of a case. It has its own thread because a transaction with synchronous=FULL waits for
// the disk, and unlocking a key takes a second: the engine's event loop must not.
const port = parentPort!;
const { caseFolder, log, at, verifierKey, signing } = workerData as WriterStart;
const reply = (message: FromWriter): void => port.postMessage(message);

interface OpenWriter {
  writing: LogWriting;
  key: SigningKeyPair;
  tookOver: LeftLock | undefined;
  /** Throws CaseError `case-gone` when another case lies in the folder now, `lock-gone` when others may write to this one. */
  refuseChanged(): void;
  close(): void;
}

async function open(): Promise<OpenWriter> {
  const lock = takeWriterLock(caseFolder, `process ${process.pid} on ${hostname()}, since ${at}`);
  let db: CaseDatabase | undefined;
  const close = (): void => {
    db?.close();
    lock.release();
  };
  const giveBack = (): void => {
    db?.close();
    lock.giveBack();
  };
  try {
    const file = readCheckpointFile(caseFolder);
    db = openForWriting(caseFolder);
    const isNew = logSize(db) === 0;
    if (!isNew) await refuseFork(db, file);
    const key = openKey(await unlockKey(signing.file, signing.passphrase), { file: signing.file.name, publicKey: signing.publicKey });
    const writing = openLog({ db, log, readDocument: (digest) => readDocument(derivativePath(digest), digest) });
    const late = isNew ? undefined : checkpointToWrite(db, file);
    if (late !== undefined) await writeCheckpointFile(caseFolder, late);
    return { writing, key, tookOver: lock.tookOver, refuseChanged: changeGuard(), close };
  } catch (error) {
    giveBack();
    throw error;
  }
}

function changeGuard(): () => void {
  const [isSameCase, isSameLock] = [rememberFiles(caseFolder, [databaseFile]), rememberFiles(caseFolder, [lockFile])];
  return () => {
    if (!isSameCase()) throw new CaseError('case-gone', { folder: caseFolder });
    if (!isSameLock()) throw new CaseError('lock-gone', { folder: caseFolder });
  };
}

async function refuseFork(db: CaseDatabase, file: string | undefined): Promise<void> {
  const fork = await guardAgainstFork(db, file, { log, verifierKey });
  if (fork !== undefined) throw new CaseError('log-forked', { folder: caseFolder, ...fork });
}

/** Rows must follow from the document that was named: what stands in its place with other bytes is refused. */
function readDocument(path: string, digest: string): Uint8Array {
  const bytes = readSmallFile(join(caseFolder, path), mostDocumentBytes);
  if (bytes === undefined) throw new CaseError('file-missing', { path });
  const found = Buffer.from(sha256(bytes)).toString('hex');
  if (found !== digest) throw new CaseError('file-damaged', { path, detail: `its SHA-256 is ${found}` });
  return bytes;
}

async function record({ writing, key, refuseChanged }: OpenWriter, { id, drafts, signWith }: RecordMessage): Promise<void> {
  try {
    refuseChanged();
    if (signWith === undefined) return reply({ kind: 'recorded', id, first: recordEntries(writing, drafts) });
    const { first, signed } = recordAndSign(writing, drafts, { key, dating: signWith });
    // Recorded is recorded: where the file cannot be written now, the next opening writes it.
    refuseChanged();
    const filed = await writeCheckpointFile(caseFolder, signed.note).then(() => true, () => false);
    reply({ kind: 'recorded', id, first, signed: { ...signed, filed } });
  } catch (error) {
    const { code, facts } = explainWriteFailure(caseFolder, error) ?? toCaseError(error);
    reply({ kind: 'refused', id, code, facts });
  }
}

try {
  const writer = await open();
  // One after another: a checkpoint must not overtake the entries that came before it.
  let last: Promise<void> = Promise.resolve();
  const close = (): void => {
    writer.close();
    reply({ kind: 'closed' });
    port.close();
  };
  port.on('message', (message: ToWriter) => {
    last = message.kind === 'record' ? last.then(() => record(writer, message)) : last.then(close);
  });
  reply({ kind: 'open', ...(writer.tookOver === undefined ? {} : { tookOver: writer.tookOver }) });
} catch (error) {
  const { code, facts } = toCaseError(error);
  reply({ kind: 'cannot-open', code, facts });
}
