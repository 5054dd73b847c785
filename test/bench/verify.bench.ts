import { createHash, hash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkSignature } from '../../src-main/engine/custody/keys.ts';
import { sha256 } from '../../src-main/engine/custody/sha256.ts';
import { openBeside } from '../../src-main/engine/db/database.ts';
import { pageOfCheckpoints } from '../../src-main/engine/db/tables/checkpoint.ts';
import { logSize, pageOfEntries } from '../../src-main/engine/db/tables/log-entry.ts';
import { checkLogShares } from '../../src-main/engine/flows/verify/check-log-shares.ts';
import { startReplay } from '../../src-main/engine/flows/verify/replay-job.ts';
import { checkFixity, openCase } from '../../src-main/engine/index.ts';
import { readVerifierKey } from '../../src-main/format/signed-note.ts';
import type { VerificationFinding } from '../../src-main/shared/verification.ts';
import { checkAgainstLog } from '../../src-main/verifier/check-checkpoints.ts';
import { joinShares, sharesOf } from '../../src-main/verifier/check-log.ts';
import { seededRandom } from '../known-system.ts';
import { benchCase, benchFolder, importInto, makeFile, scale, tell, watchProcess } from './bench-case.ts';
import { makeLongLog, type LongLog } from './long-log.ts';
import { sideBySide } from './side-by-side.ts';

// A log of 1,000,000 entries that names files which are not there: its check, its replay. Then the files of a case.
const entries = Math.round(1_000_000 * scale);

function expectNone(findings: readonly VerificationFinding[]): void {
  if (findings.length > 0) throw new Error(`${findings.length} findings: ${JSON.stringify(findings.slice(0, 3))}`);
}

/** Every leaf, the root at every checkpoint, every signature: as verifyCase does it. */
async function checkWholeLog({ file, identity }: LongLog): Promise<void> {
  const db = openBeside(file);
  const size = logSize(db);
  const checkpoints = pageOfCheckpoints(db, -1, 100_000);
  db.close();
  const shares = await checkLogShares(sharesOf(identity.log, size, checkpoints.map((c) => c.size)), { file, signal: undefined, onProgress: () => {} });
  const findings = shares.flatMap((share) => share.findings);
  const { roots } = joinShares(sha256, shares, findings);
  const key = readVerifierKey(sha256, identity.verifierKey);
  if ('problem' in key) throw new Error(key.problem);
  const checks = { key, log: identity.log, size, rootAt: (at: number) => roots.get(at), checkSignature };
  for (const { size: at, note } of checkpoints) {
    const finding = await checkAgainstLog({ thing: `checkpoint ${at}`, note }, checks);
    if (finding !== undefined) findings.push(finding);
  }
  expectNone(findings);
  if (checkpoints.some(({ size: at }) => !roots.has(at)) || checkpoints.length === 0) throw new Error(`${checkpoints.length} checkpoints, ${roots.size} roots`);
}

/** Replay into a fresh database and compare every row and the database's own structure: as verifyCase does it. */
async function replayWhole({ folder, file }: LongLog): Promise<void> {
  const findings: VerificationFinding[] = [];
  const scratchFile = join(benchFolder, 'replay.sqlite');
  const job = { caseFolder: folder, file, scratchFile, purpose: 'compare' } as const;
  await startReplay(job, { signal: undefined, onProgress: () => {}, onFindings: (told) => findings.push(...told) }).ended;
  rmSync(scratchFile);
  // The one document that the log names is not there.
  expectNone(findings);
}

/**
 * The reference: `crypto.hash` of as many entries as the log has, one thread, nothing but the digests. 65,536 of them
 * (60 MB, more than any cache holds) are in memory beforehand and taken again and again, so that reading costs nothing.
 */
function hashOfEach({ file }: LongLog): () => void {
  const db = openBeside(file);
  const inMemory = pageOfEntries(db, 0, 65_536).map(({ bytes }) => bytes);
  db.close();
  return () => {
    for (let n = 0; n < entries; n++) hash('sha256', inMemory[n % inMemory.length] ?? '', 'buffer');
  };
}

async function log(): Promise<void> {
  const start = performance.now();
  const made = await makeLongLog(entries);
  process.stderr.write(`${entries} entries made, ${Math.round(entries / ((performance.now() - start) / 1000))} a second\n`);
  const reference = hashOfEach(made);
  const named = 'crypto.hash of each entry';
  for (const [what, act, target] of [
    [`log check of ${entries} entries, two workers`, checkWholeLog, 2],
    [`full replay of ${entries} entries`, replayWhole, 12],
  ] as const) {
    const watched = watchProcess();
    const times = await sideBySide({ ours: () => watched.during(() => act(made)), reference, rounds: 3 });
    tell({ what, reference: named, ...times, target, ...watched.told() });
  }
  rmSync(made.folder, { recursive: true });
}

/** Read and digest each, one after another, in one thread with one buffer. */
function readAndDigest(paths: readonly string[]): void {
  const buffer = Buffer.allocUnsafe(1 << 20);
  for (const path of paths) {
    const file = openSync(path, 'r');
    const digest = createHash('sha256');
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) digest.update(read === buffer.length ? buffer : buffer.subarray(0, read));
    if (digest.digest('hex') !== path.slice(-64)) throw new Error(`${path} is damaged`);
    closeSync(file);
  }
}

/** From the order to the result's entry in the log, in an open case. */
async function files(): Promise<void> {
  const sources = Array.from({ length: 8 }, (_, n) => join(benchFolder, `footage-${n}.bin`));
  for (const [n, source] of sources.entries()) await makeFile(source, Math.round(64 * 2 ** 20 * scale) + n);
  const folder = await benchCase();
  await importInto(folder, sources, true);
  for (const source of sources) rmSync(source);
  const kept = readdirSync(join(folder, 'originals'), { recursive: true, encoding: 'utf8' }).filter((path) => path.length > 60);
  const opened = await openCase({ folder, clock: { now: () => Date.now() }, random: seededRandom(3) });
  const watched = watchProcess();
  const times = await sideBySide({
    ours: () =>
      watched.during(async () => {
        const { findings, bytes } = await checkFixity(opened.case, { items: [] });
        if (findings.length > 0 || bytes < kept.length) throw new Error(JSON.stringify(findings));
      }),
    reference: () => readAndDigest(kept.map((path) => join(folder, 'originals', path))),
    rounds: 5,
  });
  await opened.close();
  tell({ what: 'check fixity of a case of 8 files of 64 MiB', reference: 'read + SHA-256, one thread', ...times, target: 0.65, ...watched.told() });
}

await log();
await files();
