import { access, constants, readdir } from 'node:fs/promises';
import { availableParallelism, release } from 'node:os';
import { join, resolve } from 'node:path';
import type { Clock, Random } from '../../shared/clock.ts';
import { CaseError } from '../../shared/errors.ts';
import { toolVersion } from '../../shared/version.ts';
import { sessionEnded, sessionStarted } from '../custody/kinds/session.ts';
import type { Draft } from '../custody/kind.ts';
import { openLogWriter, type LogWriter } from '../custody/log-writer.ts';
import { openForReading, type CaseDatabase } from '../db/database.ts';
import { readCaseInfo, type CaseInfo } from '../db/tables/case-info.ts';
import { currentKey, type SigningKey } from '../db/tables/signing-key.ts';
import { findTools, type Tools, type ToolSettings } from '../media/find-tools.ts';
import { readClockState } from '../media/timedatectl.ts';
import { openVault, type Vault } from '../vault/vault.ts';

export interface OpenCaseOptions {
  folder: string;
  /** Where ffmpeg and the others lie, when not in the usual places. */
  tools?: ToolSettings | undefined;
  /** Certificates (PEM) to which a signer of Content Credentials must lead to be trusted; none is trusted without. */
  trustListFile?: string | undefined;
  clock: Clock;
  random: Random;
}

/** A case opened for reading: what every flow needs that adds nothing. */
export interface ReadableCase {
  folder: string;
  info: CaseInfo;
  custodian: SigningKey;
  db: CaseDatabase;
  clock: Clock;
  /** The tools found; asked for when first needed, so that keeping works without them. */
  findTools(): Promise<Tools>;
}

/** A case opened for work: the writer's lock is held until it is closed. */
export interface WritableCase extends ReadableCase {
  random: Random;
  vault: Vault;
  trustListFile: string | undefined;
  /** Record acts in one transaction; the first one of a session is preceded by the session's own entry. */
  record(drafts: readonly Draft[]): Promise<number>;
}

export interface Opened<C> {
  case: C;
  close(): Promise<void>;
}

/** Open a case for reading. Works beside a writer, and where the folder cannot be written. */
export async function openCaseForReading(options: OpenCaseOptions): Promise<Opened<ReadableCase>> {
  const folder = resolve(options.folder);
  const { db, close } = await openForReading(folder);
  const info = readCaseInfo(db);
  const custodian = currentKey(db, 'custodian');
  if (info === undefined || custodian === undefined) {
    await close();
    throw new CaseError('case-damaged', { folder, detail: 'its log does not begin with the opening of a case' });
  }
  const readable = { folder, info, custodian, db, clock: options.clock, findTools: () => findTools(options.tools) };
  return { case: readable, close };
}

/** Open a case for work: take the writer's lock and clear away what a crash left half done. */
export async function openCase(options: OpenCaseOptions): Promise<Opened<WritableCase>> {
  const reading = await openCaseForReading(options);
  const { folder, info, custodian } = reading.case;
  const { clock, random } = options;
  let writer: LogWriter | undefined;
  let vault: Vault | undefined;
  try {
    await refuseUnwritable(folder);
    writer = await openLogWriter({ caseFolder: folder, log: info.log, actor: custodian.fingerprint, clock, random });
    vault = openVault({ caseFolder: folder, token: () => Buffer.from(random.bytes(12)).toString('hex') });
    await vault.emptyIncoming();
    const session = openSession(writer);
    const opened = { writer, vault };
    return {
      case: { ...reading.case, random, vault, trustListFile: options.trustListFile, record: session.record },
      close: async () => {
        await opened.vault.close();
        await session.end();
        // The reader first: the last connection to close moves the write-ahead log into the database, and a reader cannot.
        await reading.close();
        await opened.writer.close();
      },
    };
  } catch (error) {
    await vault?.close();
    await reading.close();
    await writer?.close();
    throw error;
  }
}

async function refuseUnwritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
    await readdir(join(folder, 'incoming'));
  } catch (error) {
    throw new CaseError('case-read-only', { folder, detail: error instanceof Error ? error.message : String(error) });
  }
}

function openSession(writer: LogWriter) {
  let started: Promise<number> | undefined;
  const start = async (): Promise<number> => {
    // The outside tools' versions stand in each report of theirs: keeping need not wait for them to be asked.
    const versions = { node: process.versions.node, openssl: process.versions.openssl };
    const system = `${process.platform} ${release()} ${process.arch}, ${availableParallelism()} cores`;
    return writer.record([sessionStarted.draft({ toolVersion, versions, system, clock: await readClockState() })]);
  };
  return {
    record: async (drafts: readonly Draft[]): Promise<number> => {
      // What kept a session from being begun (a full disk) may be gone at the next try.
      await (started ??= start().catch((error: unknown) => {
        started = undefined;
        throw error;
      }));
      return writer.record(drafts);
    },
    end: async (): Promise<void> => {
      if (started === undefined) return;
      const seq = await started.catch(() => undefined);
      if (seq !== undefined) await writer.record([sessionEnded.draft({ started: seq })]).catch(() => undefined);
    },
  };
}
