import { describe, expect, it } from 'vitest';
import { canonicalBytes, NotCanonicalError, type Canonical } from '../../src-main/format/canonical.ts';

const text = (value: Canonical): string => new TextDecoder().decode(canonicalBytes(value));

describe('canonicalBytes', () => {
  it('sorts keys by UTF-16 code units and writes no white space, as RFC 8785 section 3.2.3 does', () => {
    expect(text({ b: [true, null, 1], a: { z: 'x', A: 'y' } })).toBe('{"a":{"A":"y","z":"x"},"b":[true,null,1]}');
  });

  it('writes the string escapes of RFC 8785 section 3.2.2.2', () => {
    expect(text({ s: '€$\u000f\nA\'B"\\"/' })).toBe('{"s":"€$\\u000f\\nA\'B\\"\\\\\\"/"}');
  });

  it('leaves out members that are undefined', () => {
    expect(text({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it.each([
    ['a fraction', { a: 1.5 }],
    ['minus zero', { a: -0 }],
    ['a number over 2^53 - 1', { a: 2 ** 53 }],
    ['not a number', { a: Number.NaN }],
    ['half a surrogate pair', { a: '\ud800' }],
    ['a decomposed letter', { a: 'e\u0301' }],
    ['a key that is not ASCII', { é: 1 }],
  ])('refuses %s and names the place', (_, value) => {
    expect(() => canonicalBytes({ deep: [value] })).toThrow(NotCanonicalError);
    expect(() => canonicalBytes({ deep: [value] })).toThrow(/^deep\[0\]/);
  });
});
