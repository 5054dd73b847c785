/**
 * Decimal numbers as text: the record holds no floating point (FORMAT.md, section 1), and a number
 * that went through a double says more digits than its source did.
 */
const plain = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** A printed number (`+027.10`, `1.5e-2`) as plain decimal text, every stated digit kept; undefined when it is none. */
export function decimalText(printed: string): string | undefined {
  const match = plain.exec(printed.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '') return undefined;
  const shifted = shiftPoint(whole, fraction, Number(exponent));
  const digits = shifted.fraction === '' ? shifted.whole : `${shifted.whole}.${shifted.fraction}`;
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

function shiftPoint(whole: string, fraction: string, places: number): { whole: string; fraction: string } {
  const padded = { whole: whole.padStart(Math.max(0, -places), '0'), fraction: fraction.padEnd(Math.max(0, places), '0') };
  const digits = padded.whole + padded.fraction;
  const point = padded.whole.length + places;
  return { whole: digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0', fraction: digits.slice(point) };
}

/** `2.600` -> `2.6`, `30.000` -> `30`: for quantities whose digits state no precision. */
export function withoutTrailingZeros(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** numerator / denominator with at most `places` digits after the point, half away from zero, no trailing zeros. */
export function quotientText(numerator: bigint, denominator: bigint, places: number): string {
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const scaled = (n * 10n ** BigInt(places) * 2n + d) / (d * 2n);
  const digits = scaled.toString().padStart(places + 1, '0');
  const point = digits.length - places;
  const text = withoutTrailingZeros(places === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`);
  return negative && scaled !== 0n ? `-${text}` : text;
}

/** ffmpeg's `30000/1001` as a decimal; undefined for `0/0` and anything else without a value. */
export function rationalText(printed: string, places = 6): string | undefined {
  const match = /^(\d+)\/(\d+)$/.exec(printed);
  if (!match) return undefined;
  const [numerator, denominator] = [BigInt(match[1] ?? 0), BigInt(match[2] ?? 0)];
  return numerator === 0n || denominator === 0n ? undefined : quotientText(numerator, denominator, places);
}

/** A number of our own reckoning (never one that a file states) as decimal text with `places` digits. */
export function reckonedText(value: number, places: number): string {
  return withoutTrailingZeros(value.toFixed(places));
}

/** How many digits a decimal text has after its point. */
export function placesOf(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0;
}
