import { ffmpegArguments } from '../ffmpeg-command.ts';
import { pipedInputArguments, pipedPixelArguments, safeInputArguments } from '../ffmpeg-input.ts';
import type { Rotation } from '../normalise/rotation.ts';
import type { PictureSize } from '../pdq/pdq-still.ts';

/** Posters fit into a square of this many pixels. */
export const posterSide = 480;
/** Side of the grey frames that PDQ hashes. */
export const greySide = 512;

/** Who computes the frame digests: this process from raw frames, or ffmpeg where their size is unknown. */
export type HashedBy = 'raw' | 'framehash';

export interface DecodeCommand {
  /** Relative to the case folder; undefined when another process feeds standard input. */
  path: string | undefined;
  /** The size of the picture whose bare RGB pixels that process feeds; else it feeds NUT. */
  pixels?: PictureSize | undefined;
  stream: number;
  /** The name of our showinfo, see read-log.ts. */
  label: string;
  rotation: Rotation;
  hashedBy: HashedBy;
  /** The pixel format into which frames are converted before they are digested, where the stream has several. */
  digestedAs?: string | undefined;
  /** Decoder and demuxer options of the input. */
  inputOptions: readonly string[];
  /** A `select` expression over decoded frames. */
  select?: string | undefined;
  /** A still is hashed by every pixel of it, frames of footage by 512 x 512 grey ones. */
  still?: PictureSize | undefined;
}

/** Original times, the picture as coded, frames neither doubled nor dropped. */
const exact = ['-copyts', '-noautorotate'];

/** A sign of life twice a second, where nobody reads; see end-together.ts. */
const livingOnOutput = ['-progress', 'pipe:1'];
const livingOnErrors = ['-progress', 'pipe:2'];

/** Decode once; frames, posters and what PDQ hashes leave through pipes 3, 4 and 5, what was decoded is told by showinfo. */
export function decodeArguments(command: DecodeCommand): string[] {
  const { inputOptions, input } = inputOf(command.path, [...livingOnOutput, ...exact, ...command.inputOptions], command.pixels);
  const turn = turnFilters(command.rotation);
  const select = command.select === undefined ? [] : [`select='${command.select}'`];
  const outputs = [
    { target: 'pipe:3', filters: [...select, told(command.label), ...converted(command.digestedAs), clocked], codec: [...unscaled, '-c:v', 'rawvideo', ...digestFormat(command.hashedBy)] },
    { target: 'pipe:4', filters: [...select, clocked, posterScale, ...turn, 'setsar=1', 'format=yuvj420p'], codec: posterCodec },
    { target: 'pipe:5', filters: [...select, clocked, ...(command.still ? everyPixel : grey), ...turn], codec: ['-c:v', 'rawvideo', '-f', 'rawvideo'] },
  ];
  return ffmpegArguments({
    inputOptions,
    input,
    // One chain for each output rather than one graph that splits: with a graph ffmpeg forgets `-discard`.
    outputs: outputs.map(({ target, filters, codec }) => ({
      target,
      options: ['-map', `0:${command.stream}`, '-vf', filters.join(','), ...oneByOne, ...codec],
    })),
  });
}

const told = (label: string): string => `showinfo@${label}=checksum=0`;
/**
 * The JPEG encoder refuses times that are not growing, which received files may have, and frame numbers begin again
 * with every change of size. The clock's microseconds do neither, and leave no trace in the output.
 */
const clocked = "settb=1/1000000,setpts='time(0)*1000000'";
/** Without bitexact the result would depend on the processor's instructions. */
const grey = [`scale=${greySide}:${greySide}:flags=area+accurate_rnd+bitexact`, 'format=gray'];
/** The conversion that gives the reference implementation's hashes of the reference pictures bit for bit. */
const everyPixel = ['scale=flags=accurate_rnd+full_chroma_int+full_chroma_inp+bitexact', 'format=rgb24'];

const oneByOne = ['-fps_mode', 'passthrough', '-enc_time_base', '1:1000000'];
/**
 * Else frames after a change of size would be stretched to the first one's before being digested; a JPEG encoder needs
 * that. A change of pixel format ffmpeg always undoes, as the stock command does.
 */
const unscaled = ['-autoscale', '0'];
/** bitexact keeps ffmpeg's version out of the JPEG. */
const posterCodec = ['-c:v', 'mjpeg', '-q:v', '4', '-flags', '+bitexact', '-threads:v', '1', '-f', 'mpjpeg'];

/** Named by a document that may come from elsewhere: anything but a plain name is no pixel format. */
function converted(pixelFormat: string | undefined): string[] {
  return pixelFormat !== undefined && /^\w+$/.test(pixelFormat) ? [`format=${pixelFormat}`] : [];
}

function digestFormat(hashedBy: HashedBy): string[] {
  return hashedBy === 'raw' ? ['-f', 'rawvideo'] : ['-f', 'framehash', '-hash', 'sha256'];
}

