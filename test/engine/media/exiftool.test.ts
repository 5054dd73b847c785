import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exiftoolArguments, startExiftool, type ExiftoolHost } from '../../../src-main/engine/media/exiftool.ts';
import { findTools, type Tool } from '../../../src-main/engine/media/find-tools.ts';
import { runTool } from '../../../src-main/engine/media/run-tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'exiftool-'));
const { ffmpeg, exiftool } = await findTools();
let host: ExiftoolHost;

describe.skipIf(!exiftool)('exiftool, where it is installed', () => {
  beforeAll(async () => {
    const args = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=96x64:rate=25:duration=1', '-c:v', 'libx264', '-metadata', 'creation_time=2020-05-06T07:08:09Z', '-metadata', 'location=+48.2082+016.3700/', '-f', 'mov', 'movie'];
    await runTool({ file: ffmpeg.path, args, cwd: folder, timeoutMs: 30_000, maxOutputBytes: 1 << 20, maxMemoryBytes: 2 ** 32 });
    writeFileSync(join(folder, 'empty'), '');
    host = startExiftool({ tool: exiftool as Tool, caseFolder: folder });
  });
  afterAll(async () => {
    await host.close();
    rmSync(folder, { recursive: true });
  });

  it('states what the file says, and the digits that it drops itself', async () => {
    const reading = await host.read('movie');
    expect(reading).toMatchObject({ witness: 'exiftool', outcome: 'read', recipe: ['exiftool', ...exiftoolArguments('movie')] });
    const found = (field: string) => reading.observations.filter((one) => one.field === field);
    // exiftool prints the movie header's time as it stands and claims no zone for it.
    expect(found('recorded-at')).toContainEqual({ field: 'recorded-at', basis: 'container', path: 'QuickTime:CreateDate', raw: '2020:05:06 07:08:09', value: { local: '2020-05-06T07:08:09', offset: 'unknown' } });
    expect(found('position')).toMatchObject([{ raw: '48.2082 16.37', value: { latitude: '48.2082', longitude: '16.3700', precisionM: '5.6' } }]);
    expect(found('video-codec')).toMatchObject([{ basis: 'track 0', raw: 'avc1', value: 'h264' }]);
  });

  it('reports nothing that differs from machine to machine', async () => {
    const report = Buffer.from((await host.read('movie')).raw).toString();
    expect(report).not.toMatch(/System:|FileModifyDate|FilePermissions/);
  });

  it('answers in order, and goes on after a file that it cannot read', async () => {
    const [empty, movie] = await Promise.all([host.read('empty'), host.read('movie')]);
    expect(empty).toMatchObject({ outcome: 'failed', problem: 'exiftool could not read the file: File is empty.' });
    expect(movie.outcome).toBe('read');
  });

  it('does not take a path for an option or a second argument', async () => {
    await expect(host.read('-ver')).rejects.toThrow('Not a path');
    await expect(host.read('movie\n-ver')).rejects.toThrow('Not a path');
  });
});

describe.skipIf(process.platform === 'win32')('an exiftool that says too much', () => {
  const stand = mkdtempSync(join(tmpdir(), 'exiftool-stand-in-'));
  const path = join(stand, 'exiftool');
  // Answers as exiftool does when it stays open, at a length that the file's name asks for.
  const script = `#!/bin/sh
    many() { head -c 2000000 /dev/zero | tr '\\0' "$1"; }
    while read -r line; do
      case "$line" in
        -ee) timed=yes;;
        -execute)
          case "$name" in
            always) many x;;
            timed) if [ "$timed" ]; then many x; fi;;
            broken) printf '[{"ExifTool:Error":"%s"}]\\n' "$(many x | head -c 3000)";;
          esac
          [ "$name" = broken ] || printf '[{"File:FileType":"MP4"}]\\n'
          printf '{ready}\\n'; timed=;;
        False) exit;;
        *) name=$line;;
      esac
    done`;
  let talker: ExiftoolHost;
  beforeAll(() => {
    writeFileSync(path, script, { mode: 0o755 });
    talker = startExiftool({ tool: { path, version: '1' }, caseFolder: stand });
  });
  afterAll(async () => {
    await talker.close();
    rmSync(stand, { recursive: true });
  });

  it('is asked again without timed metadata, and the recipe says so', async () => {
    const reading = await talker.read('timed');
    expect(reading).toMatchObject({ outcome: 'read', recipe: ['exiftool', ...exiftoolArguments('timed', 'left-out')] });
    expect(reading.recipe).not.toContain('-ee');
    expect((await talker.read('short')).recipe).toContain('-ee');
  });

  it('fails in a sentence when that is too much still, and answers the next', async () => {
    expect(await talker.read('always')).toMatchObject({ outcome: 'failed', problem: 'exiftool printed more than its output limit.' });
    expect((await talker.read('short')).outcome).toBe('read');
  });

  it('keeps a long problem whole in its report only', async () => {
    const reading = await talker.read('broken');
    expect(reading.problem).toHaveLength(500);
    expect(reading.raw.length).toBeGreaterThan(3000);
  });
});
