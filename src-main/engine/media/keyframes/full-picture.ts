import { CaseError } from '../../../shared/errors.ts';
import type { Keyframe, KeyframeIndex } from '../../../shared/keyframes.ts';
import type { Tool } from '../find-tools.ts';
import { decodeHeif } from '../heif/decode-heif.ts';
import { startTool, type RunningTool } from '../run-tool.ts';
import type { PictureSize } from '../pdq/pdq-still.ts';
import { pictureArguments } from './commands.ts';
import { maxMemoryBytes } from './decode-run.ts';
import { endTogether, watchSilence } from './end-together.ts';
import { labelOf, readLog, type ShownFrame } from './read-log.ts';
import { readFramehash } from './read-outputs.ts';
import { heifMaker } from './still-heif.ts';

export interface FullPicture {
  ffmpeg: Tool;
  caseFolder: string;
  /** Relative to the case folder. */
  path: string;
  index: KeyframeIndex;
  pts: number;
  format: 'png' | 'jpeg';
  signal?: AbortSignal | undefined;
}

export interface MadePicture {
  picture: Uint8Array;
  /** What ffmpeg was started with. */
  arguments: string[];
  /** What decoded the frame, where ffmpeg was given its pixels by another tool: its name, version and arguments. */
  decodedBy?: { tool: string; version: string; arguments: string[] };
}

const maxPictureBytes = 512 << 20;
const timeoutMs = 6 * 3600_000;

/**
 * A frame at full size, turned and with square pixels. It is decoded anew and only handed out if its digest is
 * the one in the index: first by seeking next to it, then, if that gave another frame, by decoding from the start.
 * The arguments are those that gave it. A frame between key frames has no digest in the index: the key frame before it, or
 * the one after it where an edit list cut away the one before, is decoded in the same run and must be the one that is
 * indexed, so that the run's times are known to be right.
 * @throws CaseError `no-frame-at`; `frame-unproven` where the index has no decoded key frame; `tool-failed` when the frame could not be decoded as indexed; `cancelled`.
 */
export async function makeFullPicture(o: FullPicture): Promise<MadePicture> {
  const keyframe = o.index.keyframes.find((one) => one.pts === o.pts);
  if (!keyframe) return makeBetween(o);
  if (o.index.recipe.tool === 'libheif') return makeFromHeif(o, keyframe);
  for (const attempt of attemptsAt(o, keyframe)) {
    const args = argumentsFor(o, attempt);
    const { picture, digests: [digest], frames: [shown], wentWell } = await decodePicture(o, args);
    const isIt = keyframe.decoded ? digest === keyframe.decoded.frameSha256 : shown !== undefined && isLikely(keyframe, shown);
    if (picture.length > 0 && wentWell && isIt) return { picture, arguments: args };
  }
  throw new CaseError('tool-failed', { tool: 'ffmpeg', detail: `the frame at pts ${o.pts} did not decode as it is indexed` });
}

async function makeBetween(o: FullPicture): Promise<MadePicture> {
  if (o.index.basis === 'still') throw new CaseError('no-frame-at', { pts: o.pts });
  const decoded = o.index.keyframes.filter((one) => one.decoded !== undefined);
  const before = decoded.findLast(({ pts }) => pts < o.pts);
  const witness = before ?? decoded.find(({ pts }) => pts > o.pts);
  if (witness === undefined) throw new CaseError('frame-unproven', { pts: o.pts });
  const order = before === undefined ? [o.pts, witness.pts] : [witness.pts, o.pts];
  let isThere = false;
  for (const inputOptions of [...(before === undefined ? [] : [seekTo(o.index, before.pts)]), ['-threads', '2']]) {
    const args = argumentsFor(o, { inputOptions, select: `eq(pts,${o.pts})`, witness: `eq(pts,${witness.pts})` });
    const { picture, digests, frames, wentWell } = await decodePicture(o, args);
    const isInOrder = frames.length === 2 && frames.every(({ pts }, n) => pts === order[n]);
    const isBorneOut = isInOrder && digests[order.indexOf(witness.pts)] === witness.decoded?.frameSha256;
    if (picture.length > 0 && wentWell && isBorneOut) return { picture, arguments: args };
    isThere ||= picture.length > 0;
  }
  if (!isThere) throw new CaseError('no-frame-at', { pts: o.pts });
  throw new CaseError('tool-failed', { tool: 'ffmpeg', detail: `the frame at pts ${o.pts} did not decode as it is indexed` });
}

