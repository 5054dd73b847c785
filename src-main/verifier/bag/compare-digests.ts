import { isBagAlgorithm, type BagAlgorithm } from '../../format/bag/algorithms.ts';
import { heed, type DeclaredBag } from './bag.ts';
import type { FileTable } from './file-table.ts';
import type { Manifest } from './read-manifests.ts';
import type { DigestAnswer } from './source.ts';

interface FileToDigest {
  table: FileTable;
  row: number;
  manifests: readonly Manifest[];
}

/** Compare every digest of every listed file with its bytes (RFC 8493, section 3, "valid"). Returns what was read. */
export async function compareDigests(bag: DeclaredBag, manifests: readonly Manifest[]): Promise<{ files: number; bytes: number }> {
  let of = 0;
  for (const { table, row } of filesToDigest(bag, manifests)) of += table.bytes[row] ?? 0;
  const done = { files: 0, bytes: 0 };
  bag.options.onProgress?.({ stage: 'digests', done: 0, of });
  // One generator for all lanes: whoever is free takes the next file.
  const files = filesToDigest(bag, manifests);
  const lane = async (): Promise<void> => {
    for (const file of files) {
      heed(bag);
      await compareFile(bag, file);
      done.files++;
      done.bytes += file.table.bytes[file.row] ?? 0;
      bag.options.onProgress?.({ stage: 'digests', done: done.bytes, of });
    }
  };
  await Promise.all(Array.from({ length: bag.source.digestsAtOnce }, lane));
  return done;
}

function* filesToDigest(bag: DeclaredBag, manifests: readonly Manifest[]): Generator<FileToDigest> {
  const computable = manifests.filter(({ digestBytes }) => digestBytes > 0);
  for (const kind of ['tag', 'payload'] as const) {
    const table = kind === 'tag' ? bag.tags : bag.payload;
    const ofKind = computable.filter((manifest) => manifest.kind === kind);
    for (let row = 0; row < table.size; row++) {
      if (!table.isThere(row) || table.irregular.has(row)) continue;
      const listing = ofKind.filter(({ index }) => table.isListed(row, index));
      if (listing.length > 0) yield { table, row, manifests: listing };
    }
  }
}

async function compareFile(bag: DeclaredBag, { table, row, manifests }: FileToDigest): Promise<void> {
  const path = table.name(row);
  const bytes = table.bytes[row] ?? 0;
  const algorithms = [...new Set(manifests.map(({ algorithm }) => algorithm).filter(isBagAlgorithm))];
  const answer = await bag.source.digest({ path, bytes }, algorithms);
  if ('problem' in answer) bag.remarks.find('unreadable', path, 'a file that can be read', answer.problem);
  else if (answer.bytes !== bytes) bag.remarks.find('changed-while-read', path, `${bytes} bytes`, `${answer.bytes} bytes`);
  else for (const manifest of manifests) compareDigest(bag, { path, manifest, listed: table.digest(row, manifest.index), answer });
}

interface Comparison {
  path: string;
  manifest: Manifest;
  listed: string | undefined;
  answer: Extract<DigestAnswer, { bytes: number }>;
}

function compareDigest({ remarks }: DeclaredBag, { path, manifest, listed, answer }: Comparison): void {
  const actual = answer.digests[manifest.algorithm as BagAlgorithm];
  if (actual === undefined) remarks.find('digest-not-computed', path, `${manifest.algorithm} ${listed}`, 'not computed');
  else if (actual !== listed) remarks.find('digest-differs', path, `${manifest.algorithm} ${listed} (${manifest.path})`, actual);
}
