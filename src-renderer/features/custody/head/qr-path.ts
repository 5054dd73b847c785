import newCode from 'qrcode-generator';

/** Modules of white on each side (ISO/IEC 18004: 4). */
const quietZone = 4;

/** A QR code as it is drawn: an SVG path of dark squares, one unit each, in a square of `side` units. Undefined of a text that is too long. */
export function qrPath(text: string): { path: string; side: number } | undefined {
  const code = newCode(0, 'M');
  // Its bytes are those of UTF-8, whatever the library would make of the characters.
  code.addData(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''), 'Byte');
  try {
    code.make();
  } catch {
    return undefined;
  }
  const count = code.getModuleCount();
  const rows = Array.from({ length: count }, (_, row) => darkRuns(count, (column) => code.isDark(row, column)).map(({ from, length }) => `M${from + quietZone} ${row + quietZone}h${length}v1h-${length}z`).join(''));
  return { path: rows.join(''), side: count + 2 * quietZone };
}

function darkRuns(count: number, isDark: (column: number) => boolean): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = [];
  for (let column = 0; column < count; column++) {
    if (!isDark(column)) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.from + last.length === column) last.length++;
    else runs.push({ from: column, length: 1 });
  }
  return runs;
}
