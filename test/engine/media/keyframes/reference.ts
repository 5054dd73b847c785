import { execFile, execFileSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { promisify } from 'node:util';
import type { KeyframeIndex } from '../../../../src-main/shared/keyframes.ts';
import { extractKeyframes, type Extraction } from '../../../../src-main/engine/media/decode-keyframes.ts';
import { parseFfprobeReport, type FfprobeReport } from '../../../../src-main/engine/media/ffprobe-report.ts';
import { findTools } from '../../../../src-main/engine/media/find-tools.ts';
import { pdqHash } from '../../../../src-main/engine/media/pdq/pdq-wasm.ts';

const run = promisify(execFile);
const large = { maxBuffer: 64 << 20 };

/** Make a file with the machine's own ffmpeg. */
export async function make(path: string, args: string[]): Promise<string> {
  await run('ffmpeg', ['-v', 'error', '-y', ...args, path], large);
  return path;
}

export function picture(options: string): string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=${options}`];
}

export async function probeOf(path: string): Promise<FfprobeReport> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', path], large);
  const report = parseFfprobeReport(Buffer.from(stdout));
  if (!report) throw new Error(`ffprobe could not read ${path}`);
  return report;
}

/** What the product makes of a file. */
export async function extract(path: string, scan: 'key-packets' | 'deep' = 'key-packets'): Promise<Extraction> {
  const result = await tryToExtract(path, scan);
  if ('reason' in result) throw new Error(result.reason);
  return result;
}

export async function tryToExtract(path: string, scan: 'key-packets' | 'deep' = 'key-packets') {
  const place = { tools: await findTools(), caseFolder: dirname(path), path: basename(path), probe: await probeOf(path) };
  return extractKeyframes({ ...place, sourceSha256: '0'.repeat(64), scan, pdqHash });
}

/** Presentation times of the shown key packets, as stock ffprobe lists them. */
export function keyPacketTimes(path: string): number[] {
  const args = ['-v', 'error', '-select_streams', 'v:0', '-show_packets', '-of', 'json', path];
  const { packets } = JSON.parse(execFileSync('ffprobe', args, { ...large, encoding: 'utf8' })) as { packets: { pts?: number; flags: string }[] };
  const shown = packets.filter((packet) => packet.flags.startsWith('K') && !packet.flags.includes('D'));
  return shown.map((packet) => packet.pts ?? Number.NaN).sort((a, b) => a - b);
}

/** Digest of every frame by presentation time, from a full decode by stock ffmpeg with the original times. */
export function fullDecode(path: string): Map<number, string> {
  const exact = ['-map', '0:v:0', '-fps_mode', 'passthrough', '-enc_time_base', '-1'];
  const printed = execFileSync('ffmpeg', ['-v', 'error', '-copyts', '-noautorotate', '-i', path, ...exact, '-f', 'framehash', '-hash', 'sha256', '-'], { ...large, encoding: 'utf8' });
  return new Map(framehashLines(printed).map((fields) => [Number(fields[2]), String(fields[5])]));
}

/** The digests in the order of the plainest stock command. */
export function stockDigests(path: string): string[] {
  const args = ['-v', 'error', '-noautorotate', '-i', path, '-map', '0:v:0', '-f', 'framehash', '-hash', 'sha256', '-'];
  return framehashLines(execFileSync('ffmpeg', args, { ...large, encoding: 'utf8' })).map((fields) => String(fields[5]));
}

function framehashLines(printed: string): string[][] {
  return printed.split('\n').filter((line) => /^\d/.test(line)).map((line) => line.split(',').map((field) => field.trim()));
}

/** The digests of an index by presentation time. */
export function digestsOf(index: KeyframeIndex): [number, string | undefined][] {
  return index.keyframes.map((keyframe) => [keyframe.pts, keyframe.decoded?.frameSha256]);
}
