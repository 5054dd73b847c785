import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes, NotCanonicalError, type Canonical } from '../../src-main/format/canonical.ts';

const runs = { numRuns: 3000 };

/** What FORMAT.md allows, with texts and keys that need care. */
const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed().normalize('NFC'));
const key = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), minLength: 1 });
const allowed = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(text, fc.maxSafeInteger().map((number) => number + 0), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, fc.oneof(tie('value'), fc.constant(undefined)), { maxKeys: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: false }),
  ),
})).value;

/** Almost anything that JavaScript can hold. */
const anything = fc.oneof(
  allowed,
  fc.anything({ withBigInt: true, withDate: true, withSparseArray: true, withTypedArray: true, withBoxedValues: true, withMap: true, withNullPrototype: true }),
  fc.record({ deep: fc.array(fc.anything()) }),
  fc.constantFrom({ toJSON: () => 'x' }, [Symbol('s')], { f: () => 1 }, Object.assign([1], { toJSON: () => 2 }), { a: -0 }, { a: 2 ** 53 }, { a: 'e\u0301' }, { a: '\ud800' }),
);

/** The rules of FORMAT.md section 1, said once more and otherwise: what JSON keeps must be made of what is allowed. */
function isAllowed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && value.normalize('NFC') === value;
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (value === null || typeof value === 'boolean' || value === undefined) return true;
  if (Array.isArray(value)) return value.every(isAllowed);
  return Object.entries(value).every(([name, member]) => /^[\x21-\x7e]+$/.test(name) && isAllowed(member));
}

describe('canonicalBytes', () => {
  it('writes what "canonicalize" writes, byte for byte, of every value that FORMAT.md allows', () => {
    fc.assert(
      fc.property(allowed, (value) => {
        expect(new TextDecoder().decode(canonicalBytes(value as Canonical))).toBe(canonicalize(value));
      }),
      runs,
    );
  });

  it('writes the same of any value at all, or refuses it', () => {
    fc.assert(
      fc.property(anything, (value) => {
        let written: string;
        try {
          written = new TextDecoder().decode(canonicalBytes(value as Canonical));
        } catch {
          return;
        }
        expect(written).toBe(canonicalize(value));
      }),
      runs,
    );
  });

  it('refuses what FORMAT.md does not allow, wherever it stands', () => {
    const refused = fc.constantFrom<unknown>(1.5, -0, 2 ** 53, Number.NaN, Infinity, '\ud800', 'x\udc00', 'e\u0301', { é: 1 }, { '': 1 }, { 'a b': 1 });
    fc.assert(
      fc.property(refused, allowed, fc.nat(2), (bad, beside, where) => {
        const value = [{ a: bad, b: beside }, [beside, bad], { deep: [{ beside, bad: [bad] }] }][where];
        expect(isAllowed(value)).toBe(false);
        expect(() => canonicalBytes(value as Canonical)).toThrow(NotCanonicalError);
      }),
      runs,
    );
  });

  it('writes the JSON that the value is read back from, however deep', () => {
    let deep: Canonical = 1;
    for (let level = 0; level < 300; level++) deep = level % 2 === 0 ? [deep] : { a: deep };
    expect(JSON.parse(new TextDecoder().decode(canonicalBytes(deep)))).toEqual(deep);
  });
});
