import { execFileSync } from 'node:child_process';

/** Bits of a frame's number, each a block as wide, dark for 0 and bright for 1, the least one at the left. */
export const numberBits = 10;
export const numberedSize = { width: 160, height: 96 };
const block = numberedSize.width / numberBits;

export interface NumberedFilm {
  frames?: number;
  rate?: string;
  /** Filters behind the drawing, e.g. other times. */
  filters?: string;
  /** Options of the output, the codec among them. */
  coded?: readonly string[];
  /** Further inputs, e.g. a tone. */
  inputs?: readonly string[];
}

/** H.264 with B-frames and a key frame every half second: frames are not stored in the order in which they are shown. */
export const withBFrames = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '12', '-bf', '3', '-pix_fmt', 'yuv420p'];

/** Footage each of whose frames carries its number, to be read back from its pixels. */
export function writeNumberedFilm(path: string, { frames = 100, rate = '25', filters, coded = withBFrames, inputs = [] }: NumberedFilm = {}): string {
  const { width, height } = numberedSize;
  const drawn = `geq=lum='16+219*mod(floor(N/pow(2\\,floor(X/${block})))\\,2)':cb=128:cr=128`;
  const source = `color=black:s=${width}x${height}:r=${rate},${drawn}${filters === undefined ? '' : `,${filters}`}`;
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...inputs, '-frames:v', String(frames), ...coded, path]);
  return path;
}

/** The number that a picture file carries. */
export function numberInPicture(path: string): number {
  const args = ['-v', 'error', '-i', path, '-vf', `crop=iw:8,scale=${numberBits}:1:flags=area,format=gray`, '-frames:v', '1', '-f', 'rawvideo', '-'];
  return [...execFileSync('ffmpeg', args)].reduce((number, value, bit) => number + (value > 127 ? 2 ** bit : 0), 0);
}
