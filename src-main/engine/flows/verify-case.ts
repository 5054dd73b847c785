import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import type { Verification, VerificationFinding, VerificationProgress, VerifiedCosignature } from '../../shared/verification.ts';
import { checkAgainstLog, checkCosigned, type CheckpointChecks, type FoundCheckpoint } from '../../verifier/check-checkpoints.ts';
import { joinShares, sharesOf } from '../../verifier/check-log.ts';
import { statement } from '../../verifier/statement.ts';
import { readVerifierKey } from '../../format/signed-note.ts';
import { CaseError } from '../../shared/errors.ts';
import { readCheckpointFile } from '../custody/fork-guard.ts';
import { checkSignature } from '../custody/keys.ts';
import { sha256 } from '../custody/sha256.ts';
import { openBeside } from '../db/database.ts';
import { pageOfCheckpoints, type StoredCheckpoint } from '../db/tables/checkpoint.ts';
import { openVault } from '../vault/vault.ts';
import { openLogToVerify, type LogToVerify } from './verify/open-log.ts';
import { readHeadText } from './head-of-log.ts';
import { oddPlaces } from './case-places.ts';
import { checkAnchors } from './verify/check-anchors.ts';
import { checkFiles } from './verify/check-files.ts';
import { checkKeys } from './verify/check-keys.ts';
import { strangersBeside } from './verify/strangers-beside.ts';
import { checkLogShares } from './verify/check-log-shares.ts';
import { newFindings, type Findings } from './verify/findings.ts';
import { startReplay, type Replaying } from './verify/replay-job.ts';

export interface VerifyCase {
  /** The case folder. */
  folder: string;
  /** A verifier key or a `SHA256:` fingerprint that the reader has from elsewhere. */
  pin?: string | undefined;
  /** Checkpoints that the reader was given before (as `readHeadText` takes them): the text, and a name to tell them apart, such as its path. */
  heldCheckpoints?: readonly { name: string; note: string }[];
  /** Verifier keys of custodians who cosigned them. */
  cosigners?: readonly string[];
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
  // Before anything of the database is read: a writer records a checkpoint first and writes the file after it.
  const beside = readCheckpointFile(options.folder);
  const opened = await openLogToVerify(options.folder);
  const scratchFolder = await mkdtemp(join(tmpdir(), 'postquem-verify-'));
  const vault = openVault({ caseFolder: opened.log.folder, token: () => 'unused' });
  try {
    return await verify(opened.log, options, { vault, beside, scratchFile: join(scratchFolder, 'replay.sqlite') });
  } finally {
    await vault.close();
    await rm(scratchFolder, { recursive: true, force: true });
    await opened.close();
  }
}

interface Means {
  vault: ReturnType<typeof openVault>;
  scratchFile: string;
  /** The file "checkpoint" as it was before the state that is compared. */
  beside: string | undefined;
}

async function verify(log: LogToVerify, options: VerifyCase, { vault, scratchFile, beside }: Means): Promise<Verification> {
  const { folder, file } = log;
  const { signal } = options;
  const found = newFindings();
  found.add(await oddPlaces(folder));
  let size = 0;
  const replay = startReplay(
    { caseFolder: folder, file, scratchFile, purpose: 'compare' },
    { signal, onFindings: found.add, onProgress: (done) => options.onProgress?.({ stage: 'rows', done, of: size }) },
  );
  try {
    size = await replay.size;
    return await verifyBeside(replay, { log, options, vault, scratchFile, beside, found, size });
  } finally {
    await replay.stop();
  }
}

interface Verifying extends Means {
  log: LogToVerify;
  options: VerifyCase;
  found: Findings;
  size: number;
}

async function verifyBeside(replay: Replaying, { log, options, vault, scratchFile, beside, found, size }: Verifying): Promise<Verification> {
  const { folder, identity } = log;
  const stored = checkpointsFrom(log, 0).filter((checkpoint) => checkpoint.seq < size);
  const candidates = [...stored.map(toFound), ...(beside === undefined ? [] : [{ thing: 'the file "checkpoint"', note: beside }]), ...held(options)];
  const { roots } = await checkLog(log, { size, cuts: sizesIn(candidates), options, found });
  const checks = checkpointChecks(log, size, roots);
  const passed = await checkCheckpoints(candidates, checks, found);
  const fitting = passed.filter(({ thing }) => thing.startsWith(heldName));
  const cosignatures = await checkCosigners(fitting, options.cosigners ?? [], found);
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
      signal: options.signal,
      onProgress: (done, of) => options.onProgress?.({ stage: 'files', done, of }),
      onFindings: found.add,
    });
    found.add(await strangersBeside(folder, named));
    const outcome = {
      log: identity.log,
      verifierKey: identity.verifierKey,
      fingerprint: identity.fingerprint,
      pinned: options.pin !== undefined,
      entries: size,
      checkpoints: stored.length,
      signedSize: Math.max(0, ...passed.filter(({ stated }) => stated !== undefined).map(({ note }) => sizeIn(note))),
      anchors,
      cosignatures,
      files: { ...files, sizesOnly: options.quick === true },
      findings: [...found.listed],
      findingsNotListed: found.notListed(),
    };
    return { ...outcome, ...statement({ ...outcome, heldSizes: fitting.map(({ note }) => sizeIn(note)) }) };
  } finally {
    named.close();
  }
}