/** As wide and high as shown (pixels need not be square), never enlarged. */
const shownWidth = 'iw*max(sar,1)';
const shownHeight = 'ih*max(1/sar,1)';
const shrink = `min(1,${posterSide}/max(${shownWidth},${shownHeight}))`;
const posterScale = `scale=w='max(1,round(${shownWidth}*${shrink}))':h='max(1,round(${shownHeight}*${shrink}))':flags=area:out_range=full`;

/** Mirror first, then turn clockwise: what the display matrix says (normalise/rotation.ts). */
export function turnFilters({ degrees, mirrored }: Rotation): string[] {
  const turns: Record<number, string[]> = { 90: ['transpose=clock'], 180: ['hflip', 'vflip'], 270: ['transpose=cclock'] };
  return [...(mirrored ? ['hflip'] : []), ...(turns[quarterTurn(degrees)] ?? [])];
}

/** The nearest quarter turn; cameras write no other. */
export function quarterTurn(degrees: number): number {
  return (((Math.round(degrees / 90) * 90) % 360) + 360) % 360;
}

/**
 * Copy chosen key packets, undecoded, to standard output. Their times are replaced by their number, so that a
 * decoded frame tells which packet it came from; NUT carries any codec, but neither rotation nor original times.
 */
export function copyKeyPacketsArguments(path: string, stream: number, chosenExpression: string): string[] {
  const { inputOptions, input } = inputOf(path, [...livingOnErrors, '-copyts']);
  const filter = `noise=drop='st(0,ld(0)+key);not(key*(${chosenExpression}))',setts=ts=N`;
  return ffmpegArguments({
    inputOptions,
    input,
    outputs: [{ target: 'pipe:1', options: ['-map', `0:${stream}`, '-c', 'copy', '-bsf:v', filter, '-f', 'nut'] }],
  });
}

/** Decode everything at a small size, only to find where shots begin; showinfo tells the times. */
export function findShotsArguments(path: string, stream: number, label: string): string[] {
  const { inputOptions, input } = inputOf(path, [...livingOnOutput, ...exact, '-threads', '2']);
  return ffmpegArguments({
    inputOptions,
    input,
    outputs: [
      {
        target: '-',
        options: ['-map', `0:${stream}`, '-vf', `scale=160:120:flags=area,format=gray,select='eq(n,0)+gt(scene,${shotThreshold})',${told(label)}`, '-fps_mode', 'passthrough', '-f', 'null'],
      },
    ],
  });
}

/** ffmpeg's scene score (0 to 1) above which a frame begins a shot. */
const shotThreshold = 0.2;

/** One picture at full size, turned and with square pixels, and its digest as decoded: next to that of another frame where `witness` selects one. */
export function pictureArguments(o: {
  path: string | undefined;
  pixels?: PictureSize | undefined;
  stream: number;
  label: string;
  rotation: Rotation;
  digestedAs: string;
  format: 'png' | 'jpeg';
  inputOptions: readonly string[];
  select: string;
  /** Selects another frame, whose digest is known: what bears out that the times of the run are right. */
  witness?: string | undefined;
}): string[] {
  const { inputOptions, input } = inputOf(o.path, [...livingOnOutput, ...exact, ...o.inputOptions], o.pixels);
  const codec = o.format === 'png' ? ['-c:v', 'png', '-compression_level', '3'] : ['-c:v', 'mjpeg', '-q:v', '2'];
  const pixels = o.format === 'png' ? [] : ['format=yuvj444p'];
  const select = `select='${o.select}'`;
  const digested = o.witness === undefined ? { select, frames: '1' } : { select: `select='${o.witness}+${o.select}'`, frames: '2' };
  const square = `scale=w='max(1,round(${shownWidth}))':h='max(1,round(${shownHeight}))':flags=lanczos${o.format === 'png' ? '' : ':out_range=full'}`;
  return ffmpegArguments({
    inputOptions,
    input,
    outputs: [
      { target: 'pipe:3', filters: [digested.select, told(o.label), ...converted(o.digestedAs), clocked], codec: ['-frames:v', digested.frames, '-c:v', 'rawvideo', ...digestFormat('framehash')] },
      { target: 'pipe:4', filters: [select, clocked, square, ...turnFilters(o.rotation), 'setsar=1', ...pixels], codec: ['-frames:v', '1', ...codec, '-flags', '+bitexact', '-f', 'image2pipe'] },
    ].map(({ target, filters, codec: chosen }) => ({
      target,
      options: ['-map', `0:${o.stream}`, '-vf', filters.join(','), ...oneByOne, ...unscaled, ...chosen],
    })),
  });
}

function inputOf(path: string | undefined, options: readonly string[], pixels?: PictureSize): { inputOptions: string[]; input: string } {
  const piped = pixels ? pipedPixelArguments(pixels) : pipedInputArguments('nut');
  const safe = path === undefined ? piped : safeInputArguments(path);
  // The last two words are `-i NAME`, which fluent-ffmpeg adds itself.
  return { inputOptions: [...options, ...safe.slice(0, -2)], input: safe.at(-1) ?? '' };
}
