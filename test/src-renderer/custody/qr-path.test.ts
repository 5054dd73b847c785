import { describe, expect, it } from 'vitest';
import { qrPath } from '../../../src-renderer/features/custody/head/qr-path.ts';

/** The dark squares of a path, as `x,y`. */
function darkSquares(path: string): Set<string> {
  const squares = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].flatMap(([, x = '', y = '', length = '']) => Array.from({ length: Number(length) }, (_, n) => `${Number(x) + n},${y}`));
  return new Set(squares);
}

describe('the QR code of the head', () => {
  const text = `postquem/log/0\n37\nroot=\n\n— postquem/log/0 ${'A'.repeat(92)}\n`;

  it('has four white squares on each side, and a finder in three corners', () => {
    const { path = '', side = 0 } = qrPath(text) ?? {};
    const dark = darkSquares(path);
    expect(path.replaceAll(/M\d+ \d+h(\d+)v1h-\1z/g, '')).toBe('');
    expect([...dark].every((square) => square.split(',').every((at) => Number(at) >= 4 && Number(at) < side - 4))).toBe(true);
    // A ring of seven by seven with three by three inside (ISO/IEC 18004, 6.3.3.1).
    const finder = (x: number, y: number) => Array.from({ length: 7 }, (_, row) => Array.from({ length: 7 }, (__, column) => (dark.has(`${x + column},${y + row}`) ? '#' : '.')).join(''));
    const ring = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
    expect([finder(4, 4), finder(side - 11, 4), finder(4, side - 11)]).toEqual([ring, ring, ring]);
  });

  it('is another for each text, and grows with it', () => {
    expect(qrPath(text.replace('37', '38'))?.path).not.toBe(qrPath(text)?.path);
    expect(qrPath(text + text)?.side).toBeGreaterThan(qrPath(text)?.side ?? Infinity);
  });

  it('is none of a text that is too long for one', () => {
    expect(qrPath('x'.repeat(3000))).toBeUndefined();
  });
});
