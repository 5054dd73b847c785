import type { Language } from '../written-time.ts';

export type UnitName = 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** A stretch of a day in minutes after its midnight; wide, since nobody says where an evening begins. */
export type DayPart = readonly [fromMinute: number, toMinute: number];

export const dayParts = {
  whole: [0, 1440],
  morning: [180, 780],
  midday: [600, 960],
  afternoon: [660, 1140],
  evening: [900, 1560],
  /** The night before the day or the one after it. */
  night: [-360, 1920],
  /** The night that ended this morning or, said late, the one that has begun: from the afternoon before. */
  lastNight: [-480, 600],
} as const satisfies Record<string, DayPart>;

/**
 * The words of one language. Keys are as `comparable` leaves them: lower case, no marks on Latin letters, ё as е.
 * Patterns are sources of regular expressions over such text.
 */
export interface PhraseWords {
  language: Language;
  /** Months from 1, in every form that stands in a date. */
  months: Readonly<Record<string, number>>;
  /** Days of the week, Monday as 1. */
  weekdays: Readonly<Record<string, number>>;
  /** What may stand before a date ("on", "le"), behind its day ("th"), behind its year ("р."). */
  beforeDate: string;
  afterDay: string;
  beforeMonth: string;
  afterYear: string;
  /** What may stand between a date and a time of day. */
  beforeTime: string;
  /** Behind the hour and behind the minute of a time written with words. */
  hourSign: string;
  minuteSign: string;
  /** Days before the day of the reference. */
  relativeDays: Readonly<Record<string, number>>;
  /** Parts of the day that may stand behind or before a relative day. */
  partsOfDay: Readonly<Record<string, DayPart>>;
  /** Words that are a day and its part at once. */
  relativeParts: Readonly<Record<string, readonly [daysBefore: number, part: DayPart]>>;
  /** `{D}` stands for a duration. */
  ago: readonly string[];
  /** Number words; a number is a falling sum of them. */
  numbers: Readonly<Record<string, number>>;
  /** Words between parts of a number or of a duration. */
  and: readonly string[];
  units: Readonly<Record<string, UnitName>>;
  /** Forms of a unit that mean one of it without a number. */
  bareUnits: readonly string[];
  /** Halves: words that mean so many halves of the unit behind them. */
  halves: Readonly<Record<string, number>>;
  phrases: PhraseTemplates;
}

/** How a recording time is claimed. `{D}` is a duration, `{I}` and `{J}` instants; in `last`, `{N}` and `{U}` frame an adjective. */
export interface PhraseTemplates {
  /** What may stand before a claim and says that it is about the recording: "this video was filmed". */
  opening: string;
  /** The same with a word that may stand for the recording or for the event: "it was". */
  vagueOpening: string;
  notOlder: readonly string[];
  /** The same with "less than": a difference of one instant, kept as a note. */
  lessOld: readonly string[];
  /** The same without a word for age. */
  ageImplied: readonly string[];
  before: readonly string[];
  after: readonly string[];
  between: readonly string[];
}

/** One value for many words: `oneFor(5, 'май мая мае')`. */
export function oneFor<Value>(value: Value, words: string): Record<string, Value> {
  return Object.fromEntries(words.split(' ').map((word) => [word, value]));
}

/** Values counted from 1, each with its words: `counted('один одна|два две')`. */
export function counted(words: string, first = 1, step = 1): Record<string, number> {
  const groups = words.split('|').map((group, index) => oneFor(first + index * step, group));
  return Object.assign({}, ...groups) as Record<string, number>;
}
