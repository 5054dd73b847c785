import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findTools } from '../../src-main/engine/media/find-tools.ts';
import { readWithFfprobe } from '../../src-main/engine/media/ffprobe.ts';
import { openKeyframeWorkers } from '../../src-main/engine/media/keyframe-workers.ts';
import { benchFolder, scale, tell, watchProcess } from './bench-case.ts';
import { sideBySide } from './side-by-side.ts';

// Index, frame digests, posters and PDQ of every key frame of a long film, against the quickest stock command
// that decodes the same frames, or against decoding everything where that command does not exist.
const tools = await findTools();
const seconds = Math.max(20, Math.round(180 * scale));

interface Film {
  codec: string;
  encoder: string[];
  reference: string[];
  referenceName: string;
  target: number;
}

const skipping = { reference: ['-skip_frame', 'nokey'], referenceName: 'ffmpeg -skip_frame nokey -f null', target: 0.85 };
const decodingAll = { reference: [], referenceName: 'ffmpeg full decode -f null', target: 0.15 };

const films: Film[] = [
  { codec: 'H.264', encoder: ['libx264', '-preset', 'veryfast', '-g', '60'], ...skipping },
  { codec: 'HEVC', encoder: ['libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error:keyint=60'], ...skipping },
  { codec: 'VP9', encoder: ['libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-row-mt', '1', '-g', '60', '-b:v', '4M'], ...decodingAll },
  { codec: 'AV1', encoder: ['libsvtav1', '-preset', '12', '-g', '60', '-b:v', '4M'], ...decodingAll },
];

function synthesise(film: Film, folder: string): string {
  const name = `originals-${film.codec}`;
  const graph = `testsrc2=s=1920x1080:r=30,noise=alls=12:allf=t,format=yuv420p`;
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', graph, '-t', String(Math.min(20, seconds)), '-c:v', ...film.encoder, '-y', `${name}-part.mkv`], { cwd: folder, stdio: 'inherit' });
  // One encoding, joined to the full length: encoding all of it would take longer than everything measured.
  execFileSync('ffmpeg', ['-v', 'error', '-stream_loop', String(Math.ceil(seconds / 20) - 1), '-i', `${name}-part.mkv`, '-c', 'copy', '-y', `${name}.mp4`], { cwd: folder, stdio: 'inherit' });
  return `${name}.mp4`;
}

for (const film of films) {
  const folder = join(benchFolder, film.codec);
  mkdirSync(folder, { recursive: true });
  const path = synthesise(film, folder);
  cpSync(join(folder, path), join(folder, 'warm'));
  const watched = watchProcess();
  let frames = 0;
  const times = await sideBySide({
    ours: () =>
      watched.during(async () => {
        const structure = await readWithFfprobe({ tool: tools.ffprobe, caseFolder: folder, path });
        const workers = openKeyframeWorkers({ tools, caseFolder: folder });
        const index = await workers.extract({ path, sourceSha256: '0'.repeat(64), probe: structure.probe!, scan: 'key-packets', keepPoster: () => {} });
        await workers.close();
        if ('reason' in index) throw new Error(index.reason);
        if (index.way === 'sure') throw new Error(`fell back to the slow way: ${index.because}`);
        frames = index.pictured;
      }),
    reference: () => void execFileSync('ffmpeg', ['-v', 'error', ...film.reference, '-i', path, '-map', '0:v:0', '-f', 'null', '-'], { cwd: folder }),
    rounds: 3,
  });
  tell({ what: `keyframes of ${seconds} s 1080p ${film.codec} (${frames} frames)`, reference: film.referenceName, ...times, target: film.target, ...watched.told() });
}
