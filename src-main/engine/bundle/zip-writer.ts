import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { CaseError } from '../../shared/errors.ts';
import { blockBytes, copyBlocks } from './copy-blocks.ts';
import { closeFile, FlushAhead, flushFile, flushFolder, openFile, writeFully } from './descriptors.ts';
import { tellingWrites } from './failures.ts';
import { readKept, withKeptSource, type KeptSource } from './kept-source.ts';
import { Lanes } from './lanes.ts';
import { checkBundlePath, fileMode, type BundleWriter, type BundleWriterOptions } from './writer.ts';
import { dosTimeOf, localHeaderBytes, makeCentralHeader, makeEnd, makeLocalHeader, type DosTime, type ZipEntry } from './zip-records.ts';

/** Files under way at once: small ones wait for the system, not for each other. */
const filesAtOnce = 8;
const regularFile = 0o100_000;

export interface ZipWriterOptions extends BundleWriterOptions {
  /** The temporary name: it must not exist. */
  file: string;
  /** The one folder at the top, one part of a path. */
  topFolder: string;
  /** Stands for every file, as UTC: the same files in the same order make the same bytes. */
  modifiedAt: Date;
}

/**
 * Write a bag as a ZIP that holds its files as they are, in the order given, each under the top folder. The length of
 * every file is known when it is added, so places are given out then, and several files are written at once, each in
 * its own. ZIP64 where a number needs it. Memory: a few blocks, and about 60 bytes and the name for each entry.
 */
export function zipWriter(options: ZipWriterOptions): BundleWriter {
  checkBundlePath(options.topFolder);
  return new ZipWriter(options);
}

class ZipWriter implements BundleWriter {
  readonly #options: ZipWriterOptions;
  readonly #modified: DosTime;
  readonly #lanes: Lanes;
  readonly #entries: ZipEntry[] = [];
  #opened: Promise<number> | undefined;
  #ahead: FlushAhead | undefined;
  #end = 0;
  #written = 0;
  #made = false;

  constructor(options: ZipWriterOptions) {
    this.#options = options;
    this.#modified = dosTimeOf(options.modifiedAt);
    this.#lanes = new Lanes(filesAtOnce, options.signal);
  }

  async addBytes(path: string, bytes: Uint8Array): Promise<void> {
    const entry = this.#place(path, bytes.length);
    await this.#lanes.add(() => tellingWrites(() => this.#writeWhole(entry, bytes)));
  }

  async addFile(path: string, file: string, expected: { bytes: number }): Promise<void> {
    const entry = this.#place(path, expected.bytes);
    await this.#lanes.add(() => tellingWrites(() => withKeptSource(file, expected, (source) => this.#copy(entry, source))));
  }

  async finish(): Promise<void> {
    await this.#lanes.settle();
    await tellingWrites(async () => {
      const fd = await this.#open();
      await this.#writeDirectory(fd);
      await this.#ahead?.end();
      await flushFile(fd);
      await this.#close();
      await flushFolder(dirname(this.#options.file));
    });
  }

  async abandon(): Promise<void> {
    await this.#lanes.stop(new CaseError('stopped'));
    await this.#close();
    if (this.#made) await rm(this.#options.file, { force: true });
  }

  /** The next place in the file, before anything is written: the order is that of the calls. */
  #place(path: string, bytes: number): ZipEntry {
    checkBundlePath(path);
    const name = Buffer.from(`${this.#options.topFolder}/${path}`, 'latin1');
    const entry: ZipEntry = { name, bytes, crc32: 0, offset: this.#end };
    this.#end += localHeaderBytes(entry) + bytes;
    this.#entries.push(entry);
    return entry;
  }

  async #copy(entry: ZipEntry, source: KeptSource): Promise<void> {
    if (source.bytes >= blockBytes) return this.#copyByBlocks(entry, source);
    const bytes = Buffer.allocUnsafeSlow(source.bytes);
    await readKept(source, bytes, 0);
    await this.#writeWhole(entry, bytes);
  }

  async #writeWhole(entry: ZipEntry, bytes: Uint8Array): Promise<void> {
    entry.crc32 = crc32(bytes);
    const head = makeLocalHeader(entry, this.#modified);
    await writeFully(await this.#open(), Buffer.concat([head, bytes]), entry.offset);
    await this.#wrote(bytes.length);
  }

  /** The header comes last: what it says of the bytes is known when they have been read. */
  async #copyByBlocks(entry: ZipEntry, source: KeptSource): Promise<void> {
    const fd = await this.#open();
    const start = entry.offset + localHeaderBytes(entry);
    const write = async (block: Uint8Array, at: number): Promise<void> => {
      entry.crc32 = crc32(block, entry.crc32);
      await writeFully(fd, block, start + at);
      await this.#wrote(block.length);
    };
    await copyBlocks({ source, write, heed: () => this.#lanes.heed() });
    await writeFully(fd, makeLocalHeader(entry, this.#modified), entry.offset);
  }

  async #writeDirectory(fd: number): Promise<void> {
    const offset = this.#end;
    let at = offset;
    let waiting: Buffer[] = [];
    let waitingBytes = 0;
    const flush = async (): Promise<void> => {
      await writeFully(fd, Buffer.concat(waiting), at);
      at += waitingBytes;
      [waiting, waitingBytes] = [[], 0];
    };
    for (const entry of this.#entries) {
      const record = makeCentralHeader(entry, { modified: this.#modified, mode: regularFile | fileMode });
      waiting.push(record);
      waitingBytes += record.length;
      if (waitingBytes < blockBytes) continue;
      this.#lanes.heed();
      await flush();
    }
    await flush();
    await writeFully(fd, makeEnd({ entries: this.#entries.length, bytes: at - offset, offset }), at);
  }

  #open(): Promise<number> {
    this.#opened ??= openFile(this.#options.file, 'wx', fileMode).then((fd) => {
      this.#made = true;
      this.#ahead = new FlushAhead(fd);
      return fd;
    });
    return this.#opened;
  }

  async #close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    const fd = await opened?.catch(() => undefined);
    if (fd === undefined) return;
    // Also after a failure: nobody closes a file that is being flushed.
    await this.#ahead?.end().catch(() => {});
    await closeFile(fd);
  }

  async #wrote(bytes: number): Promise<void> {
    this.#written += bytes;
    this.#options.onProgress?.(this.#written);
    await this.#ahead?.wrote(bytes);
  }
}
