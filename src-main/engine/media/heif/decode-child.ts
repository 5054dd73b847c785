/**
 * Decodes one HEIF picture inside a process that may read this one file and do nothing else. Started by
 * decode-heif.ts, never imported. It says first what the picture is, then sends its pixels, and ends.
 */
import { Console } from 'node:console';
import { readFileSync, statSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { decodePrimaryImage, type RgbPicture } from './libheif.ts';
import { headDescriptor, maxHeifBytes, maxHeifPixels, type NoPicture, type PictureHead } from './picture-head.ts';

// Permissions do not cover the network.
globalThis.fetch = () => Promise.reject(new Error('This process asks nothing of the network.'));
// Libraries print their worries there; the pipe carries pixels only.
globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr });

const decoded = decode(process.argv[2] ?? '');
say('problem' in decoded ? decoded : decoded.head);
if ('rows' in decoded) await pipeline(Readable.from(decoded.rows()), process.stdout);

function decode(path: string): RgbPicture | NoPicture {
  try {
    const { size } = statSync(path);
    if (size > maxHeifBytes) return { problem: `is given no file of more than ${maxHeifBytes >> 20} MiB` };
    return decodePrimaryImage(readFileSync(path), maxHeifPixels);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: `could not decode this picture: ${reason.replace(/\.$/, '')}` };
  }
}

function say(head: PictureHead | NoPicture): void {
  writeSync(headDescriptor, `${JSON.stringify(head)}\n`);
}
