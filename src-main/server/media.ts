import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Context } from 'hono';
import { CaseError } from '../shared/errors.ts';
import { readRange } from './byte-range.ts';

/** A kept file as it is handed to the window. */
export interface MediaFile {
  /** Absolute. */
  path: string;
  sha256: string;
  mediaType: string;
}

/** So much is read at a time. */
const pieceBytes = 256 * 1024;

/** What a stranger's bytes may do in the window: nothing. They are shown as pictures, sound or plain text, never as a page. */
const inert = "default-src 'none'; sandbox";

/** Types of which no browser makes a page, a script or a style. SVG is a page, and so is whatever is XML. */
const harmless = /^(?:video|audio)\/(?![a-z0-9.+-]*\+xml$)[a-z0-9.+-]+$|^image\/(?:jpeg|png|gif|webp|avif|bmp|heic)$|^text\/plain; charset=utf-8$/;

/**
 * Give a kept file, or the range of it that was asked for (RFC 9110, section 14), in constant memory: no more is read than
 * the reader takes. HEAD gives the same headers. Nothing is stored by the browser: it is evidence. Throws CaseError
 * `file-missing`, `file-damaged`.
 */
export async function giveMedia(context: Context, { path, sha256, mediaType }: MediaFile): Promise<Response> {
  const { req } = context;
  const { file, bytes } = await openKept(path, sha256);
  const tag = `"${sha256}"`;
  const type = harmless.test(mediaType) ? mediaType : 'application/octet-stream';
  const headers = new Headers({ 'Content-Type': type, 'Accept-Ranges': 'bytes', ETag: tag, 'Cache-Control': 'no-store', 'Content-Security-Policy': inert });
  const range = req.method === 'GET' ? readRange(req.header('range'), { bytes, tag, ifRange: req.header('if-range') }) : { kind: 'whole' as const };
  if (range.kind === 'not-satisfiable') {
    await file.close();
    headers.set('Content-Range', `bytes */${bytes}`);
    headers.delete('Content-Type');
    return new Response(null, { status: 416, headers });
  }
  const [first, last] = range.kind === 'part' ? [range.first, range.last] : [0, bytes - 1];
  headers.set('Content-Length', String(last - first + 1));
  if (range.kind === 'part') headers.set('Content-Range', `bytes ${first}-${last}/${bytes}`);
  if (req.method === 'HEAD' || bytes === 0) {
    await file.close();
    return new Response(null, { status: 200, headers });
  }
  return new Response(piecesOf(file, first, last), { status: range.kind === 'part' ? 206 : 200, headers });
}

/** Links are not followed and nothing is waited for: in the place of a kept file may lie whatever somebody put there. */
const howToOpen = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

async function openKept(path: string, sha256: string): Promise<{ file: FileHandle; bytes: number }> {
  const file = await open(path, howToOpen).catch((error: unknown) => {
    throw toMediaError(error, sha256);
  });
  const found = await file.stat();
  if (found.isFile()) return { file, bytes: found.size };
  await file.close();
  throw new CaseError('file-damaged', { path: sha256, detail: 'it is no file' });
}

function toMediaError(error: unknown, sha256: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new CaseError('file-missing', { path: sha256 }, { cause: error });
  if (code === 'ELOOP' || code === 'ENXIO') return new CaseError('file-damaged', { path: sha256, detail: 'it is no file' }, { cause: error });
  if (code === 'EACCES' || code === 'EPERM') return new CaseError('file-damaged', { path: sha256, detail: 'it may not be read' }, { cause: error });
  return error;
}

function piecesOf(file: FileHandle, first: number, last: number): ReadableStream<Uint8Array> {
  let at = first;
  return new ReadableStream(
    {
      pull: async (controller) => {
        const piece = new Uint8Array(Math.min(pieceBytes, last + 1 - at));
        const { bytesRead } = await file.read(piece, 0, piece.length, at).catch(async (error: unknown) => {
          await file.close();
          throw error;
        });
        at += bytesRead;
        if (bytesRead > 0) controller.enqueue(piece.subarray(0, bytesRead));
        if (bytesRead > 0 && at <= last) return;
        await file.close();
        // A file that ends early has changed: the length that was promised cannot be kept, and the reader has to see that.
        if (at <= last) controller.error(new Error('the file became shorter'));
        else controller.close();
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  );
}

const byEnding: Readonly<Record<string, string>> = {
  mp4: 'video/mp4', m4v: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm', mkv: 'video/x-matroska', ogv: 'video/ogg', '3gp': 'video/3gpp',
  jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif', bmp: 'image/bmp',
  mp3: 'audio/mpeg', m4a: 'audio/mp4', wav: 'audio/wav', ogg: 'audio/ogg', oga: 'audio/ogg', opus: 'audio/ogg', flac: 'audio/flac', aac: 'audio/aac',
};

/** What the window is told that a received file is: something to play or to look at, or else just bytes. */
export function mediaTypeOf(name: string): string {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return byEnding[ending] ?? 'application/octet-stream';
}
