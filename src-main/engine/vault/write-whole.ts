import { writeSync } from 'node:fs';

/** Write every byte at `position`; write(2) may take fewer at a time. Throws the system's error. */
export function writeWhole(fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(fd, bytes, done, bytes.length - done, position + done);
  }
}
