/** Numbers, sizes, durations and dates as a language writes them. Dates always say their zone. */
export interface Formats {
  number(value: number): string;
  /** 1.2 MB: powers of 1000, as disks are sold and file managers count. */
  bytes(value: number): string;
  /** Seconds, also as decimal text: 1:02:03.4 */
  duration(seconds: number | string): string;
  /** An instant in UTC with the zone said: 2026-11-22 21:04:05 UTC */
  instant(iso: string): string;
  /** The day alone, UTC. */
  day(iso: string): string;
  /** "about 3 minutes", for what is left of long work. */
  roughly(seconds: number): string;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function formatsOf(language: string): Formats {
  const number = new Intl.NumberFormat(language);
  return {
    number: (value) => number.format(value),
    bytes: (value) => {
      const step = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
      const shown = value / 1000 ** step;
      const digits = step === 0 || shown >= 100 ? 0 : 1;
      return new Intl.NumberFormat(language, { style: 'unit', unit: units[step] ?? 'byte', unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: digits }).format(shown);
    },
    duration: (seconds) => durationText(Number(seconds)),
    instant: (iso) => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`,
    day: (iso) => `${iso.slice(0, 10)} UTC`,
    roughly: (seconds) => {
      const [unit, length] = seconds < 90 ? ['second', 1] : seconds < 5400 ? ['minute', 60] : ['hour', 3600];
      return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.max(1, Math.round(seconds / length)));
    },
  };
}

function durationText(seconds: number): string {
  if (!Number.isFinite(seconds)) return '';
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  const tenths = seconds < 60 ? `.${Math.floor((seconds - whole) * 10)}` : '';
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}${tenths}`;
}
