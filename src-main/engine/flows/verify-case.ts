import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Verification, VerificationFinding, VerificationProgress } from '../../shared/verification.ts';
import { checkAgainstLog, type CheckpointChecks, type FoundCheckpoint } from '../../verifier/check-checkpoints.ts';
import { joinShares, sharesOf } from '../../verifier/check-log.ts';
import { statement } from '../../verifier/statement.ts';
import { readVerifierKey } from '../../format/signed-note.ts';
import { CaseError } from '../../shared/errors.ts';
import { readCheckpointFile } from '../custody/fork-guard.ts';
import { checkSignature } from '../custody/keys.ts';
import { sha256 } from '../custody/sha256.ts';
import { openBeside } from '../db/database.ts';
import { newestCheckpoint, pageOfCheckpoints, type StoredCheckpoint } from '../db/tables/checkpoint.ts';
import { openVault } from '../vault/vault.ts';
import { openLogToVerify, type LogToVerify } from './verify/open-log.ts';
import { checkAnchors } from './verify/check-anchors.ts';
import { checkFiles } from './verify/check-files.ts';
import { checkKeys } from './verify/check-keys.ts';
import { checkLogShares } from './verify/check-log-shares.ts';
import { newFindings, type Findings } from './verify/findings.ts';
import { startReplay } from './verify/replay-job.ts';

export interface VerifyCase {
  /** The case folder. */
  folder: string;
  /** A verifier key or a `SHA256:` fingerprint that the reader has from elsewhere. */
  pin?: string | undefined;
  /** Checkpoints that the reader was given before, as texts. */
  heldCheckpoints?: readonly string[];
  /** Compare sizes of files only. */
  quick?: boolean;
  signal?: AbortSignal | undefined;
  onProgress?(progress: VerificationProgress): void;
}

/**
 * Check a whole case: the log, what was signed of it, stamps of outside authorities, every row, every file. Changes
 * nothing, and works beside a writer on the state it found. Findings are values. Rejects with the signal's reason when
 * cancelled, and with CaseError when the case cannot be checked at all. Memory: constant but for checkpoints.
 */
export async function verifyCase(options: VerifyCase): Promise<Verification> {
  const opened = await openLogToVerify(options.folder);
  const scratchFolder = await mkdtemp(join(tmpdir(), 'postquem-verify-'));
  const vault = openVault({ caseFolder: opened.log.folder, token: () => 'unused' });
  try {
    return await verify(opened.log, options, { vault, scratchFile: join(scratchFolder, 'replay.sqlite') });
  } finally {
    await vault.close();
    await rm(scratchFolder, { recursive: true, force: true });
    await opened.close();
  }
}

interface Means {
  vault: ReturnType<typeof openVault>;
  scratchFile: string;
}

async function verify(log: LogToVerify, options: VerifyCase, { vault, scratchFile }: Means): Promise<Verification> {
  const { folder, file, identity } = log;
  const { signal } = options;
  const found = newFindings();
  const tell = (stage: VerificationProgress['stage'], done: number, of: number): void => options.onProgress?.({ stage, done, of });
  // Before the state that is compared: a writer records a checkpoint first and writes the file after it.
  const beside = await readCheckpointFile(folder);
  let size = 0;
  const replay = startReplay(
    { caseFolder: folder, file, scratchFile, purpose: 'compare' },
    { signal, onFindings: found.add, onProgress: (done) => tell('rows', done, size) },
  );
  size = await replay.size;
  const stored = checkpointsUpTo(log, size);
  const candidates = [...stored.map(toFound), ...(beside === undefined ? [] : [{ thing: 'the file "checkpoint"', note: beside }]), ...held(options)];
  const { roots } = await checkLog(log, { size, cuts: sizesIn(candidates), options, found });
  const checks = checkpointChecks(log, size, roots);
  const heldSizes = await checkCheckpoints(candidates, checks, found);
  await checkFile(log, stored, found);
  await replay.ended;
  const named = openBeside(scratchFile);
  try {
    await checkKeys({ folder, identity, named, pin: options.pin, found });
    const anchors = await checkAnchors({ named, vault, found });
    const files = await checkFiles({
      caseFolder: folder,
      named,
      vault,
      quick: options.quick === true,
      signal,
      onProgress: (done, of) => tell('files', done, of),
      onFindings: found.add,
    });
    const outcome = {
      log: identity.log,
      verifierKey: identity.verifierKey,
      fingerprint: identity.fingerprint,
      pinned: options.pin !== undefined,
      entries: size,
      checkpoints: stored.length,
      signedSize: stored.at(-1)?.size ?? 0,
      anchors,
      files: { ...files, sizesOnly: options.quick === true },
      findings: [...found.listed],
      findingsNotListed: found.notListed(),
    };
    return { ...outcome, ...statement({ ...outcome, heldSizes }) };
  } finally {
    named.close();
  }
}

