import { CaseError } from '../../shared/errors.ts';
import { safeInputArguments } from './ffmpeg-input.ts';
import type { Tool } from './find-tools.ts';
import { byteLines } from './keyframes/byte-lines.ts';
import { endTogether } from './keyframes/end-together.ts';
import { packetArguments, parsePacketLine } from './packet-index.ts';
import { wholeNumber } from './packet-rows.ts';
import { startTool } from './run-tool.ts';

/** Every shown frame's presentation time, in units of the stream's time base. */
export interface ListedFrameTimes {
  /** Growing; empty where the times start again. */
  times: Float64Array;
  /** `decoding` too where presentation times are stated, and turn out to be those of decoding under another name. */
  source: 'presentation' | 'decoding' | 'counted';
  restarts: number;
}

interface FrameTimesListing {
  ffprobe: Tool;
  caseFolder: string;
  /** Relative to the case folder. */
  path: string;
  stream: number;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * List a stream's frame times by ffprobe, in constant memory but for the times themselves.
 * @throws CaseError `cancelled`; `tool-failed` when the listing did not come to its end.
 */
export async function listFrameTimes(listing: FrameTimesListing): Promise<ListedFrameTimes> {
  const builder = new FrameTimesBuilder();
  let reorders = false;
  await eachLine(listing, ['-show_entries', 'stream=has_b_frames', ...packetArguments(listing.path, listing.stream)], (line) => {
    const row = parsePacketLine(line);
    if (row === undefined) reorders ||= /\bhas_b_frames=[1-9]/.test(line);
    else if (!row.discard) builder.add(row);
  });
  const listed = builder.finish();
  // Frames that are stored in another order than shown cannot have times that grow in the order of storage; but a
  // camera may announce such an order and never use it.
  const isDoubtful = listed.source === 'presentation' && reorders && builder.growsAsStored;
  return isDoubtful && !(await decodesInOrder(listing)) ? { ...listed, source: 'decoding' } : listed;
}

/** So many packets show an order that is used at all: some forty seconds. */
const packetsTried = 1000;

/** Whether the first frames leave the decoder in the order of their times. */
async function decodesInOrder(listing: FrameTimesListing): Promise<boolean> {
  const choice = ['-select_streams', String(listing.stream), '-read_intervals', `%+#${packetsTried}`, '-show_entries', 'frame=pts', '-of', 'compact'];
  const args = ['-hide_banner', '-v', 'error', '-threads', '2', ...choice, ...safeInputArguments(listing.path)];
  let [last, isInOrder] = [-Infinity, true];
  await eachLine(listing, args, (line) => {
    if (!line.startsWith('frame|')) return;
    const pts = wholeNumber(/\bpts=(-?\d+)/.exec(line)?.[1]);
    isInOrder &&= pts !== null && pts > last;
    last = pts ?? last;
  });
  return isInOrder && last > -Infinity;
}

async function eachLine({ ffprobe, caseFolder, timeoutMs, signal }: FrameTimesListing, args: string[], take: (line: string) => void): Promise<void> {
  const limits = { timeoutMs, maxOutputBytes: Number.MAX_SAFE_INTEGER, maxMemoryBytes: 2 ** 32 };
  const tool = startTool({ file: ffprobe.path, args, cwd: caseFolder, ...limits, ...(signal ? { signal } : {}) });
  const lines = (async () => {
    for await (const line of byteLines(tool.stdout)) take(line.toString('latin1'));
  })();
  const [end] = await endTogether([tool], [tool.ended, lines] as const);
  if (end.stoppedBy === 'cancel') throw new CaseError('cancelled');
  if (end.stoppedBy || end.exitCode === null) throw new CaseError('tool-failed', { tool: 'ffprobe', detail: `listing frames ended by ${end.stoppedBy ?? end.killedBy}` });
}

/** Frames are stored at most 16 places from where they are shown (H.264 A.3.1, max_dec_frame_buffering; HEVC A.4.2). */
const reorderDepth = 32;
/** A day at 58 frames a second. */
const maxFrames = 5_000_000;

/** Takes times in file order and puts them into the order in which frames are shown. */
export class FrameTimesBuilder {
  #times = new Float64Array(4096);
  #count = 0;
  #restarts = 0;
  #packets = 0;
  #withPts = 0;
  #withDts = 0;
  readonly #waiting: number[] = [];
  #dts = new Float64Array(4096);
  #dtsCount = 0;
  #stored = -Infinity;
  #growsAsStored = true;

  /** Whether no presentation time was smaller than the one before it in the file. */
  get growsAsStored(): boolean {
    return this.#growsAsStored;
  }

  add({ pts, dts }: { pts: number | null; dts: number | null }): void {
    this.#packets++;
    if (pts !== null) {
      this.#withPts++;
      this.#growsAsStored &&= pts >= this.#stored;
      this.#stored = pts;
      this.#wait(pts);
    }
    // Kept until a presentation time shows that decoding times are not needed.
    if (this.#withPts === 0 && dts !== null) {
      this.#withDts++;
      if (this.#dtsCount === this.#dts.length) this.#dts = grown(this.#dts);
      if (this.#dtsCount < maxFrames) this.#dts[this.#dtsCount++] = dts;
    }
  }

  finish(): ListedFrameTimes {
    for (const pts of this.#waiting.splice(0)) this.#settle(pts);
    if (this.#withPts > 0) return this.#told(this.#times.slice(0, this.#count), 'presentation');
    if (this.#withDts > 0) return this.#told(this.#dts.slice(0, this.#dtsCount), 'decoding');
    return { times: Float64Array.from({ length: Math.min(this.#packets, maxFrames) }, (_, n) => n), source: 'counted', restarts: 0 };
  }

  #told(times: Float64Array, source: ListedFrameTimes['source']): ListedFrameTimes {
    return this.#restarts > 0 ? { times: new Float64Array(), source, restarts: this.#restarts } : { times, source, restarts: 0 };
  }

  #wait(pts: number): void {
    const waiting = this.#waiting;
    let at = waiting.length;
    while (at > 0 && (waiting[at - 1] ?? pts) > pts) at--;
    waiting.splice(at, 0, pts);
    if (waiting.length > reorderDepth) this.#settle(waiting.shift() ?? pts);
  }

  #settle(pts: number): void {
    const last = this.#count === 0 ? undefined : this.#times[this.#count - 1];
    if (last !== undefined && pts < last) this.#restarts++;
    // Two fields, or a packet told twice: one picture for whoever looks.
    if (pts === last || this.#count >= maxFrames) return;
    if (this.#count === this.#times.length) this.#times = grown(this.#times);
    this.#times[this.#count++] = pts;
  }
}

function grown(full: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(full.length * 2);
  larger.set(full);
  return larger;
}