/** The pixels come from libheif, anew, and ffmpeg writes them as a picture. */
async function makeFromHeif(o: FullPicture, keyframe: Keyframe): Promise<MadePicture> {
  const decoded = await decodeHeif(o);
  if ('reason' in decoded) throw new CaseError('tool-failed', { tool: 'libheif', detail: decoded.reason });
  const { head, child, recipe } = decoded;
  const still = { path: undefined, pixels: { rows: head.height, cols: head.width }, inputOptions: [], select: 'eq(n,0)' };
  const args = argumentsFor(o, still);
  const { picture, digests: [digest], wentWell } = await decodePicture(o, args, child);
  if (picture.length > 0 && wentWell && digest === keyframe.decoded?.frameSha256) {
    return { picture, arguments: args, decodedBy: { ...heifMaker(head, o.ffmpeg), arguments: recipe } };
  }
  throw new CaseError('tool-failed', { tool: 'libheif', detail: 'the picture did not decode as it is indexed' });
}

/** Without a digest to hold against: a full decode came to a frame of this time, which its position or type bears out. */
function isLikely({ position }: Keyframe, shown: ShownFrame): boolean {
  if (position !== null && shown.position !== null) return shown.position === position;
  return shown.type === 'I' || shown.type === '?';
}

interface Attempt {
  /** Absent where another process feeds the pixels of a picture of this size. */
  path?: undefined;
  pixels?: PictureSize;
  inputOptions: string[];
  select: string;
  witness?: string;
}

function attemptsAt({ index, pts }: FullPicture, keyframe: Keyframe): Attempt[] {
  if (index.basis === 'still') return [{ inputOptions: [], select: 'eq(n,0)' }];
  const exactly = `eq(pts,${pts})`;
  const ordinal = index.keyframes.filter((one) => one.found === 'key-packet').indexOf(keyframe);
  return [
    // Seeking lands at or before the time; where it lands after, the digest tells.
    ...(pts > 0 && keyframe.decoded ? [{ inputOptions: seekTo(index, pts), select: exactly }] : []),
    { inputOptions: ['-threads', '2'], select: exactly },
    // Streams without presentation times: the k-th key frame is the k-th entry.
    ...(ordinal >= 0 ? [{ inputOptions: ['-threads', '2'], select: `st(0,ld(0)+key);key*eq(ld(0),${ordinal + 1})` }] : []),
  ];
}

function seekTo({ timeBase }: KeyframeIndex, pts: number): string[] {
  const [numerator = 1, denominator = 1] = timeBase.split('/').map(Number);
  return ['-seek_timestamp', '1', '-noaccurate_seek', '-ss', ((pts * numerator) / denominator).toFixed(6), '-threads', '2'];
}

interface DecodedPicture {
  picture: Uint8Array;
  digests: string[];
  frames: ShownFrame[];
  /** ffmpeg came to its end by itself, and its log is believed. */
  wentWell: boolean;
}

function argumentsFor({ path, index, format }: FullPicture, attempt: Attempt): string[] {
  const { stream, rotation, pixelFormat: digestedAs, recipe } = index;
  return pictureArguments({ path, stream, label: labelOf(recipe.sourceSha256), rotation, digestedAs, format, ...attempt });
}

async function decodePicture(o: FullPicture, args: string[], source?: RunningTool): Promise<DecodedPicture> {
  const label = labelOf(o.index.recipe.sourceSha256);
  const tool = startTool({
    file: o.ffmpeg.path,
    args,
    cwd: o.caseFolder,
    timeoutMs,
    maxOutputBytes: Number.MAX_SAFE_INTEGER,
    maxMemoryBytes,
    extraPipes: 2,
    stdin: source ? 'pipe' : 'closed',
    ...(o.signal ? { signal: o.signal } : {}),
  });
  if (source) feed(source, tool);
  const digests: string[] = [];
  const shown: ShownFrame[] = [];
  const [raw, pictures] = tool.extra;
  if (!raw || !pictures) throw new CaseError('internal', { detail: 'ffmpeg was started without its pipes' });
  const log = readLog(tool.stderr, label, { onFrame: (frame) => shown.push(frame), onDistrust: () => tool.stop('output-limit') });
  const digesting = readFramehash(raw, (digest) => digests.push(digest));
  const chunks: Buffer[] = [];
  let total = 0;
  pictures.on('data', (chunk: Buffer) => {
    total += chunk.length;
    if (total > maxPictureBytes) tool.stop('output-limit');
    else chunks.push(chunk);
  });
  tool.stdout.resume();
  const reading = endTogether([tool], [tool.ended, log, digesting] as const);
  const [end, { distrust }] = await reading.finally(watchSilence([tool]));
  if (end.stoppedBy === 'cancel') throw new CaseError('cancelled');
  const wentWell = end.exitCode === 0 && end.stoppedBy === undefined && distrust === undefined;
  return { picture: new Uint8Array(Buffer.concat(chunks)), digests, frames: shown, wentWell };
}

/** When either end stops, so does the other. */
function feed(source: RunningTool, tool: RunningTool): void {
  if (tool.stdin) source.stdout.pipe(tool.stdin);
  void tool.ended.finally(() => source.stop('cancel')).catch(() => {});
}
