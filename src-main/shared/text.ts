/** `one file`, `3 files`, `2 entries`. */
export function counted(count: number, noun: string): string {
  if (count === 1) return `one ${noun}`;
  return `${count} ${/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}

/** A document whose every text is as the record holds it. Its values are those of JSON. */
export function toRecordTexts<T>(document: T): T {
  const mend = (_key: string, value: unknown): unknown => (typeof value === 'string' ? toRecordText(value) : value);
  return JSON.parse(JSON.stringify(document), mend) as T;
}

/** A text as the record holds it: well-formed Unicode in normalisation form C (FORMAT.md, section 1). */
export function toRecordText(text: string): string {
  return text.toWellFormed().normalize('NFC');
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `1.4 MB`, in powers of ten. */
export function bytesText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  for (; value >= 1000 && unit < byteUnits.length - 1; unit++) value /= 1000;
  if (bytes === 1) return '1 byte';
  return unit === 0 ? `${bytes} bytes` : `${value.toFixed(value < 10 ? 1 : 0)} ${byteUnits[unit]}`;
}
