import { splitLines } from './lines.ts';
import type { BagRules } from './version.ts';

/** One statement of bag-info.txt. Labels may repeat, their order is kept, their case means nothing (RFC 8493, section 2.2.2). */
export interface BagInfoElement {
  label: string;
  /** Continued lines are joined with LF, without their indentation. */
  value: string;
}

export interface BagInfo {
  elements: BagInfoElement[];
  /** Lines that are no statement. */
  malformed: { line: number; text: string }[];
}

/**
 * The text of bag-info.txt. Lines of a value lose the blanks at their ends, empty ones are left out: the format cannot
 * carry them. Throws a RangeError for a label that the format cannot carry. Inverse: readBagInfo.
 */
export function makeBagInfo(elements: readonly BagInfoElement[]): string {
  return elements.map(({ label, value }) => `${checkedLabel(label)}: ${carriedValue(value).replaceAll('\n', '\n  ')}\n`).join('');
}

/** What of a value the format can carry. */
export function carriedValue(value: string): string {
  return splitLines(value).map((line) => line.replaceAll(/^[ \t]+|[ \t]+$/g, '')).filter((line) => line !== '').join('\n');
}

function checkedLabel(label: string): string {
  if (!/^[^:\r\n \t](?:[^:\r\n]*[^:\r\n \t])?$/.test(label)) throw new RangeError(`not a label: ${JSON.stringify(label)}`);
  return label;
}

const exactStatement = /^([^: \t](?:[^:]*[^: \t])?):[ \t](.*)$/s;
const looseStatement = /^([^: \t](?:[^:]*[^: \t])?)[ \t]*:(.*)$/s;

/** Read bag-info.txt. Drafts allow any blanks around the colon, 1.0 asks for one after it. Inverse: makeBagInfo. */
export function readBagInfo(text: string, { exactColons }: Pick<BagRules, 'exactColons'>): BagInfo {
  const info: BagInfo = { elements: [], malformed: [] };
  for (const [n, line] of splitLines(text).entries()) {
    const last = info.elements.at(-1);
    if (trimmed(line) === '') continue;
    const statement = (exactColons ? exactStatement : looseStatement).exec(line);
    if (/^[ \t]/.test(line) && last !== undefined) last.value = [last.value, trimmed(line)].filter((part) => part !== '').join('\n');
    else if (statement === null) info.malformed.push({ line: n + 1, text: line });
    else info.elements.push({ label: statement[1] ?? '', value: trimmed(statement[2] ?? '') });
  }
  return info;
}

function trimmed(text: string): string {
  return text.replaceAll(/^[ \t]+|[ \t]+$/g, '');
}

/** The values of a label, whose case means nothing. */
export function bagInfoValues({ elements }: BagInfo, label: string): string[] {
  return elements.filter((element) => element.label.toLowerCase() === label.toLowerCase()).map(({ value }) => value);
}

/** Payload-Oxum: bytes and number of the payload files (RFC 8493, section 2.2.2). */
export interface PayloadOxum {
  bytes: number;
  files: number;
}

/** `279164409832.1198`. Inverse: readPayloadOxum. */
export function makePayloadOxum({ bytes, files }: PayloadOxum): string {
  return `${bytes}.${files}`;
}

/** Undefined when it is not two whole numbers that can be counted. Inverse: makePayloadOxum. */
export function readPayloadOxum(text: string): PayloadOxum | undefined {
  const [, bytes, files] = /^(\d{1,16})\.(\d{1,16})$/.exec(text)?.map(Number) ?? [];
  if (!Number.isSafeInteger(bytes) || !Number.isSafeInteger(files)) return undefined;
  return { bytes: bytes as number, files: files as number };
}

/** A bag-info.txt as we write it: what the caller states, then what follows from the payload. `baggingDate` is YYYY-MM-DD. */
export function makeOwnBagInfo(stated: readonly BagInfoElement[], { baggingDate, payload }: { baggingDate: string; payload: PayloadOxum }): string {
  return makeBagInfo([...stated, { label: 'Bagging-Date', value: baggingDate }, { label: 'Payload-Oxum', value: makePayloadOxum(payload) }]);
}
