import type { Readable } from 'node:stream';

/** Longer than any line that ffmpeg or ffprobe writes of its own; a tag of a hostile file may be longer. */
export const longestLineBytes = 64 << 10;

/**
 * The lines of a tool's output, split at `\n` and nothing else: `node:readline` also splits at U+2028, U+2029 and
 * `\r`, which a file's tags may hold, so that the file could begin lines of its own. What a line has beyond
 * `longestLineBytes` is dropped.
 */
export async function* byteLines(stream: Readable): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    for (let from = 0; from < piece.length; ) {
      const end = piece.indexOf(10, from);
      const part = piece.subarray(from, end < 0 ? piece.length : end).subarray(0, longestLineBytes - heldBytes);
      // Copied: a view would keep the whole pipe chunk alive.
      held.push(end < 0 ? Buffer.from(part) : part);
      heldBytes += part.length;
      from = end < 0 ? piece.length : end + 1;
      if (end < 0) continue;
      yield Buffer.concat(held);
      held = [];
      heldBytes = 0;
    }
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
