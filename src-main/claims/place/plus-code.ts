import { degree, wrapLongitude, type Angle, type Box } from './angle.ts';

/**
 * Open Location Code (Google, "Open Location Code Specification", 2021), in whole numbers throughout: ten digits in
 * pairs, base 20, latitude first, then up to five digits of a grid of 5 rows and 4 columns.
 */
const alphabet = '23456789CFGHJMPQRVWX';
const separatorAt = 8;
const pairDigits = 10;
export const longestPlusCode = 15;

/** The finest steps in one degree: 8,000 of the pairs, divided five times by the grid. */
const latitudeSteps = 8000n * 5n ** 5n;
const longitudeSteps = 8000n * 4n ** 5n;

/** Whether a text is written as a code, full or short, in upper or lower case. */
export function isPlusCode(code: string): boolean {
  const match = /^([^+0]*)(0*)\+([^+]*)$/.exec(code.toUpperCase());
  if (!match) return false;
  const [, before = '', padding = '', after = ''] = match;
  const left = before.length + padding.length;
  if (!Array.from(before + after).every((digit) => alphabet.includes(digit))) return false;
  if (left > separatorAt || left % 2 === 1 || after.length === 1 || code.length === 1) return false;
  return padding === '' || (before !== '' && left === separatorAt && padding.length % 2 === 0 && after === '');
}

export function isFullPlusCode(code: string): boolean {
  if (!isPlusCode(code) || code.indexOf('+') !== separatorAt) return false;
  // The first pair counts twenties of degrees: 180 / 20 and 360 / 20.
  return worth(code, 0) < 9 && worth(code, 1) < 18;
}

export function isShortPlusCode(code: string): boolean {
  return isPlusCode(code) && code.indexOf('+') < separatorAt;
}

/** The code of the cell of this length (even up to 10, then any up to 15) that holds the point. Inverse: plusCodeBox. */
export function plusCodeOf(latitude: Angle, longitude: Angle, length: number): string {
  let [row, column] = stepsOf(latitude, longitude);
  let grid = '';
  for (let n = 0; n < longestPlusCode - pairDigits; n++) {
    grid = alphabet.charAt(Number(row % 5n) * 4 + Number(column % 4n)) + grid;
    [row, column] = [row / 5n, column / 4n];
  }
  let pairs = '';
  for (let n = 0; n < pairDigits / 2; n++) {
    pairs = alphabet.charAt(Number(row % 20n)) + alphabet.charAt(Number(column % 20n)) + pairs;
    [row, column] = [row / 20n, column / 20n];
  }
  const digits = (pairs + grid).slice(0, length);
  return `${digits.slice(0, separatorAt).padEnd(separatorAt, '0')}+${digits.slice(separatorAt)}`;
}

/** The finest cell of a point, counted from the south pole and from the 180th meridian. */
export function stepsOf(latitude: Angle, longitude: Angle): [bigint, bigint] {
  const row = floorDivide((latitude + 90n * degree) * latitudeSteps, degree);
  const column = floorDivide((wrapLongitude(longitude) + 180n * degree) * longitudeSteps, degree);
  const top = 180n * latitudeSteps - 1n;
  return [row < 0n ? 0n : row > top ? top : row, column];
}

/** The cell of a full code. Digits behind the fifteenth are read over, as the specification has it. */
export function plusCodeBox(code: string): Box {
  const digits = code.toUpperCase().replace(/[+0]/g, '').slice(0, longestPlusCode);
  let [row, column] = [0n, 0n];
  let [tall, wide] = [400n * latitudeSteps, 400n * longitudeSteps];
  for (let n = 0; n < digits.length; n += n < pairDigits ? 2 : 1) {
    const inPairs = n < pairDigits;
    [tall, wide] = inPairs ? [tall / 20n, wide / 20n] : [tall / 5n, wide / 4n];
    row += tall * BigInt(inPairs ? worth(digits, n) : Math.floor(worth(digits, n) / 4));
    column += wide * BigInt(inPairs ? worth(digits, n + 1) : worth(digits, n) % 4);
  }
  return {
    latitude: ((2n * row + tall) * degree) / (2n * latitudeSteps) - 90n * degree,
    longitude: ((2n * column + wide) * degree) / (2n * longitudeSteps) - 180n * degree,
    latitudeHalf: ceilDivide(tall * degree, 2n * latitudeSteps),
    longitudeHalf: ceilDivide(wide * degree, 2n * longitudeSteps),
  };
}

/** The full code nearest to a reference point that ends in a short one ("recovering", in the specification's words). */
export function completePlusCode(short: string, latitude: Angle, anyLongitude: Angle): string {
  const longitude = wrapLongitude(anyLongitude);
  const missing = separatorAt - short.indexOf('+');
  const width = (400n * degree) / 20n ** BigInt(missing / 2);
  const box = plusCodeBox(plusCodeOf(latitude, longitude, pairDigits).slice(0, missing) + short);
  const digits = Math.min(longestPlusCode, missing + short.length - 1);
  return plusCodeOf(nearerRow(box.latitude, latitude, width), nearer(box.longitude, longitude, width), digits);
}

/** The cell one step over, when the reference lies nearer to it. */
function nearer(cell: Angle, reference: Angle, width: Angle): Angle {
  if (reference + width / 2n < cell) return cell - width;
  return reference - width / 2n > cell ? cell + width : cell;
}

/** There is no cell beyond a pole. */
function nearerRow(cell: Angle, reference: Angle, width: Angle): Angle {
  const moved = nearer(cell, reference, width);
  return moved < -90n * degree || moved > 90n * degree ? cell : moved;
}

function worth(code: string, at: number): number {
  return alphabet.indexOf(code.charAt(at).toUpperCase());
}

function floorDivide(a: bigint, b: bigint): bigint {
  return a / b - (a < 0n && a % b !== 0n ? 1n : 0n);
}

function ceilDivide(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
