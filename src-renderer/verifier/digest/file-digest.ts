import { createCRC32, createMD5, createSHA1, createSHA224, createSHA256, createSHA384, createSHA512, type IHasher } from 'hash-wasm';
import type { BagAlgorithm } from '../../../src-main/format/bag/algorithms.ts';
import { toHex } from '../../../src-main/format/bytes.ts';
import type { DigestAnswer } from '../../../src-main/verifier/bag/source.ts';
import { CannotRead, readPieces, readWhole } from '../source/read-pieces.ts';
import { wholeBytes, type DigestJob, type FileAnswer } from './digest-jobs.ts';

type Digests = Extract<DigestAnswer, { bytes: number }>['digests'];

/** Names of the browser's own digests (Web Cryptography API, section 32). */
const native: Partial<Record<BagAlgorithm, string>> = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

const makers: Record<BagAlgorithm, () => Promise<IHasher>> = {
  md5: createMD5,
  sha1: createSHA1,
  sha224: createSHA224,
  sha256: createSHA256,
  sha384: createSHA384,
  sha512: createSHA512,
};

type Asked = Omit<DigestJob, 'id'>;

/**
 * Digest a file. What cannot be read is an answer. Memory: `wholeBytes` at most; a longer file is read in pieces.
 * `onRead` is told the bytes of each piece.
 */
export async function digestFile(asked: Asked, onRead: (bytes: number) => void): Promise<FileAnswer> {
  try {
    const whole = asked.file.size <= wholeBytes && isNativeFor(asked.algorithms);
    return whole ? await digestWhole(asked, onRead) : await digestPieces(asked, onRead);
  } catch (error) {
    if (error instanceof CannotRead) return { problem: error.message };
    throw error;
  }
}

/** The browser's digests stand open to secure contexts only. */
function isNativeFor(algorithms: readonly BagAlgorithm[]): boolean {
  return globalThis.crypto?.subtle !== undefined && algorithms.every((algorithm) => native[algorithm] !== undefined);
}

async function digestWhole({ file, algorithms, withCrc32 }: Asked, onRead: (bytes: number) => void): Promise<FileAnswer> {
  const bytes = await readWhole(file);
  onRead(bytes.byteLength);
  const digests: Digests = {};
  for (const algorithm of algorithms) {
    digests[algorithm] = toHex(new Uint8Array(await crypto.subtle.digest(native[algorithm] ?? '', bytes)));
  }
  const crc = withCrc32 ? await startCrc32() : undefined;
  crc?.update(new Uint8Array(bytes));
  return { digests, bytes: bytes.byteLength, crc32: valueOf(crc) };
}

async function digestPieces({ file, algorithms, withCrc32 }: Asked, onRead: (bytes: number) => void): Promise<FileAnswer> {
  const hashers = await Promise.all(algorithms.map(async (algorithm) => ({ algorithm, hasher: await startDigest(algorithm) })));
  const crc = withCrc32 ? await startCrc32() : undefined;
  let bytes = 0;
  await readPieces(file, (piece) => {
    for (const { hasher } of hashers) hasher.update(piece);
    crc?.update(piece);
    bytes += piece.length;
    onRead(piece.length);
  });
  const digests: Digests = {};
  for (const { algorithm, hasher } of hashers) digests[algorithm] = hasher.digest('hex');
  return { digests, bytes, crc32: valueOf(crc) };
}

/** A digest that takes pieces. */
export async function startDigest(algorithm: BagAlgorithm): Promise<IHasher> {
  return (await makers[algorithm]()).init();
}

async function startCrc32(): Promise<IHasher> {
  return (await createCRC32()).init();
}

function valueOf(crc: IHasher | undefined): number {
  return crc === undefined ? 0 : Number.parseInt(crc.digest('hex'), 16);
}
