import { BackgroundFlush } from './flush.ts';
import type { Handover, PumpFailure } from './ring-memory.ts';
import { RingPartner } from './ring.ts';
import { writeWhole } from './write-whole.ts';

/** Write for the owner of a large file, from where it stands to the end, and read when there is nothing to write. */
export async function pump(memory: SharedArrayBuffer): Promise<void> {
  const ring = new RingPartner(memory);
  const handover = ring.join();
  if (handover === undefined) return;
  const at: Side = { side: 'source' };
  try {
    await pumpBlocks(ring, handover, at);
  } catch (error) {
    ring.fail(at.side, error);
  } finally {
    ring.leave();
  }
}

type Side = { side: PumpFailure['side'] };

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
  for (;;) {
    at.side = 'source';
    const block = ring.next();
    at.side = 'vault';
    if (block === undefined) return;
    // The owner takes our leaving for the end: then everything is written and no flush has failed.
    if (block.length === 0) return flush.settle();
    writeWhole(handover.targetFd, block, position);
    position += block.length;
    ring.wrote();
    await flush.wrote(block.length);
  }
}
