import { isUniversal, tag, Unreadable, type Element } from './asn1.ts';

/** An instant of the GeneralizedTime or UTCTime kind. */
export interface Instant {
  /** UTC, with as many digits of a second as were given: `2026-11-22T08:14:03.12Z`. */
  text: string;
  /** Milliseconds since 1970; finer digits are cut off. */
  epochMs: number;
}

/** genTime: UTC, seconds always, a fraction of any length (RFC 3161 section 2.4.2). */
export function readGenTime(element: Element): Instant {
  if (!isUniversal(element, tag.generalizedTime)) throw new Unreadable('genTime is not a GeneralizedTime');
  return instantOf(asciiOf(element), /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,30})?Z$/);
}

/** notBefore and notAfter: years before 2050 with two digits, later ones with four (RFC 5280 section 4.1.2.5). */
export function readValidityTime(element: Element): Instant {
  const text = asciiOf(element);
  if (isUniversal(element, tag.generalizedTime)) return instantOf(text, /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/);
  if (!isUniversal(element, tag.utcTime)) throw new Unreadable('a time of validity is of another kind');
  return instantOf(`${Number(text.slice(0, 2)) >= 50 ? '19' : '20'}${text}`, /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/);
}

function asciiOf(element: Element): string {
  return String.fromCharCode(...element.content.subarray(0, 64));
}

function instantOf(text: string, form: RegExp): Instant {
  const [, year, month, day, hour, minute, second, fraction = ''] = form.exec(text) ?? [];
  const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const wholeMs = Date.parse(`${whole}Z`);
  // A day that no calendar has would otherwise slide into the next month.
  if (Number.isNaN(wholeMs) || new Date(wholeMs).toISOString().slice(0, 19) !== whole) throw new Unreadable(`no time: ${JSON.stringify(text)}`);
  return { text: `${whole}${fraction}Z`, epochMs: wholeMs + Number(fraction.slice(1, 4).padEnd(3, '0')) };
}
