/**
 * Milliseconds of UTC since 1970-01-01T00:00:00Z without leap seconds (POSIX), always an integer; `-Infinity` and
 * `Infinity` where an interval has no end on that side.
 */
export type EpochMs = number;

/** An instant with its error: it lies in the closed interval from `earliest` to `latest` (DESIGN.md, "Reasoning about time"). */
export interface UncertainInstant {
  earliest: EpochMs;
  latest: EpochMs;
}
