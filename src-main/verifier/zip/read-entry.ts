import { UnreadableFile } from '../bag/source.ts';
import type { EntryTable } from './entry-table.ts';
import type { RandomAccess } from './random-access.ts';

const pieceBytes = 1024 * 1024;
/** Of packed bytes: some browsers unpack a piece whole before anybody can stop them, to at most 1,032 times its size. */
const packedPieceBytes = 16 * 1024;

/**
 * The bytes of a file in pieces, unpacked where they are packed, never more than the ZIP declares. Throws UnreadableFile
 * when the row is at fault, when the bytes end early, and when they are not what deflate makes.
 */
export async function* readEntry(reader: RandomAccess, table: EntryTable, row: number): AsyncGenerator<Uint8Array> {
  const fault = table.faults.get(row);
  if (fault !== undefined) throw new UnreadableFile(fault);
  const stored = { reader, offset: table.dataAt.get(row), bytes: table.packedBytes.get(row) };
  if (table.method.get(row) === 0) yield* readRange(stored, pieceBytes);
  else yield* inflate(readRange(stored, packedPieceBytes), table.bytes.get(row));
}

async function* readRange({ reader, offset, bytes }: { reader: RandomAccess; offset: number; bytes: number }, piece: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < bytes; ) {
    const length = Math.min(piece, bytes - at);
    const read = await reader.read(offset + at, length).catch((error: unknown) => {
      throw new UnreadableFile(error instanceof Error ? error.message : String(error));
    });
    if (read.length < length) throw new UnreadableFile('changed-while-read');
    at += length;
    yield read as Uint8Array<ArrayBuffer>;
  }
}

/** Unpack with the system's own inflate, which runs in Node and in a browser. */
async function* inflate(packed: AsyncGenerator<Uint8Array<ArrayBuffer>>, declared: number): AsyncGenerator<Uint8Array> {
  const unpacker = new DecompressionStream('deflate-raw');
  const fed = feed(packed, unpacker.writable.getWriter());
  const reader = unpacker.readable.getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await nextPiece(reader, fed);
      if (done || value === undefined) break;
      bytes += value.length;
      if (bytes > declared) throw new UnreadableFile(`more than the ${declared} bytes that the ZIP declares`);
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
    await fed;
  }
  if (bytes < declared) throw new UnreadableFile(`${bytes} bytes, and the ZIP declares ${declared}`);
}

/** Never rejects: what went wrong with reading comes back as a value, what went wrong with unpacking shows at the other end. */
async function feed(packed: AsyncGenerator<Uint8Array<ArrayBuffer>>, writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>): Promise<UnreadableFile | undefined> {
  try {
    for await (const piece of packed) {
      await writer.ready;
      await writer.write(piece);
    }
    await writer.close();
    return undefined;
  } catch (error) {
    await writer.abort(error).catch(() => {});
    return error instanceof UnreadableFile ? error : undefined;
  }
}

async function nextPiece(reader: ReadableStreamDefaultReader<Uint8Array>, fed: Promise<UnreadableFile | undefined>): Promise<{ done: boolean; value: Uint8Array | undefined }> {
  try {
    const { done, value } = await reader.read();
    return { done, value };
  } catch {
    throw (await fed) ?? new UnreadableFile('its packed bytes were altered');
  }
}
