import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkpointFile, databaseFile, keptPath, keysFolder, readMeFile } from '../../format/case-folder.ts';
import type { Random } from '../../shared/clock.ts';
import { CaseError } from '../../shared/errors.ts';
import type { VerificationFinding, VerificationProgress } from '../../shared/verification.ts';
import { syncFolder, writeDurably } from '../custody/durable-file.ts';
import { keyFileNames } from '../custody/keys.ts';
import { readSmallFile } from '../custody/small-file.ts';
import { openBeside } from '../db/database.ts';
import { openVault, type Vault } from '../vault/vault.ts';
import { buildFolder, refuseInside } from './new-folder.ts';
import { bytesOfAll, namedFiles, type NamedFile } from './verify/check-files.ts';
import { newFindings, type Findings } from './verify/findings.ts';
import { openLogToVerify } from './verify/open-log.ts';
import { startReplay } from './verify/replay-job.ts';

export interface RebuildCase {
  /** The case whose log and files are used. */
  folder: string;
  /** Where the fresh case is made: a folder that does not exist, or is empty. */
  into: string;
  random: Random;
  signal?: AbortSignal | undefined;
  onProgress?(progress: VerificationProgress): void;
}

export interface RebuildSummary {
  folder: string;
  entries: number;
  files: number;
  bytes: number;
  /** What could not be followed or brought over; the fresh case lacks it. */
  findings: VerificationFinding[];
}

/**
 * Make a case again from the log and the files of another: every row is written anew, every file is digested before it
 * is copied, the log is copied entry by entry, and nothing is added to it. The other case is not changed. Rejects with
 * the signal's reason when cancelled; then nothing is left behind.
 */
export async function rebuildCase(options: RebuildCase): Promise<RebuildSummary> {
  await refuseInside(options.into, options.folder);
  const { log, close } = await openLogToVerify(options.folder);
  const token = (): string => Buffer.from(options.random.bytes(12)).toString('hex');
  const found = newFindings();
  try {
    const counted = await buildFolder({ folder: options.into, token: token().slice(0, 12) }, async (building) => {
      await mkdir(building, { recursive: true });
      const entries = await rebuildDatabase({ from: log.folder, file: log.file, building }, options, found);
      const files = await bringFilesOver({ from: log.folder, building, token }, options, found);
      await copyTheRest(log.folder, building);
      return { entries, ...files };
    });
    return { folder: resolve(options.into), ...counted, findings: [...found.listed] };
  } finally {
    await close();
  }
}

interface Rebuilding {
  from: string;
  file: string;
  building: string;
}

async function rebuildDatabase({ from, file, building }: Rebuilding, { signal, onProgress }: RebuildCase, found: Findings): Promise<number> {
  let size = 0;
  const replay = startReplay(
    { caseFolder: from, file, scratchFile: join(building, databaseFile), purpose: 'rebuild' },
    { signal, onFindings: found.add, onProgress: (done) => onProgress?.({ stage: 'rows', done, of: size }) },
  );
  size = await replay.size;
  await replay.ended;
  return size;
}

async function bringFilesOver(
  { from, building, token }: { from: string; building: string; token: () => string },
  { signal, onProgress }: RebuildCase,
  found: Findings,
): Promise<{ files: number; bytes: number }> {
  const [old, fresh] = [openVault({ caseFolder: from, token }), openVault({ caseFolder: building, token })];
  const named = openBeside(join(building, databaseFile));
  const counted = { files: 0, bytes: 0 };
  const ofBytes = await bytesOfAll(named);
  try {
    for await (const check of old.checkFixity(namedFiles(named), signal ? { signal } : {})) {
      if (!check.ok) {
        found.add([{ code: check.code, thing: check.path, expected: check.expected, actual: check.actual }]);
        continue;
      }
      await bringOver(check.file, { from, old, fresh });
      counted.files++;
      counted.bytes += check.file.bytes;
      onProgress?.({ stage: 'files', done: counted.bytes, of: ofBytes });
    }
    signal?.throwIfAborted();
    return counted;
  } finally {
    named.close();
    await Promise.all([old.close(), fresh.close()]);
  }
}

/** Copied as any source is: digested while it is written, durable before it has its name. */
async function bringOver(file: NamedFile, { from, old, fresh }: { from: string; old: Vault; fresh: Vault }): Promise<void> {
  if (file.kind === 'derivative') {
    await fresh.keepDerivative(await old.read(file, 'derivative'));
    return;
  }
  const path = keptPath('original', file.sha256);
  const kept = await fresh.keep({ path: Buffer.from(join(from, path)) }, { alsoDigest: [], verifyCopy: false });
  if (!kept.kept || kept.sha256 !== file.sha256) throw new CaseError('file-damaged', { path, detail: 'it changed while it was copied' });
}

const mostSmallBytes = 1 << 20;

/** Keys, the newest checkpoint, the text for readers, as they are in the other case. */
async function copyTheRest(from: string, building: string): Promise<void> {
  await mkdir(join(building, 'incoming'), { recursive: true });
  await mkdir(join(building, keysFolder), { mode: 0o700 });
  // By their known names, and never through a link: what lies in the other case may have been planted.
  const keys = (['custodian', 'log'] as const).flatMap(keyFileNames).map((name) => ({ name: `${keysFolder}/${name}`, mode: 0o600 }));
  for (const { name, mode } of [{ name: checkpointFile, mode: 0o644 }, { name: readMeFile, mode: 0o644 }, ...keys]) {
    const bytes = readSmallFile(join(from, name), mostSmallBytes);
    if (bytes !== undefined) await writeDurably(join(building, name), bytes, mode);
  }
  for (const part of [keysFolder, '']) await syncFolder(join(building, part));
}
