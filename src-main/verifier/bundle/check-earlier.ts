import { equalBytes, fromHex } from '../../format/bytes.ts';
import { checkCheckpoint, type Checkpoint } from '../../format/checkpoint.ts';
import { checkConsistencyDocument, readConsistencyProof, type ConsistencyProof } from '../../format/consistency-proof.ts';
import { consistencyPath, earlierCheckpointPath, entryPath } from '../../format/bundle/layout.ts';
import { documentsOf } from '../../format/bundle/documents.ts';
import { payloadOf } from '../../format/bundle/part.ts';
import { entryLimitBytes, readEntry, type Entry } from '../../format/entry.ts';
import { checkTimestamp } from '../../format/timestamp/check.ts';
import { anchorAcceptedAct, anchorRequestedAct } from '../../shared/acts/anchor.ts';
import type { VerifiedAnchor } from '../../shared/verification.ts';
import { checkAnchor } from '../check-anchor.ts';
import { noteLimitBytes, readFile, readText, type Bundle } from './bundle.ts';
import type { PartToCheck } from './check-entries.ts';

const proofLimitBytes = 65_536;
const stampLimitBytes = 1024 * 1024;

/** A stamp that holds, and whether it leads to a root that the reader gave. */
export type BundleAnchor = VerifiedAnchor & { byYourRoot: boolean };

/** The proofs that the log continues earlier checkpoints, and those checkpoints that are there. Gives the sizes shown. */
export async function checkConsistency(bundle: Bundle, part: PartToCheck, sizes: readonly number[]): Promise<number[]> {
  const shown: number[] = [];
  for (const size of sizes) {
    bundle.options.signal?.throwIfAborted();
    const earlier = await readEarlier(bundle, part, size);
    if (earlier !== undefined && isSame(earlier, part.checkpoint)) {
      shown.push(size);
      continue;
    }
    const path = consistencyPath(part.prefix, size);
    if (earlier !== undefined && !bundle.files.has(path)) bundle.findings.find('consistency-missing', path, `a proof that the log continues its first ${size} entries`, 'none');
    const proof = await readProof(bundle, part, size);
    if (proof === undefined || earlier === undefined) continue;
    if (await continues(bundle, part, { proof, old: earlier, path })) shown.push(size);
  }
  return shown;
}

/** Whether two checkpoints of one log say the same; their notes may differ by signatures of others. */
function isSame(a: Checkpoint, b: Checkpoint): boolean {
  return a.size === b.size && equalBytes(a.root, b.root);
}

async function readProof(bundle: Bundle, { prefix, note }: PartToCheck, size: number): Promise<ConsistencyProof | undefined> {
  const path = consistencyPath(prefix, size);
  const text = await readText(bundle, path, proofLimitBytes);
  if (text === undefined) return undefined;
  bundle.explained.add(path);
  const proof = readConsistencyProof(text);
  if ('problem' in proof) bundle.findings.find('consistency-unreadable', path, 'a proof that continues an earlier checkpoint', proof.problem);
  else if (proof.checkpoint !== note) bundle.findings.find('proof-of-another-checkpoint', path, 'the checkpoint of the bundle', 'another');
  else if (proof.oldSize !== size) bundle.findings.find('consistency-invalid', path, `from ${size} entries`, `from ${proof.oldSize}`);
  else return proof;
  return undefined;
}

/** An earlier checkpoint that is in the bundle. */
async function readEarlier(bundle: Bundle, { prefix, identity }: PartToCheck, size: number): Promise<Checkpoint | undefined> {
  const path = earlierCheckpointPath(prefix, size);
  const note = await readText(bundle, path, noteLimitBytes);
  if (note === undefined) return undefined;
  bundle.explained.add(path);
  const read = await checkCheckpoint(note, identity.logKey.key, bundle.options.checkSignature);
  if ('problem' in read) bundle.findings.find('earlier-checkpoint-invalid', path, `a checkpoint signed by ${identity.logKey.verifierKey}`, read.detail);
  else if (read.checkpoint.size !== size) bundle.findings.find('earlier-checkpoint-invalid', path, `a checkpoint over ${size} entries`, `one over ${read.checkpoint.size}`);
  else return read.checkpoint;
  return undefined;
}

async function continues(bundle: Bundle, { identity }: PartToCheck, { proof, old, path }: { proof: ConsistencyProof; old: Checkpoint; path: string }): Promise<boolean> {
  const { sha256, checkSignature } = bundle.options;
  const verdict = await checkConsistencyDocument(sha256, { proof, old, key: identity.logKey.key, checkSignature });
  if (!verdict.ok) bundle.findings.find('consistency-invalid', path, `a log that continues its first ${old.size} entries`, `${verdict.problem}: ${verdict.detail}`);
  return verdict.ok;
}

