import { access, constants, readdir } from 'node:fs/promises';
import { availableParallelism, release } from 'node:os';
import { join, resolve } from 'node:path';
import type { Clock, Random } from '../../shared/clock.ts';
import { databaseFile } from '../../format/case-folder.ts';
import { CaseError, toCaseError } from '../../shared/errors.ts';
import { toolVersion } from '../../shared/version.ts';
import type { SignedCheckpoint } from '../custody/checkpoints.ts';
import { guardAgainstFork, readCheckpointFile, type LogFork } from '../custody/fork-guard.ts';
import { readIdentity } from '../custody/log-identity.ts';
import { publicKeyOf, readKeyFile } from '../custody/key-files.ts';
import { sessionEnded, sessionStarted } from '../custody/kinds/session.ts';
import type { Draft } from '../custody/kind.ts';
import { openLogWriter, type LogWriter } from '../custody/log-writer.ts';
import { rememberFiles } from '../db/same-files.ts';
import { openForReading, type CaseDatabase } from '../db/database.ts';
import type { LeftLock } from '../db/writer-lock.ts';
import { readCaseInfo, type CaseInfo } from '../db/tables/case-info.ts';
import { newestCheckpoint } from '../db/tables/checkpoint.ts';
import { logSize } from '../db/tables/log-entry.ts';
import { currentKey, type SigningKey } from '../db/tables/signing-key.ts';
import { findTools, type Tools, type ToolSettings } from '../media/find-tools.ts';
import { readClockState } from '../media/timedatectl.ts';
import { refuseOddPlaces } from './case-places.ts';
import { openVault, type Vault } from '../vault/vault.ts';

export interface OpenCaseOptions {
  folder: string;
  /** Where ffmpeg and the others lie, when not in the usual places. */
  tools?: ToolSettings | undefined;
  /** Certificates (PEM) to which a signer of Content Credentials must lead to be trusted; none is trusted without. */
  trustListFile?: string | undefined;
  /** Opens the keys for work, where a passphrase protects them. */
  passphrase?: string | undefined;
  clock: Clock;
  random: Random;
}

/** A case opened for reading: what every flow needs that adds nothing. */
export interface ReadableCase {
  folder: string;
  info: CaseInfo;
  custodian: SigningKey;
  /** The key that signs checkpoints, and its name for others (C2SP signed-note). */
  logKey: SigningKey & { verifierKey: string };
  /** Set when the log is not a continuation of the checkpoint beside it: then nothing can be added. */
  fork: LogFork | undefined;
  db: CaseDatabase;
  /** The database file that is read, for further connections. */
  file: string;
  /** Whether the folder still holds the case that was opened: a drive can be taken away, or changed for another. */
  isThere(): boolean;
  clock: Clock;
  /** The tools found; asked for when first needed, so that keeping works without them. */
  findTools(): Promise<Tools>;
}

/** A case opened for work: the writer's lock is held until it is closed. */
export interface WritableCase extends ReadableCase {
  random: Random;
  vault: Vault;
  trustListFile: string | undefined;
  /** What opens the keys. */
  passphrase: string | undefined;
  /** Whose lock on the case was taken over: that process ended without closing it. */
  tookOver: LeftLock | undefined;
  /** Record acts in one transaction; the first one of a session is preceded by the session's own entry. */
  record(drafts: readonly Draft[]): Promise<number>;
  /** The same, and sign the log as it then stands. */
  recordAndSign(drafts: readonly Draft[]): Promise<{ first: number; signed: SignedCheckpoint }>;
}

export interface Opened<C> {
  case: C;
  /** Never rejects. Resolves to the reason when the session's end could not be recorded and signed. */
  close(): Promise<CaseError | undefined>;
}

/** Open a case for reading. Works beside a writer, and where the folder cannot be written. */
export async function openCaseForReading(options: OpenCaseOptions): Promise<Opened<ReadableCase>> {
  const folder = resolve(options.folder);
  const checkpoint = readCheckpointFile(folder);
  const { db, file, close } = await openForReading(folder);
  try {
    const about = readAbout(db, folder);
    const { info, logKey } = about;
    const fork = await guardAgainstFork(db, checkpoint, { log: info.log, verifierKey: logKey.verifierKey });
    const readable = { folder, ...about, fork, db, file, isThere: rememberFiles(folder, [databaseFile]), clock: options.clock, findTools: () => findTools(options.tools) };
    return { case: readable, close: () => close().then(() => undefined) };
  } catch (error) {
    await close();
    throw error;
  }
}

