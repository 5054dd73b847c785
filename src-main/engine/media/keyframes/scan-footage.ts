import type { FfprobeStream } from '../ffprobe-report.ts';
import type { Rotation } from '../normalise/rotation.ts';
import type { PacketIndex } from '../packet-index.ts';
import type { PictureSize } from '../pdq/pdq-still.ts';
import { chooseEvenly } from './choose.ts';
import { findShotsArguments, quarterTurn } from './commands.ts';
import { runShotFinder } from './decode-run.ts';
import { decodeFrames, decodeSurely, decodeVerified, limitsOf } from './decode-verified.ts';
import { frameBytes } from './frame-bytes.ts';
import { makeIndex, readStillRotation, type Indexed } from './prepare.ts';
import type { Decoded, ExtractKeyframes, Found, Scan } from './scan.ts';
import { sureWay, type Footage } from './ways.ts';

/** A still has one frame, at time 0. */
export async function scanStill(o: ExtractKeyframes, stream: FfprobeStream): Promise<Scan> {
  const { rotation, recipe } = await readStillRotation(o, stream);
  const entry: Found = { pts: 0, position: null, keyNumber: 0, timed: true, found: 'first' };
  const index: PacketIndex = { ...emptyIndex, entries: [entry], packets: 1 };
  const still = shownSize(stream, rotation);
  const footage: Footage = { ...footageOf(o, stream, index), rotation, still, chosen: [entry] };
  const way = { ...sureWay({ ...footage, index, chosen: [entry] }), name: 'fast' as const };
  const outcome = await decodeFrames(o, footage, way, 1);
  const frames = new Map(outcome.frames.slice(0, 1).map((frame) => [entry, frame]));
  const decoded: Decoded = { frames, way: 'fast', outcome, recipe: [['ffmpeg', ...way.decoder]] };
  return { indexed: { index, recipe, complaints: '' }, basis: 'still', found: [entry], footage, decoded, recipe, unplacedShots: 0 };
}

function shownSize({ width = 0, height = 0 }: FfprobeStream, { degrees }: Rotation): PictureSize | undefined {
  if (width === 0 || height === 0) return undefined;
  return quarterTurn(degrees) % 180 === 0 ? { rows: height, cols: width } : { rows: width, cols: height };
}

const emptyIndex: PacketIndex = {
  entries: [], discardedKeys: [], keysWithoutTime: 0, packets: 0, corruptPackets: 0, positions: new Map(), firstPts: null, lastPts: null, restarts: 0, standIn: 'none',
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
  const args = findShotsArguments(o.path, stream.index);
  const { shots } = await runShotFinder({ ...limitsOf(o, true), args });
  const { found, unplaced } = addShots(index, shots);
  const footage = { ...footageOf(o, stream, index), chosen: chooseEvenly(found) };
  const decoded = await decodeSurely(o, footage, undefined);
  const recipe = [...indexed.recipe, ['ffmpeg', ...args], ...decoded.recipe];
  return { indexed, basis: 'deep', found, footage, decoded, recipe, unplacedShots: unplaced };
}

/** Frames that begin a shot and are no key packets, at times that the packet index knows. */
function addShots(index: PacketIndex, shots: readonly { pts: number | null }[]): { found: Found[]; unplaced: number } {
  const found: Found[] = index.entries.map((entry) => ({ ...entry, found: 'key-packet' }));
  const taken = new Set(found.map((entry) => entry.pts));
  let unplaced = 0;
  for (const [n, { pts }] of shots.entries()) {
    const position = pts === null ? undefined : index.positions.get(pts);
    if (pts === null || position === undefined || index.standIn !== 'none') unplaced++;
    else if (!taken.has(pts)) {
      taken.add(pts);
      found.push({ pts, position, keyNumber: -1, timed: true, found: n === 0 && index.entries.length === 0 ? 'first' : 'shot' });
    }
  }
  // A stream without any times still has a first frame.
  if (found.length === 0 && shots.length > 0) found.push({ pts: 0, position: null, keyNumber: 0, timed: false, found: 'first' });
  return { found: index.restarts > 0 ? found : found.sort((a, b) => a.pts - b.pts), unplaced };
}

function footageOf(o: ExtractKeyframes, stream: FfprobeStream, index: PacketIndex): Footage {
  const known = stream.pixelFormat !== undefined && frameBytes(stream.pixelFormat, 16, 16) !== undefined;
  return {
    path: o.path,
    stream: stream.index,
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
