import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** A file to be read anywhere; what verifier/zip asks of its reader. */
export interface OpenZipFile {
  size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Whether the file is another than when it was opened: length, or time of its last change. */
  hasChanged(): Promise<boolean>;
  close(): Promise<void>;
}

/** Open a regular file, whatever it holds. Undefined when it is no regular file; rejects with the system's error when it cannot be read. */
export async function openZipFile(path: Buffer | string): Promise<OpenZipFile | undefined> {
  // A FIFO must not hang us.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const before = await file.stat({ bigint: true });
  if (!before.isFile()) {
    await file.close();
    return undefined;
  }
  return {
    size: Number(before.size),
    async read(offset, length) {
      const bytes = Buffer.allocUnsafeSlow(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    },
    async hasChanged() {
      const after = await file.stat({ bigint: true });
      return after.size !== before.size || after.mtimeNs !== before.mtimeNs || after.ctimeNs !== before.ctimeNs;
    },
    close: () => file.close(),
  };
}
