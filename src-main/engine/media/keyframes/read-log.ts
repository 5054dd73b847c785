import type { Readable } from 'node:stream';
import { toRecordText } from '../../../shared/text.ts';
import { wholeNumber } from '../packet-rows.ts';
import { byteLines } from './byte-lines.ts';

/** What showinfo says of one frame as it leaves the decoder. */
export interface ShownFrame {
  /** In the filter's time base, the stream's own; null where the decoder knows none. */
  pts: number | null;
  /** Byte position of its packet; null where ffmpeg does not say (from version 7 on it never does). */
  position: number | null;
  /** Before any conversion that ffmpeg adds behind the filters. */
  pixelFormat: string;
  width: number;
  height: number;
  key: boolean;
  /** `I`, `P`, `B` ... or `?` for codecs that have no picture types. */
  type: string;
  /** How often the filters had been set up when it came, from 1 on: anew with every change of size or pixel format. */
  setUp: number;
}

/** What a run said on standard error. */
export interface Said {
  errors: string[];
  errorCount: number;
  /** Why what showinfo told is not believed. */
  distrust?: string | undefined;
}

/**
 * The name that our showinfo carries, in every line it writes: the file's own digest, 128 bits of it, which no
 * file can hold. Tags and messages that a file brings into the log can so never pass for showinfo's lines.
 */
export function labelOf(sourceSha256: string): string {
  return sourceSha256.slice(0, 32);
}

const keptErrors = 20;
/** A line of the levels that matter, with the parts of ffmpeg that say it before. */
const errorLine = /^(?:\[[^\]]* @ [0-9a-fA-Fx]+\] )*\[(?:error|fatal|panic)\] /;

export interface LogListener {
  onFrame: (frame: ShownFrame) => void;
  /** No frame comes after it; whoever waits for one must stop the tool. */
  onDistrust: () => void;
}

/** Reads ffmpeg's standard error: frames from the showinfo of this label, until doubt arises, and what it calls an error. */
export async function readLog(stream: Readable, label: string, { onFrame, onDistrust }: LogListener): Promise<Said> {
  const told = new ToldFrames(label);
  const errors: string[] = [];
  let errorCount = 0;
  for await (const bytes of byteLines(stream)) {
    const line = bytes.toString('latin1');
    const believed = told.distrust === undefined;
    const frame = told.take(line);
    if (frame) onFrame(frame);
    if (believed && told.distrust !== undefined) onDistrust();
    if (!errorLine.test(line)) continue;
    errorCount++;
    if (errors.length < keptErrors) errors.push(toRecordText(bytes.toString('utf8').slice(0, 500)));
  }
  return { errors, errorCount, distrust: told.distrust };
}

/** Follows showinfo's lines; they must be its own, and count 0, 1, 2 ... from each setting up of the filters. */
export class ToldFrames {
  readonly #line: RegExp;
  #address: string | undefined;
  #setUps = 0;
  #next = 0;
  distrust: string | undefined;

  constructor(label: string) {
    this.#line = new RegExp(`^\\[(?:showinfo@)?${label} @ ([0-9a-fA-Fx]+)\\] \\[info\\] (config in |n: *(\\d+) )`);
  }

  /** The frame of one line; undefined for any other line, and from the first doubt on. */
  take(line: string): ShownFrame | undefined {
    const [, address, what = '', number] = this.#line.exec(line) ?? [];
    if (address === undefined || this.distrust !== undefined) return undefined;
    if (what.startsWith('config') || (address !== this.#address && number === '0')) this.#begin(address);
    if (number === undefined) return undefined;
    const frame = parseShowinfo(line);
    if (frame === undefined || address !== this.#address || Number(number) !== this.#next++) {
      this.distrust = `what ffmpeg told of its frames does not run on at number ${this.#next - 1}`;
      return undefined;
    }
    return { ...frame, setUp: this.#setUps };
  }

  #begin(address: string): void {
    this.#setUps++;
    this.#address = address;
    this.#next = 0;
  }
}

const showinfo =
  /\] \[info\] n: *\d+ pts: *(-?\d+|NOPTS) +pts_time:\S+ +((?:\w+: *\S+ +)*?)fmt:(\S+) (?:\w+:\S+ )*?sar:\S+ s:(\d+)x(\d+) i:\S iskey:([01]) type:(\S)/;

/** The part of a line that showinfo of ffmpeg 5.1 to 8 writes in one go. */
function parseShowinfo(line: string): Omit<ShownFrame, 'setUp'> | undefined {
  const match = showinfo.exec(line);
  if (!match) return undefined;
  const [, pts, more = '', pixelFormat = '', width, height, key, type = '?'] = match;
  const position = /\bpos: *(-?\d+)/.exec(more)?.[1];
  return {
    pts: wholeNumber(pts),
    position: position === '-1' ? null : wholeNumber(position),
    pixelFormat,
    width: Number(width),
    height: Number(height),
    key: key === '1',
    type,
  };
}
