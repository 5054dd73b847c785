import { concatBytes } from '../../format/bytes.ts';
import { isUtf8, openTagText } from '../../format/bag/encoding.ts';
import { linesOf, type TextLine } from '../../format/bag/lines.ts';
import { heed, type Bag, type DeclaredBag } from './bag.ts';
import { UnreadableFile } from './source.ts';

/** Whether a tag file is there as a file. */
export function hasTagFile({ tags }: Bag, path: string): boolean {
  const row = tags.find(path);
  return row !== undefined && tags.isThere(row) && !tags.irregular.has(row);
}

/** A small tag file whole; undefined when it is too large or cannot be read, which is then told. */
export async function readWhole(bag: Bag, path: string): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of bag.source.read(path)) {
      bytes += piece.length;
      if (bytes > bag.limits.tagFileBytes) {
        bag.remarks.find('tag-file-too-large', path, `at most ${bag.limits.tagFileBytes} bytes`, 'more');
        return undefined;
      }
      pieces.push(piece);
    }
  } catch (error) {
    tellUnreadable(bag, path, error);
    return undefined;
  }
  return concatBytes(...pieces);
}

/** A small tag file as text without its byte order mark, which is told. */
export async function readText(bag: DeclaredBag, path: string): Promise<string | undefined> {
  const bytes = await readWhole(bag, path);
  const decoder = openTagText(bag.encoding);
  if (bytes === undefined || decoder === undefined) return undefined;
  try {
    return withoutMark(bag, path, decoder.push(bytes) + decoder.end());
  } catch {
    tellNotText(bag, path);
    return undefined;
  }
}

export interface NumberedLine extends TextLine {
  /** From 1. */
  number: number;
}

/**
 * The lines of a tag file of any length, many at a time, without empty ones. Ends early, with a finding, where it
 * cannot be read on.
 */
export async function* readLines(bag: DeclaredBag, path: string): AsyncGenerator<NumberedLine[]> {
  let before = 0;
  try {
    for await (const lines of linesOf(pieces(bag, path))) {
      heed(bag);
      const first = before === 0 ? lines[0] : undefined;
      if (first !== undefined) first.line = withoutMark(bag, path, first.line);
      const numbered = lines.map((line, n) => ({ ...line, number: before + n + 1 }));
      before += lines.length;
      yield numbered.filter(({ line }) => line !== '');
    }
  } catch (error) {
    if (error instanceof NotText) tellNotText(bag, path);
    else tellUnreadable(bag, path, error);
  }
}

class NotText extends Error {}

async function* pieces(bag: DeclaredBag, path: string): AsyncGenerator<string> {
  const decoder = openTagText(bag.encoding);
  if (decoder === undefined) return;
  for await (const piece of bag.source.read(path)) yield decoded(() => decoder.push(piece));
  yield decoded(() => decoder.end());
}

function decoded(act: () => string): string {
  try {
    return act();
  } catch {
    throw new NotText();
  }
}

function withoutMark(bag: DeclaredBag, path: string, text: string): string {
  if (!text.startsWith('\ufeff')) return text;
  if (isUtf8(bag.encoding)) bag.remarks.warn('byte-order-mark', path, 'text', 'a byte order mark and text');
  return text.slice(1);
}

function tellNotText(bag: DeclaredBag, path: string): void {
  bag.remarks.find('tag-file-not-text', path, `text in ${bag.encoding}`, 'bytes that this encoding cannot mean');
}

function tellUnreadable(bag: Bag, path: string, error: unknown): void {
  if (!(error instanceof UnreadableFile)) throw error;
  bag.remarks.find('tag-file-unreadable', path, 'a file that can be read', error.message);
}
