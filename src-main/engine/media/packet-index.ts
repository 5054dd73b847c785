import { CaseError } from '../../shared/errors.ts';
import { toRecordText } from '../../shared/text.ts';
import { safeInputArguments } from './ffmpeg-input.ts';
import type { Tool } from './find-tools.ts';
import { byteLines } from './keyframes/byte-lines.ts';
import { maxKeyPackets, wholeNumber, type PacketRow } from './packet-rows.ts';
import { endTogether } from './keyframes/end-together.ts';
import { startTool } from './run-tool.ts';

/** A key packet that a player shows. */
export interface IndexEntry {
  pts: number;
  position: number | null;
  /** Its number among all key packets of the stream in file order, discarded ones included. */
  keyNumber: number;
  /** False where the container gives no presentation time and another number stands in. */
  timed: boolean;
}

export interface PacketIndex {
  /** Shown key packets in presentation order. */
  entries: IndexEntry[];
  /** Key packets that an edit list cuts away. */
  discardedKeys: number;
  /** Shown key packets after the first `maxKeyPackets`, which are counted and no more. */
  keysBeyond: number;
  /** Key packets left out because the container states no time of any kind for them, though it does for others. */
  keysWithoutTime: number;
  packets: number;
  corruptPackets: number;
  /** Presentation times and positions of shown packets, for frames that are no key packets; at most `maxPositions`. */
  positions: Map<number, number | null>;
  /** Times that more than one shown packet has: `positions` holds the last one's. */
  repeatedTimes: Set<number>;
  firstPts: number | null;
  lastPts: number | null;
  /** How often the times start again (joined recordings). */
  restarts: number;
  /** What stands for `pts` where the container gives none. */
  standIn: 'none' | 'dts' | 'count';
}

interface PacketListing {
  ffprobe: Tool;
  caseFolder: string;
  /** Relative to the case folder. */
  path: string;
  stream: number;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** The arguments that list a stream's packets. */
export function packetArguments(path: string, stream: number): string[] {
  const choice = ['-select_streams', String(stream), '-show_entries', 'packet=stream_index,pts,dts,pos,size,flags', '-of', 'compact'];
  return ['-hide_banner', '-v', 'error', ...choice, ...safeInputArguments(path)];
}

/**
 * List a stream's packets by ffprobe and index its key packets, one line at a time.
 * @returns the index and ffprobe's complaints, e.g. about a file that breaks off.
 * @throws CaseError `cancelled`; `tool-failed` when the listing did not come to its end.
 */
export async function readPacketIndex(listing: PacketListing): Promise<{ index: PacketIndex; complaints: string }> {
  const tool = startTool({
    file: listing.ffprobe.path,
    args: packetArguments(listing.path, listing.stream),
    cwd: listing.caseFolder,
    timeoutMs: listing.timeoutMs,
    maxOutputBytes: Number.MAX_SAFE_INTEGER,
    maxMemoryBytes: 2 ** 32,
    ...(listing.signal ? { signal: listing.signal } : {}),
  });
  const builder = new PacketIndexBuilder();
  const lines = (async () => {
    for await (const line of byteLines(tool.stdout)) {
      const row = parsePacketLine(line.toString('latin1'));
      if (row) builder.add(row);
    }
  })();
  const [end] = await endTogether([tool], [tool.ended, lines] as const);
  if (end.stoppedBy === 'cancel') throw new CaseError('cancelled');
  if (end.stoppedBy || end.exitCode === null) {
    throw new CaseError('tool-failed', { tool: 'ffprobe', detail: `listing packets ended by ${end.stoppedBy ?? end.killedBy}` });
  }
  return { index: builder.finish(), complaints: toRecordText(end.stderr.trim()) };
}

/**
 * Index packets that another reading of the same file has already listed; its key packets are enough, though
 * then `packets`, `positions` and the last time speak of those alone.
 */
export function indexPackets(rows: Iterable<PacketRow>, stream: number): PacketIndex {
  const builder = new PacketIndexBuilder();
  for (const row of rows) if (row.stream === stream) builder.add(row);
  return builder.finish();
}

/**
 * One line of ffprobe's compact writer; anything but a packet gives undefined. In this writer a packet stays on one
 * line whatever side data it carries.
 */
export function parsePacketLine(line: string): PacketRow | undefined {
  if (!line.startsWith('packet|')) return undefined;
  const fields = new Map(line.split('|').map((field) => field.split('=', 2) as [string, string]));
  const number = (name: string): number | null => wholeNumber(fields.get(name));
  const flags = fields.get('flags') ?? '';
  return {
    stream: number('stream_index') ?? 0,
    pts: number('pts'),
    dts: number('dts'),
    position: number('pos'),
    sizeBytes: number('size') ?? 0,
    key: flags.includes('K'),
    discard: flags.includes('D'),
    corrupt: flags.includes('C'),
  };
}

/** A day at 58 frames a second. */
const maxPositions = 5_000_000;

interface KeyRow {
  row: PacketRow;
  keyNumber: number;
  packetNumber: number;
}

/** Keeps the key packets whole and of the others only what a deep scan needs. */
class PacketIndexBuilder {
  readonly #keys: KeyRow[] = [];
  readonly #positions = new Map<number, number | null>();
  readonly #repeatedTimes = new Set<number>();
  #discardedKeys = 0;
  #keysBeyond = 0;
  #keyNumber = 0;
  #packets = 0;
  #corrupt = 0;
  #firstPts: number | null = null;
  #lastPts: number | null = null;

