/** Where the arrow keys and their kin lead from a place in a list of rows of so many columns. Undefined: the key is none of them. */
export function moveBy(key: string, { from, total, columns, rowsInSight, isRightToLeft }: { from: number; total: number; columns: number; rowsInSight: number; isRightToLeft: boolean }): number | undefined {
  const forward = isRightToLeft ? -1 : 1;
  const page = Math.max(1, rowsInSight - 1) * columns;
  // Without columns, left and right lead nowhere.
  const aside = columns > 1 ? forward : 0;
  const steps: Readonly<Record<string, number>> = { ArrowRight: aside, ArrowLeft: -aside, ArrowDown: columns, ArrowUp: -columns, PageDown: page, PageUp: -page };
  if (total === 0) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return total - 1;
  const step = steps[key];
  if (step === undefined) return undefined;
  const to = from + step;
  // Up from the first row and down from the last stay; a page leads to the end.
  if (Math.abs(step) === columns && columns > 1 && (to < 0 || to >= total)) return to >= total && Math.floor(from / columns) < Math.floor((total - 1) / columns) ? total - 1 : from;
  return Math.min(total - 1, Math.max(0, to));
}
