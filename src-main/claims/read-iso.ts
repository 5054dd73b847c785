import { calendarDay, dayOfYear, monthOrYear, week, type Day } from './calendar-day.ts';
import { dayMs, midnight, minuteMs, place, secondMs, type LocalSpan, type Zone } from './local-time.ts';
import { readClockTime, type ClockTime } from './read-clock-time.ts';
import { isUnread, readZone, zonePattern } from './read-zone.ts';
import { unread, type Reading, type TimeBasis, type Unread, type WrittenTime } from './written-time.ts';

const lesserPattern = String.raw`(?<year>[+-]\d{6}|-?\d{4})(?:-(?<month>0[1-9]|1[0-2]))?|(?<wholeWeekYear>\d{4})-?w(?<wholeWeek>\d\d)`;
const dayPattern = [
  String.raw`(?<fullYear>[+-]\d{6}|-?\d{4})-(?<fullMonth>\d\d)-(?<day>\d\d)`,
  String.raw`(?<basicYear>\d{4})(?<basicMonth>\d\d)(?<basicDay>\d\d)`,
  String.raw`(?<ordinalYear>\d{4})-(?<dayOfYear>\d{3})`,
  String.raw`(?<weekYear>\d{4})-?w(?<week>\d\d)-?(?<weekday>[1-7])`,
].join('|');
const timePattern = String.raw`(?<hour>\d\d)(?::(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?|(?<basicMinute>\d\d)(?:(?<basicSecond>\d\d)(?:[.,](?<basicFraction>\d+))?)?)?`;
const behind = String.raw`(?: ?(?<zone>${zonePattern}))?(?: ?\[(?<zoneName>[a-z0-9_+/-]+)\])?`;
// Behind a space an hour alone would be any number.
const isoPattern = new RegExp(String.raw`^(?:${lesserPattern}|(?:${dayPattern})(?:(?:t| (?=\d\d:?\d\d))${timePattern})?${behind})$`, 'i');

type Groups = Record<string, string | undefined>;

/**
 * Read one date or date and time of ISO 8601-1: calendar, ordinal and week dates, reduced precision, the expanded years
 * of ECMA-262 (`+002024`), a space for the `T` (RFC 3339), an IANA zone behind it, plain or in brackets (RFC 9557).
 * Undefined when the text has another form; a problem when it has this form and names no time.
 */
export function readIso(text: string): Reading {
  const groups: Groups | undefined = isoPattern.exec(text)?.groups;
  if (!groups) return undefined;
  const day = readDay(groups);
  if (!Number.isFinite(day.from) || day.to < day.from) return unread('no-such-date', text);
  if (mayBeRange(groups, text)) return unread('offset-or-range', text);
  const time = readTime(groups);
  if (time === 'none') return unread('no-such-time', text);
  const zone = zoneOf(groups, time === undefined ? day : { from: day.from + time.from, to: day.from + time.to });
  if (zone !== undefined && isUnread(zone)) return zone;
  return written({ day, time, zone, groups }, text);
}

function written(found: { day: Day; time: ClockTime | undefined; zone: Zone | undefined; groups: Groups }, text: string): Reading {
  const { day, time, zone, groups } = found;
  const basis = [...(time?.basis ?? day.basis)];
  const doubts = doubtsOf(day, time, groups);
  basis.push(...doubts);
  const where = time === undefined ? { from: day.from, to: day.to } : { from: day.from + time.from, to: day.from + time.to };
  const reading: WrittenTime = { code: time?.code ?? day.code, where, basis, needsConfirmation: doubts.length > 0, ...(zone === undefined ? {} : { zone }) };
  if (time?.code === 'leap-second' && !canBeLeapSecond(where.from, zone)) return unread('not-a-leap-second', text);
  return reading;
}

/** What a person should look at: digits that may be a count or a number of something, and dates of two calendars. */
function doubtsOf(day: Day, time: ClockTime | undefined, groups: Groups): TimeBasis[] {
  const doubts: TimeBasis[] = [];
  if (groups['basicYear'] !== undefined && time === undefined) doubts.push('basic-notation');
  if (groups['dayOfYear'] !== undefined && time === undefined) doubts.push('ordinal-date');
  if (day.from < gregorianFrom) doubts.push('before-gregorian');
  return doubts;
}

/** "2024-10-18 08:30-10:30" may be two hours of a day; with a T or with seconds the second half is an offset. */
function mayBeRange({ zone = '', second, basicSecond }: Groups, text: string): boolean {
  return zone.startsWith('-') && second === undefined && basicSecond === undefined && !/\dt\d/i.test(text);
}

/** Before 15 October 1582 a date may be meant in the Julian calendar; ISO 8601 counts it in the Gregorian one. */
const gregorianFrom = midnight(1582, 10, 15);

/** Leap seconds end a month of UTC (ITU-R TF.460-6, 2.1); without an offset it is enough that some quarter hour would fit. */
function canBeLeapSecond(secondBefore: number, zone: Zone | undefined): boolean {
  const next = secondBefore + secondMs;
  if (zone === undefined || zone === 'unknown' || 'name' in zone) return next % (15 * minuteMs) === 0;
  const utc = new Date(next - zone.offsetMinutes * minuteMs);
  return utc.getTime() % dayMs === 0 && utc.getUTCDate() === 1;
}

function readDay(groups: Groups): Day {
  if (groups['weekYear'] !== undefined) return week(Number(groups['weekYear']), Number(groups['week']), groups['weekday']);
  if (groups['dayOfYear'] !== undefined) return dayOfYear(Number(groups['ordinalYear']), Number(groups['dayOfYear']));
  if (groups['wholeWeek'] !== undefined) return week(Number(groups['wholeWeekYear']), Number(groups['wholeWeek']), undefined);
  const year = groups['fullYear'] ?? groups['basicYear'];
  if (year === undefined) return monthOrYear(Number(groups['year']), groups['month'] === undefined ? undefined : Number(groups['month']));
  return calendarDay(Number(year), Number(groups['fullMonth'] ?? groups['basicMonth']), Number(groups['day'] ?? groups['basicDay']));
}

function readTime(groups: Groups): ClockTime | undefined | 'none' {
  if (groups['hour'] === undefined) return undefined;
  const minute = groups['minute'] ?? groups['basicMinute'];
  const second = groups['second'] ?? groups['basicSecond'];
  return readClockTime({ hour: groups['hour'], minute, second, fraction: groups['fraction'] ?? groups['basicFraction'] }) ?? 'none';
}

function zoneOf(groups: Groups, span: LocalSpan): Zone | Unread | undefined {
  const { zone, zoneName } = groups;
  const named = zoneName === undefined ? undefined : readZone(zoneName);
  if (zone === undefined || (named && isUnread(named))) return named;
  const stated = readZone(zone);
  if (!named || isUnread(stated) || isUnread(named)) return stated;
  return agreeing(stated, named, span) ? stated : unread('offset-contradicts-zone', `${zone}[${zoneName}]`);
}

/** Whether a zone shows the stated offset at that time (RFC 9557, section 3.4, leaves the choice to the reader: here it is a problem). */
function agreeing(stated: Zone, named: Zone, span: LocalSpan): boolean {
  const [byOffset, byName] = [place(span, stated), place(span, named)];
  if ('problem' in byOffset || 'problem' in byName) return false;
  const folded = byName.note === 'zone-fold';
  return byOffset.earliest >= byName.earliest && byOffset.latest <= byName.latest && (folded || byOffset.earliest === byName.earliest);
}
