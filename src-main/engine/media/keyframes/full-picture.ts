import { CaseError } from '../../../shared/errors.ts';
import type { Keyframe, KeyframeIndex } from '../../../shared/keyframes.ts';
import type { Tool } from '../find-tools.ts';
import { startTool } from '../run-tool.ts';
import { pictureArguments } from './commands.ts';
import { maxMemoryBytes } from './decode-run.ts';
import { frameBytes } from './frame-bytes.ts';
import { digestRawFrames, Handover, readFramehash, readLog } from './read-outputs.ts';

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

const maxPictureBytes = 512 << 20;
const timeoutMs = 6 * 3600_000;

/**
 * A keyframe at full size, turned and with square pixels. It is decoded anew and only handed out if its digest is
 * the one in the index: first by seeking next to it, then, if that gave another frame, by decoding from the start.
 * @throws CaseError `no-keyframe-at`; `tool-failed` when the frame could not be decoded as indexed; `cancelled`.
 */
export async function makeFullPicture(o: FullPicture): Promise<Uint8Array> {
  const keyframe = o.index.keyframes.find((one) => one.pts === o.pts);
  if (!keyframe) throw new CaseError('no-keyframe-at', { pts: o.pts });
  for (const attempt of attemptsAt(o, keyframe)) {
    const { picture, digest } = await decodePicture(o, attempt);
    if (picture.length > 0 && (keyframe.decoded === undefined || digest === keyframe.decoded.frameSha256)) return picture;
  }
  throw new CaseError('tool-failed', { tool: 'ffmpeg', detail: `the frame at pts ${o.pts} did not decode as it is indexed` });
}

interface Attempt {
  inputOptions: string[];
  select: string;
}

function attemptsAt({ index, pts }: FullPicture, keyframe: Keyframe): Attempt[] {
  if (index.basis === 'still') return [{ inputOptions: [], select: 'eq(n,0)' }];
  const [numerator = 1, denominator = 1] = index.timeBase.split('/').map(Number);
  const seconds = (pts * numerator) / denominator;
  const exactly = `eq(pts,${pts})`;
  const seek = ['-seek_timestamp', '1', '-noaccurate_seek', '-ss', seconds.toFixed(6), '-threads', '2'];
  const ordinal = index.keyframes.filter((one) => one.found === 'key-packet').indexOf(keyframe);
  return [
    // Seeking lands at or before the time; where it lands after, the digest tells.
    ...(seconds > 0 ? [{ inputOptions: seek, select: exactly }] : []),
    { inputOptions: ['-threads', '2'], select: exactly },
    // Streams without presentation times: the k-th key frame is the k-th entry.
    ...(ordinal >= 0 ? [{ inputOptions: ['-threads', '2'], select: `st(0,ld(0)+key);key*eq(ld(0),${ordinal + 1})` }] : []),
  ];
}

async function decodePicture(o: FullPicture, attempt: Attempt): Promise<{ picture: Uint8Array; digest: string | undefined }> {
  const { index } = o;
  const hashedBy = frameBytes(index.pixelFormat, 16, 16) === undefined ? 'framehash' : 'raw';
  const tool = startTool({
    file: o.ffmpeg.path,
    args: pictureArguments({ path: o.path, stream: index.stream, rotation: index.rotation, hashedBy, format: o.format, ...attempt }),
    cwd: o.caseFolder,
    timeoutMs,
    maxOutputBytes: Number.MAX_SAFE_INTEGER,
    maxMemoryBytes,
    extraPipes: 2,
    ...(o.signal ? { signal: o.signal } : {}),
  });
  const sizes = new Handover<number>();
  const digests: string[] = [];
  const [raw, pictures] = tool.extra;
  if (!raw || !pictures) throw new CaseError('internal', { detail: 'ffmpeg was started without its pipes' });
  const log = readLog(tool.stderr, (frame) => {
    sizes.put(frameBytes(frame.pixelFormat, frame.width, frame.height) ?? Number.POSITIVE_INFINITY);
  }).finally(() => sizes.close());
  const keep = (digest: string): number => digests.push(digest);
  const chunks: Buffer[] = [];
  let total = 0;
  pictures.on('data', (chunk: Buffer) => {
    total += chunk.length;
    if (total > maxPictureBytes) tool.stop('output-limit');
    else chunks.push(chunk);
  });
  tool.stdout.resume();
  const read = hashedBy === 'raw' ? digestRawFrames(raw, sizes, keep) : readFramehash(raw, keep);
  const [end] = await Promise.all([tool.ended, log, read]);
  if (end.stoppedBy === 'cancel') throw new CaseError('cancelled');
  return { picture: total > maxPictureBytes ? new Uint8Array() : new Uint8Array(Buffer.concat(chunks)), digest: digests[0] };
}
