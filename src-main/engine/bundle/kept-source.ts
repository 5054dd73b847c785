import fs, { constants, type BigIntStats } from 'node:fs';
import { promisify } from 'node:util';
import { closeFile, codeOf, openFile, readFully } from './descriptors.ts';
import { sourceFailed } from './failures.ts';

const flag = (value: number | undefined): number => value ?? 0;
// A link in the place of a kept file must not pull in a file from elsewhere, a FIFO must not hang the export.
const openFlags = constants.O_RDONLY | flag(constants.O_NOFOLLOW) | flag(constants.O_NONBLOCK);
const stat = promisify(fs.fstat) as (fd: number, options: { bigint: true }) => Promise<BigIntStats>;

export interface KeptSource {
  file: string;
  fd: number;
  bytes: number;
  before: BigIntStats;
}

/** Open a kept file, do something with it, close it. Throws CaseError `bundle-source-failed` when it is not as expected. */
export async function withKeptSource<T>(file: string, expected: { bytes: number }, act: (source: KeptSource) => Promise<T>): Promise<T> {
  const fd = await openFile(file, openFlags).catch((error: unknown) => {
    throw sourceFailed(file, codeOf(error), error);
  });
  try {
    const before = await stat(fd, { bigint: true });
    if (!before.isFile()) throw sourceFailed(file, 'no regular file');
    if (Number(before.size) !== expected.bytes) throw sourceFailed(file, `${before.size} bytes, and ${expected.bytes} were expected`);
    const result = await act({ file, fd, bytes: expected.bytes, before });
    await checkUnchanged({ file, fd, before });
    return result;
  } finally {
    await closeFile(fd);
  }
}

async function checkUnchanged({ file, fd, before }: Pick<KeptSource, 'file' | 'fd' | 'before'>): Promise<void> {
  const after = await stat(fd, { bigint: true });
  if (after.size !== before.size || after.mtimeNs !== before.mtimeNs) throw sourceFailed(file, 'it changed while it was read');
}

/** Fill `into` from `position`: a kept file that ends earlier than recorded is a failure. */
export async function readKept({ file, fd }: KeptSource, into: Uint8Array, position: number): Promise<void> {
  const length = await readFully(fd, into, position).catch((error: unknown) => {
    throw sourceFailed(file, codeOf(error), error);
  });
  if (length < into.length) throw sourceFailed(file, 'it changed while it was read');
}
