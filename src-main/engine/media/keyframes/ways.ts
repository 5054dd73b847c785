import type { Tool } from '../find-tools.ts';
import type { IndexEntry, PacketIndex } from '../packet-index.ts';
import type { PictureSize } from '../pdq/pdq-still.ts';
import type { Rotation } from '../normalise/rotation.ts';
import { atTimes, chosenExpression, maxPictured } from './choose.ts';
import { copyKeyPacketsArguments, decodeArguments, type HashedBy } from './commands.ts';
import type { DecodedFrame } from './decode-run.ts';

/** What is to be decoded: the frames of `chosen`, which all stand in `index`. */
export interface Footage {
  path: string;
  stream: number;
  /** The name of our showinfo, see read-log.ts. */
  label: string;
  codec: string;
  /** ffmpeg's name of the container, `mov,mp4,m4a,3gp,3g2,mj2`. */
  container: string;
  /** `progressive`, `tt` ... as ffprobe says. */
  fieldOrder: string;
  rotation: Rotation;
  hashedBy: HashedBy;
  /** Where pixel formats change: the first frame's, in which all are digested. */
  digestedAs?: string | undefined;
  /** A still's size as shown. */
  still?: PictureSize | undefined;
  /** A still too large to be hashed by every pixel. */
  stillTooLarge?: boolean;
  index: PacketIndex;
  chosen: IndexEntry[];
  ffmpeg: Tool;
}

/** One way to decode: its command lines, and the proof that what came out is what the index names. */
export interface Way {
  name: 'fast' | 'pipe' | 'sure';
  source?: string[] | undefined;
  decoder: string[];
  /** Why the frames cannot be taken for the chosen entries in their order; undefined when they can. */
  doubt(frames: readonly DecodedFrame[]): string | undefined;
}

/** Below this, starting a second process costs more than reading the packets between. */
const fewKeys = 30;

/** Decoders that skip all but key frames when asked to. VP9, AV1 and FFV1 decode on. */
const skipping = new Set([
  'h264', 'hevc', 'mpeg1video', 'mpeg2video', 'mpeg4', 'vp8', 'theora', 'wmv1', 'wmv2', 'wmv3', 'vc1', 'flv1', 'h263', 'h261',
  'msmpeg4v1', 'msmpeg4v2', 'msmpeg4v3', 'mjpeg', 'prores', 'dnxhd', 'huffyuv', 'ffvhuff', 'dvvideo', 'rawvideo', 'png', 'vp6f', 'vp6',
]);

/** The quick ways for this footage, best first; empty when none can be trusted with it. */
export function quickWays(footage: Footage): Way[] {
  const { index, chosen } = footage;
  if (mayHoldSingleFields(footage) || index.entries.length === 0) return [];
  const capped = chosen.length < index.entries.length;
  const skips = skipping.has(footage.codec);
  const ways: (Way | undefined)[] = [];
  if (demuxerSkips(footage) && !capped) ways.push(discardWay(footage));
  else if (skips && chosen.length < fewKeys) ways.push(skipWay(footage), pipeWay(footage));
  else ways.push(pipeWay(footage));
  if (skips && chosen.every((entry) => entry.timed)) ways.push(skipWay(footage));
  return distinctWays(ways.filter((way) => way !== undefined));
}

function distinctWays(ways: Way[]): Way[] {
  return ways.filter((way, n) => ways.findIndex((other) => other.decoder.join('\n') === way.decoder.join('\n')) === n);
}

/** Why `quickWays` gives none, in words. */
export function whyNoQuickWay(footage: Footage): string {
  return mayHoldSingleFields(footage)
    ? 'the packets of this interlaced H.264 stream may each hold a single field, of which only a full decode makes frames'
    : 'no quick way fits the packets of this stream';
}

/**
 * In containers that leave the cutting of H.264 into packets to ffmpeg's parser, a key packet of field-coded
 * footage is one field; its partner is not flagged, and would be missing from the picture.
 */
function mayHoldSingleFields({ codec, fieldOrder, container }: Footage): boolean {
  const wholeFrames = /mov|matroska|flv|avi/.test(container);
  return codec === 'h264' && ['tt', 'bb', 'tb', 'bt'].includes(fieldOrder) && !wholeFrames;
}

/**
 * The MOV demuxer passes over other packets without reading them. Its times are wrong then (it does not advance
 * composition offsets), and what it read to recognise the stream it hands out whole; so frames are matched by byte position, which showinfo tells up to ffmpeg 6.
 */
function demuxerSkips({ container, ffmpeg, index }: Footage): boolean {
  const major = Number(/^n?(\d+)\./.exec(ffmpeg.version)?.[1] ?? Number.POSITIVE_INFINITY);
  const positions = new Set(index.entries.map((entry) => entry.position));
  return container.startsWith('mov,') && major < 7 && !positions.has(null) && positions.size === index.entries.length;
}

