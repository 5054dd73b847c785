import type { BagAlgorithm } from '../../format/bag/algorithms.ts';
import { UnreadableFile, type BagEntry, type BagSource, type DigestAnswer } from '../bag/source.ts';
import { checkLayout } from './check-layout.ts';
import { checkNames, type BagNames } from './check-names.ts';
import { UnusableZip, ZipFindings, type ZipFinding } from './codes.ts';
import { crc32 } from './crc32.ts';
import type { EntryTable } from './entry-table.ts';
import { findDirectory } from './find-directory.ts';
import { zipLimits, type ZipLimits } from './limits.ts';
import type { RandomAccess } from './random-access.ts';
import { readDirectory } from './read-directory.ts';
import { readEntry } from './read-entry.ts';

/** A digest under way, as hash-wasm and others have it. */
export interface RunningDigest {
  update(bytes: Uint8Array): unknown;
  /** Lower-case hexadecimal. */
  digest(): string;
}

/** How bytes are digested: the one thing that Node and a browser do differently. */
export interface ZipHashing {
  start(algorithm: BagAlgorithm): RunningDigest | Promise<RunningDigest>;
  /** CRC-32 that goes on from `before`; without it, this room's own. */
  crc32?(bytes: Uint8Array, before: number): number;
  /** Digest a range of the file that the reader reads, elsewhere than here (in a worker), with its CRC-32. */
  digestRange?(range: { offset: number; bytes: number }, algorithms: readonly BagAlgorithm[]): Promise<RangeDigest>;
  digestsAtOnce: number;
}

export type RangeDigest = { digests: Partial<Record<BagAlgorithm, string>>; bytes: number; crc32: number } | { problem: string };

/** A bag in a ZIP. What is wrong with the ZIP stands beside what the check of the bag finds. */
export interface ZipSource extends BagSource {
  /** What is wrong with the ZIP. Grows while files are read: `crc-differs` is met only then. */
  readonly findings: readonly ZipFinding[];
  /** Findings beyond the first 200 of a code. */
  readonly findingsNotListed: number;
  /** Undefined when the bag stands at the top of the ZIP. */
  readonly topFolder: string | undefined;
  readonly entries: number;
}

export interface OpenZipOptions {
  limits?: Partial<ZipLimits>;
  signal?: AbortSignal | undefined;
}

/**
 * Open a stranger's ZIP as a bag. Its whole structure is checked first: the end, the list of files, what stands before
 * and after every file, and that files lie one after another. A file about which something contradicts is listed and
 * not read: `read` throws UnreadableFile and `digest` answers `problem`, both with the finding's code, so the check of
 * the bag names it as well. A problem means that nothing was opened. Rejects with the signal's reason when cancelled.
 *
 * Memory: see EntryTable and ZipLimits; measured 380 MB for a million entries with names of 33 characters. Files are
 * read in pieces. Cost: two small reads for each file that is larger than a window, fewer for small ones.
 */
export async function openZipSource(reader: RandomAccess, hashing: ZipHashing, options: OpenZipOptions = {}): Promise<ZipSource | { problem: ZipFinding }> {
  const [limits, findings] = [{ ...zipLimits, ...options.limits }, new ZipFindings()];
  const reading = { reader, limits, findings, signal: options.signal };
  try {
    const place = await findDirectory(reader, limits, findings);
    const table = await readDirectory(reading, place);
    await checkLayout(reading, table, place);
    return new OpenedZip({ reader, hashing, table, findings, names: checkNames(table, findings), signal: options.signal });
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof UnusableZip) return { problem: error.problem };
    if (!(error instanceof Error) || !('syscall' in error || error.name === 'NotReadableError' || error.name === 'NotFoundError')) throw error;
    return { problem: { code: 'unreadable', thing: 'the ZIP', expected: 'a file that can be read', actual: error.message } };
  }
}

interface Opened {
  reader: RandomAccess;
  hashing: ZipHashing;
  table: EntryTable;
  findings: ZipFindings;
  names: BagNames;
  signal: AbortSignal | undefined;
}

