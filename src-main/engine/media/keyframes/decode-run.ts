import { CaseError } from '../../../shared/errors.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import type { Tool } from '../find-tools.ts';
import { StillHasher, type PictureSize } from '../pdq/pdq-still.ts';
import { startTool, type RunningTool, type ToolEnd } from '../run-tool.ts';
import { greySide, type HashedBy } from './commands.ts';
import { endTogether, watchSilence } from './end-together.ts';
import { frameBytes } from './frame-bytes.ts';
import { readLog, type Said, type ShownFrame } from './read-log.ts';
import { digestRawFrames, Handover, readBlocks, readFramehash, readPictures } from './read-outputs.ts';

/** PDQ of a 512 x 512 grey frame: 64 hexadecimal digits and a quality of 0 to 100. */
export type PdqHash = (grey: Uint8Array) => { hash: string; quality: number };

export interface DecodedFrame {
  shown: ShownFrame;
  digest: Sha256;
  pdq: { hash: string; quality: number };
  /** Mean brightness of 8 x 8 fields, for frames too flat for PDQ. */
  brightness: Uint8Array;
  poster: Uint8Array;
}

export interface RunLimits {
  ffmpeg: Tool;
  caseFolder: string;
  timeoutMs: number;
  /** A tool that says nothing for so long is stopped. */
  silenceMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface DecodeRun extends RunLimits {
  /** Arguments of an ffmpeg that feeds the decoder, or a running process that does, if any. */
  source?: string[] | RunningTool | undefined;
  decoder: string[];
  /** The name of the showinfo among the arguments. */
  label: string;
  hashedBy: HashedBy;
  /** The pixel format that frames are converted into before they are digested, if that is stated. */
  digestedAs?: string | undefined;
  /** More frames than this end the run: the command did not do what it was meant to. */
  maxFrames: number;
  pdqHash: PdqHash;
  /** The size as shown of a still, which is hashed by every pixel. */
  still?: PictureSize | undefined;
  onFrame?: ((done: number) => void) | undefined;
}

export interface DecodeOutcome extends Said {
  frames: DecodedFrame[];
  /** The run was ended because more frames came than expected. */
  tooMany: boolean;
  /** Stopped because raw frames come in sizes not known here, or change their format: ffmpeg must digest them, converted to this format if one is named. */
  again?: { digestedAs: string | undefined } | undefined;
  /** Stopped for taking too long or for silence. */
  timedOut: boolean;
}

export const maxMemoryBytes = 4 * 2 ** 30;

/** Run the decoder and collect its frames; all pipes are read at once, so that none stalls another. */
export async function runDecoder(run: DecodeRun): Promise<DecodeOutcome> {
  const decoder = start(run, run.decoder, run.source !== undefined, 3);
  const source = Array.isArray(run.source) ? start(run, run.source, false, 0) : run.source;
  const shown: ShownFrame[] = [];
  const sizes = new Handover<number>();
  let again: DecodeOutcome['again'];
  const onFrame = (frame: ShownFrame): void => {
    shown.push(frame);
    const size = frameBytes(frame.pixelFormat, frame.width, frame.height);
    again ??= whyAgain(run, frame, shown[0] ?? frame);
    if (again || shown.length > run.maxFrames) decoder.stop('output-limit');
    sizes.put(again === undefined && size !== undefined ? size : Number.POSITIVE_INFINITY);
    run.onFrame?.(shown.length);
  };
  const onDistrust = (): void => decoder.stop('output-limit');
  const log = readLog(decoder.stderr, run.label, { onFrame, onDistrust }).finally(() => sizes.close());
  const tools = source ? [decoder, source] : [decoder];
  const reading = endTogether(tools, [
    log,
    readDigests(decoder, run.hashedBy, sizes),
    readPosters(decoder),
    run.still ? readStill(decoder, run.still) : readGreys(decoder, run.pdqHash),
    decoder.ended,
    drain(decoder),
    source ? feed(source, decoder) : Promise.resolve(undefined),
  ] as const);
  const [said, digests, posters, greys, end] = await reading.finally(watchSilence(tools, run.silenceMs));
  if (end.stoppedBy === 'cancel') throw new CaseError('cancelled');
  refuseMissingTool(run, end);
  const tooMany = shown.length > run.maxFrames;
  const frames = said.distrust === undefined ? assemble(shown, digests, posters, greys) : [];
  return { ...said, again, frames, tooMany, timedOut: end.stoppedBy === 'timeout' };
}

/**
 * ffmpeg fixes the format of its output by the first frame and converts all others, unseen by showinfo; which frame is
 * the first for it after the filters were set up anew, its versions disagree on.
 */
function whyAgain(run: DecodeRun, frame: ShownFrame, first: ShownFrame): DecodeOutcome['again'] {
  const changes = frame.pixelFormat !== first.pixelFormat || first.setUp > 1;
  if (changes && run.digestedAs === undefined) return { digestedAs: first.pixelFormat };
  const isKnown = frameBytes(frame.pixelFormat, frame.width, frame.height) !== undefined;
  return run.hashedBy === 'raw' && !isKnown ? { digestedAs: undefined } : undefined;
}

function start(run: RunLimits, args: string[], fed: boolean, extraPipes: number): RunningTool {
  return startTool({
    file: run.ffmpeg.path,
    args,
    cwd: run.caseFolder,
    timeoutMs: run.timeoutMs,
    maxOutputBytes: Number.MAX_SAFE_INTEGER,
    maxMemoryBytes,
    extraPipes,
    stdin: fed ? 'pipe' : 'closed',
    ...(run.signal ? { signal: run.signal } : {}),
  });
}

/** When either end stops, so does the other. */
async function feed(source: RunningTool, decoder: RunningTool): Promise<ToolEnd> {
  if (decoder.stdin) source.stdout.pipe(decoder.stdin);
  void decoder.ended.finally(() => source.stop('cancel')).catch(() => {});
  return source.ended;
}

async function drain(tool: RunningTool): Promise<void> {
  tool.stdout.resume();
}

async function readDigests(decoder: RunningTool, hashedBy: HashedBy, sizes: Handover<number>): Promise<Sha256[]> {
  const digests: Sha256[] = [];
  const [pipe] = decoder.extra;
  if (!pipe) return digests;
  if (hashedBy === 'raw') await digestRawFrames(pipe, sizes, (digest) => digests.push(digest));
  else await readFramehash(pipe, (digest) => digests.push(digest));
  return digests;
}

async function readPosters(decoder: RunningTool): Promise<Uint8Array[]> {
  const posters: Uint8Array[] = [];
  if (decoder.extra[1]) await readPictures(decoder.extra[1], (picture) => posters.push(picture));
  return posters;
}

type Grey = Pick<DecodedFrame, 'pdq' | 'brightness'>;

async function readGreys(decoder: RunningTool, pdqHash: PdqHash): Promise<Grey[]> {
  const greys: Grey[] = [];
  if (!decoder.extra[2]) return greys;
  await readBlocks(decoder.extra[2], greySide * greySide, (grey) => greys.push({ pdq: pdqHash(grey), brightness: meanBrightness(grey) }));
  return greys;
}

/** Missing rows mean a still that breaks off before ffmpeg can show anything; its size was announced by the same file. */
async function readStill(decoder: RunningTool, size: PictureSize): Promise<Grey[]> {
  const pipe = decoder.extra[2];
  if (!pipe) return [];
  const hasher = new StillHasher(size);
  const expected = size.rows * size.cols * 3;
  let read = 0;
  for await (const piece of pipe as AsyncIterable<Buffer>) {
    read += piece.length;
    if (read <= expected) hasher.write(piece);
  }
  return read === expected ? [{ pdq: hasher.finish(), brightness: new Uint8Array(64) }] : [];
}

function meanBrightness(grey: Uint8Array): Uint8Array {
  const field = greySide / 8;
  const sums = new Uint32Array(64);
  // Every fourth pixel both ways says enough about a flat picture.
  for (let y = 0; y < greySide; y += 4) {
    for (let x = 0; x < greySide; x += 4) {
      const at = Math.floor(y / field) * 8 + Math.floor(x / field);
      sums[at] = (sums[at] ?? 0) + (grey[y * greySide + x] ?? 0);
    }
  }
  return Uint8Array.from(sums, (sum) => sum / (field / 4) ** 2);
}

function refuseMissingTool(run: RunLimits, end: ToolEnd): void {
  // 127: prlimit did not find the program.
  if (end.exitCode === 127 || end.exitCode === 126) {
    throw new CaseError('tool-failed', { tool: run.ffmpeg.path, detail: end.stderr.trim().split('\n').at(-1) });
  }
}

/** Only frames that came through every output whole. */
function assemble(shown: ShownFrame[], digests: Sha256[], posters: Uint8Array[], greys: Grey[]): DecodedFrame[] {
  return shown.flatMap((frame, k) => {
    const [digest, poster, grey] = [digests[k], posters[k], greys[k]];
    return digest !== undefined && poster !== undefined && grey !== undefined ? [{ shown: frame, digest, poster, ...grey }] : [];
  });
}

/** No footage has more; noise that changes with every frame may. */
const maxShots = 20_000;

/** Run the shot finder: the frames that begin a shot, the first frame of all among them; none where its log is not believed. */
export async function runShotFinder(run: RunLimits & { args: string[]; label: string }): Promise<{ shots: ShownFrame[]; distrust: string | undefined }> {
  const tool = start(run, run.args, false, 0);
  const shots: ShownFrame[] = [];
  const onFrame = (frame: ShownFrame): void => {
    if (shots.push(frame) >= maxShots) tool.stop('output-limit');
  };
  const log = readLog(tool.stderr, run.label, { onFrame, onDistrust: () => tool.stop('output-limit') });
  const reading = endTogether([tool], [log, tool.ended, drain(tool)] as const);
  const [{ distrust }, end] = await reading.finally(watchSilence([tool], run.silenceMs));
  if (end.stoppedBy === 'cancel') throw new CaseError('cancelled');
  refuseMissingTool(run, end);
  return { shots: distrust === undefined ? shots : [], distrust };
}
