import { readClockTime, type ClockTime } from './read-clock-time.ts';
import type { PhraseWords } from './phrase-words/words.ts';

/** A time of day as people write it, for building patterns; its groups are named for `clockTimeOf`. */
export function clockPattern(words: PhraseWords): string {
  const meridiem = words.language === 'en' ? String.raw` ?(?<meridiem>a\.?m\.?|p\.?m\.?)` : '(?<meridiem>(?!))';
  const digits = String.raw`(?<hour>\d{1,2})[:.](?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?(?:${meridiem})?`;
  const signs = String.raw`(?<signedHour>\d{1,2}) ?(?:${words.hourSign})(?: ?(?<signedMinute>\d{2})(?: ?(?:${words.minuteSign}))?)?`;
  const hourOnly = String.raw`(?<halfHour>\d{1,2})${meridiem.replace('<meridiem>', '<halfMeridiem>')}`;
  return `(?:${digits}|${signs}|${hourOnly})`;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** The time of day that the groups of `clockPattern` hold; undefined when there is no such time of day. */
export function clockTimeOf(groups: Groups): ClockTime | undefined {
  const hour = groups['hour'] ?? groups['signedHour'] ?? groups['halfHour'] ?? '';
  const minute = groups['minute'] ?? groups['signedMinute'];
  const meridiem = groups['meridiem'] ?? groups['halfMeridiem'];
  const counted = meridiem === undefined ? hour : hourOfDay(Number(hour), meridiem);
  const time = counted === undefined ? undefined : readClockTime({ hour: counted, minute, second: groups['second'], fraction: groups['fraction'] });
  // The second 60 needs the rigour of ISO 8601.
  return time?.code === 'leap-second' ? undefined : time;
}

/** 12 am is midnight and 12 pm noon (NIST, "Times of Day FAQs"). */
function hourOfDay(hour: number, meridiem: string): string | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return String((hour % 12) + (meridiem.startsWith('p') ? 12 : 0));
}
