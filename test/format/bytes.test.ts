import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  concatBytes,
  equalBytes,
  fromBase64,
  fromHex,
  readUtf8,
  toBase64,
  toHex,
} from '../../src-main/format/bytes.ts';

const settings = { seed: 20261122, numRuns: 300 };

describe('base64', () => {
  it('is that of Node, and is read back, also beyond one chunk', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
      settings,
    );
    const large = Uint8Array.from({ length: 100_001 }, (_, n) => n % 251);
    expect(toBase64(large)).toBe(Buffer.from(large).toString('base64'));
    expect(equalBytes(fromBase64(toBase64(large)) ?? new Uint8Array(), large)).toBe(true);
  });

  it('is refused in every other spelling of the same bytes', () => {
    expect(fromBase64('AQI=')).toEqual(Uint8Array.of(1, 2));
    // Without padding, with unused bits, of the other alphabet, with white space, with too much padding.
    for (const text of ['AQI', 'AQJ=', 'A_I=', 'AQI=\n', ' AQI=', 'AQ I=', 'AQ==AQ==', 'AQI==', '=', '====', 'A===']) {
      expect(fromBase64(text)).toBeUndefined();
    }
  });

  it('gives the same bytes for no two texts', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const bytes = fromBase64(text);
        expect(bytes === undefined ? text : toBase64(bytes)).toBe(text);
      }),
      settings,
    );
  });
});

describe('hexadecimal', () => {
  it('is written in lower case and read back', () => {
    expect(toHex(Uint8Array.of(0, 171, 255))).toBe('00abff');
    expect(fromHex('00abff')).toEqual(Uint8Array.of(0, 171, 255));
    expect(fromHex('')).toEqual(new Uint8Array());
  });

  it('is refused in upper case, with half a byte, or with anything else', () => {
    for (const text of ['AB', 'a', '0x', 'ab ', 'ab\n', '-1']) expect(fromHex(text)).toBeUndefined();
  });
});

describe('bytes', () => {
  it('are equal when length and content are', () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false);
    expect(equalBytes(new Uint8Array(), new Uint8Array())).toBe(true);
  });

  it('are joined in a new array', () => {
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
    expect(concatBytes()).toEqual(new Uint8Array());
  });

  it('are text when they are UTF-8, with a byte order mark left in it', () => {
    expect(readUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\ufeffA');
    expect(readUtf8(Uint8Array.of(0x41, 0xff))).toBeUndefined();
    expect(readUtf8('\ud800')).toBeUndefined();
  });
});
