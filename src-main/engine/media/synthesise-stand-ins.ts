import { findTools, type ToolSettings } from './find-tools.ts';
import { synthesise, type ClipRecipe, type DemoClip } from './synthesise-demo-clips.ts';

/** What is written on every frame, so that no frame of it can be taken for footage of the event. */
const warning = 'SYNTHESISED - SHOWS NOTHING REAL';

interface StandIn extends DemoClip {
  /** A lavfi source of three seconds. */
  source: string;
  /** What it stands for: letters, digits, spaces, commas and hyphens. */
  standsFor: string;
  size: string;
}

const standIns: readonly StandIn[] = [
  {
    file: 'video-1-queue.mp4',
    about: 'stands for the video that was released on 18 October 2024',
    source: 'testsrc2=s=480x270:r=10:d=3',
    standsFor: 'stands for video 1 - men in uniform queue',
    size: '480x270',
  },
  {
    file: 'video-2-single-file.mp4',
    about: 'stands for the second video',
    source: 'mandelbrot=s=480x270:r=10,trim=duration=3',
    standsFor: 'stands for video 2 - soldiers in single file',
    size: '480x270',
  },
  {
    file: 'invented-earlier-copy.mp4',
    about: 'stands for an earlier copy of video 1, which is invented',
    source: 'testsrc2=s=480x270:r=10:d=3',
    standsFor: 'stands for an invented earlier copy of video 1',
    size: '320x180',
  },
];

/**
 * Make the clips that stand for the two videos of the worked example, and for an earlier copy of the first one. Each says
 * so on every frame. Throws CaseError `tool-missing`, `tool-failed` (an ffmpeg without drawtext, or without any font).
 */
export async function synthesiseStandIns(folder: string, settings: ToolSettings = {}): Promise<DemoClip[]> {
  const { ffmpeg } = await findTools(settings);
  await Promise.all(standIns.map((standIn) => synthesise(ffmpeg, folder, recipeOf(standIn))));
  return standIns.map(({ file, about }) => ({ file, about }));
}

function recipeOf({ file, about, source, standsFor, size }: StandIn): ClipRecipe {
  const line = (text: string, y: string): string => `drawtext=text='${text}':fontsize=18:fontcolor=white:box=1:boxcolor=black@0.8:boxborderw=6:x=(w-text_w)/2:y=${y}`;
  const graph = `${source},${line(warning, '24')},${line(standsFor, 'h-text_h-24')},scale=${size.replace('x', ':')},format=yuv420p[out0]`;
  return { file, about, graph, options: ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '30', '-map_metadata', '-1', '-fflags', '+bitexact'] };
}
