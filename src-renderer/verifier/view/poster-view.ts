import { toHex } from '../../../src-main/format/bytes.ts';
import { UnreadableFile } from '../../../src-main/verifier/bag/source.ts';
import type { RememberedSource } from '../source/remembered-source.ts';
import { el } from './element.ts';

const mostBytes = 8 * 1024 * 1024;

export interface Poster {
  /** In the bundle; its name is its SHA-256. */
  path: string;
  caption: string;
}

/**
 * The picture of a frame, shown only when its bytes in this run had the digest that is its name, and when they begin as a
 * JPEG or PNG does: it is given to the browser as that and nothing else, so no document is ever opened.
 */
export function posterView(source: RememberedSource, { path, caption }: Poster): HTMLElement {
  const figure = el('figure', { class: 'poster' }, el('div', { class: 'frame' }, ' '), el('figcaption', {}, caption));
  void pictureOf(source, path).then(
    (picture) => figure.firstElementChild?.replaceWith(picture ?? el('div', { class: 'frame' }, 'not shown: its bytes are not those of the record')),
    (error: unknown) => figure.firstElementChild?.replaceWith(el('div', { class: 'frame' }, error instanceof UnreadableFile ? 'not readable' : 'not shown')),
  );
  return figure;
}

async function pictureOf(source: RememberedSource, path: string): Promise<HTMLImageElement | undefined> {
  const named = /([0-9a-f]{64})\.(?:jpg|png)$/.exec(path)?.[1];
  if (named === undefined || source.sha256Of(path) !== named) return undefined;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const piece of source.read(path)) {
    bytes += piece.length;
    if (bytes > mostBytes) return undefined;
    // A source may use its buffer again.
    pieces.push(piece.slice());
  }
  const type = typeOf(pieces[0] ?? new Uint8Array());
  if (type === undefined) return undefined;
  const url = URL.createObjectURL(new Blob(pieces, { type }));
  const image = el('img', { src: url, alt: 'keyframe', decoding: 'async' });
  image.addEventListener('load', () => URL.revokeObjectURL(url));
  return image;
}

function typeOf(first: Uint8Array): string | undefined {
  const start = toHex(first.subarray(0, 8));
  if (start.startsWith('ffd8ff')) return 'image/jpeg';
  return start === '89504e470d0a1a0a' ? 'image/png' : undefined;
}
