/** A report as read from JSON: every number is kept as the text that stands there, never as a double. */
export type ReportValue = string | boolean | null | ReportValue[] | ReportRecord;
export interface ReportRecord {
  [key: string]: ReportValue;
}

type SourceReviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;

/** Parse a report; undefined when it is no JSON object or list. */
export function parseReport(bytes: Uint8Array): ReportValue | undefined {
  const keepNumberText: SourceReviver = (_key, value, context) =>
    typeof value === 'number' ? (context.source ?? String(value)) : value;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'), keepNumberText as (this: unknown, key: string, value: unknown) => unknown);
    return typeof parsed === 'object' && parsed !== null ? (parsed as ReportValue) : undefined;
  } catch {
    return undefined;
  }
}

export function recordAt(value: ReportValue | undefined, key?: string): ReportRecord {
  const found = key === undefined ? value : isRecord(value) ? value[key] : undefined;
  return isRecord(found) ? found : {};
}

export function listAt(record: ReportRecord, key: string): ReportValue[] {
  const found = record[key];
  return Array.isArray(found) ? found : [];
}

/** A text or number as it stands; undefined when absent, empty or of another kind. */
export function textAt(record: ReportRecord, key: string): string | undefined {
  const found = record[key];
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** A whole number; undefined when the text is none. */
export function wholeAt(record: ReportRecord, key: string): number | undefined {
  const text = textAt(record, key);
  if (text === undefined || !/^-?\d+(\.0*)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

function isRecord(value: ReportValue | undefined): value is ReportRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