/** Clips run side by side, a core each. In a long film a second thread decodes while the first scales pictures. */
function threads({ chosen }: Footage): string[] {
  return ['-threads', chosen.length < fewKeys ? '1' : '2'];
}

function discardWay(footage: Footage): Way {
  return {
    name: 'fast',
    decoder: decodeArguments({ ...footage, inputOptions: [...threads(footage), '-discard', 'nokey'], select: 'key' }),
    doubt: (frames) => commonDoubt(frames, footage) ?? firstDoubt(frames, footage, (frame, entry) => frame.shown.position === entry.position),
  };
}

function skipWay(footage: Footage): Way {
  const capped = footage.chosen.length < footage.index.entries.length;
  const select = capped ? atTimes(footage.chosen.map((entry) => entry.pts)) : undefined;
  const same = (frame: DecodedFrame, entry: IndexEntry): boolean =>
    entry.timed ? frame.shown.pts === entry.pts && !isElsewhere(entry, frame) : entry.position !== null && frame.shown.position === entry.position;
  return {
    name: 'fast',
    decoder: decodeArguments({ ...footage, inputOptions: [...threads(footage), '-skip_frame', 'nokey'], select }),
    doubt: (frames) => commonDoubt(frames, footage) ?? firstDoubt(frames, footage, same),
  };
}

function pipeWay(footage: Footage): Way | undefined {
  const expression = chosenExpression(footage.index, maxPictured);
  if (expression === undefined) return undefined;
  return {
    name: 'pipe',
    source: copyKeyPacketsArguments(footage.path, footage.stream, expression),
    decoder: decodeArguments({ ...footage, path: undefined, stream: 0, inputOptions: threads(footage) }),
    // The time of each packet in the pipe is its number.
    doubt: (frames) => commonDoubt(frames, footage) ?? firstDoubt(frames, footage, (frame, _, k) => frame.shown.pts === k),
  };
}

export function commonDoubt(frames: readonly DecodedFrame[], { chosen }: Pick<Footage, 'chosen'>): string | undefined {
  const leaning = frames.find((frame) => isLeaning(frame));
  if (leaning) return `a packet flagged as key holds a picture of type ${leaning.shown.type}, which depends on others`;
  if (frames.length !== chosen.length) return `${frames.length} frames came out of ${chosen.length} key packets`;
  return undefined;
}

/** A picture that is predicted from others (intra refresh) looks different when those are not decoded. */
export function isLeaning({ shown }: DecodedFrame): boolean {
  return shown.type !== 'I' && shown.type !== '?';
}

/** Both positions are known, and differ. */
export function isElsewhere(entry: IndexEntry, { shown }: DecodedFrame): boolean {
  return shown.position !== null && entry.position !== null && shown.position !== entry.position;
}

function firstDoubt(
  frames: readonly DecodedFrame[],
  { chosen }: Footage,
  same: (frame: DecodedFrame, entry: IndexEntry, k: number) => boolean,
): string | undefined {
  const k = frames.findIndex((frame, n) => {
    const entry = chosen[n];
    return entry === undefined || !same(frame, entry, n);
  });
  return k < 0 ? undefined : `decoded frame ${k} could not be matched to its key packet`;
}

/** Whether a full decode takes the frames by their times, which name one frame each. */
export function isSelectedByTime({ chosen, index }: Footage): boolean {
  return index.restarts === 0 && chosen.every((entry) => entry.timed);
}

/** Decode everything from the start and take the chosen frames; which is which `matchFrames` tells. */
export function sureWay(footage: Footage): Way {
  return {
    name: 'sure',
    decoder: decodeArguments({ ...footage, inputOptions: ['-threads', '2'], select: sureSelection(footage) }),
    doubt: () => undefined,
  };
}

function sureSelection(footage: Footage): string {
  const { index, chosen } = footage;
  if (isSelectedByTime(footage)) return atTimes(chosen.map((entry) => entry.pts));
  if (index.restarts === 0) return `st(0,ld(0)+key);key*(${chosenExpression(index) ?? '1'})`;
  const keys = chosen.filter((entry) => entry.keyNumber >= 0);
  const shots = atTimes(chosen.filter((entry) => entry.keyNumber < 0).map((entry) => entry.pts));
  if (keys.length === index.entries.length) return `gt(key+${shots},0)`;
  const numbers = new Map(index.entries.map((entry, n) => [entry.keyNumber, n + 1]));
  const counted = keys.map((entry) => `eq(ld(0),${numbers.get(entry.keyNumber) ?? 0})`).join('+');
  return `st(0,ld(0)+key);gt(key*(${counted})+${shots},0)`;
}
