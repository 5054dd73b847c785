/** Seconds of a presentation time, exact to the nanosecond: `pts` units of `timeBase`. Inverse: ptsSpan. */
export function secondsOf(pts: number, timeBase: string): string {
  const [numerator, denominator] = rationalOf(timeBase);
  const ns = (BigInt(pts) * numerator * 1_000_000_000n) / denominator;
  const size = ns < 0n ? -ns : ns;
  const fraction = String(size % 1_000_000_000n).padStart(9, '0').replace(/0+$/, '').padEnd(3, '0');
  return `${ns < 0n ? '-' : ''}${size / 1_000_000_000n}.${fraction}`;
}

/** How many units of `timeBase` a length of seconds takes, the last one begun counted whole. `seconds` is a decimal text, not negative. */
export function ptsSpan(seconds: string, timeBase: string): number {
  const [numerator, denominator] = rationalOf(timeBase);
  const [whole = '0', fraction = ''] = seconds.split('.');
  const unit = numerator * 10n ** BigInt(fraction.length);
  return Number((BigInt(whole + fraction) * denominator + unit - 1n) / unit);
}

function rationalOf(timeBase: string): [numerator: bigint, denominator: bigint] {
  const [numerator = '1', denominator = '1'] = timeBase.split('/');
  return [BigInt(numerator), BigInt(denominator)];
}
