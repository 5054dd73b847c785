import { createHash } from 'node:crypto';
import { makeBagInfo, makePayloadOxum, type BagInfoElement } from '../../../src-main/format/bag/bag-info.ts';
import { makeManifestName, type BagAlgorithm } from '../../../src-main/format/bag/algorithms.ts';
import { makeBagManifest, type BaggedFile } from '../../../src-main/format/bag/manifest.ts';
import { UnreadableFile, type BagEntry, type BagSource } from '../../../src-main/verifier/bag/source.ts';

/** A bag's files by path. */
export type BagFiles = Map<string, Uint8Array>;

export interface BagPlan {
  payload: Record<string, string>;
  version?: string;
  algorithms?: BagAlgorithm[];
  info?: BagInfoElement[];
  /** Further tag files, listed in the tag manifests. */
  tags?: Record<string, string>;
  /** The payload manifests as text, instead of those that follow from the payload. */
  manifests?: Record<string, string>;
  tagManifests?: boolean;
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const digestOf = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('hex');

/** A whole bag, made with the writers. What follows from something else is made last, so that plans can be spoiled. */
export function makeBag({ payload, version = '1.0', algorithms = ['sha256'], info = [], tags = {}, manifests, tagManifests = true }: BagPlan): BagFiles {
  const files: BagFiles = new Map(Object.entries(payload).map(([path, text]) => [`data/${path}`, bytesOf(text)]));
  const bagged = digested(files, algorithms);
  const oxum = makePayloadOxum({ bytes: bagged.reduce((sum, { bytes }) => sum + bytes, 0), files: bagged.length });
  const tagTexts: Record<string, string> = {
    'bagit.txt': `BagIt-Version: ${version}\nTag-File-Character-Encoding: UTF-8\n`,
    'bag-info.txt': makeBagInfo([...info, { label: 'Payload-Oxum', value: oxum }]),
    ...(manifests ?? Object.fromEntries(algorithms.map((algorithm) => [makeManifestName({ kind: 'payload', algorithm }), makeBagManifest(bagged, algorithm)]))),
    ...tags,
  };
  const tagFiles: BagFiles = new Map(Object.entries(tagTexts).map(([path, text]) => [path, bytesOf(text)]));
  for (const [path, bytes] of tagFiles) files.set(path, bytes);
  if (!tagManifests) return files;
  const baggedTags = digested(tagFiles, algorithms);
  for (const algorithm of algorithms) files.set(makeManifestName({ kind: 'tag', algorithm }), bytesOf(makeBagManifest(baggedTags, algorithm)));
  return files;
}

function digested(files: BagFiles, algorithms: readonly BagAlgorithm[]): BaggedFile[] {
  return [...files].map(([path, bytes]) => ({
    path,
    bytes: bytes.length,
    digests: Object.fromEntries(algorithms.map((algorithm) => [algorithm, digestOf(algorithm, bytes)])),
  }));
}

export interface MemorySource extends BagSource {
  /** Paths that were digested, in order. */
  digested: string[];
  extra: BagEntry[];
}

/** A bag in memory, whose pieces are a few bytes long. `extra` entries stand in the list only. */
export function memorySource(files: BagFiles, extra: BagEntry[] = []): MemorySource {
  const digestedPaths: string[] = [];
  return {
    digested: digestedPaths,
    extra,
    digestsAtOnce: 3,
    async *list() {
      yield { path: 'data', bytes: 0, kind: 'folder' };
      for (const [path, bytes] of files) yield { path, bytes: bytes.length, kind: 'file' };
      yield* extra;
    },
    async *read(path) {
      const bytes = files.get(path);
      if (bytes === undefined) throw new UnreadableFile('gone');
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    },
    async digest({ path }, algorithms) {
      digestedPaths.push(path);
      const bytes = files.get(path);
      if (bytes === undefined) return { problem: 'gone' };
      return { bytes: bytes.length, digests: Object.fromEntries(algorithms.map((algorithm) => [algorithm, digestOf(algorithm, bytes)])) };
    },
  };
}
