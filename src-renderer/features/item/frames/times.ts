import { secondsOf } from '../../../../src-main/shared/pts.ts';

/**
 * Seconds of a presentation time as a media element takes them. A float: good for asking the element for a place, never the
 * record of one.
 */
export function mediaSeconds(pts: number, timeBase: string): number {
  const [numerator = 1, denominator = 1] = timeBase.split('/').map(Number);
  return (pts * numerator) / denominator;
}

/** The other way round: the presentation time nearest to a place of a media element. */
export function nearestPts(seconds: number, timeBase: string): number {
  const [numerator = 1, denominator = 1] = timeBase.split('/').map(Number);
  return Math.round((seconds * denominator) / numerator);
}

/** `1:02:03.480`, exact to the nanosecond where the time is: as many digits as it has, at least three. */
export function clockText(pts: number, timeBase: string): string {
  const [whole = '0', fraction = '000'] = secondsOf(pts, timeBase).replace('-', '').split('.');
  const seconds = Number(whole);
  const two = (value: number): string => String(value).padStart(2, '0');
  const sign = pts < 0 ? '-' : '';
  return `${sign}${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${fraction}`;
}

/** The same, cut to milliseconds, where room is short. */
export function shortClock(pts: number, timeBase: string): string {
  const text = clockText(pts, timeBase);
  const cut = text.slice(0, text.indexOf('.') + 4);
  return cut.startsWith('0:') ? cut.slice(2) : cut;
}
