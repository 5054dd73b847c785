import { createHash } from 'node:crypto';
import { lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { derivativePath, incomingFolder } from '../../format/case-folder.ts';
import type { FileReference, Sha256 } from '../../shared/digest.ts';
import { sha256Of } from './digests.ts';
import { flushesAtOnce, flushFolders, Gate } from './flush.ts';
import { codeOf } from './source-file.ts';
import { toVaultError, vaultFailureOf } from './vault-failure.ts';

/** Digesting this much takes about 4 ms: the event loop is given a turn after it. */
const digestStepBytes = 4 * 1024 * 1024;

export interface DerivativePlace {
  caseFolder: string;
  token: () => string;
  /** Folders like `derivatives/ab` whose own names are durable. */
  durableFolders: Set<string>;
}

/**
 * Keep small files of our own making (reports, posters, documents). When it resolves all of them are durable.
 * It stays off the workers, so that it never waits behind a large import. Throws CaseError `disk-full` or
 * `vault-write-failed`.
 */
export async function keepDerivatives(list: readonly Uint8Array[], place: DerivativePlace): Promise<FileReference[]> {
  const gate = new Gate(flushesAtOnce);
  const results = await Promise.allSettled(list.map((bytes) => keepOne(bytes, place, gate)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw writeError(failed.reason, place);
  const references = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  try {
    await makeNamesDurable(references, place);
  } catch (error) {
    throw writeError(error, place);
  }
  return references;
}

async function keepOne(bytes: Uint8Array, place: DerivativePlace, gate: Gate): Promise<FileReference> {
  await gate.enter();
  try {
    const sha256 = await digestInSteps(bytes);
    const target = join(place.caseFolder, derivativePath(sha256));
    if (!(await standsAt(target, bytes))) await writeDurably(bytes, target, place);
    return { sha256, bytes: bytes.length };
  } finally {
    gate.leave();
  }
}

async function digestInSteps(bytes: Uint8Array): Promise<Sha256> {
  if (bytes.length <= digestStepBytes) return sha256Of(bytes);
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += digestStepBytes) {
    hash.update(bytes.subarray(at, at + digestStepBytes));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return hash.digest('hex') as Sha256;
}

/** Whether these very bytes stand there; a damaged file in their place is replaced by the fresh ones. */
async function standsAt(path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    const stat = await lstat(path);
    return stat.isFile() && stat.size === bytes.length && (await readFile(path)).equals(bytes);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function writeDurably(bytes: Uint8Array, target: string, place: DerivativePlace): Promise<void> {
  const temp = join(place.caseFolder, incomingFolder, place.token());
  try {
    const file = await open(temp, 'wx', 0o444);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameMakingFolder(temp, target);
  } catch (error) {
    await rm(temp, { force: true });
    throw error;
  }
}

export async function renameMakingFolder(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
  }
}

export async function makeNamesDurable(references: readonly FileReference[], place: DerivativePlace): Promise<void> {
  const folders = new Set(references.map(({ sha256 }) => dirname(join(place.caseFolder, derivativePath(sha256)))));
  const fresh = [...folders].filter((folder) => !place.durableFolders.has(folder));
  for (const folder of fresh) folders.add(dirname(folder));
  await flushFolders(folders);
  for (const folder of fresh) place.durableFolders.add(folder);
}

function writeError(error: unknown, place: DerivativePlace): Error {
  return toVaultError(vaultFailureOf(error, join(place.caseFolder, incomingFolder)), error);
}
