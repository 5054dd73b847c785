import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { benchCase, benchFolder, importInto, scale, tell, watchProcess } from './bench-case.ts';
import { sideBySide } from './side-by-side.ts';

// 200 clips of 2 to 5 MB imported whole, against what people type today, one file after another.
const count = Math.max(4, Math.round(200 * scale));
const source = join(benchFolder, 'clips');
const out = join(benchFolder, 'out');
mkdirSync(source);

function synthesise(): void {
  // Eight encodings; each clip is one of them with a comment of its own, so that no two have the same bytes.
  for (let n = 0; n < Math.min(8, count); n++) {
    const graph = `testsrc2=s=1280x720:r=30,noise=alls=${6 + n}:allf=t,format=yuv420p[out0];sine=f=${300 + n * 40}[out1]`;
    const encoder = n % 4 === 3 ? ['libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error'] : ['libx264', '-preset', 'ultrafast'];
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', graph, '-t', String(6 + (n % 3) * 3), '-c:v', ...encoder, '-g', '60', '-b:v', '2500k', '-maxrate', '3M', '-bufsize', '2M', '-c:a', 'aac', '-y', join(benchFolder, `base-${n}.mp4`)]);
  }
  for (let n = 0; n < count; n++) {
    execFileSync('ffmpeg', ['-v', 'error', '-i', join(benchFolder, `base-${n % 8}.mp4`), '-c', 'copy', '-metadata', `comment=clip ${n}`, join(source, `clip-${n}.mp4`)]);
  }
}

function byHand(): void {
  for (const name of readdirSync(source)) {
    const kept = join(out, name);
    execFileSync('cp', [join(source, name), kept]);
    execFileSync('sha256sum', [kept]);
    execFileSync('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', kept]);
    execFileSync('mediainfo', [kept]);
    execFileSync('ffmpeg', ['-v', 'error', '-skip_frame', 'nokey', '-i', kept, '-f', 'null', '-']);
  }
}

synthesise();
let folder = '';
const watched = watchProcess();
const times = await sideBySide({
  prepare: async () => {
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out);
    folder = await benchCase();
  },
  ours: () =>
    watched.during(async () => {
      const { examination } = await importInto(folder, [source], false);
      if (examination.examined !== count) throw new Error(`examined ${examination.examined} of ${count}: ${JSON.stringify(examination.failed)}`);
    }),
  reference: byHand,
  rounds: 1 + Number(scale < 1),
});
tell({ what: `import ${count} clips whole`, reference: 'cp, sha256sum, ffprobe, mediainfo, ffmpeg', ...times, target: 0.7, ...watched.told() });
