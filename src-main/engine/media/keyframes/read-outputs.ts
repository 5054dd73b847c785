import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { parseSha256, type Sha256 } from '../../../shared/digest.ts';
import { byteLines } from './byte-lines.ts';

/** A queue between readers of different pipes: `next` waits, and gives undefined when no more will come. */
export class Handover<T> {
  readonly #items: T[] = [];
  readonly #waiting: ((item: T | undefined) => void)[] = [];
  #closed = false;

  put(item: T): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(item);
    else this.#items.push(item);
  }

  close(): void {
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) waiting(undefined);
  }

  async next(): Promise<T | undefined> {
    const item = this.#items.shift();
    if (item !== undefined || this.#closed) return item;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** SHA-256 of each frame in a stream of raw frames, whose sizes another reader hands over. */
export async function digestRawFrames(
  stream: Readable,
  sizes: Handover<number>,
  onDigest: (digest: Sha256) => void,
): Promise<void> {
  let missing = 0;
  let hash = createHash('sha256');
  for await (const piece of stream as AsyncIterable<Buffer>) {
    let rest = piece;
    while (rest.length > 0) {
      if (missing === 0) missing = (await sizes.next()) ?? Number.POSITIVE_INFINITY;
      const part = rest.subarray(0, Math.min(missing, rest.length));
      hash.update(part);
      missing -= part.length;
      rest = rest.subarray(part.length);
      if (missing > 0) continue;
      onDigest(parseSha256(hash.digest('hex')));
      hash = createHash('sha256');
    }
  }
}

/** The digests that ffmpeg's `framehash` muxer prints, for pixel formats whose size is not known here. */
export async function readFramehash(stream: Readable, onDigest: (digest: Sha256) => void): Promise<void> {
  for await (const line of byteLines(stream)) {
    const digest = /^\d+,.*, *([0-9a-f]{64})$/.exec(line.toString('latin1').trim())?.[1];
    if (digest !== undefined) onDigest(parseSha256(digest));
  }
}

/** Blocks of equal size, e.g. the 512 x 512 grey frames. The block is only valid during the call. */
export async function readBlocks(stream: Readable, size: number, onBlock: (block: Uint8Array) => void): Promise<void> {
  const block = Buffer.alloc(size);
  let filled = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    for (let from = 0; from < piece.length; ) {
      const taken = piece.copy(block, filled, from);
      from += taken;
      filled += taken;
      if (filled < size) continue;
      onBlock(block);
      filled = 0;
    }
  }
}

const maxPictureBytes = 64 << 20;

/** Pictures from ffmpeg's `mpjpeg` muxer, which states the length of each (RFC 2046 parts). */
export async function readPictures(stream: Readable, onPicture: (picture: Uint8Array) => void): Promise<void> {
  let pieces: Buffer[] = [];
  let held = 0;
  let wanted: number | undefined;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    pieces.push(piece);
    held += piece.length;
    while (wanted === undefined || held >= wanted) {
      const all = Buffer.concat(pieces);
      const part = takePart(all);
      wanted = part.wanted;
      pieces = [part.rest];
      held = part.rest.length;
      if (part.picture === undefined) break;
      onPicture(part.picture);
    }
    if (held > maxPictureBytes) throw new RangeError('a picture is larger than its limit');
  }
}

function takePart(all: Buffer): { picture?: Uint8Array; rest: Buffer; wanted?: number } {
  const headerEnd = all.indexOf('\r\n\r\n');
  if (headerEnd < 0) return { rest: all };
  const length = Number(/content-length: *(\d+)/i.exec(all.toString('latin1', 0, headerEnd))?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) return { rest: all.subarray(headerEnd + 4) };
  const start = headerEnd + 4;
  if (all.length < start + length) return { rest: all, wanted: start + length };
  // Copied: a view would keep the whole pipe chunk alive.
  return { picture: Uint8Array.from(all.subarray(start, start + length)), rest: all.subarray(start + length) };
}
