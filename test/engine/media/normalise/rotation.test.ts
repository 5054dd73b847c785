import { describe, expect, it } from 'vitest';
import { rotationOfMatrix, rotationOfOrientation, rotationOfPrintedMatrix, turnedSize } from '../../../../src-main/engine/media/normalise/rotation.ts';

/** Where a rotation sends the pixel one right of and three below the centre (y points down). */
function moved({ degrees, mirrored }: { degrees: number; mirrored: boolean }): [number, number] {
  const [x, y] = [mirrored ? -1 : 1, 3];
  const [cos, sin] = [Math.round(Math.cos((degrees * Math.PI) / 180)), Math.round(Math.sin((degrees * Math.PI) / 180))];
  return [x * cos - y * sin + 0, x * sin + y * cos + 0];
}

describe('rotation', () => {
  it.each([
    [{ a: 1, b: 0, c: 0, d: 1 }, 0, false],
    [{ a: 0, b: 1, c: -1, d: 0 }, 90, false],
    [{ a: -1, b: 0, c: 0, d: -1 }, 180, false],
    [{ a: 0, b: -1, c: 1, d: 0 }, 270, false],
    [{ a: -1, b: 0, c: 0, d: 1 }, 0, true],
    [{ a: 0, b: 1, c: 1, d: 0 }, 270, true],
    [{ a: 1, b: 0, c: 0, d: -1 }, 180, true],
    [{ a: 0, b: -1, c: -1, d: 0 }, 90, true],
  ])('names what the matrix %j does to a pixel', (matrix, degrees, mirrored) => {
    const rotation = rotationOfMatrix(matrix);
    expect(rotation).toEqual({ degrees, mirrored });
    expect(moved({ degrees, mirrored })).toEqual([matrix.a + 3 * matrix.c, matrix.b + 3 * matrix.d]);
  });

  it('reads the matrix as ffprobe prints it', () => {
    const printed = '\n00000000:            0       65536           0\n00000001:       -65536           0           0\n00000002:     20971520           0  1073741824\n';
    expect(rotationOfPrintedMatrix(printed)).toEqual({ degrees: 90, mirrored: false });
  });

  it('has no rotation for a matrix that flattens the picture', () => {
    expect(rotationOfMatrix({ a: 0, b: 0, c: 0, d: 0 })).toBeUndefined();
    expect(rotationOfPrintedMatrix('nonsense')).toBeUndefined();
  });

  it('turns the stored first row and column to where EXIF 2.32 says they are shown', () => {
    // Orientation 6: row 0 is the right side, column 0 the top; 5: row 0 left, column 0 top; 7: row 0 right, column 0 bottom.
    expect(rotationOfOrientation(6)).toEqual({ degrees: 90, mirrored: false });
    expect(rotationOfOrientation(8)).toEqual({ degrees: 270, mirrored: false });
    expect(moved(rotationOfOrientation(5) ?? { degrees: 0, mirrored: false })).toEqual([3, 1]);
    expect(moved(rotationOfOrientation(7) ?? { degrees: 0, mirrored: false })).toEqual([-3, -1]);
    expect(moved(rotationOfOrientation(2) ?? { degrees: 0, mirrored: false })).toEqual([-1, 3]);
    expect(moved(rotationOfOrientation(4) ?? { degrees: 0, mirrored: false })).toEqual([1, -3]);
    expect(rotationOfOrientation(9)).toBeUndefined();
  });

  it('swaps the sides of a picture on its side', () => {
    expect(turnedSize({ width: 568, height: 320 }, 90)).toEqual({ width: 320, height: 568 });
    expect(turnedSize({ width: 568, height: 320 }, 180)).toEqual({ width: 568, height: 320 });
  });
});
