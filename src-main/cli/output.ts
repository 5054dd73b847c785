/** One JSON document on standard output. */
export function printJson(value: unknown): void {
  // JSON escapes the lower control characters by itself; a terminal obeys the upper ones too.
  const text = JSON.stringify(value, null, 2).replace(/[\u007f-\u009f]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
  process.stdout.write(`${text}\n`);
}

export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Text from a file or a person, made safe for a terminal: control characters (those that begin escape sequences
 * among them), line separators, marks that reverse the reading direction and invisible ones that make two names
 * look the same are shown as what they are, not obeyed. Joiners stay: Persian and emoji need them.
 */
export function shown(text: string): string {
  return text.replace(unshowable, (c) => `<U+${c.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`);
}

const unshowable =
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** A table with a heading; the columns are as wide as their widest cell. */
export function printTable(heading: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [heading, ...rows.map((row) => row.map(shown))];
  const widths = heading.map((_, n) => all.reduce((widest, row) => Math.max(widest, width(row[n] ?? '')), 0));
  for (const row of all) {
    print(row.map((cell, n) => cell + ' '.repeat((widths[n] ?? 0) - width(cell))).join('  ').trimEnd());
  }
}

const segmenter = new Intl.Segmenter();

/** Terminal columns a text takes: one per grapheme, two for wide East Asian ones. */
function width(text: string): number {
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) {
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(segment) ? 2 : 1;
  }
  return columns;
}

/** A long text cut in the middle, so that the ending of a file name stays. */
export function shortened(text: string, limit: number): string {
  const parts = Array.from(segmenter.segment(text), (part) => part.segment);
  if (parts.length <= limit) return text;
  const tail = Math.floor(limit / 3);
  return [...parts.slice(0, limit - tail - 1), '…', ...parts.slice(-tail)].join('');
}

/** `1:02:03.4` of seconds as decimal text. */
export function durationText(seconds: string | null): string {
  if (seconds === null) return '';
  const tenths = Math.round(Number(seconds) * 10);
  const [h, m, s] = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60, (tenths % 600) / 10];
  const rest = s.toFixed(1).padStart(4, '0');
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${rest}` : `${m}:${rest}`;
}
