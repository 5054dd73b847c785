import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { CaseError } from '../../shared/errors.ts';
import { ArmorDecoder } from './age-armor.ts';
import { readAgeHeader, type AgeHeader } from './age-header.ts';
import type { AgeJob, WrittenFile } from './age-jobs.ts';
import { decrypterFor, encrypterFor } from './age-keys.ts';
import { codeOf } from './descriptors.ts';
import { sourceFailed, tellingWrites } from './failures.ts';

const blockBytes = 1024 * 1024;
/** What the library does at most; 2^20 needs a gigabyte for a few seconds. Stock age writes 2^18. */
const mostScryptWork = 20;

/** What is told while a file is worked on. */
export interface AgeWatch {
  /** Bytes of the source read so far. */
  read(bytes: number): void;
  /** True right before a new file is made under the temporary name; false when it could not be. */
  making(made: boolean): void;
}

/** Encrypt or decrypt one file. See age.ts, which removes what a failure leaves. */
export function workOnAge(job: AgeJob, watch: AgeWatch): Promise<WrittenFile> {
  return job.act === 'encrypt' ? encrypt(job, watch) : decrypt(job, watch);
}

async function encrypt({ from, to, keys }: Extract<AgeJob, { act: 'encrypt' }>, watch: AgeWatch): Promise<WrittenFile> {
  const encrypter = await encrypterFor(keys);
  return withSource(from, async (source) => writeNew(to, await encrypter.encrypt(streamOf(source, from, watch)), { watch }));
}

async function decrypt({ from, to, keys }: Extract<AgeJob, { act: 'decrypt' }>, watch: AgeWatch): Promise<WrittenFile> {
  const decrypter = decrypterFor(keys);
  return withSource(from, async (source) => {
    const header = await readAgeHeader(source, from);
    checkHeader(header, 'passphrase' in keys, from);
    const packed = header.armored ? withoutArmor(streamOf(source, from, watch)) : streamOf(source, from, watch);
    const plain = await decrypter.decrypt(packed).catch((error: unknown) => {
      throw openingFailed(error, from, 'passphrase' in keys);
    });
    return writeNew(to, plain, { watch, failed: (error) => damaged(error, from) });
  });
}

function checkHeader({ stanzas, scryptWork = 0 }: AgeHeader, byPassphrase: boolean, path: string): void {
  const forPassphrase = stanzas.includes('scrypt');
  if (byPassphrase && !forPassphrase) throw new CaseError('age-needs-key', { path });
  if (!byPassphrase && forPassphrase) throw new CaseError('age-needs-passphrase', { path });
  if (scryptWork > mostScryptWork) throw new CaseError('age-work-too-large', { path, found: scryptWork, most: mostScryptWork });
}

/** The library tells its reasons in words alone. */
function openingFailed(error: unknown, path: string, byPassphrase: boolean): unknown {
  const message = error instanceof Error ? error.message : '';
  if (message.startsWith('no identity matched')) return new CaseError(byPassphrase ? 'age-passphrase-wrong' : 'age-key-wrong', { path });
  return damaged(error, path);
}

function damaged(error: unknown, path: string): unknown {
  if (error instanceof CaseError || (error instanceof Error && 'syscall' in error)) return error;
  return new CaseError('age-damaged', { path, detail: error instanceof Error ? error.message : String(error) }, { cause: error });
}

async function withSource<T>(path: string, act: (source: FileHandle) => Promise<T>): Promise<T> {
  const source = await open(path, 'r').catch((error: unknown) => {
    throw new CaseError('source-not-found', { path }, { cause: error });
  });
  try {
    if (!(await source.stat()).isFile()) throw new CaseError('source-not-found', { path });
    return await act(source);
  } finally {
    await source.close();
  }
}

/** Pulled block by block: nothing is read before it is asked for. */
function streamOf(source: FileHandle, path: string, watch: AgeWatch): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const block = new Uint8Array(blockBytes);
        const { bytesRead } = await source.read(block, 0, blockBytes, at).catch((error: unknown) => {
          throw sourceFailed(path, codeOf(error), error);
        });
        at += bytesRead;
        if (bytesRead === 0) return controller.close();
        controller.enqueue(block.subarray(0, bytesRead));
        watch.read(at);
      },
    },
    { highWaterMark: 0 },
  );
}

function withoutArmor(armored: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const decoder = new ArmorDecoder();
  const pass = (bytes: Uint8Array, controller: TransformStreamDefaultController<Uint8Array>): void => {
    if (bytes.length > 0) controller.enqueue(bytes);
  };
  return armored.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, controller) => pass(decoder.push(piece), controller),
      flush: (controller) => pass(decoder.end(), controller),
    }),
  );
}

interface Writing {
  watch: AgeWatch;
  /** What an error of the stream means. */
  failed?(error: unknown): unknown;
}

/** Into a file that is made new, flushed before this resolves. Pieces of 64 KiB are written together. */
async function writeNew(to: string, stream: ReadableStream<Uint8Array>, { watch, failed = (error) => error }: Writing): Promise<WrittenFile> {
  const target = await makeNew(to, watch);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const reader = stream.getReader();
    let waiting: Uint8Array[] = [];
    let waitingBytes = 0;
    const flush = async (): Promise<void> => {
      const block = Buffer.concat(waiting);
      hash.update(block);
      bytes += block.length;
      await tellingWrites(() => target.writeFile(block));
      [waiting, waitingBytes] = [[], 0];
    };
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw failed(error);
      });
      if (done) break;
      waiting.push(value);
      waitingBytes += value.length;
      if (waitingBytes >= blockBytes) await flush();
    }
    await flush();
    await tellingWrites(() => target.sync());
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await target.close();
  }
}

async function makeNew(to: string, watch: AgeWatch): Promise<FileHandle> {
  watch.making(true);
  try {
    return await tellingWrites(() => open(to, 'wx', 0o600));
  } catch (error) {
    // What stands there is somebody else's.
    watch.making(false);
    throw error;
  }
}
