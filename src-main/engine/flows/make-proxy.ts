import { originalPath } from '../../format/case-folder.ts';
import type { FileReference } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import { toRecordTexts } from '../../shared/text.ts';
import { derivativeMade } from '../custody/kinds/derivative-made.ts';
import type { Item } from '../db/tables/item.ts';
import type { Tools } from '../media/find-tools.ts';
import { footageStream, type FfprobeReport } from '../media/ffprobe-report.ts';
import { readWithFfprobe } from '../media/ffprobe.ts';
import { proxyArguments, type ProxyStreams } from '../media/proxy/commands.ts';
import { proxyKindOf, type ProxyKind } from '../media/proxy/encoders.ts';
import { runProxy } from '../media/proxy/run-proxy.ts';
import { findItem } from './find-item.ts';
import { fullPicture } from './full-picture.ts';
import type { WritableCase } from './open-case.ts';
import { showKeyframes } from './show-keyframes.ts';
import { startOfProxy } from './proxy-times.ts';

export interface MakeProxy {
  /** The item, as a person names it. */
  name: string;
  signal?: AbortSignal | undefined;
  /** Seconds of footage; `ofS` where its length is known. */
  onProgress?: ((progress: { doneS: number; ofS: number | undefined }) => void) | undefined;
}

export interface MadeProxy {
  file: FileReference;
  mediaType: string;
  /** Seconds of the item at which the proxy begins, decimal text; absent where the two do not keep the same time. */
  startsAtS?: string;
  /** The entry that tells of it. */
  entry: number;
}

/**
 * Make a copy of an item that a window can play, keep it as a derivative and record how it was made: H.264 (or VP9) of at
 * most 1280 pixels with the first sound; sound alone where there is no picture; of a still, a picture. The evidentiary
 * copy is read and nothing else.
 * @throws CaseError `item-not-found`, `nothing-to-play`, `proxy-not-made`, `disk-full`, `vault-write-failed`,
 *   `tool-missing`, `tool-failed`, `cancelled`.
 */
export async function makeProxy(target: WritableCase, wanted: MakeProxy): Promise<MadeProxy> {
  const item = findItem(target, wanted.name);
  const still = await stillOf(target, wanted);
  if (still !== undefined) return keepStill(target, { item, pts: still, ...wanted });
  const tools = await target.findTools();
  const probe = await readStructure(target, { item, tools, signal: wanted.signal });
  const streams = streamsOf(item, probe);
  return keepPlayable(target, { item, tools, probe, streams, kind: await proxyKindOf(tools.ffmpeg), wanted });
}

/** The time of the one frame of a still. */
async function stillOf(target: WritableCase, { name }: MakeProxy): Promise<number | undefined> {
  const { index } = await showKeyframes(target, name);
  return index?.basis === 'still' ? index.keyframes[0]?.pts : undefined;
}

async function keepStill(target: WritableCase, { item, name, pts, signal }: MakeProxy & { item: Item; pts: number }): Promise<MadeProxy> {
  const { bytes, frame, recipe } = await fullPicture(target, { name, pts, signal, format: 'jpeg' });
  const file = await target.vault.keepDerivative(bytes);
  const mediaType = 'image/jpeg';
  const entry = await target.record([derivativeMade.draft({ item: item.sha256, madeFor: 'playback-proxy', file, mediaType, recipe, frame })]);
  return { file, mediaType, entry };
}

async function readStructure({ folder }: WritableCase, { item, tools, signal }: { item: Item; tools: Tools; signal: AbortSignal | undefined }): Promise<FfprobeReport> {
  const reading = await readWithFfprobe({ tool: tools.ffprobe, caseFolder: folder, path: originalPath(item.sha256), ...(signal ? { signal } : {}) }).catch((error: unknown) => {
    throw signal?.aborted ? new CaseError('cancelled') : error;
  });
  if (reading.probe === undefined) throw new CaseError('nothing-to-play', { name: item.name, because: reading.problem ?? 'ffprobe could not read it.' });
  return reading.probe;
}

/** The first of each kind whose codec is known. */
function streamsOf(item: Item, probe: FfprobeReport): ProxyStreams {
  const footage = footageStream(probe);
  const sound = probe.streams.find(({ codecType, codecName }) => codecType === 'audio' && codecName !== undefined);
  const playable = footage?.codecName === undefined ? undefined : footage;
  if (playable === undefined && sound === undefined) throw new CaseError('nothing-to-play', { name: item.name, because: 'It holds neither a picture nor a sound of a known kind.' });
  return { footage: playable, sound };
}

interface ToKeep {
  item: Item;
  tools: Tools;
  probe: FfprobeReport;
  streams: ProxyStreams;
  kind: ProxyKind;
  wanted: MakeProxy;
}

async function keepPlayable(target: WritableCase, { item, tools, probe, streams, kind, wanted }: ToKeep): Promise<MadeProxy> {
  const { signal, onProgress } = wanted;
  const { ffmpeg } = tools;
  const ofS = probe.durationS === undefined ? undefined : Number(probe.durationS);
  const path = originalPath(item.sha256);
  let args: string[] = [];
  let startsAtS: string | undefined;
  const make = async (out: string): Promise<void> => {
    args = proxyArguments({ path, out, kind, ...streams });
    const run = await runProxy({ ffmpeg, caseFolder: target.folder, args, signal, onProgress: (doneS) => onProgress?.({ doneS, ofS }) });
    if (streams.footage !== undefined && run.frames === 0) throw new CaseError('proxy-not-made', { detail: 'no frame of the footage could be decoded' });
    if (run.frames === 0 && run.endS === 0) throw new CaseError('proxy-not-made', { detail: 'nothing of the sound could be decoded' });
    startsAtS = await startOfProxy({ tools, caseFolder: target.folder, path, out, probe, streams, signal });
  };
  const file = await target.vault.keepMadeFile(make, { signal });
  const mediaType = `${streams.footage === undefined ? 'audio' : 'video'}/${kind.container}`;
  const recipe = toRecordTexts({ tool: 'ffmpeg', version: ffmpeg.version, arguments: [['ffmpeg', ...args]] });
  const times = startsAtS === undefined ? {} : { startsAtS };
  const entry = await target.record([derivativeMade.draft({ item: item.sha256, madeFor: 'playback-proxy', file, mediaType, recipe, ...times })]);
  return { file, mediaType, entry, ...times };
}
