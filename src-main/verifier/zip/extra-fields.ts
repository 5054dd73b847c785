import { readUtf8 } from '../../format/bytes.ts';
import { Numbers } from './numbers.ts';

/** The numbers of a header, and those of its ZIP64 field in the place of the ones that have no room. */
export interface HeaderNumbers {
  bytes: number;
  packedBytes: number;
  /** Local headers have none. */
  offset?: number;
}

const most32 = 0xffff_ffff;

/** One extra field by its tag, the first of that tag (APPNOTE 4.5.1). Undefined also where the fields cannot be taken apart. */
export function findExtra(extra: Uint8Array, tag: number): Uint8Array | undefined {
  const numbers = new Numbers(extra);
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + numbers.u16(at + 2);
    if (end > extra.length) return undefined;
    if (numbers.u16(at) === tag) return extra.subarray(at + 4, end);
    at = end;
  }
  return undefined;
}

/** ZIP64 extended information (4.5.3). A code instead of the numbers when they stand nowhere or are too large. */
export function withZip64Extra(stated: HeaderNumbers, extra: Uint8Array): HeaderNumbers | 'zip64-malformed' | 'number-too-large' {
  const missing = (['bytes', 'packedBytes', 'offset'] as const).filter((name) => stated[name] === most32);
  if (missing.length === 0) return stated;
  const field = findExtra(extra, 0x0001);
  if (field === undefined || field.length < 8 * missing.length) return 'zip64-malformed';
  const numbers = new Numbers(field);
  const whole = { ...stated };
  for (const [n, name] of missing.entries()) {
    const number = numbers.u64(8 * n);
    if (number === undefined) return 'number-too-large';
    whole[name] = number;
  }
  return whole;
}

/** The name that an Info-ZIP Unicode Path field states (4.6.9), whether its checksum still fits or not: programs differ in whether they ask. */
export function unicodeName(extra: Uint8Array): string | undefined {
  const field = findExtra(extra, 0x7075);
  return field === undefined ? undefined : (readUtf8(field.subarray(5)) ?? '\ufffd');
}
