import { execFileSync } from 'node:child_process';
import { seededRandom } from '../../known-system.ts';

const [width, height] = [320, 240];

export interface Film {
  /** One second each; the same number is the same picture. */
  shots: readonly number[];
  /** Frames a second, and a key frame each second. */
  rate?: number;
  filters?: string;
}

/** Footage of pictures that are drawn by number, one a second: unlike pictures for unlike numbers. */
export function writeFilm(path: string, { shots, rate = 10, filters = 'null' }: Film): void {
  const pictures = Buffer.concat(shots.map(draw));
  const input = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${width}x${height}`, '-r', '1', '-i', 'pipe:0'];
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20', '-g', String(rate), '-keyint_min', String(rate), '-sc_threshold', '0', '-bf', '0'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, '-vf', `fps=${rate},${filters},format=yuv420p`, ...coded, path], { input: pictures });
}

/** Black and white patches with a grain: waves of chance directions, cut off. */
function draw(shot: number): Buffer {
  const chance = seededRandom(shot * 7919 + 1).bytes(64);
  const waves = Array.from({ length: 12 }, (_, n) => ({
    x: ((chance[4 * n] as number) - 128) / 2400,
    y: ((chance[4 * n + 1] as number) - 128) / 2400,
    phase: (chance[4 * n + 2] as number) / 40,
  }));
  return Buffer.from(Uint8Array.from({ length: width * height }, (_, at) => {
    const [column, row] = [at % width, Math.floor(at / width)];
    const sum = waves.reduce((total, { x, y, phase }) => total + Math.cos(2 * Math.PI * (x * column + y * row) + phase), 0);
    return sum > 0 ? 190 + ((column ^ row) % 40) : 40;
  }));
}

/** A film without a picture. */
export function writeBlackFilm(path: string): void {
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'color=black:s=320x240:r=10:d=4', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', path]);
}

/** Numbers from `first` on. */
export function shotsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, n) => first + n);
}
