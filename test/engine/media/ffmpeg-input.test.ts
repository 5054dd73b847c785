import { execFileSync } from 'node:child_process';
import { accessSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowedDemuxers, safeInputArguments } from '../../../src-main/engine/media/ffmpeg-input.ts';
import { findTools, type Tools } from '../../../src-main/engine/media/find-tools.ts';
import { runTool } from '../../../src-main/engine/media/run-tool.ts';

const strace = '/usr/bin/strace';
const canTrace = process.platform === 'linux' && existsSync(strace);
const hostile = join(import.meta.dirname, '../../../../shared/corpus/hostile');
const folder = mkdtempSync(join(tmpdir(), 'ffmpeg-input-'));
const secret = join(folder, 'secret.txt');
let tools: Tools;

beforeAll(async () => {
  tools = await findTools();
  writeFileSync(secret, 'the content of another file\n'.repeat(100));
  writeFileSync(join(folder, 'other.mov'), execFileSync('ffmpeg', ['-v', 'error', ...tone, '-f', 'mov', '-movflags', 'frag_keyframe+empty_moov', '-']));
  for (const [name, content] of Object.entries(tricks())) writeFileSync(join(folder, name), content);
});
afterAll(() => rmSync(folder, { recursive: true }));

const tone = ['-f', 'lavfi', '-i', 'testsrc=s=64x48:r=5:d=1'];

/** Files that name another file or an address, each under a name that suggests a video. */
function tricks(): Record<string, string | Buffer> {
  const hls = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://${secret}\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n`;
  return {
    'playlist.avi': hls,
    'playlist.mp4': hls,
    'playlist.ts': hls,
    'script.avi': `ffconcat version 1.0\nfile '${secret}'\nfile other.mov\n`,
    'script.mkv': 'ffconcat version 1.0\nfile other.mov\n',
    'session.mov': 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\na=rtpmap:96 H264/90000\n',
    'dash.mp4': `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet><Representation id="1"><BaseURL>http://127.0.0.1:9/</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    'picture.png': `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"><image xlink:href="file://${secret}"/></svg>`,
    'reference.mov': movWithExternalData(),
  };
}

/** A QuickTime movie whose samples lie in another file: its data reference is turned into an alias. */
function movWithExternalData(): Buffer {
  const movie = execFileSync('ffmpeg', ['-v', 'error', '-y', ...tone, '-c:v', 'mjpeg', '-f', 'mov', join(folder, 'plain.mov')]) && readFileSync(join(folder, 'plain.mov'));
  const at = movie.indexOf('url \0\0\0\u0001', 0, 'latin1');
  expect(at).toBeGreaterThan(0);
  // Flag 0: the data is not in this file. The location follows in a grown entry.
  const location = Buffer.from(`file://${join(folder, 'other.mov')}\0`, 'latin1');
  const entry = Buffer.concat([Buffer.alloc(4), Buffer.from('url \0\0\0\0', 'latin1'), location]);
  entry.writeUInt32BE(entry.length, 0);
  const patched = Buffer.concat([movie.subarray(0, at - 4), entry, movie.subarray(at + 8)]);
  growBoxesAround(patched, at, location.length);
  return patched;
}

/** Every box that encloses the given place becomes longer. */
function growBoxesAround(file: Buffer, at: number, by: number): void {
  for (const name of ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref']) {
    const place = file.lastIndexOf(name, at, 'latin1');
    file.writeUInt32BE(file.readUInt32BE(place - 4) + by, place - 4);
  }
}

