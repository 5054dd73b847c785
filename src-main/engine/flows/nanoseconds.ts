/** Nanoseconds since 1970-01-01T00:00:00Z, as text, as an instant with nine fraction digits. */
export function nanosecondsToInstant(text: string): string {
  const ns = BigInt(text);
  const fraction = ((ns % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const whole = new Date(Number((ns - fraction) / 1_000_000n)).toISOString().slice(0, 19);
  return `${whole}.${String(fraction).padStart(9, '0')}Z`;
}
