import { runDecoder, type DecodedFrame, type DecodeOutcome, type RunLimits } from './decode-run.ts';
import { matchFrames } from './match.ts';
import { timeLimitMs } from './prepare.ts';
import type { Decoded, ExtractKeyframes } from './scan.ts';
import { isLeaning, quickWays, sureWay, whyNoQuickWay, type Footage, type Way } from './ways.ts';

/** The quick ways one after another, each believed only with proof; else everything is decoded. */
export async function decodeVerified(o: ExtractKeyframes, footage: Footage): Promise<Decoded> {
  let because: string | undefined;
  for (const way of quickWays(footage)) {
    const outcome = await decodeFrames(o, footage, way, footage.chosen.length);
    if (outcome.again) return decodeVerified(o, { ...footage, ...outcome.again, hashedBy: 'framehash' });
    const doubt = doubtAbout(outcome, way);
    if (doubt === undefined) {
      const frames = new Map(footage.chosen.map((entry, k) => [entry, outcome.frames[k] as DecodedFrame]));
      return { frames, way: way.name, digestedAs: footage.digestedAs, outcome, recipe: recipeOf(way) };
    }
    because = doubt;
    // Pictures that lean on others come out wrong in every quick way.
    if (outcome.frames.some((frame) => isLeaning(frame))) break;
  }
  return decodeSurely(o, footage, because ?? whyNoQuickWay(footage));
}

function doubtAbout(outcome: DecodeOutcome, way: Way): string | undefined {
  if (outcome.distrust !== undefined) return outcome.distrust;
  if (outcome.tooMany) return 'more frames came out than there are key packets';
  if (outcome.timedOut) return 'the quick way took too long';
  const error = outcome.errors.find((line) => !isDemuxerComplaint(line));
  if (error !== undefined) return `the decoder reported: ${withoutPrefix(error)}`;
  return way.doubt(outcome.frames);
}

/** A file that breaks off is the demuxer's news; the frames before it are whole. */
function isDemuxerComplaint(line: string): boolean {
  return /^\[(mov|matroska|avi|mpegts|flv|asf|ogg|mpeg|nut|mxf)[^\]]*\]/.test(line) || /partial file|^\[error\] file:/.test(line);
}

/** `[h264 @ 0x55...] [error] text` without what changes from run to run. */
export function withoutPrefix(line: string): string {
  return line.replaceAll(/\[(?:\w+ @ 0x[0-9a-f]+|[^\]]* @ 0x[0-9a-f]+|error|fatal)\] /g, '').trim();
}

/** Decode everything; what cannot be matched to the index is left out. */
export async function decodeSurely(o: ExtractKeyframes, footage: Footage, because: string | undefined): Promise<Decoded> {
  const way = sureWay(footage);
  const outcome = await decodeFrames(o, footage, way, footage.chosen.length * 2);
  if (outcome.again) return decodeSurely(o, { ...footage, ...outcome.again, hashedBy: 'framehash' }, because);
  return { frames: matchFrames(footage, outcome.frames), way: 'sure', because, digestedAs: footage.digestedAs, outcome, recipe: recipeOf(way) };
}

/** One run, with its limits. */
export async function decodeFrames(o: ExtractKeyframes, footage: Footage, way: Way, maxFrames: number): Promise<DecodeOutcome> {
  const ofFrames = footage.chosen.length;
  return runDecoder({
    ...limitsOf(o, way.name === 'sure'),
    ...way,
    hashedBy: footage.hashedBy,
    digestedAs: footage.digestedAs,
    label: footage.label,
    still: footage.still,
    maxFrames,
    pdqHash: o.pdqHash,
    onFrame: (doneFrames) => o.onProgress?.({ doneFrames, ofFrames }),
  });
}

/** Where the runs happen and when they are stopped. */
export function limitsOf(o: ExtractKeyframes, decodesAll: boolean): RunLimits {
  return { ffmpeg: o.tools.ffmpeg, caseFolder: o.caseFolder, timeoutMs: timeLimitMs(o.probe, decodesAll), signal: o.signal };
}

function recipeOf(way: Way): string[][] {
  return [...(way.source ? [['ffmpeg', ...way.source]] : []), ['ffmpeg', ...way.decoder]];
}
