import type { FfprobeStream } from '../ffprobe-report.ts';
import type { Rotation } from '../normalise/rotation.ts';
import type { PacketIndex } from '../packet-index.ts';
import { isHashableWhole, type PictureSize } from '../pdq/pdq-still.ts';
import { chooseEvenly } from './choose.ts';
import { findShotsArguments, quarterTurn } from './commands.ts';
import { runShotFinder } from './decode-run.ts';
import { decodeFrames, decodeSurely, decodeVerified, limitsOf } from './decode-verified.ts';
import { frameBytes } from './frame-bytes.ts';
import { placeShots } from './place-shots.ts';
import { makeIndex, readStillRotation, type Indexed } from './prepare.ts';
import { labelOf } from './read-log.ts';
import type { Decoded, ExtractKeyframes, Found, Scan } from './scan.ts';
import { sureWay, type Footage } from './ways.ts';

/** A still has one frame, at time 0. */
export async function scanStill(o: ExtractKeyframes, stream: FfprobeStream): Promise<Scan> {
  const { rotation, recipe } = await readStillRotation(o, stream);
  const entry: Found = { pts: 0, position: null, keyNumber: 0, timed: true, found: 'first' };
  const index: PacketIndex = { ...emptyIndex, entries: [entry], packets: 1 };
  const size = shownSize(stream, rotation);
  const stillTooLarge = size !== undefined && !isHashableWhole(size);
  const still = stillTooLarge ? undefined : size;
  const footage: Footage = { ...footageOf(o, stream, index), rotation, still, stillTooLarge, chosen: [entry] };
  const decoded = await decodeStill(o, footage, entry);
  return { indexed: { index, recipe, complaints: '' }, basis: 'still', found: [entry], footage, decoded, recipe, unplacedShots: 0 };
}

async function decodeStill(o: ExtractKeyframes, footage: Footage, entry: Found): Promise<Decoded> {
  const way = { ...sureWay(footage), name: 'fast' as const };
  const outcome = await decodeFrames(o, footage, way, 1);
  if (outcome.again) return decodeStill(o, { ...footage, ...outcome.again, hashedBy: 'framehash' }, entry);
  const frames = new Map(outcome.frames.slice(0, 1).map((frame) => [entry, frame]));
  return { frames, way: 'fast', digestedAs: footage.digestedAs, outcome, recipe: [['ffmpeg', ...way.decoder]] };
}

function shownSize({ width = 0, height = 0 }: FfprobeStream, { degrees }: Rotation): PictureSize | undefined {
  if (width === 0 || height === 0) return undefined;
  return quarterTurn(degrees) % 180 === 0 ? { rows: height, cols: width } : { rows: width, cols: height };
}

const emptyIndex: PacketIndex = {
  entries: [], discardedKeys: 0, keysBeyond: 0, keysWithoutTime: 0, packets: 0, corruptPackets: 0, positions: new Map(), repeatedTimes: new Set(), firstPts: null, lastPts: null, restarts: 0, standIn: 'none',
};

/** The key packets, or everything when that is asked for or no key packet is flagged. */
export async function scanFootage(o: ExtractKeyframes, stream: FfprobeStream): Promise<Scan> {
  const indexed = await makeIndex(o, stream.index, { packets: o.packets, everyTime: o.scan === 'deep' });
  const deep = o.scan === 'deep' || indexed.index.entries.length === 0;
  return deep ? scanDeep(o, stream, indexed) : scanKeyPackets(o, stream, indexed);
}

async function scanKeyPackets(o: ExtractKeyframes, stream: FfprobeStream, indexed: Indexed): Promise<Scan> {
  const { index } = indexed;
  const footage = footageOf(o, stream, index);
  const decoded = await decodeVerified(o, footage);
  const found = index.entries as Found[];
  for (const entry of found) entry.found = 'key-packet';
  return { indexed, basis: 'key-packets', found, footage, decoded, recipe: [...indexed.recipe, ...decoded.recipe], unplacedShots: 0 };
}

/** Decode everything twice: at a small size to find where shots begin, then for the frames themselves. */
async function scanDeep(o: ExtractKeyframes, stream: FfprobeStream, indexed: Indexed): Promise<Scan> {
  const { index } = indexed;
  const label = labelOf(o.sourceSha256);
  const args = findShotsArguments(o.path, stream.index, label);
  const { shots, distrust } = await runShotFinder({ ...limitsOf(o, true), args, label });
  const { found, unplaced } = placeShots(index, shots);
  const footage = { ...footageOf(o, stream, index), chosen: chooseEvenly(found) };
  const decoded = await decodeSurely(o, footage, undefined);
  const recipe = [...indexed.recipe, ['ffmpeg', ...args], ...decoded.recipe];
  return { indexed, basis: 'deep', found, footage, decoded, recipe, unplacedShots: unplaced, shotsUnknown: distrust };
}

function footageOf(o: ExtractKeyframes, stream: FfprobeStream, index: PacketIndex): Footage {
  const known = stream.pixelFormat !== undefined && frameBytes(stream.pixelFormat, 16, 16) !== undefined;
  return {
    path: o.path,
    stream: stream.index,
    label: labelOf(o.sourceSha256),
    codec: stream.codecName ?? '',
    container: o.probe.formatName ?? '',
    fieldOrder: stream.fieldOrder ?? '',
    rotation: stream.rotation ?? { degrees: 0, mirrored: false },
    hashedBy: known ? 'raw' : 'framehash',
    index,
    chosen: chooseEvenly(index.entries),
    ffmpeg: o.tools.ffmpeg,
  };
}
