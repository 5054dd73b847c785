import { dirname, join } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { derivativePath } from '../../../format/case-folder.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
import type { VerificationFinding } from '../../../shared/verification.ts';
import { replayLog } from '../../custody/replay.ts';
import { sha256 } from '../../custody/sha256.ts';
import { mostDocumentBytes, readSmallFile } from '../../custody/small-file.ts';
import { attachReplay, openBeside, openForWriting, openScratch } from '../../db/database.ts';
import { compareWithReplay, damageIn, isSqliteError, type Damage, type Difference } from '../../db/compare.ts';
import { recheckAssessments } from '../claims/recheck-assessments.ts';
import { entriesToCheck } from './entries-to-check.ts';
import type { FromReplay, ReplayJob } from './replay-job.ts';
import { workerMemory } from './worker-memory.ts';

// Replays the log into a fresh database and compares every row: in a thread of its own, for it is the longest part.
const port = parentPort!;
const { caseFolder, file, scratchFile, purpose } = workerData as ReplayJob;
const tell = (message: FromReplay): void => port.postMessage(message);

/** Findings are told in groups, so that a case with a million of them needs no memory for them here. */
const groupLength = 100;

async function main(): Promise<void> {
  const damage = purpose === 'compare' ? lookForDamage() : undefined;
  const scratch = purpose === 'compare' ? openScratch(scratchFile) : openForWriting(dirname(scratchFile));
  const stored = openBeside(file);
  if (purpose === 'compare') attachReplay(stored, scratchFile);
  stored.exec('BEGIN');
  const { size, findings } = entriesToCheck(stored);
  tell({ kind: 'begun', size });
  tell({ kind: 'findings', findings });
  const onProgress = (done: number): void => tell({ kind: 'progress', done });
  tell({ kind: 'findings', findings: replayLog({ from: stored, into: scratch, size, readDocument, keepEntries: purpose === 'rebuild', onProgress }) });
  scratch.close();
  if (purpose === 'compare') for await (const finding of recheckAssessments(scratchFile, caseFolder)) tell({ kind: 'findings', findings: [finding] });
  if (damage !== undefined) tellDifferences(stored, (await damage) ?? damageIn(stored));
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
    const bytes = readSmallFile(join(caseFolder, path), mostDocumentBytes);
    if (bytes !== undefined) return bytes;
    throw new Error('no file');
  } catch (error) {
    throw new CaseError('file-missing', { path, detail: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

/** In a thread of its own: it needs nothing of the replay. Undefined when that could not ask: then it is asked here. */
function lookForDamage(): Promise<Damage | undefined> {
  const worker = new Worker(new URL('./damage-worker.ts', import.meta.url), { workerData: { file }, resourceLimits: workerMemory });
  return new Promise((resolve) => worker.once('message', resolve).once('error', () => resolve(undefined)));
}

function tellDifferences(stored: ReturnType<typeof openBeside>, { structure, searchIndex }: Damage): void {
  tell({ kind: 'findings', findings: searchIndex.map(toFinding) });
  let group: VerificationFinding[] = structure.map((actual) => ({ code: 'database-damaged', thing: 'case.sqlite', expected: 'a sound database', actual }));
  for (const difference of compareWithReplay(stored)) {
    group.push(toFinding(difference));
    if (group.length < groupLength) continue;
    tell({ kind: 'findings', findings: group });
    group = [];
  }
  tell({ kind: 'findings', findings: group });
}

const codes = { missing: 'row-missing', added: 'row-added', differs: 'row-differs', layout: 'schema-differs', unreadable: 'database-damaged' } as const;

function toFinding({ what, table, row, column, expected, actual }: Difference): VerificationFinding {
  const thing = what === 'layout' || what === 'unreadable' ? row : `${table}: ${row}${column === undefined ? '' : `, column ${column}`}`;
  return { code: codes[what], thing, expected, actual };
}

try {
  await main();
} catch (error) {
  tell({ kind: 'broken', detail: error instanceof Error ? error.message : String(error), damaged: isSqliteError(error) });
}
