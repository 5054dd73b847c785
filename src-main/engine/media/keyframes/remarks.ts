import { toRecordText } from '../../../shared/text.ts';
import type { FfprobeReport, FfprobeStream } from '../ffprobe-report.ts';
import { quarterTurn } from './commands.ts';
import type { Scan } from './scan.ts';

/** What a reader of the index should know, one sentence each. */
export function remarksOn(scan: Scan, probe: FfprobeReport, stream: FfprobeStream): string[] {
  const remarks = [...onKeys(scan), ...onTimes(scan, stream), ...onPictures(scan), ...onStream(scan, probe, stream), ...onDamage(scan, probe, stream)];
  // Texts of tools were cut and joined: what begins or ends inside a character shows only now.
  return remarks.map(toRecordText);
}

function onKeys({ indexed: { index }, basis, found, unplacedShots, shotsUnknown }: Scan): string[] {
  const remarks: string[] = [];
  if (basis === 'deep' && index.entries.length === 0) {
    remarks.push('The file flags no key packets that are shown; everything was decoded, and the first frame and the first of each shot stand here.');
  }
  const cut = index.discardedKeys;
  if (cut > 0) remarks.push(`${count(cut, 'key packet lies', 'key packets lie')} outside the edit list: in the file, but never shown by a player.`);
  if (index.keysBeyond > 0) {
    remarks.push(`The file flags ${index.entries.length + index.keysWithoutTime + index.keysBeyond} packets as key; the first ${index.entries.length} are indexed.`);
  }
  const shots = found.filter((entry) => entry.found === 'shot').length;
  if (shots > 0) remarks.push(`${count(shots, 'shot begins', 'shots begin')} at a frame that is no key packet.`);
  if (unplacedShots > 0) {
    remarks.push(`${count(unplacedShots, 'frame that begins a shot', 'frames that begin a shot')} could not be matched to one packet and ${unplacedShots === 1 ? 'is' : 'are'} left out.`);
  }
  if (shotsUnknown !== undefined) remarks.push(`Shots could not be looked for: ${shotsUnknown}.`);
  return remarks;
}

function onTimes({ indexed: { index } }: Scan, stream: FfprobeStream): string[] {
  const remarks: string[] = [];
  const untimed = index.entries.filter((entry) => !entry.timed).length;
  if (index.standIn === 'dts') {
    remarks.push(`${count(untimed, 'key packet carries', 'key packets carry')} no presentation time; the decoding time stands in its place.`);
  }
  if (index.standIn === 'count') {
    remarks.push(`The stream carries no times; packets are counted instead, at its nominal rate of ${stream.averageFrameRate ?? '?'} a second.`);
  }
  if (index.keysWithoutTime > 0) {
    remarks.push(`${count(index.keysWithoutTime, 'key packet', 'key packets')} without any time ${index.keysWithoutTime === 1 ? 'is' : 'are'} left out.`);
  }
  if (index.restarts > 0) remarks.push(`The times start again ${count(index.restarts, 'time', 'times')}: recordings were joined.`);
  return remarks;
}

function onPictures({ found, footage, decoded }: Scan): string[] {
  const remarks: string[] = [];
  const { outcome } = decoded;
  const chosen = new Set<unknown>(footage.chosen);
  const capped = found.length - footage.chosen.length;
  if (capped > 0) remarks.push(`Of ${found.length} frames, ${footage.chosen.length} evenly spread ones are pictured; all are indexed.`);
  const failed = found.filter((entry) => chosen.has(entry) && !decoded.frames.has(entry)).length;
  if (failed > 0) remarks.push(`${count(failed, 'frame', 'frames')} could not be decoded or not surely matched, and ${failed === 1 ? 'has' : 'have'} no picture.`);
  if (outcome.distrust !== undefined) remarks.push(`No frames were taken from the last run of ffmpeg: ${outcome.distrust}.`);
  if (outcome.timedOut) remarks.push('ffmpeg was stopped because it took too long or had fallen silent.');
  return remarks;
}

function onStream({ footage, decoded }: Scan, probe: FfprobeReport, stream: FfprobeStream): string[] {
  const remarks: string[] = [];
  const shown = [...decoded.frames.values()].map((frame) => frame.shown);
  const sizes = new Set(shown.map(({ width, height }) => `${width}x${height}`));
  if (sizes.size > 1) {
    remarks.push(`The picture size changes within the file: ${[...sizes].join(', ')}. Frames are digested at their own size, as with ffmpeg's -autoscale 0; posters have the shape of the first.`);
  }
  const formats = new Set(shown.map(({ pixelFormat }) => pixelFormat));
  if (formats.size > 1) {
    remarks.push(`The pixel format changes within the file (${[...formats].join(', ')}); frames are digested after conversion to ${decoded.digestedAs ?? 'the first one'}, as ffmpeg's framehash does it.`);
  }
  const others = probe.streams.filter((one) => one.codecType === 'video' && !one.attachedPicture && one.index !== stream.index);
  if (others.length > 0) remarks.push(`The file holds ${count(others.length, 'further video stream', 'further video streams')}, not shown here.`);
  if (quarterTurn(footage.rotation.degrees) !== footage.rotation.degrees) {
    remarks.push(`The file asks for a turn of ${footage.rotation.degrees} degrees; pictures are turned by ${quarterTurn(footage.rotation.degrees)}.`);
  }
  if (footage.stillTooLarge) remarks.push('The picture is too large for its PDQ hash to be taken of every pixel; it was taken of 512 x 512 grey ones.');
  return remarks;
}

function onDamage({ indexed, decoded }: Scan, probe: FfprobeReport, stream: FfprobeStream): string[] {
  const remarks: string[] = [];
  const errors = decoded.outcome.errors.map((line) => line.replaceAll(/\[[^\]]*\] /g, '').trim());
  const [first] = errors;
  if (first !== undefined) remarks.push(`ffmpeg met damage while decoding (${count(decoded.outcome.errorCount, 'message', 'messages')}; the first: "${first}").`);
  else if (indexed.complaints) remarks.push(`ffprobe met damage while listing packets: "${indexed.complaints.split('\n')[0]?.replaceAll(/\[[^\]]*\] /g, '')}".`);
  if (indexed.index.corruptPackets > 0) remarks.push(`${count(indexed.index.corruptPackets, 'packet is', 'packets are')} marked corrupt.`);
  const end = brokenEnd(indexed.index.lastPts, probe, stream);
  if (end !== undefined && remarks.length > 0) remarks.push(end);
  return remarks;
}

/** Where the packets end, when the file states to go on for longer. */
function brokenEnd(lastPts: number | null, probe: FfprobeReport, stream: FfprobeStream): string | undefined {
  const [numerator = 0, denominator = 1] = (stream.timeBase ?? '0/1').split('/').map(Number);
  const lastS = lastPts === null ? undefined : (lastPts * numerator) / denominator - Number(stream.startS ?? 0);
  const statedS = Number(stream.durationS ?? probe.durationS ?? 0);
  if (lastS === undefined || statedS - lastS < 1) return undefined;
  return `The packets break off at ${lastS.toFixed(1)} s of the stated ${statedS.toFixed(1)} s.`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
