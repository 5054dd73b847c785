import { createHash } from 'node:crypto';
import { caseDocument, outlineParts } from '../../../src-main/format/bundle/case-document.ts';
import { caseDocumentPath, entryPath, ownPart, partOfPath, partPaths, proofPath, seqOfEntryPath } from '../../../src-main/format/bundle/layout.ts';
import type { DisclosedPart } from '../../../src-main/format/bundle/part.ts';
import { concatBytes, toBase64 } from '../../../src-main/format/bytes.ts';
import type { Canonical } from '../../../src-main/format/canonical.ts';
import { canonicalBytes } from '../../../src-main/format/canonical.ts';
import { makeCheckpoint } from '../../../src-main/format/checkpoint.ts';
import { leafHash, makeEntryBytes, readEntry, type Entry } from '../../../src-main/format/entry.ts';
import { keyFingerprint, verifierKey } from '../../../src-main/format/key-names.ts';
import { emptyRoot, makeInclusionProof, nodeHash, type SubtreeHash } from '../../../src-main/format/merkle-tree.ts';
import { readVerifierKey } from '../../../src-main/format/signed-note.ts';
import { writeTlogProof } from '../../../src-main/format/tlog-proof.ts';
import { keyFiles } from '../../../src-main/verifier/bundle/part-keys.ts';
import { readable, sha256 } from '../../format/known-keys.ts';
import { bytesOf, textOf, type BundleFiles } from './bundle-files.ts';
import { reseal, type BundleKeys } from './reseal.ts';

/** A log whose keys somebody has, to be written as they please. */
export interface ForgedLog {
  log: string;
  keys: BundleKeys;
  /** The exact bytes of every entry. */
  entries: readonly Uint8Array[];
  /** What the checkpoint says instead of what is so. */
  size?: number;
}

export interface ForgedAct {
  type: string;
  payload: Record<string, unknown>;
  at?: string;
}

/** Entries of a log of one's own: the first two, and then what is wanted. */
export function forgedEntries({ log, keys, name = 'Liar' }: { log: string; keys: BundleKeys; name?: string }, acts: readonly ForgedAct[]): Uint8Array[] {
  const opening: ForgedAct[] = [
    { type: 'case-opened', payload: { title: 'Forged', toolVersion: '0.1.0' } },
    { type: 'custodian-named', payload: namingPayload({ log, keys, name }) },
  ];
  const actor = keyFingerprint(sha256, keys.custodian.publicKey);
  return [...opening, ...acts].map(({ type, payload, at = '2026-11-22T08:00:00.000Z' }, seq) =>
    bytesOf(JSON.stringify(sorted({ v: 1, log, seq, at, actor, type, payload, salt: seq.toString(16).padStart(32, '0') }))),
  );
}

