import { readSync } from 'node:fs';
import { BackgroundFlush } from './flush.ts';
import { RingPartner, type Handover } from './ring.ts';
import { codeOf } from './source-file.ts';
import { writeWhole } from './write-whole.ts';

/** Read and write for the owner of a large file, from where it stands to the end, so that it only digests. */
export async function pump(memory: SharedArrayBuffer): Promise<void> {
  const ring = new RingPartner(memory);
  const handover = ring.join();
  if (handover === undefined) return;
  const at: Side = { side: 'source' };
  try {
    await pumpBlocks(ring, handover, at);
  } catch (error) {
    const syscall = error instanceof Error && 'syscall' in error ? String(error.syscall) : 'unknown';
    ring.fail({ side: at.side, code: codeOf(error), syscall, message: String(error) });
  } finally {
    ring.leave();
  }
}

type Side = { side: 'source' | 'vault' };

async function pumpBlocks(ring: RingPartner, handover: Handover, at: Side): Promise<void> {
  const flush = new BackgroundFlush(handover.targetFd);
  try {
    await pumpUntilEnd(ring, handover, { at, flush });
  } finally {
    await flush.drain();
  }
}

async function pumpUntilEnd(ring: RingPartner, handover: Handover, { at, flush }: { at: Side; flush: BackgroundFlush }): Promise<void> {
  let { position } = handover;
  for (let written = 0; ; written++) {
    const block = ring.free(written);
    if (block === undefined) return;
    at.side = 'source';
    // One byte past the size is enough to know that the source grew.
    const length = position > handover.sizeBytes ? 0 : readSync(handover.sourceFd, block, 0, block.length, position);
    at.side = 'vault';
    // The end is told last of all: then everything is written and no flush has failed.
    if (length === 0) await flush.settle();
    ring.publish(written, length);
    if (length === 0) return;
    writeWhole(handover.targetFd, block.subarray(0, length), position);
    position += length;
    await flush.wrote(length);
  }
}
