import { counted, dayParts, oneFor, type PhraseWords } from './words.ts';

const film = '(?:filmed|recorded|shot|taken|captured)';
const footage = '(?:(?:this|the|that|our) )?(?:video|footage|clip|recording|film)';
const last = '(?:with)?in the (?:last|past)|during the (?:last|past)|over the (?:last|past)';

export const english: PhraseWords = {
  language: 'en',
  months: {
    ...counted('january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec'),
  },
  weekdays: counted('monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|saturday sat|sunday sun'),
  beforeDate: 'on the |on |the |in ',
  afterDay: 'st|nd|rd|th',
  beforeMonth: 'of ',
  afterYear: '',
  beforeTime: 'at ',
  hourSign: 'h|hrs',
  minuteSign: 'min|m',
  relativeDays: { today: 0, yesterday: 1, 'the day before yesterday': 2, tomorrow: -1 },
  partsOfDay: {
    ...oneFor(dayParts.morning, 'morning'),
    ...oneFor(dayParts.afternoon, 'afternoon'),
    ...oneFor(dayParts.evening, 'evening'),
    ...oneFor(dayParts.night, 'night'),
    'in the morning': dayParts.morning,
    'in the afternoon': dayParts.afternoon,
    'in the evening': dayParts.evening,
    'at night': dayParts.night,
  },
  relativeParts: {
    'this morning': [0, dayParts.morning],
    'this afternoon': [0, dayParts.afternoon],
    'this evening': [0, dayParts.evening],
    'last night': [0, dayParts.lastNight],
  },
  ago: ['{D} ago'],
  numbers: {
    ...counted('one a an|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen'),
    ...counted('twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred', 20, 10),
  },
  and: ['and'],
  units: {
    ...oneFor('second', 'second seconds sec secs s'),
    ...oneFor('minute', 'minute minutes min mins'),
    ...oneFor('hour', 'hour hours hr hrs h'),
    ...oneFor('day', 'day days d'),
    ...oneFor('week', 'week weeks'),
    ...oneFor('month', 'month months'),
    ...oneFor('year', 'year years yr yrs'),
  },
  bareUnits: ['hour', 'day', 'week', 'month', 'year'],
  halves: { half: 1 },
  phrases: {
    opening: `it (?:is|was) ${film} |(?:${footage} (?:(?:is|was|has been) )?)?(?:${film} )?`,
    vagueOpening: '(?:it|this|that) (?:is|was) ',
    notOlder: [
      '(?:not|no) older than {D}',
      '(?:not|no) more than {D} old',
      '(?:not|no) more than {D} ago',
      'at most {D} old',
      'at most {D} ago',
      '{D} old at most',
      `(?:${last}) {D}`,
    ],
    lessOld: ['(?:less|fewer) than {D} old', '(?:less|fewer) than {D} ago', 'under {D} old', '(?:younger|newer|more recent) than {D}'],
    ageImplied: [],
    before: ['before {I}', 'no later than {I}', 'not later than {I}', 'not after {I}'],
    after: ['after {I}', 'since {I}', 'no earlier than {I}', 'not earlier than {I}', 'not before {I}'],
    between: ['between {I} and {J}', 'from {I} to {J}', 'from {I} until {J}'],
  },
};