  add(row: PacketRow): void {
    if (row.corrupt) this.#corrupt++;
    if (row.key) this.#addKey(row);
    this.#packets++;
    if (row.pts === null || row.discard) return;
    if (this.#positions.has(row.pts)) this.#repeatedTimes.add(row.pts);
    if (this.#positions.size < maxPositions) this.#positions.set(row.pts, row.position);
    this.#firstPts = Math.min(this.#firstPts ?? row.pts, row.pts);
    this.#lastPts = Math.max(this.#lastPts ?? row.pts, row.pts);
  }

  #addKey(row: PacketRow): void {
    const keyNumber = this.#keyNumber++;
    if (row.discard) this.#discardedKeys++;
    else if (this.#keys.length < maxKeyPackets) this.#keys.push({ row, keyNumber, packetNumber: this.#packets });
    else this.#keysBeyond++;
  }

  finish(): PacketIndex {
    const stamped = this.#keys.filter((key) => (key.row.pts ?? key.row.dts) !== null);
    // Where no key packet has a time, counting is the only scale there is; a lone one without is not guessed at.
    const keys = stamped.length > 0 ? stamped : this.#keys;
    const standIn = stamped.length < keys.length ? 'count' : keys.every((key) => key.row.pts !== null) ? 'none' : 'dts';
    const entries = keys.map((key) => toEntry(key, standIn));
    const ordered = inPresentationOrder(entries);
    return {
      ...ordered,
      discardedKeys: this.#discardedKeys,
      keysBeyond: this.#keysBeyond,
      keysWithoutTime: this.#keys.length - keys.length,
      packets: this.#packets,
      corruptPackets: this.#corrupt,
      positions: this.#positions,
      repeatedTimes: this.#repeatedTimes,
      firstPts: this.#firstPts,
      lastPts: this.#lastPts,
      standIn,
    };
  }
}

function toEntry(key: KeyRow, standIn: PacketIndex['standIn']): IndexEntry {
  const { row, keyNumber, packetNumber } = key;
  const { position } = row;
  if (standIn === 'count') return { pts: packetNumber, position, keyNumber, timed: false };
  if (row.pts !== null) return { pts: row.pts, position, keyNumber, timed: true };
  return { pts: row.dts ?? packetNumber, position, keyNumber, timed: false };
}

/**
 * Key packets lie in the file in the order in which they are decoded. Within a recording presentation order is
 * the order of times; where the times start again (a joined recording) the later part comes later.
 */
function inPresentationOrder(entries: IndexEntry[]): { entries: IndexEntry[]; restarts: number } {
  const parts: IndexEntry[][] = [];
  let last: IndexEntry | undefined;
  for (const entry of entries) {
    const part = parts.at(-1);
    const firstOfPart = part?.[0];
    // Reordering never reaches back before the first key packet of its own recording.
    const restarts = last !== undefined && firstOfPart !== undefined && entry.pts < last.pts && entry.pts <= firstOfPart.pts;
    if (part === undefined || restarts) parts.push([entry]);
    else part.push(entry);
    last = entry;
  }
  for (const part of parts) part.sort((a, b) => a.pts - b.pts);
  return { entries: parts.flat(), restarts: Math.max(0, parts.length - 1) };
}
