import type { Bound } from '../../src-main/claims/bounds.ts';
import type { EpochMs, UncertainInstant } from '../../src-main/claims/instant.ts';
import type { ClaimWindow } from '../../src-main/claims/window.ts';

export const hourMs = 3_600_000;

export function exactly(text: string): UncertainInstant {
  return { earliest: Date.parse(text), latest: Date.parse(text) };
}

/** A day without an offset: it begins in UTC+14 and ends in UTC-12. */
export function someDay(day: string): UncertainInstant {
  const midnight: EpochMs = Date.parse(`${day}T00:00:00Z`);
  return { earliest: midnight - 14 * hourMs, latest: midnight + 36 * hourMs - 1 };
}

/** "Not older than `ageMs`", said at `said`. */
export function notOlderThan(ageMs: number, said: UncertainInstant): ClaimWindow {
  return { start: { earliest: said.earliest - ageMs, latest: said.latest - ageMs }, end: said, endFrom: 'publication' };
}

/** The seed's own material: "not older than 72 hours", 18 October 2024, a post, and what the container says. */
export const claim = notOlderThan(72 * hourMs, someDay('2024-10-18'));
export const post = { id: 'post', basis: 'post-id', kind: 'not-later-than', instant: exactly('2024-10-18T10:36:58.428Z'), origin: 'the post' } satisfies Bound;
export const containerDate = {
  id: 'container',
  basis: 'container-date',
  kind: 'during',
  from: exactly('2024-10-17T06:12:03Z'),
  to: exactly('2024-10-17T06:12:03Z'),
  origin: 'the post',
} satisfies Bound;
export const earlierCopy = {
  id: 'copy',
  basis: 'earlier-copy',
  kind: 'not-later-than',
  instant: exactly('2024-10-11T05:00Z'),
  datedBy: 'post-id',
} satisfies Bound;
