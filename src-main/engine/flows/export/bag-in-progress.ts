import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BagAlgorithm } from '../../../format/bag/algorithms.ts';
import { makeBagManifest, type BaggedFile } from '../../../format/bag/manifest.ts';
import type { FileReference } from '../../../shared/digest.ts';
import { tellingWrites } from '../../bundle/failures.ts';
import type { BundleWriter } from '../../bundle/writer.ts';

type Pieces = AsyncIterable<Uint8Array>;

/** Digests that the manifests list. */
export type ManifestAlgorithm = Extract<BagAlgorithm, 'sha256' | 'sha512'>;

interface BagOptions {
  algorithms: readonly ManifestAlgorithm[];
  /** The path of a file that does not exist yet, where plain text of the case may lie for a while. */
  scratchFile: (ending?: string) => string;
  /** Digest of a kept file beyond SHA-256, which is its name. */
  digestKept: (file: string, bytes: number) => Promise<BaggedFile['digests']>;
}

/** A kept file: its path in the bag, and on the disk. */
export interface KeptInBag extends FileReference {
  path: string;
  file: string;
}

/** Enough to keep all threads busy. */
const digestedTogether = 64;

/** A bag while it is written: every file that goes in is noted for the manifests. Memory: a path and digests for each file. */
export class BagInProgress {
  readonly #writer: BundleWriter;
  readonly #options: BagOptions;
  readonly #scratch: string[] = [];
  readonly payload: BaggedFile[] = [];
  readonly tags: BaggedFile[] = [];

  constructor(writer: BundleWriter, options: BagOptions) {
    this.#writer = writer;
    this.#options = options;
  }

  async addBytes(path: string, bytes: Uint8Array | string): Promise<void> {
    const whole = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    const digests = Object.fromEntries(this.#options.algorithms.map((algorithm) => [algorithm, createHash(algorithm).update(whole).digest('hex')]));
    this.#note({ path, bytes: whole.length, digests });
    await this.#writer.addBytes(path, whole);
  }

  /** Kept files, under the digests that they are kept by: whether they have them is seen when the bag is checked. */
  async addKept(files: readonly KeptInBag[]): Promise<void> {
    for (let from = 0; from < files.length; from += digestedTogether) {
      const run = files.slice(from, from + digestedTogether);
      const more = this.#options.algorithms.length > 1 ? await Promise.all(run.map(({ file, bytes }) => this.#options.digestKept(file, bytes))) : [];
      for (const [n, { path, file, sha256, bytes }] of run.entries()) {
        this.#note({ path, bytes, digests: { ...more[n], sha256 } });
        await this.#writer.addFile(path, file, { bytes });
      }
    }
  }

  /** A document of any length that is made now, piece by piece. Resolves with the file in which it lies until removeScratch. */
  async addPieces(path: string, pieces: Pieces): Promise<string> {
    const file = this.scratch(path.slice(path.lastIndexOf('.')));
    await this.#addDigested(path, file, (noting) => pipeline(Readable.from(noting(joined(pieces))), createWriteStream(file, { flags: 'wx', mode: 0o600 })));
    return file;
  }

  /** A file that was made at a scratch path. */
  async addScratch(path: string, file: string): Promise<void> {
    await this.#addDigested(path, file, async (noting) => {
      for await (const piece of noting(createReadStream(file))) void piece;
    });
  }

  /** A path for a file of this export; whatever is made there is removed with the rest. */
  scratch(ending?: string): string {
    const file = this.#options.scratchFile(ending);
    this.#scratch.push(file);
    return file;
  }

  async #addDigested(path: string, file: string, pass: (noting: (pieces: Pieces) => Pieces) => Promise<void>): Promise<void> {
    const hashes = this.#options.algorithms.map((algorithm) => [algorithm, createHash(algorithm)] as const);
    let bytes = 0;
    await tellingWrites(() =>
      pass(async function* (pieces) {
        for await (const piece of pieces) {
          bytes += piece.length;
          for (const [, hash] of hashes) hash.update(piece);
          yield piece;
        }
      }),
    );
    this.#note({ path, bytes, digests: Object.fromEntries(hashes.map(([algorithm, hash]) => [algorithm, hash.digest('hex')])) });
    await this.#writer.addFile(path, file, { bytes });
  }

  /** The manifest of the payload, or of the tag files, by one algorithm: its files by path. */
  manifest(kind: 'payload' | 'tag', algorithm: ManifestAlgorithm): string {
    const files = kind === 'payload' ? this.payload : this.tags;
    return makeBagManifest(files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), algorithm);
  }

  /** After the writer has finished or was abandoned. */
  async removeScratch(): Promise<void> {
    for (const file of this.#scratch) await rm(file, { force: true });
  }

  #note(file: BaggedFile): void {
    (file.path.startsWith('data/') ? this.payload : this.tags).push(file);
  }
}

const joinedBytes = 256 * 1024;

/** Pieces of a few bytes each, as fewer larger ones. */
async function* joined(pieces: Pieces): Pieces {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < joinedBytes) continue;
    yield Buffer.concat(waiting);
    [waiting, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(waiting);
}
