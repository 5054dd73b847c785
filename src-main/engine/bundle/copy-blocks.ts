import { readKept, type KeptSource } from './kept-source.ts';

/** Large enough for few calls, small enough to be cancelled at once. */
export const blockBytes = 1024 * 1024;

export interface BlockCopy {
  source: KeptSource;
  /** Called with one block after another; the block is used again when the promise has resolved. */
  write(block: Uint8Array, at: number): Promise<void>;
  /** Asked before each block; throws to end the copy. */
  heed(): void;
}

/** Hand a kept file over block by block, reading one block while the one before is written. Memory: two blocks. */
export async function copyBlocks({ source, write, heed }: BlockCopy): Promise<void> {
  const buffers = [Buffer.allocUnsafeSlow(blockBytes), Buffer.allocUnsafeSlow(blockBytes)] as const;
  let writing: Promise<{ error: unknown } | undefined> = Promise.resolve(undefined);
  try {
    for (let at = 0, turn = 0; at < source.bytes; at += blockBytes, turn ^= 1) {
      heed();
      const block = (buffers[turn] ?? buffers[0]).subarray(0, Math.min(blockBytes, source.bytes - at));
      await readKept(source, block, at);
      const before = await writing;
      if (before !== undefined) throw before.error;
      writing = write(block, at).then(() => undefined, (error: unknown) => ({ error }));
    }
  } finally {
    // Nobody closes a file that is being written to.
    await writing;
  }
  const last = await writing;
  if (last !== undefined) throw last.error;
}
