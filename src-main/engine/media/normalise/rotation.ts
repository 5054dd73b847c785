import type { FactValue } from '../../../shared/facts.ts';

export type Rotation = FactValue<'rotation'>;

/** The upper left of a display matrix: x' = ax + cy, y' = bx + dy, with y pointing down (ISO 14496-12, 8.3.2). */
export interface DisplayMatrix {
  a: number;
  b: number;
  c: number;
  d: number;
}

/**
 * What a player does to the picture: mirror it left-right (when the determinant is negative), then
 * turn it clockwise. For a mirrored picture other tools may name the same act by another pair, e.g.
 * a flip top-bottom and 90 degrees less.
 */
export function rotationOfMatrix(matrix: DisplayMatrix): Rotation | undefined {
  const { a, b, c, d } = matrix;
  const determinant = a * d - b * c;
  if (determinant === 0 || ![a, b, c, d].every(Number.isFinite)) return undefined;
  const turn = Math.round((Math.atan2(-c, d) * 180) / Math.PI);
  return { degrees: (turn + 360) % 360, mirrored: determinant < 0 };
}

/** ffmpeg's printed display matrix: three lines of `00000000:   0  65536  0`. */
export function rotationOfPrintedMatrix(printed: string): Rotation | undefined {
  const rows = [...printed.matchAll(/^\d{8}:\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)\s*$/gm)];
  const [first, second] = rows;
  if (!first || !second) return undefined;
  return rotationOfMatrix({ a: Number(first[1]), b: Number(first[2]), c: Number(second[1]), d: Number(second[2]) });
}

/** EXIF Orientation 1 to 8 (EXIF 2.32, tag 0x0112) in the same words. */
const orientations: readonly Rotation[] = [
  { degrees: 0, mirrored: false },
  { degrees: 0, mirrored: true },
  { degrees: 180, mirrored: false },
  { degrees: 180, mirrored: true },
  { degrees: 270, mirrored: true },
  { degrees: 90, mirrored: false },
  { degrees: 90, mirrored: true },
  { degrees: 270, mirrored: false },
];

export function rotationOfOrientation(orientation: number): Rotation | undefined {
  return orientations[orientation - 1];
}

/** A size as shown once the picture is turned. */
export function turnedSize(size: { width: number; height: number }, degrees: number): { width: number; height: number } {
  return degrees % 180 === 90 ? { width: size.height, height: size.width } : size;
}
