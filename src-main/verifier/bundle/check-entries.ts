import { equalBytes, toHex } from '../../format/bytes.ts';
import type { Checkpoint } from '../../format/checkpoint.ts';
import { entryPath, proofPath } from '../../format/bundle/layout.ts';
import { entryLimitBytes, leafHash, readEntry, type Entry } from '../../format/entry.ts';
import { checkInclusionProof } from '../../format/merkle-check.ts';
import { TreeFrontier } from '../../format/merkle-tree.ts';
import { readTlogProof } from '../../format/tlog-proof.ts';
import { acts } from '../../shared/acts.ts';
import { readFile, readText, type Bundle } from './bundle.ts';
import type { PartIdentity } from './part-keys.ts';

export interface PartToCheck {
  prefix: string;
  /** Numbers of the entries that are there, ascending. */
  seqs: readonly number[];
  identity: PartIdentity;
  checkpoint: Checkpoint;
  /** The signed note of the checkpoint: every proof must end in exactly this. */
  note: string;
}

/** Entries read at once: their files are small, and a folder answers many questions side by side. */
const atOnce = 32;
const proofLimitBytes = 65_536;

/** What was seen of the entries of a part. */
export interface CheckedEntries {
  /** Entries whose proof holds. */
  proved: number;
  firstAt: string | undefined;
  lastAt: string | undefined;
}

/**
 * Check every entry of a part: that it can be read, stands under its own number, belongs to this log, is by its custodian,
 * holds what its kind asks for, and is proved to stand in the log of the checkpoint (c2sp.org/tlog-proof). `visit` gets
 * each entry that could be read, in order. Cost: two files and about log2(n) hashes for each entry; the checkpoint's
 * signature is checked once, before.
 */
export async function checkEntries(bundle: Bundle, part: PartToCheck, visit: (entry: Entry) => Promise<void>): Promise<CheckedEntries> {
  const { seqs } = part;
  const checked: CheckedEntries = { proved: 0, firstAt: undefined, lastAt: undefined };
  const tree = TreeFrontier.empty(bundle.options.sha256);
  for (let from = 0; from < seqs.length; from += atOnce) {
    bundle.options.signal?.throwIfAborted();
    const run = await Promise.all(seqs.slice(from, from + atOnce).map((seq) => checkEntry(bundle, part, seq)));
    for (const { entry, leaf, isProved } of run) {
      if (leaf !== undefined && tree.size === (entry?.seq ?? -1)) tree.append(leaf);
      if (isProved) checked.proved++;
      if (entry === undefined) continue;
      noteTime(bundle, part, checked, entry);
      await visit(entry);
    }
    bundle.options.onProgress?.({ stage: 'entries', done: Math.min(from + atOnce, seqs.length), of: seqs.length });
  }
  if (tree.size === part.checkpoint.size && !equalBytes(tree.root(), part.checkpoint.root)) {
    bundle.findings.find('root-differs', `${part.prefix}log/entries`, toHex(part.checkpoint.root), toHex(tree.root()));
  }
  return checked;
}

async function checkEntry(bundle: Bundle, part: PartToCheck, seq: number): Promise<{ entry?: Entry; leaf?: Uint8Array; isProved: boolean }> {
  const path = entryPath(part.prefix, seq);
  bundle.explained.add(path);
  const bytes = await readFile(bundle, path, entryLimitBytes);
  if (bytes === undefined) {
    bundle.findings.find('entry-unreadable', path, 'a log entry of version 1', 'a file that cannot be read');
    return { isProved: false };
  }
  const leaf = leafHash(bundle.options.sha256, bytes);
  const isProved = await checkProof(bundle, part, { seq, leaf });
  const read = readEntry(bytes);
  if ('problem' in read) {
    bundle.findings.find('entry-unreadable', path, 'a log entry of version 1', `${read.problem}: ${read.detail}`);
    return { leaf, isProved };
  }
  return checkContent(bundle, part, { seq, entry: read.entry }) ? { entry: read.entry, leaf, isProved } : { leaf, isProved };
}

/** A log is opened once, and says once whose it is: a second time could name another's key. */
const opening = new Set(['case-opened', 'custodian-named']);

/** Whether the entry can be believed to be what its place says. */
function checkContent({ findings }: Bundle, { prefix, identity }: PartToCheck, { seq, entry }: { seq: number; entry: Entry }): boolean {
  const path = entryPath(prefix, seq);
  const { fingerprint } = identity.custodian;
  if (entry.seq !== seq) findings.find('entry-out-of-place', path, String(seq), String(entry.seq));
  if (entry.log !== identity.log) findings.find('entry-of-another-log', path, identity.log, entry.log);
  if (entry.actor !== fingerprint) findings.find('entry-by-another', path, fingerprint, entry.actor);
  if (entry.seq !== seq || entry.log !== identity.log) return false;
  const expected = ['case-opened', 'custodian-named'][seq];
  const isInPlace = expected === undefined ? !opening.has(entry.type) : entry.type === expected;
  if (!isInPlace) findings.find('entry-invalid', path, expected === undefined ? 'an entry that does not open the log again' : `an entry of the kind "${expected}"`, entry.type);
  const act = acts.get(entry.type);
  if (act === undefined) findings.find('kind-unknown', path, 'a kind of entry that is known', entry.type);
  else if (act.isPlain?.(entry.payload) !== true && !act.schema.safeParse(entry.payload).success) findings.find('entry-invalid', path, `the payload of "${entry.type}"`, 'another');
  return true;
}

async function checkProof(bundle: Bundle, { prefix, checkpoint, note }: PartToCheck, { seq, leaf }: { seq: number; leaf: Uint8Array }): Promise<boolean> {
  const path = proofPath(prefix, seq);
  const { findings, options } = bundle;
  const text = await readText(bundle, path, proofLimitBytes);
  if (text === undefined) {
    findings.find('proof-missing', path, 'a proof', bundle.files.has(path) ? 'a file that is no text' : 'none');
    return false;
  }
  bundle.explained.add(path);
  const proof = readTlogProof(text);
  if ('problem' in proof) findings.find('proof-unreadable', path, 'a proof of c2sp.org/tlog-proof@v1', proof.problem);
  else if (proof.checkpoint !== note) findings.find('proof-of-another-checkpoint', path, note.split('\n').slice(0, 3).join(' '), proof.checkpoint.split('\n').slice(0, 3).join(' '));
  else if (proof.index !== seq) findings.find('proof-invalid', path, `index ${seq}`, `index ${proof.index}`);
  else if (seq >= checkpoint.size) findings.find('proof-invalid', path, `an entry of a log of ${checkpoint.size} entries`, `entry ${seq}`);
  else if (!checkInclusionProof(options.sha256, { index: seq, size: checkpoint.size, root: checkpoint.root, hashes: proof.hashes, leaf })) findings.find('proof-invalid', path, 'hashes that lead to the root', 'others');
  else return true;
  return false;
}

/** Instants in this one format sort as text. */
function noteTime({ findings }: Bundle, { prefix }: PartToCheck, checked: CheckedEntries, { seq, at }: Entry): void {
  if (checked.lastAt !== undefined && at < checked.lastAt) findings.find('clock-set-back', entryPath(prefix, seq), `${checked.lastAt} or later`, at);
  checked.firstAt ??= at;
  checked.lastAt = at;
}