class OpenedZip implements ZipSource {
  readonly #opened: Opened;
  readonly #told = new Set<number>();
  readonly digestsAtOnce: number;

  constructor(opened: Opened) {
    this.#opened = opened;
    this.digestsAtOnce = opened.hashing.digestsAtOnce;
  }

  get findings(): readonly ZipFinding[] {
    return this.#opened.findings.list;
  }

  get findingsNotListed(): number {
    return this.#opened.findings.notListed;
  }

  get topFolder(): string | undefined {
    return this.#opened.names.topFolder;
  }

  get entries(): number {
    return this.#opened.table.size;
  }

  async *list(): AsyncGenerator<BagEntry> {
    const { table, names } = this.#opened;
    for (const [row, path] of names.names.entries()) {
      if (path === undefined) continue;
      const kind = table.kind(row);
      const notText = table.rawNames.has(row) && kind !== 'link' && kind !== 'other' ? { notText: true as const } : {};
      yield { path, bytes: kind === 'file' ? table.bytes.get(row) : 0, kind, ...notText };
    }
  }

  async *read(path: string): AsyncGenerator<Uint8Array> {
    const { reader, table } = this.#opened;
    const row = this.#row(path);
    if (row === undefined) throw new UnreadableFile('vanished');
    let crc = 0;
    for await (const piece of readEntry(reader, table, row)) {
      this.#opened.signal?.throwIfAborted();
      crc = this.#crc32(piece, crc);
      yield piece;
    }
    this.#compareCrc(row, crc);
  }

  async digest({ path }: { path: string; bytes: number }, algorithms: readonly BagAlgorithm[]): Promise<DigestAnswer> {
    const row = this.#row(path);
    if (row === undefined) return { problem: 'vanished' };
    const fault = this.#opened.table.faults.get(row);
    if (fault !== undefined) return { problem: fault };
    const answer = await this.#digestRow(row, algorithms);
    if ('problem' in answer) return answer;
    this.#compareCrc(row, answer.crc32);
    return { digests: answer.digests, bytes: answer.bytes };
  }

  #digestRow(row: number, algorithms: readonly BagAlgorithm[]): Promise<RangeDigest> {
    const { hashing, table } = this.#opened;
    if (hashing.digestRange === undefined || table.method.get(row) !== 0) return this.#digestHere(row, algorithms);
    return hashing.digestRange({ offset: table.dataAt.get(row), bytes: table.bytes.get(row) }, algorithms);
  }

  async #digestHere(row: number, algorithms: readonly BagAlgorithm[]): Promise<RangeDigest> {
    const { reader, hashing, table } = this.#opened;
    const running = await Promise.all(algorithms.map(async (algorithm) => ({ algorithm, digest: await hashing.start(algorithm) })));
    let [bytes, crc] = [0, 0];
    try {
      for await (const piece of readEntry(reader, table, row)) {
        this.#opened.signal?.throwIfAborted();
        for (const { digest } of running) digest.update(piece);
        crc = this.#crc32(piece, crc);
        bytes += piece.length;
      }
    } catch (error) {
      if (error instanceof UnreadableFile) return { problem: error.message };
      throw error;
    }
    return { digests: Object.fromEntries(running.map(({ algorithm, digest }) => [algorithm, digest.digest()])), bytes, crc32: crc };
  }

  #row(path: string): number | undefined {
    const { names, table } = this.#opened;
    const row = names.rows.get(path);
    return row !== undefined && table.kind(row) === 'file' ? row : undefined;
  }

  #crc32(bytes: Uint8Array, before: number): number {
    return this.#opened.hashing.crc32?.(bytes, before) ?? crc32(bytes, before);
  }

  /** Told once, however often the file is read. */
  #compareCrc(row: number, found: number): void {
    const { table, findings } = this.#opened;
    const stated = table.crc32.get(row);
    if (found === stated || this.#told.has(row)) return;
    this.#told.add(row);
    findings.find('crc-differs', table.name(row), hex(stated), hex(found));
  }
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}
