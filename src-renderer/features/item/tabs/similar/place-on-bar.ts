/** Where a stretch lies on a bar as long as the footage, in percent; footage of unknown length ends with the stretch. */
export function placeOnBar({ fromS, toS }: { fromS: string; toS: string }, length: string | null): { start: number; width: number } {
  const [from, to] = [Math.max(0, Number(fromS)), Math.max(0, Number(toS))];
  const whole = Math.max(Number(length ?? 0), to);
  if (whole === 0) return { start: 0, width: 100 };
  return { start: (from / whole) * 100, width: ((to - from) / whole) * 100 };
}