function checkpointsUpTo({ db }: LogToVerify, size: number): StoredCheckpoint[] {
  const all: StoredCheckpoint[] = [];
  for (let after = -1; ; ) {
    const page = pageOfCheckpoints(db, after, 1000);
    all.push(...page.filter((checkpoint) => checkpoint.seq < size));
    const last = page.at(-1);
    if (last === undefined) return all;
    after = last.size;
  }
}

function toFound({ size, note }: StoredCheckpoint): FoundCheckpoint {
  return { thing: `checkpoint ${size}`, note };
}

const heldName = 'the checkpoint that you hold';

function held({ heldCheckpoints }: VerifyCase): FoundCheckpoint[] {
  return (heldCheckpoints ?? []).map((note) => ({ thing: heldName, note }));
}

/** The second line of each, where it is a number: a checkpoint is believed only later. */
function sizesIn(candidates: readonly FoundCheckpoint[]): number[] {
  const sizes = candidates.map(({ note }) => Number(note.split('\n')[1])).filter(Number.isSafeInteger);
  return [...new Set(sizes)].sort((a, b) => a - b);
}

interface LogToCheck {
  size: number;
  cuts: readonly number[];
  options: VerifyCase;
  found: Findings;
}

async function checkLog({ identity, file }: LogToVerify, { size, cuts, options, found }: LogToCheck) {
  const onProgress = (done: number): void => options.onProgress?.({ stage: 'log', done, of: size });
  const shares = await checkLogShares(sharesOf(identity.log, size, cuts), { file, signal: options.signal, onProgress });
  for (const share of shares) found.add(share.findings);
  const seams: VerificationFinding[] = [];
  const joined = joinShares(sha256, shares, seams);
  found.add(seams);
  return joined;
}

function checkpointChecks({ identity }: LogToVerify, size: number, roots: ReadonlyMap<number, Uint8Array>): CheckpointChecks {
  const key = readVerifierKey(sha256, identity.verifierKey);
  if ('problem' in key) throw new CaseError('internal', { detail: key.problem });
  return { key, log: identity.log, size, rootAt: (at) => roots.get(at), checkSignature };
}

/** Returns the sizes of the checkpoints that the reader holds and that fit. */
async function checkCheckpoints(candidates: readonly FoundCheckpoint[], checks: CheckpointChecks, found: Findings): Promise<number[]> {
  const heldSizes: number[] = [];
  for (const candidate of candidates) {
    const finding = await checkAgainstLog(candidate, checks);
    if (finding !== undefined) found.add([finding]);
    else if (candidate.thing === heldName) heldSizes.push(Number(candidate.note.split('\n')[1]));
  }
  return heldSizes;
}

/** The file beside the database must be the newest checkpoint that the log tells of; a writer may have added one by now. */
async function checkFile({ folder, db }: LogToVerify, stored: readonly StoredCheckpoint[], found: Findings): Promise<void> {
  const beside = await readCheckpointFile(folder);
  const newest = newestCheckpoint(db);
  if (beside !== undefined && beside === newest?.note) return;
  const thing = 'the file "checkpoint"';
  const expected = newest === undefined ? 'a checkpoint' : `the checkpoint over ${newest.size} entries`;
  if (beside === undefined) found.add([{ code: 'checkpoint-file-missing', thing, expected, actual: 'no file' }]);
  else if (stored.some(({ note }) => note === beside)) found.add([{ code: 'checkpoint-file-older', thing, expected, actual: 'an older one' }]);
  else found.add([{ code: 'checkpoint-not-recorded', thing, expected, actual: 'one that the log does not tell of' }]);
}