function readAbout(db: CaseDatabase, folder: string): Pick<ReadableCase, 'info' | 'custodian' | 'logKey'> {
  const [info, custodian, log] = [readCaseInfo(db), currentKey(db, 'custodian'), currentKey(db, 'log')];
  const identity = readIdentity(db);
  if (info === undefined || custodian === undefined || log === undefined || identity === undefined) {
    throw new CaseError('case-damaged', { folder, detail: 'its log does not begin with the opening of a case' });
  }
  const { fingerprint, custodianFingerprint } = identity;
  if (log.fingerprint !== fingerprint || custodian.fingerprint !== custodianFingerprint || info.log !== identity.log) {
    throw new CaseError('case-damaged', { folder, detail: 'its rows name other keys than its log: "postquem verify" tells more' });
  }
  return { info, custodian, logKey: { ...log, verifierKey: identity.verifierKey } };
}

/** Open a case for work: take the writer's lock, unlock the log's key, and clear away what a crash left half done. */
export async function openCase(options: OpenCaseOptions): Promise<Opened<WritableCase>> {
  await refuseOddPlaces(resolve(options.folder));
  const reading = await openCaseForReading(options);
  const { folder } = reading.case;
  const { random } = options;
  let writer: LogWriter | undefined;
  let vault: Vault | undefined;
  try {
    await refuseUnwritable(folder);
    writer = await openWriter(reading.case, options);
    const refuseChanged = (): void => {
      if (!reading.case.isThere()) throw new CaseError('case-gone', { folder });
    };
    vault = openVault({ caseFolder: folder, token: () => Buffer.from(random.bytes(12)).toString('hex'), refuseChanged });
    await vault.emptyIncoming();
    const session = openSession(writer, unsignedEntries(reading.case));
    const opened = { writer, vault };
    return {
      case: { ...reading.case, random, vault, trustListFile: options.trustListFile, passphrase: options.passphrase, tookOver: writer.tookOver, record: session.record, recordAndSign: session.recordAndSign },
      close: async () => {
        await opened.vault.close();
        const problem = await session.end();
        // The reader first: the last connection to close moves the write-ahead log into the database, and a reader cannot.
        await reading.close();
        await opened.writer.close();
        return problem;
      },
    };
  } catch (error) {
    await vault?.close();
    await reading.close();
    await writer?.close();
    throw error;
  }
}

async function openWriter(readable: ReadableCase, { clock, random, passphrase }: OpenCaseOptions): Promise<LogWriter> {
  const { folder, info, custodian, logKey, fork } = readable;
  if (fork !== undefined) throw new CaseError('log-forked', { folder, ...fork });
  const file = readKeyFile(folder, 'log');
  const signing = { file, passphrase, publicKey: publicKeyOf(logKey) };
  return openLogWriter({ caseFolder: folder, log: info.log, actor: custodian.fingerprint, verifierKey: logKey.verifierKey, signing, clock, random });
}

async function refuseUnwritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
    await readdir(join(folder, 'incoming'));
  } catch (error) {
    throw new CaseError('case-read-only', { folder, detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Entries behind the newest checkpoint and its own entry. */
function unsignedEntries({ db }: ReadableCase): number {
  return logSize(db) - 1 - (newestCheckpoint(db)?.size ?? -1);
}

function openSession(writer: LogWriter, unsigned: number) {
  let started: Promise<number> | undefined;
  const start = async (): Promise<number> => {
    // The outside tools' versions stand in each report of theirs: keeping need not wait for them to be asked.
    const versions = { node: process.versions.node, openssl: process.versions.openssl };
    const system = `${process.platform} ${release()} ${process.arch}, ${availableParallelism()} cores`;
    return writer.record([sessionStarted.draft({ toolVersion, versions, system, clock: await readClockState(), ...(unsigned > 0 ? { unsignedBefore: unsigned } : {}) })]);
  };
  const begun = async (): Promise<void> => {
    // What kept a session from being begun (a full disk) may be gone at the next try.
    await (started ??= start().catch((error: unknown) => {
      started = undefined;
      throw error;
    }));
  };
  return {
    record: async (drafts: readonly Draft[]): Promise<number> => {
      await begun();
      return writer.record(drafts);
    },
    recordAndSign: async (drafts: readonly Draft[]) => {
      await begun();
      return writer.recordAndSign(drafts);
    },
    end: async (): Promise<CaseError | undefined> => {
      if (started === undefined) return undefined;
      const seq = await started.catch(() => undefined);
      if (seq === undefined) return undefined;
      return writer.recordAndSign([sessionEnded.draft({ started: seq })]).then(() => undefined, toCaseError);
    },
  };
}
