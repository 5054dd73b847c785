import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { keptFolder, keptPath, type KeptKind } from '../../../format/case-folder.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import type { VerificationFinding } from '../../../shared/verification.ts';
import type { CaseDatabase } from '../../db/database.ts';
import { isAnsweredFor, pageOfNamedFiles } from '../../db/tables/derivative.ts';
import type { Vault } from '../../vault/vault.ts';

export interface FilesToCheck {
  caseFolder: string;
  /** Rows that replaying the log gave: they say which files there must be. */
  named: CaseDatabase;
  vault: Vault;
  /** Compare sizes only; no file is read. */
  quick: boolean;
  signal: AbortSignal | undefined;
  onProgress(bytes: number, ofBytes: number): void;
  onFindings(findings: readonly VerificationFinding[]): void;
}

/** Check every file that the log names, and look for files that it does not name. */
export async function checkFiles(files: FilesToCheck): Promise<{ checked: number; bytes: number }> {
  const counted = await (files.quick ? compareSizes(files) : compareDigests(files));
  for (const kind of ['original', 'derivative'] as const) await findOrphans(files, kind);
  return counted;
}

export interface NamedFile {
  kind: KeptKind;
  sha256: Sha256;
  bytes: number;
}

const pageLength = 1000;

/** Every file that the log answers for, each once: originals first. */
export function* namedFiles(db: CaseDatabase): Generator<NamedFile> {
  for (const kind of ['original', 'derivative'] as const) {
    for (let after = ''; ; ) {
      const page = pageOfNamedFiles(db, kind, { after, limit: pageLength });
      for (const file of page) yield { kind, ...file };
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.sha256;
    }
  }
}

/** How much there is to be read. Counted in turns: a case may name a million files. */
export async function bytesOfAll(named: CaseDatabase): Promise<number> {
  let [bytes, n] = [0, 0];
  for (const file of namedFiles(named)) {
    bytes += file.bytes;
    if (++n % pageLength === 0) await nextTurn();
  }
  return bytes;
}

async function compareDigests({ named, vault, signal, onProgress, onFindings }: FilesToCheck): Promise<{ checked: number; bytes: number }> {
  const counted = { checked: 0, bytes: 0 };
  const ofBytes = await bytesOfAll(named);
  const progress = (bytes: number): void => onProgress(bytes, ofBytes);
  for await (const check of vault.checkFixity(namedFiles(named), { ...(signal ? { signal } : {}), onProgress: progress })) {
    counted.checked++;
    counted.bytes += check.file.bytes;
    if (!check.ok) onFindings([{ code: check.code, thing: check.path, expected: check.expected, actual: check.actual }]);
  }
  signal?.throwIfAborted();
  return counted;
}

async function compareSizes({ caseFolder, named, signal, onFindings }: FilesToCheck): Promise<{ checked: number; bytes: number }> {
  const counted = { checked: 0, bytes: 0 };
  for (const file of namedFiles(named)) {
    signal?.throwIfAborted();
    counted.checked++;
    counted.bytes += file.bytes;
    const thing = keptPath(file.kind, file.sha256);
    const finding = await compareSize(join(caseFolder, thing), file.bytes);
    if (finding !== undefined) onFindings([{ thing, ...finding }]);
  }
  return counted;
}

async function compareSize(path: string, bytes: number): Promise<Omit<VerificationFinding, 'thing'> | undefined> {
  try {
    const found = await lstat(path);
    if (!found.isFile()) return { code: 'not-a-regular-file', expected: 'regular file', actual: found.isSymbolicLink() ? 'symbolic link' : 'something else' };
    return found.size === bytes ? undefined : { code: 'size-mismatch', expected: `${bytes} bytes`, actual: `${found.size} bytes` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'file-missing', expected: `${bytes} bytes`, actual: 'no file' };
    return { code: 'unreadable', expected: `${bytes} bytes`, actual: code };
  }
}

/** Whatever lies in a folder of kept files and is not named by the log. Links are not followed. */
async function findOrphans({ caseFolder, named, signal, onFindings }: FilesToCheck, kind: KeptKind): Promise<void> {
  const top = keptFolder(kind);
  for await (const part of entriesOf(join(caseFolder, top))) {
    signal?.throwIfAborted();
    const inPart = `${top}/${part.name}`;
    if (!part.isDirectory()) onFindings([orphan(inPart)]);
    else {
      for await (const file of entriesOf(join(caseFolder, inPart))) {
        const path = `${inPart}/${file.name}`;
        const isNamed = /^[0-9a-f]{64}$/.test(file.name) && path === keptPath(kind, file.name as Sha256) && isAnsweredFor(named, kind, file.name);
        if (!isNamed) onFindings([orphan(path)]);
      }
    }
  }
}

function orphan(path: string): VerificationFinding {
  return { code: 'orphan-file', thing: path, expected: 'only files that the log names', actual: 'a file that it does not name' };
}

/** A folder that is not there holds nothing; that its files are missing is told elsewhere. */
async function* entriesOf(folder: string) {
  const opened = await opendir(folder).catch(() => undefined);
  if (opened !== undefined) yield* opened;
}
