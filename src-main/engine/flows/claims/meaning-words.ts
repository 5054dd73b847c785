import { instantText } from '../../../claims/evidence-words.ts';
import type { UncertainInstant } from '../../../claims/instant.ts';
import type { PhraseNote, TimePredicate } from '../../../claims/predicate.ts';
import { predicateWindow } from '../../../claims/predicate-window.ts';
import type { ClaimWindow } from '../../../claims/window.ts';
import type { ClaimMeaning } from '../../../shared/claim-record.ts';

// The English words in which a reading is shown back.

/** What a claim means, as the end of "means: ...". */
export function meaningText(meaning: ClaimMeaning, saidAt: UncertainInstant | undefined): string {
  if (meaning.kind === 'place') return `at ${meaning.place.latitude}, ${meaning.place.longitude}, within ${meaning.place.precisionM} m`;
  if (meaning.kind === 'free-text') return 'nothing that could be weighed by rule: the words are kept as they are';
  const window = predicateWindow(meaning, saidAt);
  return 'undefinedBecause' in window ? withoutWindow(meaning) : windowText(window);
}

/** "recorded not earlier than ... and not later than ...". */
export function windowText({ start, end, periodic }: ClaimWindow): string {
  const limits = [start && `not earlier than ${instantText(start)}`, end && `not later than ${instantText(end)}`].filter((limit) => limit !== undefined);
  const recurring = periodic === undefined ? [] : [`within one of ${periodic.length} intervals`];
  return `recorded ${[...limits, ...recurring].join(' and ')}`;
}

const hourMs = 3_600_000;

function withoutWindow(predicate: TimePredicate): string {
  if (predicate.kind === 'not-older-than') {
    const { shortestMs, longestMs } = predicate.duration;
    const length = shortestMs === longestMs ? `${shortestMs / hourMs} hours` : `${Math.floor(shortestMs / hourMs)} to ${Math.ceil(longestMs / hourMs)} hours`;
    return `recorded not earlier than ${length} before it was said, and when that was is not known`;
  }
  if (predicate.kind === 'on-relative-day') return 'recorded on a day that counts from when it was said, and when that was is not known';
  return 'no window of time that could be weighed';
}

const noteSentences: Readonly<Record<PhraseNote, string>> = {
  'stated-strictly': 'It says "less than"; it is weighed as "not more than".',
  'days-of-24-hours': 'Days are taken as 24 hours each.',
  'age-implied': 'No word of it says that the age of the recording is meant.',
  'calendar-lengths': 'Months and years differ in length; all their lengths are allowed for.',
  'recording-implied': 'No word of it says that the recording is meant.',
  'part-of-day': 'Where this part of the day begins and ends is supposed.',
};

export function noteSentence(note: PhraseNote): string {
  return noteSentences[note];
}
