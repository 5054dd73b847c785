/** The lines of a text that ends them with LF, CR or CRLF (RFC 8493, section 2.2.2). A last line needs no end. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** A line is at most this many characters long; the RFC names no limit, memory has one. */
export const lineLimit = 64 * 1024;

export interface TextLine {
  line: string;
  /** It was longer than `lineLimit`, and this is its beginning. */
  cut: boolean;
}

/**
 * The lines of a text that comes in pieces, as splitLines would give them, those that end in one piece together: a turn
 * of the event loop for each line would cost more than the line. Memory: one piece and one line.
 */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<TextLine[]> {
  let held: TextLine = { line: '', cut: false };
  let afterReturn = false;
  for await (const piece of pieces) {
    if (piece === '') continue;
    const text = afterReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    afterReturn = piece.endsWith('\r');
    const [first = '', ...more] = text.split(/\r\n|\r|\n/);
    const lines = [continued(held, first), ...more.map((part) => continued({ line: '', cut: false }, part))];
    held = lines.pop() ?? held;
    yield lines;
  }
  if (held.line !== '') yield [held];
}

function continued({ line, cut }: TextLine, part: string): TextLine {
  const room = lineLimit - line.length;
  return { line: line + (part.length > room ? part.slice(0, room) : part), cut: cut || part.length > room };
}
