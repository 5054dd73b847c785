import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WitnessReading } from '../../../src-main/shared/facts.ts';
import { findDisagreements } from '../../../src-main/engine/media/disagreements.ts';
import { startExiftool } from '../../../src-main/engine/media/exiftool.ts';
import { readWithFfprobe } from '../../../src-main/engine/media/ffprobe.ts';
import { findTools, type Tools } from '../../../src-main/engine/media/find-tools.ts';
import { runTool } from '../../../src-main/engine/media/run-tool.ts';
import { startWitnessHost } from '../../../src-main/engine/media/witness-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'witnesses-agree-'));
let tools: Tools;

async function make(name: string, ...output: string[]): Promise<void> {
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=96x64:rate=25:duration=3'];
  const sound = ['-f', 'lavfi', '-i', 'sine=duration=3'];
  const args = ['-v', 'error', ...picture, ...sound, ...output, name];
  const end = await runTool({ file: tools.ffmpeg.path, args, cwd: folder, timeoutMs: 30_000, maxOutputBytes: 1 << 20, maxMemoryBytes: 2 ** 32 });
  expect(end.stderr).toBe('');
}

async function hearAll(path: string): Promise<WitnessReading[]> {
  const host = startWitnessHost({ caseFolder: folder });
  const exiftool = tools.exiftool && startExiftool({ tool: tools.exiftool, caseFolder: folder });
  const readings = await Promise.all([
    readWithFfprobe({ tool: tools.ffprobe, caseFolder: folder, path, withPackets: true }),
    ...(['mediainfo', 'exifr', 'c2pa'] as const).map((witness) => host.read(witness, path)),
    ...(exiftool ? [exiftool.read(path)] : []),
  ]);
  await Promise.all([host.close(), exiftool?.close()]);
  return readings;
}

const stamped = ['-metadata', 'creation_time=2020-05-06T07:08:09Z', '-metadata', 'location=+48.2082+016.3700/'];

beforeAll(async () => {
  tools = await findTools();
  await make('h264', '-c:v', 'libx264', '-c:a', 'aac', ...stamped, '-f', 'mp4');
  await make('mov', '-c:v', 'mpeg4', '-c:a', 'pcm_s16le', ...stamped, '-f', 'mov');
  await make('avi', '-c:v', 'mjpeg', '-c:a', 'pcm_s16le', '-f', 'avi');
  await make('cut', '-c:v', 'libx264', '-bf', '3', '-c:a', 'aac', '-movflags', '+faststart', '-f', 'mp4');
  truncateSync(join(folder, 'cut'), Math.floor(statSync(join(folder, 'cut')).size * 0.7));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('witnesses of an ordinary file', () => {
  it.each(['h264', 'mov', 'avi'])('find nothing to disagree about (%s)', async (name) => expect(findDisagreements(await hearAll(name))).toEqual([]));

  it('do not call a recording unsteady because its end is missing', async () => {
    const readings = await hearAll('cut');
    expect(readings.flatMap(({ observations }) => observations.filter((one) => one.field === 'damage'))).not.toEqual([]);
    expect(findDisagreements(readings).map(({ field }) => field)).not.toContain('frame-rate');
  });
});
