import { createHash } from 'node:crypto';
import { parseSha256, type Sha256 } from '../../../shared/digest.ts';
import type { KeyframeIndex } from '../../../shared/keyframes.ts';
import { toRecordText } from '../../../shared/text.ts';
import type { Tool, Tools } from '../find-tools.ts';
import { decodeHeif, type HeifPicture } from '../heif/decode-heif.ts';
import { isHashableWhole, type PictureSize } from '../pdq/pdq-still.ts';
import { decodeArguments, type DecodeCommand } from './commands.ts';
import { runDecoder, type DecodedFrame, type PdqHash } from './decode-run.ts';
import type { NoKeyframes } from './prepare.ts';
import { labelOf } from './read-log.ts';

export interface HeifStill {
  tools: Tools;
  caseFolder: string;
  /** Relative to the case folder. */
  path: string;
  sourceSha256: string;
  pdqHash: PdqHash;
  signal?: AbortSignal | undefined;
}

/** libheif has turned the pixels already. */
const notTurned = { degrees: 0, mirrored: false };
/** For what ffmpeg does with the pixels; the decoding of a picture has a limit of its own. */
const timeoutMs = 600_000;

/**
 * The one frame of a HEIF still: libheif decodes it (heif/decode-heif.ts), and ffmpeg makes of its pixels what it makes
 * of any other still.
 * @returns the document of record and its poster, or the sentence why there is nothing to show.
 * @throws CaseError `cancelled`, or `tool-failed` when Node or ffmpeg could not be run.
 */
export async function layOutHeif(o: HeifStill): Promise<{ index: KeyframeIndex; posters: Map<Sha256, Uint8Array> } | NoKeyframes> {
  const picture = await decodeHeif(o);
  if ('reason' in picture) return picture;
  const size: PictureSize = { rows: picture.head.height, cols: picture.head.width };
  if (!isHashableWhole(size)) return giveUp(picture, `The picture is ${size.cols} pixels wide and ${size.rows} high, too large to be laid out.`);
  const label = labelOf(o.sourceSha256);
  const command: DecodeCommand = { path: undefined, pixels: size, stream: 0, label, rotation: notTurned, hashedBy: 'raw', inputOptions: [], still: size };
  const decoder = decodeArguments(command);
  const { ffmpeg } = o.tools;
  const limits = { ffmpeg, caseFolder: o.caseFolder, timeoutMs, signal: o.signal };
  const { frames } = await runDecoder({ ...limits, source: picture.child, decoder, label, hashedBy: 'raw', maxFrames: 1, pdqHash: o.pdqHash, still: size });
  const [frame] = frames;
  if (!frame) return { reason: 'The decoded picture did not arrive whole.' };
  return describe(o, { picture, frame, recipe: [picture.recipe, ['ffmpeg', ...decoder]] });
}

async function giveUp({ child }: HeifPicture, reason: string): Promise<NoKeyframes> {
  child.stop('output-limit');
  await child.ended;
  return { reason };
}

interface Laid {
  picture: HeifPicture;
  frame: DecodedFrame;
  recipe: string[][];
}

function describe({ tools, sourceSha256 }: HeifStill, { picture: { head }, frame, recipe }: Laid): { index: KeyframeIndex; posters: Map<Sha256, Uint8Array> } {
  const poster = parseSha256(createHash('sha256').update(frame.poster).digest('hex'));
  const decoded = {
    frameSha256: frame.digest,
    pdq: frame.pdq.hash,
    pdqQuality: frame.pdq.quality,
    poster: { sha256: poster, bytes: frame.poster.length },
    distinct: true,
  };
  const index: KeyframeIndex = {
    v: 1,
    basis: 'still',
    stream: 0,
    timeBase: '1/1',
    width: head.width,
    height: head.height,
    pixelFormat: 'rgb24',
    rotation: notTurned,
    keyframes: [{ pts: 0, position: null, found: 'first', decoded }],
    indexed: 1,
    pictured: 1,
    way: 'fast',
    remarks: remarksOn(head).map(toRecordText),
    recipe: { ...heifMaker(head, tools.ffmpeg), arguments: recipe, sourceSha256: parseSha256(sourceSha256) },
  };
  return { index, posters: new Map([[poster, frame.poster]]) };
}

/** The name and version under which a recipe has libheif, and the ffmpeg that made pictures of what it decoded. */
export function heifMaker({ version }: HeifPicture['head'], ffmpeg: Tool): { tool: 'libheif'; version: string } {
  return { tool: 'libheif', version: `${version}; ffmpeg ${ffmpeg.version}` };
}

function remarksOn({ bitsPerChannel, hasAlpha, others, warnings }: HeifPicture['head']): string[] {
  const [warning] = warnings;
  return [
    'Decoded by libheif to 8-bit RGB, turned, mirrored and cropped as the file asks; the digest is over those pixels. Another program may round the colours otherwise.',
    'libheif does not report damage inside the coded picture.',
    ...(bitsPerChannel > 8 ? [`The picture has ${bitsPerChannel} bits a channel, reduced to 8.`] : []),
    ...(hasAlpha ? ['The file makes parts of the picture transparent; they are shown all the same.'] : []),
    ...(others > 0 ? [`The file holds ${others} further ${others === 1 ? 'picture' : 'pictures'}, not shown here.`] : []),
    ...(warning === undefined ? [] : [`libheif met damage while decoding (${warnings.length} ${warnings.length === 1 ? 'message' : 'messages'}; the first: "${warning}").`]),
  ];
}