/** What a run opened and which sockets it made, as the kernel saw it. */
async function trace(tool: 'ffprobe' | 'ffmpeg', path: string): Promise<{ opened: Set<string>; sockets: string[] }> {
  const log = join(folder, 'trace.log');
  const after = tool === 'ffprobe' ? ['-show_format', '-show_streams', '-show_packets'] : ['-f', 'null', '-'];
  const before = tool === 'ffprobe' ? ['-v', 'error'] : ['-v', 'error', '-nostdin'];
  await runTool({
    file: strace,
    args: ['-f', '-qq', '-e', 'trace=open,openat,socket,connect', '-o', log, tools[tool].path, ...before, ...safeInputArguments(path), ...after],
    cwd: folder,
    timeoutMs: 30_000,
    maxOutputBytes: 1 << 24,
    maxMemoryBytes: 2 ** 32,
  });
  const lines = readFileSync(log, 'utf8').split('\n');
  const opened = lines.flatMap((line) => /open(?:at)?\(.*?"([^"]*)".* = \d/.exec(line)?.[1] ?? []);
  return { opened: new Set(opened), sockets: lines.filter((line) => /socket\(|connect\(/.test(line)) };
}

const controls: { ffprobe?: Awaited<ReturnType<typeof trace>>; ffmpeg?: Awaited<ReturnType<typeof trace>> } = {};

/** What a run opens that a run on a plain file does not. */
async function openedBeyondControl(tool: 'ffprobe' | 'ffmpeg', path: string): Promise<string[]> {
  const control = (controls[tool] ??= await trace(tool, join(folder, 'other.mov')));
  const { opened, sockets } = await trace(tool, path);
  expect(sockets).toEqual([]);
  return [...opened].filter((file) => !control.opened.has(file) && file !== path && !/^\/(proc|sys|lib|usr)\//.test(file));
}

describe.skipIf(!canTrace)('a hostile file, traced', () => {
  it.each(Object.keys({ ...trickNames() }))('%s makes ffprobe and ffmpeg open no other file and no address', async (name) => {
    expect(await openedBeyondControl('ffprobe', join(folder, name))).toEqual([]);
    expect(await openedBeyondControl('ffmpeg', join(folder, name))).toEqual([]);
  });

  it('is a trick that works where nothing is refused', async () => {
    const log = join(folder, 'trace.log');
    const args = ['-f', '-qq', '-e', 'trace=open,openat', '-o', log, tools.ffprobe.path, '-v', 'error', '-f', 'concat', '-safe', '0', '-i', join(folder, 'script.mkv')];
    await runTool({ file: strace, args, cwd: folder, timeoutMs: 30_000, maxOutputBytes: 1 << 20, maxMemoryBytes: 2 ** 32 });
    expect(readFileSync(log, 'utf8')).toContain('other.mov');
  });

  it.skipIf(!existsSync(hostile))('of the corpus opens no other file and no address', async () => {
    for (const name of readdirSync(hostile).filter((file) => file.endsWith('.avi'))) {
      expect(await openedBeyondControl('ffprobe', join(hostile, name))).toEqual([]);
      expect(await openedBeyondControl('ffmpeg', join(hostile, name))).toEqual([]);
    }
  });
});

function trickNames(): Record<string, true> {
  const names = ['playlist.avi', 'playlist.mp4', 'playlist.ts', 'script.avi', 'script.mkv', 'session.mov', 'dash.mp4', 'picture.png', 'reference.mov'];
  return Object.fromEntries(names.map((name) => [name, true as const]));
}

describe('the input arguments', () => {
  it('let a plain file through, whatever its name looks like', async () => {
    const odd = join(folder, "-i concat:a|b [%d] ' .mov");
    writeFileSync(odd, readFileSync(join(folder, 'other.mov')));
    const args = ['-v', 'error', '-show_entries', 'stream=width', '-of', 'csv=p=0', ...safeInputArguments(odd)];
    const limits = { cwd: folder, timeoutMs: 30_000, maxOutputBytes: 1 << 20, maxMemoryBytes: 2 ** 32 };
    const end = await runTool({ file: tools.ffprobe.path, args, ...limits });
    expect(end.stdout.toString().trim()).toBe('64');
    accessSync(odd);
  });

  it('allow no demuxer that names other files', () => {
    const refused = ['hls', 'concat', 'dash', 'image2', 'sdp', 'rtsp', 'rtp', 'imf', 'lavfi', 'ffmetadata', 'srt', 'webm_dash_manifest', 'svg_pipe', 'vobsub'];
    expect(allowedDemuxers.split(',').filter((name) => refused.includes(name))).toEqual([]);
  });
});
