import { FrameTimes } from './frame-times.ts';

/** One packet of the container, as `ffprobe -show_packets` lists it, in file order. */
export interface PacketRow {
  stream: number;
  /** In units of the stream's time base; null when the container states none. */
  pts: number | null;
  dts: number | null;
  /** Byte position in the file; null when ffprobe does not know. */
  position: number | null;
  sizeBytes: number;
  key: boolean;
  /** Not to be shown: outside an edit list, or decoder warm-up. */
  discard: boolean;
  corrupt: boolean;
}

/** What is kept of one stream's packets: key packets whole, of the others their times and counts. */
export interface PacketScan {
  stream: number;
  /** Every packet of the stream. */
  count: number;
  corrupt: number;
  /** In file order: the first `maxKeyPackets` key packets, or the first packet alone where none is flagged. */
  rows: PacketRow[];
  firstPts: number | null;
  lastPts: number | null;
  /** Shortest and longest time between neighbours in presentation order; null below two stamped packets. */
  shortestGap: number | null;
  longestGap: number | null;
  medianGap: number | null;
}

/** So many key packets of a stream are kept; a hostile or day-long file where every packet is one has more. */
export const maxKeyPackets = 200_000;

const fields = ['codec_type', 'stream_index', 'pts', 'dts', 'pos', 'size', 'flags'] as const;

/** The entries that the line parser below reads. */
export const packetEntries = `packet=${fields.join(',')}`;

/** A packet with side data goes on in further lines: its own line then ends with a comma and no brace. */
const linePattern = /^\s*\{ ("codec_type": .*?)(?: \})?,?\s*$/;

/** One line of compact JSON (`-of json=c=1`) with a packet of a video stream; undefined for any other line. */
export function parsePacketLine(line: string): PacketRow | undefined {
  const match = linePattern.exec(line);
  if (!match?.[1]?.startsWith('"codec_type": "video"')) return undefined;
  const values = new Map([...match[1].matchAll(/"(\w+)": "?([^",]*)"?/g)].map(([, key = '', value = '']) => [key, value]));
  const stream = wholeNumber(values.get('stream_index'));
  const flags = values.get('flags');
  if (stream === null || flags === undefined) return undefined;
  return {
    stream,
    pts: wholeNumber(values.get('pts')),
    dts: wholeNumber(values.get('dts')),
    position: wholeNumber(values.get('pos')),
    sizeBytes: wholeNumber(values.get('size')) ?? 0,
    key: flags.includes('K'),
    discard: flags.includes('D'),
    corrupt: flags.includes('C'),
  };
}

/** A whole number that JavaScript holds exactly; null for any other text, as a hostile time beyond 2^53. */
export function wholeNumber(text: string | undefined): number | null {
  if (text === undefined || !/^-?\d+$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

/** Takes packets one by one in file order; keeps the key packets, and of the others their count and gaps. */
export class PacketCollector {
  readonly #stream: number;
  readonly #rows: PacketRow[] = [];
  readonly #times = new FrameTimes();
  #first: PacketRow | undefined;
  #count = 0;
  #corrupt = 0;

  constructor(stream: number) {
    this.#stream = stream;
  }

  add(row: PacketRow): void {
    this.#first ??= row;
    this.#count++;
    if (row.corrupt) this.#corrupt++;
    if (row.key && this.#rows.length < maxKeyPackets) this.#rows.push(row);
    if (row.pts !== null && !row.discard) this.#times.add(row.pts);
  }

  finish(): PacketScan {
    return {
      stream: this.#stream,
      count: this.#count,
      corrupt: this.#corrupt,
      rows: this.#rows.length > 0 || !this.#first ? this.#rows : [this.#first],
      ...this.#times.finish(),
    };
  }
}

/** Reads ffprobe's output as it comes, line by line, and keeps one scan per video stream. */
export class PacketLines {
  readonly #collectors = new Map<number, PacketCollector>();
  #rest = '';

  write(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    // No packet line is that long: a tag of a hostile file is.
    if (this.#rest.length > 1 << 20) this.#rest = '';
    for (const line of lines) this.#take(line);
  }

  /** The scan of one stream; undefined when it has no packets. */
  scanOf(stream: number): PacketScan | undefined {
    return this.#collectors.get(stream)?.finish();
  }

  #take(line: string): void {
    const row = parsePacketLine(line);
    if (!row) return;
    let collector = this.#collectors.get(row.stream);
    if (!collector) {
      collector = new PacketCollector(row.stream);
      this.#collectors.set(row.stream, collector);
    }
    collector.add(row);
  }
}

/**
 * Whether frames are shown for unequal times: more than one tick of the time base (rounding) and more
 * than one hundredth apart (the jitter of stamps).
 */
export function isVariable(scan: PacketScan): boolean | 'unknown' {
  const { shortestGap, longestGap, medianGap } = scan;
  if (shortestGap === null || longestGap === null || medianGap === null || scan.count < 3) return 'unknown';
  const spread = longestGap - shortestGap;
  return spread > 1 && spread > medianGap / 100;
}
