const pieceBytes = 256 * 1024;

/** A file that was taken away, locked or changed since it was chosen. A browser says so with one of several errors. */
export class CannotRead extends Error {
  constructor(cause: unknown) {
    super(cause instanceof DOMException ? cause.name : 'cannot be read', { cause });
  }
}

/** All bytes of a small file. Rejects with CannotRead. */
export function readWhole(file: Blob): Promise<ArrayBuffer> {
  return told(file.arrayBuffer());
}

/** What reading rejects with, as one error. */
async function told<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw new CannotRead(error);
  }
}

/**
 * The bytes of a file in pieces, the next one being read while one is taken. A piece is gone when `take` returns.
 * Rejects with CannotRead.
 */
export async function readPieces(file: Blob, take: (piece: Uint8Array) => void): Promise<void> {
  const reader = openReader(file);
  let [spare, coming] = [new ArrayBuffer(pieceBytes), reader.next(new ArrayBuffer(pieceBytes))];
  for (;;) {
    const piece = await coming;
    if (piece === undefined) return;
    coming = reader.next(spare);
    take(piece);
    spare = piece.buffer;
  }
}

interface PieceReader {
  /** The next piece, in the memory given where the browser can do that. */
  next(memory: ArrayBuffer): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

function openReader(file: Blob): PieceReader {
  const stream = file.stream();
  try {
    const reader = stream.getReader({ mode: 'byob' });
    return { next: async (memory) => valueOf(await told(reader.read(new Uint8Array(memory)))) };
  } catch (error) {
    // Not a byte stream in this browser (Streams, section 4.2).
    if (!(error instanceof TypeError)) throw error;
    const reader = stream.getReader();
    return { next: async () => valueOf(await told(reader.read())) };
  }
}

function valueOf({ done, value }: ReadableStreamReadResult<Uint8Array<ArrayBuffer>>): Uint8Array<ArrayBuffer> | undefined {
  return done ? undefined : value;
}

/** The same, for whoever takes its time between the pieces. */
export async function* pieces(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (let piece = await told(reader.read()); !piece.done; piece = await told(reader.read())) yield piece.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}
