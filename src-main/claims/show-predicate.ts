import type { UncertainInstant } from './instant.ts';
import type { PredicateZone, TimePredicate } from './predicate.ts';
import { zoneText } from './read-zone.ts';

/** A predicate as a code and facts, for a sentence whose words live elsewhere. Instants are ISO 8601 in UTC, lengths integers of ms. */
export interface ShownPredicate {
  code: TimePredicate['kind'] | 'periodic-daily';
  facts: Record<string, string | number>;
  notes: readonly string[];
}

/** Show how a predicate was read; the facts hold all of it except the windows of a long list, of which they hold the hull. */
export function showPredicate(predicate: TimePredicate): ShownPredicate {
  const notes = 'notes' in predicate ? (predicate.notes ?? []) : [];
  if (predicate.kind === 'periodic' && !Array.isArray(predicate.windows)) return { code: 'periodic-daily', facts: { ...predicate.windows }, notes };
  return { code: predicate.kind, facts: factsOf(predicate), notes };
}

function factsOf(predicate: TimePredicate): ShownPredicate['facts'] {
  switch (predicate.kind) {
    case 'not-older-than':
      return { ...predicate.duration, ...named('before', predicate.before) };
    case 'between':
      return { ...named('from', predicate.from), ...named('to', predicate.to) };
    case 'before':
    case 'after':
      return named('at', predicate.at);
    case 'on-date':
      return { date: predicate.date, ...zoneFacts(predicate.zone) };
    case 'on-relative-day': {
      const { daysBefore, fromMs, toMs } = predicate;
      return { daysBefore, fromMs, toMs, ...named('reference', predicate.reference), ...zoneFacts(predicate.zone) };
    }
    case 'periodic':
      return Array.isArray(predicate.windows) ? hullFacts(predicate.windows) : {};
    case 'free-text':
      return { text: predicate.text };
  }
}

function named(name: string, instant: UncertainInstant | 'when-said'): ShownPredicate['facts'] {
  if (instant === 'when-said') return { [name]: instant };
  const utc = (ms: number): string => new Date(ms).toISOString();
  return { [`${name}Earliest`]: utc(instant.earliest), [`${name}Latest`]: utc(instant.latest) };
}

function zoneFacts(zone: PredicateZone): ShownPredicate['facts'] {
  return typeof zone === 'object' && 'place' in zone ? { place: zone.place } : { zone: zoneText(zone) };
}

function hullFacts(windows: readonly UncertainInstant[]): ShownPredicate['facts'] {
  const earliest = windows.reduce((least, window) => Math.min(least, window.earliest), Infinity);
  const latest = windows.reduce((most, window) => Math.max(most, window.latest), -Infinity);
  return { count: windows.length, ...named('windows', { earliest, latest }) };
}