/** The checkpoints over so many entries or more, smallest first. None when the table is gone: the layouts are compared elsewhere. */
function checkpointsFrom({ db }: LogToVerify, least: number): StoredCheckpoint[] {
  const all: StoredCheckpoint[] = [];
  try {
    for (let after = least - 1; ; ) {
      const page = pageOfCheckpoints(db, after, 1000);
      all.push(...page);
      const last = page.at(-1);
      if (last === undefined) return all;
      after = last.size;
    }
  } catch {
    return [];
  }
}

function toFound({ size, root, seq, note }: StoredCheckpoint): FoundCheckpoint {
  return { thing: `checkpoint ${size}`, note, stated: { size, root, seq } };
}

const heldName = 'the checkpoint that you hold';

function held({ heldCheckpoints }: VerifyCase): FoundCheckpoint[] {
  return (heldCheckpoints ?? []).map(({ name, note }) => ({ thing: `${heldName}, ${name}`, note: readHeadText(note).note }));
}

/** The second line, where it is a number: a checkpoint is believed only later. */
function sizeIn(note: string): number {
  return Number(note.split('\n')[1]);
}

function sizesIn(candidates: readonly FoundCheckpoint[]): number[] {
  const sizes = candidates.map(({ note }) => sizeIn(note)).filter(Number.isSafeInteger);
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

/** Returns the checkpoints that passed. */
async function checkCheckpoints(candidates: readonly FoundCheckpoint[], checks: CheckpointChecks, found: Findings): Promise<FoundCheckpoint[]> {
  const passed: FoundCheckpoint[] = [];
  for (const [n, candidate] of candidates.entries()) {
    // A signature takes 60 us here: thousands in one go would hold the event loop up.
    if (n % 100 === 99) await nextTurn();
    const finding = await checkAgainstLog(candidate, checks);
    if (finding !== undefined) found.add([finding]);
    else passed.push(candidate);
  }
  return passed;
}

async function checkCosigners(fitting: readonly FoundCheckpoint[], cosigners: readonly string[], found: Findings): Promise<VerifiedCosignature[]> {
  const cosignatures: VerifiedCosignature[] = [];
  for (const vkey of cosigners) {
    const key = readVerifierKey(sha256, vkey);
    if ('problem' in key) throw new CaseError('argument-invalid', { detail: `"${vkey}" is no verifier key of a cosigner: ${key.problem}.` });
    for (const checkpoint of fitting) {
      const checked = await checkCosigned(checkpoint, key, checkSignature);
      if ('finding' in checked) found.add([checked.finding]);
      else cosignatures.push(checked);
    }
  }
  return cosignatures;
}

const patience = 5;
const patienceMs = 100;

/**
 * The file beside the database must be the newest checkpoint that the log tells of, or one that a writer has added by
 * now: the file follows the row, so the rows are read last.
 */
async function checkFile(log: LogToVerify, stored: readonly StoredCheckpoint[], found: Findings): Promise<void> {
  const newest = stored.at(-1);
  const isNewest = (text: string | undefined): boolean => text !== undefined && checkpointsFrom(log, newest?.size ?? 0).some(({ note }) => note === text);
  let beside = readCheckpointFile(log.folder);
  // A writer that was just between the row and the file is done in a moment.
  for (let n = 0; n < patience && !isNewest(beside); n++) {
    await wait(patienceMs);
    beside = readCheckpointFile(log.folder);
  }
  if (isNewest(beside)) return;
  const thing = 'the file "checkpoint"';
  const expected = newest === undefined ? 'a checkpoint' : `the checkpoint over ${newest.size} entries`;
  if (beside === undefined) found.add([{ code: 'checkpoint-file-missing', thing, expected, actual: 'no file' }]);
  else if (stored.some(({ note }) => note === beside)) found.add([{ code: 'checkpoint-file-older', thing, expected, actual: 'an older one' }]);
  else found.add([{ code: 'checkpoint-not-recorded', thing, expected, actual: 'one that the log does not tell of' }]);
}
