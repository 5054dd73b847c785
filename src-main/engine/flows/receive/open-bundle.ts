import { lstat, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { incomingFolder } from '../../../format/case-folder.ts';
import { CaseError } from '../../../shared/errors.ts';
import { toRecordText } from '../../../shared/text.ts';
import type { BagSource } from '../../../verifier/bag/source.ts';
import { decryptFile, isAgeFile, type AgeBy } from '../../bundle/age.ts';
import { startOperation } from '../../vault/operation.ts';
import { deviceNumberOf, type Source } from '../import/sources.ts';
import type { WritableCase } from '../open-case.ts';
import { BagDigests } from '../verify/bag-digests.ts';
import { openBag } from '../verify/open-bag.ts';
import type { ZipCheck } from '../verify-bag.ts';
import { unpackFile } from './unpack-file.ts';

/** A file of a bundle as one that the vault can read. */
export type LaidOut = Pick<Source, 'path' | 'sizeBytes' | 'modifiedAtNs' | 'deviceNumber' | 'inside'>;

/** A bundle that lies open to be read. */
export interface OpenBundle {
  source: BagSource;
  /** Its place as people read it and as it is recorded. */
  text: string;
  /** Whether its files have to be unpacked one by one before the vault can read them, which needs room in the case folder. */
  isPacked: boolean;
  layOut(file: { path: string; bytes: number }): Promise<LaidOut>;
  putAway(laidOut: LaidOut): Promise<void>;
  /** What is wrong with the ZIP around it, also with what was read so far; undefined for a folder. */
  zip(): Promise<ZipCheck | undefined>;
  close(): Promise<void>;
}

export interface OpenBundleOptions {
  /** A folder, a ZIP, or a ZIP that is encrypted with age. */
  path: string;
  /** What opens an encrypted one: identities (`AGE-SECRET-KEY-1...`) or a passphrase. */
  age?: AgeBy | undefined;
  signal?: AbortSignal | undefined;
  /** Bytes digested so far. */
  onDigested?: ((bytes: number) => void) | undefined;
}

/**
 * Open a bundle. An encrypted one is decrypted into the case's own `incoming`, whole and proved, before anything of it is
 * read; what lies there is gone when it is closed, or when the case is opened the next time. Throws CaseError
 * `source-not-found`, `bundle-unreadable`, `bundle-encrypted`, and those of age.
 */
export async function openBundle(target: WritableCase, options: OpenBundleOptions): Promise<OpenBundle> {
  const { path, age, signal } = options;
  const outer = await realpath(path).catch((error: unknown) => {
    throw new CaseError('source-not-found', { path }, { cause: error });
  });
  if (!(await isAgeFile(outer))) return openPlain(target, { ...options, plain: outer, outer });
  if (age === undefined) throw new CaseError('bundle-encrypted', { path });
  const plain = incomingPath(target);
  const remove = (): Promise<void> => rm(plain, { force: true });
  await decryptFile(outer, plain, age, { signal });
  try {
    const opened = await openPlain(target, { ...options, plain, outer });
    return { ...opened, close: () => closeAll(opened.close, remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A name in the case's `incoming` that was never used before. */
function incomingPath({ folder, random }: WritableCase): string {
  return join(folder, incomingFolder, Buffer.from(random.bytes(12)).toString('hex'));
}

/** The second in any case, after the first. */
async function closeAll(first: () => Promise<void>, second: () => Promise<void>): Promise<void> {
  try {
    await first();
  } finally {
    await second();
  }
}

/** `outer`: what was handed over, which the record names; `plain`: the same where it is not encrypted. */
type Plain = OpenBundleOptions & { plain: string; outer: string };

async function openPlain(target: WritableCase, { path, plain, outer, signal, onDigested }: Plain): Promise<OpenBundle> {
  const operation = startOperation({ ...(signal && { signal }), ...(onDigested && { onProgress: onDigested }) });
  const digests = new BagDigests(operation.memory);
  const end = async (): Promise<void> => {
    operation.cancel();
    await digests.close();
    operation.end();
  };
  try {
    const bag = await openBag(plain, { digests, signal });
    if (bag === undefined) throw new CaseError('bundle-unreadable', { path, detail: 'it is neither a folder nor a ZIP that can be read' });
    const { source } = bag;
    const opened = { source, text: toRecordText(outer), zip: () => bag.zip(), close: () => closeAll(end, () => bag.close()) };
    return (await lstat(plain)).isDirectory() ? { ...opened, ...readInPlace(plain) } : { ...opened, ...unpacked(target, source, await statOf(outer)) };
  } catch (error) {
    await end();
    throw error;
  }
}

type LayingOut = Pick<OpenBundle, 'isPacked' | 'layOut' | 'putAway'>;

function readInPlace(folder: string): LayingOut {
  const layOut = async ({ path }: { path: string }): Promise<LaidOut> => {
    const file = join(folder, path);
    const { size, mtimeNs, dev } = await lstat(file, { bigint: true });
    return { path: Buffer.from(file), sizeBytes: Number(size), modifiedAtNs: String(mtimeNs), deviceNumber: deviceNumberOf(dev) };
  };
  return { isPacked: false, layOut, putAway: async () => {} };
}

function unpacked(target: WritableCase, source: BagSource, { deviceNumber, ...inside }: OuterFile): LayingOut {
  return {
    isPacked: true,
    layOut: async (wanted) => ({ ...(await unpackFile(source, wanted, incomingPath(target))), modifiedAtNs: inside.modifiedAtNs, deviceNumber, inside }),
    putAway: (laidOut) => rm(laidOut.path, { force: true }),
  };
}

type OuterFile = NonNullable<Source['inside']> & { deviceNumber: string };

/** The file that was handed over, as receipts tell of it. */
async function statOf(file: string): Promise<OuterFile> {
  const { mtimeNs, birthtimeNs, dev, ino, mode } = await lstat(file, { bigint: true });
  return {
    modifiedAtNs: String(mtimeNs),
    ...(birthtimeNs > 0n ? { birthAtNs: String(birthtimeNs) } : {}),
    device: String(dev),
    inode: String(ino),
    mode: mode.toString(8),
    deviceNumber: deviceNumberOf(dev),
  };
}
