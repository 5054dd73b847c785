import { documentsOf, postersOf, type NamedDocument } from '../../../format/bundle/documents.ts';
import {
  bagInfoPath, bundleOfPart, bundleSignaturePath, consistencyPath, earlierCheckpointPath, entryPath, partOfPath, partPaths, proofPath, receivedPart,
  seqOfEntryPath, sizeOfConsistencyPath, sizeOfEarlierCheckpointPath, tagManifestPath,
} from '../../../format/bundle/layout.ts';
import { outlinePart, payloadOf, readJson, type DisclosedPart } from '../../../format/bundle/part.ts';
import { readEntry, type Entry } from '../../../format/entry.ts';
import { anchorAcceptedAct } from '../../../shared/acts/anchor.ts';
import { bundleReceivedAct } from '../../../shared/acts/hand-over.ts';
import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
import { bundleContentsSchema } from '../../../shared/hand-over.ts';
import { keyframeIndexSchema } from '../../../shared/keyframes.ts';
import { readKept } from '../../vault/read-kept.ts';
import type { ReadableCase } from '../open-case.ts';
import { entriesThatLeave } from './entries-that-leave.ts';
import type { KeptToLeave } from './kept-to-leave.ts';
import type { LogToDisclose } from './log-to-disclose.ts';
import { storedEntry } from './stored-entry.ts';

/** What goes along of a bundle by which items had come: the same rule holds for it as for the case's own log. */
export interface ReceivedToLeave {
  part: DisclosedPart;
  files: KeptToLeave[];
}

interface WhatLeaves {
  /** The entries of the case's own log that leave. */
  seqs: readonly number[];
  /** The items that leave; `undefined`: everything. */
  chosen: ReadonlySet<Sha256> | undefined;
  /** Paths of the evidentiary copies in the bundle. */
  originals: ReadonlySet<string>;
}

/** The files of one received part by their paths in the bundle that is written. */
type PartFiles = Map<string, FileReference>;

/**
 * The parts of received bundles that leave with some items, flattened: what had come to the sender of a bundle lies beside
 * it. A bundle that was taken in despite findings is not passed on; the entry that tells of it says so.
 * Memory: the entries of these parts. Throws CaseError `file-missing` or `file-damaged`.
 */
export async function receivedParts(readable: ReadableCase, { seqs, chosen, originals }: WhatLeaves): Promise<ReceivedToLeave[]> {
  const found = await gatherParts(readable, seqs);
  const read = await Promise.all([...found].map(async ([bundle, files]) => ({ bundle, files, log: await readPart(readable, receivedPart(bundle), files) })));
  const brought = read.filter(({ log }) => chosen === undefined || [...chosen].some((item) => log.received.has(item)));
  const bundles = new Set(brought.map(({ bundle }) => bundle));
  const leaving: ReceivedToLeave[] = [];
  for (const { bundle, files, log } of brought.sort((a, b) => (a.bundle < b.bundle ? -1 : 1))) {
    const entries = chosen === undefined ? [...log.entries.keys()] : (await entriesThatLeave(log.toDisclose(bundles), chosen)).entries.filter((seq) => log.entries.has(seq));
    leaving.push(await partThatLeaves(readable, { prefix: receivedPart(bundle), files, log, entries, isWhole: chosen === undefined, originals }));
  }
  return leaving;
}

/** The files of every part of the bundles that the leaving entries tell of, by the bundle that each part was made for. */
async function gatherParts(readable: ReadableCase, seqs: readonly number[]): Promise<Map<Sha256, PartFiles>> {
  const parts = new Map<Sha256, PartFiles>();
  for (const seq of seqs) {
    const received = payloadOf(bundleReceivedAct, storedEntry(readable, seq));
    if (received === undefined || received.findingCount > 0) continue;
    const contents = bundleContentsSchema.parse(JSON.parse((await readKept(readable.folder, received.contents, 'derivative')).toString('utf8')));
    for (const { path, sha256, bytes } of contents.files) {
      const place = placeOf(path, received.bundle);
      if (place === undefined) continue;
      const files = parts.get(place.bundle) ?? new Map<string, FileReference>();
      parts.set(place.bundle, files);
      const target = `${receivedPart(place.bundle)}${place.within}`;
      if (!files.has(target)) files.set(target, { sha256, bytes });
    }
  }
  return parts;
}

/** To which part a file of a received bundle belongs, and where in it. */
function placeOf(path: string, bundle: Sha256): { bundle: Sha256; within: string } | undefined {
  if (path === tagManifestPath || path === bundleSignaturePath || path === bagInfoPath) return { bundle, within: path };
  const prefix = partOfPath(path);
  return prefix === undefined ? undefined : { bundle: bundleOfPart(prefix) ?? bundle, within: path.slice(prefix.length) };
}

