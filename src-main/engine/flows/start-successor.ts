import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { originalPath } from '../../format/case-folder.ts';
import { readEntry } from '../../format/entry.ts';
import { readSignedNote } from '../../format/signed-note.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import { toRecordText } from '../../shared/text.ts';
import type { VerificationFinding } from '../../shared/verification.ts';
import { readCheckpointFile } from '../custody/fork-guard.ts';
import { importEnded } from '../custody/kinds/import.ts';
import { itemReceived, sourceNotReceived } from '../custody/kinds/item-received.ts';
import type { CaseDatabase } from '../db/database.ts';
import { iterateEntries, logSize } from '../db/tables/log-entry.ts';
import type { FileToCheck } from '../vault/kept.ts';
import { openVault } from '../vault/vault.ts';
import { createCase, type NewCase } from './create-case.ts';
import { beginImport } from './import/begin-import.ts';
import { copyCheckFor } from './import/copy-check.ts';
import { recordBatch } from './import/record-receipts.ts';
import { readVolumes } from './import/volumes.ts';
import { deviceNumberOf, type Source } from './import/sources.ts';
import { importMedia } from './import-media.ts';
import { refuseInside } from './new-folder.ts';
import { openCase, type WritableCase } from './open-case.ts';
import { typedText } from './typed-text.ts';
import { openLogToVerify, type LogToVerify } from './verify/open-log.ts';

export interface StartSuccessor extends Omit<NewCase, 'folder' | 'successorOf'> {
  /** The case whose log cannot be gone on with. */
  folder: string;
  /** Where the successor is made: a folder that does not exist, or is empty. */
  into: string;
  /** Why, in a person's words. */
  because: string;
  clock: Clock;
  random: Random;
  signal?: AbortSignal | undefined;
}

export interface Successor {
  folder: string;
  log: string;
  /** Items carried over, each with the name of its first receipt. */
  items: number;
  /** Items of the predecessor whose file is not what its log names: they were left behind. */
  findings: VerificationFinding[];
}

/**
 * Go on in a new log: a new case whose entry 0 names the old log, its newest checkpoint and the reason; the items of the
 * old case are carried over as far as their files have the digest that the old log names, and the old database with its
 * checkpoint is kept as evidence. The old case is not changed.
 */
export async function startSuccessor(options: StartSuccessor): Promise<Successor> {
  const because = typedText('because', options.because);
  await refuseInside(options.into, options.folder);
  const { log: old, close } = await openLogToVerify(options.folder);
  try {
    const checkpoint = readCheckpointFile(old.folder);
    const { log, verifierKey } = old.identity;
    const found = { log, verifierKey, entries: logSize(old.db), because };
    const successorOf = checkpoint === undefined || 'problem' in readSignedNote(checkpoint) ? found : { ...found, checkpoint: toRecordText(checkpoint.slice(0, 2000)) };
    const made = await createCase({ ...options, folder: options.into, successorOf });
    const opened = await openCase({ folder: made.folder, passphrase: options.passphrase, clock: options.clock, random: options.random });
    try {
      const carried = await carryItemsOver(opened.case, old, options.signal);
      await keepOldLog(opened.case, old, because);
      await opened.close();
      return { folder: made.folder, log: made.log, ...carried };
    } catch (error) {
      // Half a successor would look like a whole one. Everything in it was made here, from what the old case still has.
      await opened.close();
      await rm(made.folder, { recursive: true, force: true });
      throw error;
    }
  } finally {
    await close();
  }
}

interface OldItem extends FileToCheck {
  kind: 'original';
  carried: NonNullable<Source['carried']>;
}

/** Each item of the old log once, as its first receipt names it. */
function* itemsOf(db: CaseDatabase, log: string): Generator<OldItem> {
  const seen = new Set<string>();
  for (const { seq, bytes } of iterateEntries(db, 0, Number.MAX_SAFE_INTEGER)) {
    const read = readEntry(bytes);
    if ('problem' in read || read.entry.type !== itemReceived.type) continue;
    const payload = itemReceived.schema.safeParse(read.entry.payload);
    if (!payload.success || seen.has(payload.data.item)) continue;
    seen.add(payload.data.item);
    const { item, bytes: length, name, nameBytes } = payload.data;
    yield { kind: 'original', sha256: item, bytes: length, carried: { name, nameBytes, from: { log, seq } } };
  }
}

async function carryItemsOver(target: WritableCase, old: LogToVerify, signal: AbortSignal | undefined): Promise<Pick<Successor, 'items' | 'findings'>> {
  const run = await beginImport(target, { paths: [], collection: fromPredecessor(old), alsoDigest: [], verifyCopy: 'by-source' });
  const check = copyCheckFor('by-source', await readVolumes());
  const oldVault = openVault({ caseFolder: old.folder, token: () => 'unused' });
  const findings: VerificationFinding[] = [];
  let items = 0;
  async function* soundSources(): AsyncGenerator<Source> {
    for await (const checked of oldVault.checkFixity(itemsOf(old.db, old.identity.log), signal ? { signal } : {})) {
      if (checked.ok) yield await sourceOf(old.folder, checked.file);
      else findings.push({ code: checked.code, thing: checked.path, expected: checked.expected, actual: checked.actual });
    }
  }
  try {
    for await (const batch of target.vault.keepAll(soundSources(), { alsoDigest: [], verifyCopy: false, ...(signal ? { signal } : {}) })) {
      items += (await recordBatch(target, { run, check, batch })).received.length;
    }
    for (const { thing, code } of findings) await target.record([sourceNotReceived.draft({ import: run.seq, sourcePath: join(old.folder, thing), reason: code })]);
    await target.record([importEnded.draft({ import: run.seq, outcome: signal?.aborted ? 'cancelled' : 'finished', received: items, notReceived: findings.length })]);
    signal?.throwIfAborted();
    return { items, findings };
  } finally {
    await oldVault.close();
  }
}

async function sourceOf(caseFolder: string, { sha256, carried }: OldItem): Promise<Source> {
  const path = join(caseFolder, originalPath(sha256));
  const { size, mtimeNs, dev } = await lstat(path, { bigint: true });
  return { path: Buffer.from(path), text: toRecordText(path), sizeBytes: Number(size), modifiedAtNs: String(mtimeNs), deviceNumber: deviceNumberOf(dev), carried };
}

function fromPredecessor({ identity }: LogToVerify) {
  return { receivedFrom: `the predecessor of this case, ${identity.log}`, how: 'carried over into a successor log' };
}

/** The old database and its checkpoint are evidence themselves: they are kept as items, byte for byte. */
async function keepOldLog(target: WritableCase, old: LogToVerify, because: string): Promise<void> {
  const paths = [];
  for (const name of ['case.sqlite', 'case.sqlite-wal', 'checkpoint']) {
    const path = join(old.folder, name);
    const size = await lstat(path).then((found) => found.size, () => 0);
    if (size > 0) paths.push(Buffer.from(path));
  }
  const collection = { ...fromPredecessor(old), relevance: because };
  await importMedia(target, { paths, collection, alsoDigest: [], verifyCopy: 'by-source', keepOnly: true });
}