/** Checkpoints that the reader held before: each must be of this log, signed, and continued by the bundle's. Gives the sizes shown. */
export async function checkHeld(bundle: Bundle, part: PartToCheck): Promise<number[]> {
  const shown: number[] = [];
  for (const { name, note } of bundle.options.heldCheckpoints ?? []) {
    const find = (expected: string, actual: string): void => bundle.findings.find('held-checkpoint-differs', name, expected, actual);
    const read = await checkCheckpoint(note, part.identity.logKey.key, bundle.options.checkSignature);
    if ('problem' in read) {
      find(`a checkpoint signed by ${part.identity.logKey.verifierKey}`, read.detail);
      continue;
    }
    const old = read.checkpoint;
    const path = consistencyPath(part.prefix, old.size);
    const isOurs = isSame(old, part.checkpoint);
    const proof = isOurs ? undefined : await readProof(bundle, part, old.size);
    if (isOurs) shown.push(old.size);
    else if (proof === undefined) find(`a proof from ${old.size} entries in the bundle`, 'none');
    else if (await continues(bundle, part, { proof, old, path })) shown.push(old.size);
  }
  return shown;
}

/**
 * Check the stamps that the log tells of, each at its own time, against the roots that were pinned and those of the reader.
 * A stamp says nothing of this log unless the log continues what was stamped: `continued` holds the sizes of which that
 * was shown.
 */
export async function checkAnchors(bundle: Bundle, part: PartToCheck, { accepted, continued }: { accepted: readonly Entry[]; continued: readonly number[] }): Promise<BundleAnchor[]> {
  const anchors: BundleAnchor[] = [];
  const sizes = new Set(continued);
  for (const entry of accepted) {
    bundle.options.signal?.throwIfAborted();
    const anchor = await checkOne(bundle, part, entry);
    if (anchor === undefined) continue;
    if (sizes.has(anchor.size)) anchors.push(anchor);
    else bundle.findings.find('anchor-incomplete', entryPath(part.prefix, entry.seq), `a proof that the log continues the ${anchor.size} entries that were stamped`, 'none that holds');
  }
  return anchors;
}

async function checkOne(bundle: Bundle, part: PartToCheck, entry: Entry): Promise<BundleAnchor | undefined> {
  const { findings, options } = bundle;
  const told = payloadOf(anchorAcceptedAct, entry);
  if (told === undefined) return undefined;
  const material = await readMaterial(bundle, part, entry, told.request);
  const thing = entryPath(part.prefix, entry.seq);
  if ('missing' in material) {
    findings.find('anchor-incomplete', thing, material.missing, 'not there, or not readable');
    return undefined;
  }
  const { nonce, note, reply, rootsPem } = material;
  const checked = await checkAnchor(options.sha256, { seq: entry.seq, size: told.size, genTime: told.genTime, rootSha256: told.rootSha256, note, reply, rootsPem, nonce });
  if ('findings' in checked) {
    for (const { expected, actual } of checked.findings) findings.find('anchor-invalid', thing, expected, actual);
    return undefined;
  }
  return { ...checked, byYourRoot: await leadsToYours(bundle, { thing, reply, note, nonce }) };
}

async function readMaterial(
  bundle: Bundle,
  { prefix }: PartToCheck,
  entry: Entry,
  requestSeq: number,
): Promise<{ nonce: Uint8Array; note: string; reply: Uint8Array; rootsPem: string } | { missing: string }> {
  const told = payloadOf(anchorAcceptedAct, entry);
  const requestPath = entryPath(prefix, requestSeq);
  const requestBytes = await readFile(bundle, requestPath, entryLimitBytes);
  const request = requestBytes && readEntry(requestBytes);
  const asked = request === undefined || 'problem' in request ? undefined : payloadOf(anchorRequestedAct, request.entry);
  const nonce = asked && fromHex(asked.nonce);
  if (nonce === undefined) return { missing: requestPath };
  const notePath = earlierCheckpointPath(prefix, told?.size ?? -1);
  const note = await readText(bundle, notePath, noteLimitBytes);
  if (note === undefined) return { missing: notePath };
  bundle.explained.add(notePath);
  const documents = documentsOf(prefix, entry);
  const path = (ending: string): string => documents.find((document) => document.path.endsWith(ending))?.path ?? ending;
  const reply = await readFile(bundle, path('.tsr'), stampLimitBytes);
  if (reply === undefined) return { missing: path('.tsr') };
  const rootsPem = await readText(bundle, path('.roots.pem'), stampLimitBytes);
  return rootsPem === undefined ? { missing: path('.roots.pem') } : { nonce, note, reply, rootsPem };
}

/** Whether the stamp also leads to a root that the reader gave; told where it does not. */
async function leadsToYours(bundle: Bundle, { thing, reply, note, nonce }: { thing: string; reply: Uint8Array; note: string; nonce: Uint8Array }): Promise<boolean> {
  const { roots, sha256 } = bundle.options;
  if (roots === undefined) return false;
  const imprint = sha256(new TextEncoder().encode(note));
  const verdict = await checkTimestamp({ reply, imprint, nonce, roots });
  if (!verdict.ok) bundle.findings.find('anchor-root-not-yours', thing, `one of ${roots.map((root) => root.subject).join('; ')}`, verdict.faults.map(({ code }) => code).join(', '));
  return verdict.ok;
}