/** A received part with its entries in memory. */
interface ReadPart {
  entries: Map<number, Entry>;
  /** Items of which the part holds a receipt. */
  received: ReadonlySet<Sha256>;
  toDisclose(bundles: ReadonlySet<Sha256>): LogToDisclose;
}

async function readPart(readable: ReadableCase, prefix: string, files: PartFiles): Promise<ReadPart> {
  const seqs = [...files.keys()].map((path) => seqOfEntryPath(prefix, path)).filter((seq) => seq !== undefined).sort((a, b) => a - b);
  const entries = new Map<number, Entry>();
  for (const seq of seqs) {
    const file = files.get(entryPath(prefix, seq)) as FileReference;
    const read = readEntry(await readKept(readable.folder, file, 'derivative'));
    if ('problem' in read) throw new CaseError('case-damaged', { folder: readable.folder, detail: `entry ${seq} of a received bundle cannot be read (${read.problem})` });
    entries.set(seq, read.entry);
  }
  const outline = await outlinePart({ prefix, seqs, readEntry: async (seq) => entries.get(seq), readDocument: async () => undefined, holds: () => false });
  const ofType = (type: string): number[] => seqs.filter((seq) => entries.get(seq)?.type === type);
  const anchored = ofType('anchor-accepted').flatMap((seq) => [payloadOf(anchorAcceptedAct, entries.get(seq))?.request ?? 0, seq]);
  const telling = (bundles: ReadonlySet<Sha256>): number[] =>
    outline.received.filter((seq) => bundles.has(payloadOf(bundleReceivedAct, entries.get(seq))?.bundle as Sha256));
  return {
    entries,
    received: new Set(outline.items.keys()),
    toDisclose: (bundles) => ({
      entry: (seq) => entries.get(seq),
      entriesAbout: (item) => outline.items.get(item) ?? [],
      entriesOnClaim: (claim) => outline.claims.get(claim) ?? [],
      always: [0, 1, ...anchored, ...telling(bundles)],
      sessions: ofType('session-started'),
    }),
  };
}

interface Leaving {
  prefix: string;
  files: PartFiles;
  log: ReadPart;
  entries: readonly number[];
  isWhole: boolean;
  originals: ReadonlySet<string>;
}

async function partThatLeaves({ folder }: ReadableCase, { prefix, files, log, entries, isWhole, originals }: Leaving): Promise<ReceivedToLeave> {
  const leaving = new Set([...aboutTheLog(prefix, files), ...entries.flatMap((seq) => [entryPath(prefix, seq), proofPath(prefix, seq)])]);
  const disclosed = new Set(entries);
  const part: DisclosedPart = {
    prefix,
    seqs: [...entries].sort((a, b) => a - b),
    readEntry: async (seq) => (disclosed.has(seq) ? log.entries.get(seq) : undefined),
    readDocument: async (path) => {
      const file = leaving.has(path) ? files.get(path) : undefined;
      return file && readKept(folder, file, 'derivative');
    },
    holds: (path) => originals.has(path) || (leaving.has(path) && files.has(path)),
  };
  for (const seq of entries) {
    for (const { path } of await documentsThatLeave(part, log.entries.get(seq), { isWhole, leaving })) leaving.add(path);
  }
  const kept = [...leaving].flatMap((path): KeptToLeave[] => {
    const file = files.get(path);
    return file === undefined ? [] : [{ path, kind: 'derivative', ...file }];
  });
  return { part, files: kept.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** What goes along with any entry of the part: by what its log is signed, dated and continued. */
function aboutTheLog(prefix: string, files: PartFiles): string[] {
  const { checkpoint, verifierKey, logPem, custodianKey, allowedSigners } = partPaths(prefix);
  const sizes = [...files.keys()].flatMap((path) => sizeOfConsistencyPath(prefix, path) ?? sizeOfEarlierCheckpointPath(prefix, path) ?? []);
  const earlier = sizes.flatMap((size) => [consistencyPath(prefix, size), earlierCheckpointPath(prefix, size)]);
  return [`${prefix}${bagInfoPath}`, `${prefix}${tagManifestPath}`, `${prefix}${bundleSignaturePath}`, checkpoint, verifierKey, logPem, custodianKey, allowedSigners, ...earlier];
}

async function documentsThatLeave(part: DisclosedPart, entry: Entry | undefined, { isWhole, leaving }: { isWhole: boolean; leaving: Set<string> }): Promise<NamedDocument[]> {
  if (entry === undefined) return [];
  const named = documentsOf(part.prefix, entry).filter(({ needed }) => isWhole || needed === 'required');
  const [index] = named;
  if (entry.type !== 'keyframes-extracted' || index === undefined) return named;
  leaving.add(index.path);
  const read = await readJson(part, index.path, keyframeIndexSchema);
  return read === undefined ? named : [...named, ...postersOf(part.prefix, read)];
}
