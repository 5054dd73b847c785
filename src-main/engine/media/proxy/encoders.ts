import { CaseError } from '../../../shared/errors.ts';
import type { Tool } from '../find-tools.ts';
import { runTool } from '../run-tool.ts';

/** What a playback proxy is made of, as far as this ffmpeg can make it. */
export interface ProxyKind {
  container: 'mp4' | 'webm';
  video: { encoder: string; options: readonly string[] };
  audio: { encoder: string; options: readonly string[] };
}

/** A key frame at least so often: stepping backwards decodes from the one before. */
const keyframeEvery = 30;
const gop = ['-g', String(keyframeEvery), '-bf', '0'] as const;
const aac = { encoder: 'aac', options: ['-b:a', '160k'] };
const opus = { encoder: 'libopus', options: ['-b:a', '128k'] };

/** The best first: what every window plays, then what builds of ffmpeg without patents hold. */
const kinds: readonly ProxyKind[] = [
  { container: 'mp4', video: { encoder: 'libx264', options: ['-preset', 'veryfast', '-crf', '22', ...gop] }, audio: aac },
  { container: 'mp4', video: { encoder: 'libopenh264', options: ['-b:v', '6M', ...gop] }, audio: aac },
  { container: 'webm', video: { encoder: 'libvpx-vp9', options: ['-deadline', 'realtime', '-cpu-used', '6', '-row-mt', '1', '-crf', '32', '-b:v', '0', '-g', String(keyframeEvery)] }, audio: opus },
  { container: 'webm', video: { encoder: 'libvpx', options: ['-deadline', 'realtime', '-cpu-used', '6', '-crf', '12', '-b:v', '4M', '-g', String(keyframeEvery)] }, audio: opus },
];

const listed = new Map<string, Promise<ReadonlySet<string>>>();

/** The best kind that this ffmpeg can make. Throws CaseError `tool-failed` where it can make none. */
export async function proxyKindOf(ffmpeg: Tool): Promise<ProxyKind> {
  const encoders = await encodersOf(ffmpeg);
  const kind = kinds.find(({ video, audio }) => encoders.has(video.encoder) && encoders.has(audio.encoder));
  if (kind !== undefined) return kind;
  throw new CaseError('tool-failed', { tool: `ffmpeg ${ffmpeg.version}`, detail: 'it can write neither H.264 nor VP9 (libx264, libopenh264, libvpx), so no playback proxy can be made with it' });
}

/** Asked once per process and program. */
function encodersOf(ffmpeg: Tool): Promise<ReadonlySet<string>> {
  const asked = listed.get(ffmpeg.path) ?? listEncoders(ffmpeg);
  listed.set(ffmpeg.path, asked);
  asked.catch(() => listed.delete(ffmpeg.path));
  return asked;
}

async function listEncoders({ path }: Tool): Promise<ReadonlySet<string>> {
  const { stdout } = await runTool({ file: path, args: ['-hide_banner', '-encoders'], cwd: process.cwd(), timeoutMs: 20_000, maxOutputBytes: 1 << 20, maxMemoryBytes: 2 ** 32 });
  return parseEncoders(stdout.toString('utf8'));
}

/** ` V....D libx264   libx264 H.264 / AVC ...` -> `libx264`. */
export function parseEncoders(printed: string): ReadonlySet<string> {
  return new Set([...printed.matchAll(/^ [VAS][A-Z.]{5} ([\w-]+)/gm)].map(([, name = '']) => name));
}
