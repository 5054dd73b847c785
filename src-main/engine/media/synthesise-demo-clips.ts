import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CaseError } from '../../shared/errors.ts';
import { ffmpegArguments } from './ffmpeg-command.ts';
import { findTools, type Tool, type ToolSettings } from './find-tools.ts';
import { runTool } from './run-tool.ts';

export interface DemoClip {
  file: string;
  /** What it is, for the reader of the demonstration. */
  about: string;
}

export interface ClipRecipe extends DemoClip {
  /** lavfi graph: `[out0]` the picture, `[out1]` the sound. */
  graph: string;
  options: string[];
}

/** Three shots of two seconds each, so that there is something to tell apart. */
const shots = (size: string): string =>
  `testsrc2=s=${size}:r=25:d=2[a];smptehdbars=s=${size}:r=25:d=2[b];mandelbrot=s=${size}:r=25,trim=duration=2[c];` +
  '[a][b][c]concat=n=3,format=yuv420p[out0]';
const sound = ';sine=f=440:d=6[out1]';
const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '50', '-c:a', 'aac', '-movflags', '+faststart'];
const taken = 'creation_time=2024-10-15T06:12:41Z';

const recipes: ClipRecipe[] = [
  {
    file: 'IMG_0412.mp4',
    about: 'H.264 with a position and a creation date',
    graph: shots('640x360') + sound,
    options: [...h264, '-metadata', taken, '-metadata', 'location=+44.3269+131.6686/'],
  },
  {
    file: 'camera.mov',
    about: 'HEVC with a creation date',
    graph: shots('480x272'),
    options: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error:keyint=50', '-tag:v', 'hvc1', '-metadata', taken],
  },
  {
    file: 'from-a-platform.webm',
    about: 'VP9 that carries no dates',
    graph: shots('480x272'),
    options: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-g', '50', '-b:v', '400k', '-map_metadata', '-1', '-fflags', '+bitexact'],
  },
  {
    file: 'still.jpg',
    about: 'a still picture',
    graph: 'mandelbrot=s=800x600:r=1,trim=end_frame=1,format=yuvj420p[out0]',
    options: ['-frames:v', '1', '-f', 'image2', '-update', '1', '-q:v', '3'],
  },
];

/** Make the footage of the demonstration in a folder that exists. Throws CaseError `tool-missing`, `tool-failed`. */
export async function synthesiseDemoClips(folder: string, settings: ToolSettings = {}): Promise<DemoClip[]> {
  const { ffmpeg } = await findTools(settings);
  for (const recipe of recipes) await synthesise(ffmpeg, folder, recipe);
  const [first] = recipes;
  await cutOff(join(folder, 'IMG_0412.mp4'), join(folder, 'broken-off.mp4'));
  await copyFile(join(folder, 'IMG_0412.mp4'), join(folder, 'forwarded copy.mp4'));
  await writeFile(join(folder, 'notes.txt'), 'Received on a USB stick; the sender asks not to be named.\n');
  return [
    ...recipes.map(({ file, about }) => ({ file, about })),
    { file: 'broken-off.mp4', about: `the first two thirds of ${first?.file}: a truncated file` },
    { file: 'forwarded copy.mp4', about: `the same bytes as ${first?.file} under another name` },
    { file: 'notes.txt', about: 'no media at all' },
  ];
}

/** Make one clip in a folder that exists. Throws CaseError `tool-failed`. */
export async function synthesise(ffmpeg: Tool, folder: string, { file, graph, options }: ClipRecipe): Promise<void> {
  const args = ffmpegArguments({
    inputOptions: ['-f', 'lavfi'],
    input: graph,
    outputs: [{ target: file, options: ['-y', ...options] }],
  });
  const limits = { timeoutMs: 120_000, maxOutputBytes: 1 << 20, maxMemoryBytes: 2 ** 32 };
  const end = await runTool({ file: ffmpeg.path, args, cwd: folder, ...limits });
  if (end.exitCode !== 0) {
    throw new CaseError('tool-failed', { tool: ffmpeg.path, detail: end.stderr.trim().split('\n').at(-1) });
  }
}

/** As if the card had been pulled out: two thirds of the bytes. */
async function cutOff(whole: string, part: string): Promise<void> {
  const bytes = await readFile(whole);
  await writeFile(part, bytes.subarray(0, Math.floor((bytes.length * 2) / 3)));
}
