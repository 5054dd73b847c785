import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CaseError } from '../../shared/errors.ts';
import { blockBytes, copyBlocks } from './copy-blocks.ts';
import { closeFile, codeOf, FlushAhead, flushFile, flushFolder, openFile, writeFully } from './descriptors.ts';
import { tellingWrites } from './failures.ts';
import { readKept, withKeptSource, type KeptSource } from './kept-source.ts';
import { Lanes } from './lanes.ts';
import { checkBundlePath, fileMode, folderMode, type BundleWriter, type BundleWriterOptions } from './writer.ts';

/** Files under way at once: enough for the file system to group their flushes. */
const filesAtOnce = 16;

/**
 * Write a bag as a folder. `folder` is the temporary name: it must not exist, and the folder around it must. Every file
 * is made new (an existing name is never followed or overwritten) and flushed, every folder too.
 */
export function folderWriter(folder: string, options: BundleWriterOptions = {}): BundleWriter {
  return new FolderWriter(folder, options);
}

class FolderWriter implements BundleWriter {
  readonly #top: string;
  readonly #lanes: Lanes;
  readonly #onProgress: BundleWriterOptions['onProgress'];
  /** Each folder made, by its path; the promise of its making, for files that come at once. */
  readonly #folders = new Map<string, Promise<void>>();
  #madeTop = false;
  #written = 0;
  #clones = true;

  constructor(folder: string, { signal, onProgress }: BundleWriterOptions) {
    this.#top = folder;
    this.#lanes = new Lanes(filesAtOnce, signal);
    this.#onProgress = onProgress;
  }

  addBytes(path: string, bytes: Uint8Array): Promise<void> {
    return this.#add(path, (target) => this.#write(target, async (fd) => {
      await writeFully(fd, bytes, 0);
      this.#progress(bytes.length);
    }));
  }

  addFile(path: string, file: string, expected: { bytes: number }): Promise<void> {
    return this.#add(path, (target) => withKeptSource(file, expected, (source) => this.#copy(source, target)));
  }

  async finish(): Promise<void> {
    await this.#lanes.settle();
    await tellingWrites(() => this.#folder(this.#top));
    const folders = [...this.#folders.keys()];
    for (const folder of folders) await this.#lanes.add(() => tellingWrites(() => flushFolder(folder)));
    await this.#lanes.settle();
    await tellingWrites(() => flushFolder(dirname(this.#top)));
  }

  async abandon(): Promise<void> {
    await this.#lanes.stop(new CaseError('stopped'));
    if (this.#madeTop) await rm(this.#top, { recursive: true, force: true });
  }

  async #add(path: string, write: (target: string) => Promise<void>): Promise<void> {
    checkBundlePath(path);
    const target = join(this.#top, ...path.split('/'));
    await this.#lanes.add(() => tellingWrites(async () => {
      await this.#folder(dirname(target));
      await write(target);
    }));
  }

  #folder(path: string): Promise<void> {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const made = path === this.#top ? this.#makeTop() : this.#folder(dirname(path)).then(() => mkdir(path, { mode: folderMode }));
    this.#folders.set(path, made);
    return made;
  }

  async #makeTop(): Promise<void> {
    await mkdir(this.#top, { mode: folderMode });
    this.#madeTop = true;
  }

  async #copy(source: KeptSource, target: string): Promise<void> {
    if (source.bytes >= blockBytes && (await this.#clone(source, target))) return;
    await this.#write(target, (fd) => (source.bytes < blockBytes ? this.#copyAtOnce(source, fd) : this.#copyByBlocks(source, fd)));
  }

  /** A clone shares blocks with the kept file until one of them changes: independent, and made at once, where a file system can. */
  async #clone(source: KeptSource, target: string): Promise<boolean> {
    if (!this.#clones) return false;
    try {
      await copyFile(source.file, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw error;
      // libuv removes what it has begun. Where one file cannot be cloned, none can.
      this.#clones = false;
      return false;
    }
    await this.#flushClone(target);
    this.#progress(source.bytes);
    return true;
  }

  async #flushClone(target: string): Promise<void> {
    await chmod(target, fileMode);
    const fd = await openFile(target, 'r+');
    try {
      await flushFile(fd);
    } finally {
      await closeFile(fd);
    }
  }

  async #copyAtOnce(source: KeptSource, fd: number): Promise<void> {
    const bytes = Buffer.allocUnsafeSlow(source.bytes);
    await readKept(source, bytes, 0);
    await writeFully(fd, bytes, 0);
    this.#progress(bytes.length);
  }

  async #copyByBlocks(source: KeptSource, fd: number): Promise<void> {
    const ahead = new FlushAhead(fd);
    const write = async (block: Uint8Array, at: number): Promise<void> => {
      await writeFully(fd, block, at);
      this.#progress(block.length);
      await ahead.wrote(block.length);
    };
    try {
      await copyBlocks({ source, write, heed: () => this.#lanes.heed() });
    } finally {
      await ahead.end();
    }
  }

  /** A new file, never an existing one. */
  async #write(target: string, write: (fd: number) => Promise<void>): Promise<void> {
    const fd = await openFile(target, 'wx', fileMode);
    try {
      await write(fd);
      await flushFile(fd);
    } finally {
      await closeFile(fd);
    }
  }

  #progress(bytes: number): void {
    this.#onProgress?.((this.#written += bytes));
  }
}