/** JSON of any depth in the order of its first level, as a stranger would write it: `canonicalBytes` refuses some of it. */
function sorted(entry: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function namingPayload({ log, keys, name }: { log: string; keys: BundleKeys; name: string }): Record<string, unknown> {
  const key = (role: keyof BundleKeys) => ({ role, fingerprint: keyFingerprint(sha256, keys[role].publicKey), publicKey: toBase64(keys[role].publicKey) });
  return { keys: [key('custodian'), key('log')], logVerifierKey: verifierKey(sha256, log, keys.log.publicKey), name, passphrase: 'declined' };
}

/** Write a log into a part of a bundle: checkpoint, keys, and the entries that are disclosed with their proofs. */
export function layLog(files: BundleFiles, prefix: string, { log, keys, entries, size = entries.length }: ForgedLog, disclosed: readonly number[] = entries.map((_, seq) => seq)): void {
  for (const path of files.keys()) if (/^log\/(?:entries|proofs)\//.test(path.slice(prefix.length)) && path.startsWith(prefix)) files.delete(path);
  const subtree = subtreesOf(entries);
  const root = rootOf(subtree, entries.length);
  const note = makeCheckpoint(sha256, { origin: log, size, root }, keys.log);
  files.set(partPaths(prefix).checkpoint, bytesOf(note));
  for (const { path, text } of keyFiles(prefix, identityOf(log, keys))) files.set(path, bytesOf(text));
  for (const seq of disclosed) {
    files.set(entryPath(prefix, seq), entries[seq] ?? new Uint8Array());
    const hashes = makeInclusionProof(sha256, { index: seq, size: entries.length }, subtree);
    files.set(proofPath(prefix, seq), bytesOf(writeTlogProof({ index: seq, hashes, checkpoint: note })));
  }
}

function identityOf(log: string, keys: BundleKeys) {
  const text = verifierKey(sha256, log, keys.log.publicKey);
  const custodian = { name: '', publicKey: keys.custodian.publicKey, fingerprint: keyFingerprint(sha256, keys.custodian.publicKey) };
  return { log, custodian, logKey: { publicKey: keys.log.publicKey, fingerprint: '', verifierKey: text, key: readable(readVerifierKey(sha256, text)) } };
}

export function subtreesOf(entries: readonly Uint8Array[]): SubtreeHash {
  const known = new Map<string, Uint8Array>();
  const subtree: SubtreeHash = (level, n) => {
    const name = `${level}/${n}`;
    const hash = known.get(name) ?? (level === 0 ? leafHash(sha256, entries[n] ?? new Uint8Array()) : nodeHash(sha256, subtree(level - 1, 2 * n), subtree(level - 1, 2 * n + 1)));
    known.set(name, hash);
    return hash;
  };
  return subtree;
}

export function rootOf(subtree: SubtreeHash, size: number, start = 0): Uint8Array {
  if (size === 0) return emptyRoot(sha256);
  const level = Math.floor(Math.log2(size));
  const left = 2 ** level;
  const hash = subtree(level, start / left);
  return size === left ? hash : nodeHash(sha256, hash, rootOf(subtree, size - left, start + left));
}

/** The parts of a bundle in memory, as they are there. */
export function partsOf(files: BundleFiles): DisclosedPart[] {
  const prefixes = new Set([ownPart, ...[...files.keys()].flatMap((path) => partOfPath(path) ?? [])]);
  return [...prefixes].toSorted((a, b) => (a === ownPart ? -1 : b === ownPart ? 1 : a < b ? -1 : 1)).map((prefix) => ({
    prefix,
    seqs: [...files.keys()].flatMap((path) => seqOfEntryPath(prefix, path) ?? []).toSorted((a, b) => a - b),
    readEntry: async (seq) => {
      const read = readEntry(files.get(entryPath(prefix, seq)) ?? new Uint8Array());
      return 'problem' in read ? undefined : read.entry;
    },
    readDocument: async (path) => files.get(path),
    holds: (path) => files.has(path),
  }));
}

/** Make `data/case.json` anew from what is there: a liar's is never the one that is found. */
export async function redocument(files: BundleFiles): Promise<void> {
  const pieces: Uint8Array[] = [];
  for await (const piece of caseDocument(await outlineParts(partsOf(files)))) pieces.push(piece);
  files.set(caseDocumentPath, concatBytes(...pieces));
}

/** The digest of the checkpoint, as bag-info.txt has to state it. */
export function restateCheckpoint(files: BundleFiles): void {
  const digest = createHash('sha256').update(files.get('data/log/checkpoint') ?? new Uint8Array()).digest('hex');
  files.set('bag-info.txt', bytesOf(textOf(files, 'bag-info.txt').replace(/^Postquem-Checkpoint:.*$/m, `Postquem-Checkpoint: ${digest}`)));
}

/** Everything that hangs on the entries made anew and signed: what a sender can do who holds all keys. */
export async function resealAll(files: BundleFiles, keys: BundleKeys): Promise<void> {
  await redocument(files);
  restateCheckpoint(files);
  reseal(files, keys.custodian);
}

/** A whole bundle of a log of one's own. */
export async function forgedBundle(forged: ForgedLog, { documents = new Map<string, Uint8Array>(), disclosure = 'whole', name = 'Liar' } = {}): Promise<BundleFiles> {
  const files: BundleFiles = new Map(documents);
  layLog(files, ownPart, forged);
  files.set('bagit.txt', bytesOf('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'));
  const lines = [`Source-Organization: ${name}`, `Contact-Name: ${name}`, 'Postquem-Bundle: 1', `Postquem-Log: ${forged.log}`, 'Postquem-Checkpoint: ', `Postquem-Disclosure: ${disclosure}`, 'Postquem-Originals: none', 'Payload-Oxum: 0.0'];
  files.set('bag-info.txt', bytesOf(`${lines.join('\n')}\n`));
  await resealAll(files, forged.keys);
  return files;
}

/** The entries of a whole bundle, read, to be written again otherwise. */
export function entriesIn(files: BundleFiles): Entry[] {
  const entries: Entry[] = [];
  for (let seq = 0; files.has(entryPath(ownPart, seq)); seq++) entries.push(JSON.parse(textOf(files, entryPath(ownPart, seq))) as Entry);
  return entries;
}

/** Write the whole log of a bundle anew with its own keys, its entries changed, and seal it: only what others hold can speak. */
export async function rewriteLog(files: BundleFiles, keys: BundleKeys, change: (entries: Entry[]) => void): Promise<void> {
  const entries = entriesIn(files);
  change(entries);
  layLog(files, ownPart, { log: entries[0]?.log ?? '', keys, entries: entries.map((entry) => makeEntryBytes(entry)) });
  await resealAll(files, keys);
}

export const canonical = (value: unknown): Uint8Array => canonicalBytes(value as Canonical);
