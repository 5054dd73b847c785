import { createHash } from 'node:crypto';
import { parseSha256, type Sha256 } from '../../shared/digest.ts';
import type { Keyframe, KeyframeIndex } from '../../shared/keyframes.ts';
import { toRecordText } from '../../shared/text.ts';
import type { FfprobeStream } from './ffprobe-report.ts';
import type { DecodedFrame, PdqHash } from './keyframes/decode-run.ts';
import { withoutPrefix } from './keyframes/decode-verified.ts';
import { markDistinct } from './keyframes/distinct.ts';
import { chooseStream, isHevcStill, isStill, type NoKeyframes } from './keyframes/prepare.ts';
import { remarksOn } from './keyframes/remarks.ts';
import { scanFootage, scanStill } from './keyframes/scan-footage.ts';
import type { ExtractKeyframes, ExtractReadOrNot, Found, Scan } from './keyframes/scan.ts';
import { layOutHeif } from './keyframes/still-heif.ts';

export type { ExtractKeyframes, ExtractReadOrNot, NoKeyframes, PdqHash };

export interface Extraction {
  index: KeyframeIndex;
  /** Poster JPEGs by their digest. */
  posters: Map<Sha256, Uint8Array>;
}

/**
 * Index all key packets of a file, decode them (or, deep, everything), and describe the frames.
 * A HEIC still is decoded by libheif.
 * @returns the document of record and its posters, or the sentence why there is nothing to show.
 * @throws CaseError `cancelled`, or `tool-failed` when ffmpeg or ffprobe could not be run.
 */
export async function extractKeyframes({ probe, ...wanted }: ExtractReadOrNot): Promise<Extraction | NoKeyframes> {
  if (probe !== undefined && !isHevcStill(probe)) return extractByFfmpeg({ ...wanted, probe });
  const still = await layOutHeif(wanted);
  // A brand is quickly written: what carries that of a still may be footage all the same.
  if (!('reason' in still) || probe === undefined || 'reason' in chooseStream(probe)) return still;
  return extractByFfmpeg({ ...wanted, probe });
}

async function extractByFfmpeg(o: ExtractKeyframes): Promise<Extraction | NoKeyframes> {
  const stream = chooseStream(o.probe);
  if ('reason' in stream) return stream;
  const scan = isStill(o.probe, stream) ? await scanStill(o, stream) : await scanFootage(o, stream);
  if (scan.decoded.frames.size === 0) return { reason: nothingDecoded(scan) };
  return describe(o, stream, scan);
}

function nothingDecoded(scan: Scan): string {
  const { distrust, errors } = scan.decoded.outcome;
  const cause = distrust ?? (errors[0] === undefined ? undefined : withoutPrefix(errors[0]));
  return toRecordText(`ffmpeg could not decode any frame of this file${cause === undefined ? '' : `: ${cause}`}.`);
}

function describe(o: ExtractKeyframes, stream: FfprobeStream, scan: Scan): Extraction {
  const { frames } = scan.decoded;
  const shown = scan.found.filter((entry) => frames.has(entry));
  const distinct = markDistinct(shown.map((entry) => frames.get(entry) as DecodedFrame));
  const isDistinct = new Map(shown.map((entry, k) => [entry, distinct[k] ?? false]));
  const posters = new Map<Sha256, Uint8Array>();
  const keyframes = scan.found.map((entry): Keyframe => {
    const { pts, position, found } = entry;
    const frame = frames.get(entry);
    if (!frame) return { pts, position, found };
    const poster = sha256Of(frame.poster);
    posters.set(poster, frame.poster);
    return {
      pts,
      position,
      found,
      decoded: {
        frameSha256: frame.digest,
        pdq: frame.pdq.hash,
        pdqQuality: frame.pdq.quality,
        poster: { sha256: poster, bytes: frame.poster.length },
        distinct: isDistinct.get(entry) ?? false,
      },
    };
  });
  const first = frames.get(shown[0] as Found) as DecodedFrame;
  const { indexed, decoded, footage } = scan;
  const index: KeyframeIndex = {
    v: 1,
    basis: scan.basis,
    stream: stream.index,
    timeBase: timeBaseOf(stream, scan),
    width: first.shown.width,
    height: first.shown.height,
    pixelFormat: decoded.digestedAs ?? first.shown.pixelFormat,
    rotation: footage.rotation,
    keyframes,
    indexed: keyframes.length,
    pictured: shown.length,
    way: decoded.way,
    ...(decoded.because === undefined ? {} : { because: toRecordText(decoded.because) }),
    remarks: remarksOn({ ...scan, indexed }, o.probe, stream),
    recipe: { tool: 'ffmpeg', version: o.tools.ffmpeg.version, arguments: scan.recipe, sourceSha256: parseSha256(o.sourceSha256) },
  };
  return { index, posters };
}

function timeBaseOf(stream: FfprobeStream, scan: Scan): string {
  if (scan.basis === 'still') return '1/1';
  // Counted packets: the nominal frame rate makes times of them.
  const [frames, seconds] = (stream.averageFrameRate ?? '').split('/').map(Number);
  if (scan.indexed.index.standIn === 'count' && frames && seconds) return `${seconds}/${frames}`;
  return stream.timeBase ?? '1/1';
}

function sha256Of(bytes: Uint8Array): Sha256 {
  return parseSha256(createHash('sha256').update(bytes).digest('hex'));
}
