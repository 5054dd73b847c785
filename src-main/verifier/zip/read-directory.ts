import { centralHeaderBytes, readCentralHeader, restOfCentralHeader } from './central-header.ts';
import { UnusableZip, type ZipFindings } from './codes.ts';
import { EntryTable } from './entry-table.ts';
import type { DirectoryPlace } from './find-directory.ts';
import type { ZipLimits } from './limits.ts';
import { Window, type RandomAccess } from './random-access.ts';

export interface Reading {
  reader: RandomAccess;
  limits: ZipLimits;
  findings: ZipFindings;
  signal?: AbortSignal | undefined;
}

/**
 * Take down every entry of the central directory, piece by piece, and never more than the limit. What cannot be read
 * ends the list, which is told. Throws UnusableZip when there are too many entries, or they declare too much.
 */
export async function readDirectory(reading: Reading, place: DirectoryPlace): Promise<EntryTable> {
  const { reader, limits, findings } = reading;
  const [table, window] = [new EntryTable(), new Window(reader)];
  const end = place.offset + place.bytes;
  let [count, declared] = [0, 0];
  for (let at = place.offset; at < end; count++) {
    if (count % 4096 === 0) reading.signal?.throwIfAborted();
    if (count >= limits.entries) throw new UnusableZip('too-many-entries', 'the ZIP', `at most ${limits.entries}`, 'more');
    const header = await readHeader(window, at, end);
    if (header === undefined) {
      findings.find('directory-damaged', 'the list of files', `an entry at byte ${at}`, 'something else');
      break;
    }
    at += header.length;
    const read = readCentralHeader(header, limits, findings);
    if (read === undefined) continue;
    const row = table.add(read.entry);
    for (const code of read.faults) table.fault(row, code);
    declared += read.entry.bytes;
    if (declared > limits.declaredBytes) throw new UnusableZip('declares-too-much', 'the ZIP', `at most ${limits.declaredBytes} bytes`, 'more');
  }
  if (count !== place.entries) findings.find('count-differs', 'the list of files', `${place.entries} entries`, `${count}`);
  return table;
}

/** The whole header at a place, or undefined when there is none that ends in time. */
async function readHeader(window: Window, at: number, end: number): Promise<Uint8Array | undefined> {
  if (at + centralHeaderBytes > end) return undefined;
  const head = window.atHand(at, centralHeaderBytes) ?? (await window.read(at, centralHeaderBytes));
  const rest = head.length < centralHeaderBytes ? undefined : restOfCentralHeader(head);
  if (rest === undefined) return undefined;
  const length = centralHeaderBytes + rest.name + rest.extra + rest.comment;
  if (at + length > end) return undefined;
  const whole = window.atHand(at, length) ?? (await window.read(at, length));
  return whole.length < length ? undefined : whole;
}
