import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { derivativePath } from '../../../format/case-folder.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
import type { VerificationFinding } from '../../../shared/verification.ts';
import { replayLog } from '../../custody/replay.ts';
import { sha256 } from '../../custody/sha256.ts';
import { attachReplay, openBeside, openForWriting, openScratch } from '../../db/database.ts';
import { compareWithReplay, damageOf, type Difference } from '../../db/compare.ts';
import { logSize } from '../../db/tables/log-entry.ts';
import type { FromReplay, ReplayJob } from './replay-job.ts';

// Replays the log into a fresh database and compares every row: in a thread of its own, for it is the longest part.
const port = parentPort!;
const { caseFolder, file, scratchFile, purpose } = workerData as ReplayJob;
const tell = (message: FromReplay): void => port.postMessage(message);

/** Findings are told in groups, so that a case with a million of them needs no memory for them here. */
const groupLength = 100;

function main(): void {
  const scratch = purpose === 'compare' ? openScratch(scratchFile) : openForWriting(dirname(scratchFile));
  const stored = openBeside(file);
  if (purpose === 'compare') attachReplay(stored, scratchFile);
  stored.exec('BEGIN');
  const size = logSize(stored);
  tell({ kind: 'begun', size });
  const onProgress = (done: number): void => tell({ kind: 'progress', done });
  tell({ kind: 'findings', findings: replayLog({ from: stored, into: scratch, size, readDocument, keepEntries: purpose === 'rebuild', onProgress }) });
  scratch.close();
  if (purpose === 'compare') tellDifferences(stored);
  stored.close();
  tell({ kind: 'ended' });
}

function readDocument(digest: Sha256): Uint8Array {
  const path = derivativePath(digest);
  const bytes = readNamed(path);
  const found = Buffer.from(sha256(bytes)).toString('hex');
  if (found !== digest) throw new CaseError('file-damaged', { path, detail: `its SHA-256 is ${found}` });
  return bytes;
}

function readNamed(path: string): Uint8Array {
  try {
    return readFileSync(join(caseFolder, path));
  } catch (error) {
    throw new CaseError('file-missing', { path, detail: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

function tellDifferences(stored: ReturnType<typeof openBeside>): void {
  let group: VerificationFinding[] = damageOf(stored).map((actual) => ({ code: 'database-damaged', thing: 'case.sqlite', expected: 'a sound database', actual }));
  for (const difference of compareWithReplay(stored)) {
    group.push(toFinding(difference));
    if (group.length < groupLength) continue;
    tell({ kind: 'findings', findings: group });
    group = [];
  }
  tell({ kind: 'findings', findings: group });
}

const codes = { missing: 'row-missing', added: 'row-added', differs: 'row-differs', layout: 'schema-differs' } as const;

function toFinding({ what, table, row, column, expected, actual }: Difference): VerificationFinding {
  const thing = what === 'layout' ? row : `${table}: ${row}${column === undefined ? '' : `, column ${column}`}`;
  return { code: codes[what], thing, expected, actual };
}

try {
  main();
} catch (error) {
  tell({ kind: 'broken', detail: error instanceof Error ? error.message : String(error) });
}
