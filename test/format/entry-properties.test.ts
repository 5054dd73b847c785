import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entrySchema, readEntry } from '../../src-main/format/entry.ts';

const good = {
  v: 1,
  log: 'postquem/log/62605a89-5356-4a8f-84b0-a267aec3450a',
  seq: 3,
  at: '2026-11-22T08:14:03.120Z',
  actor: 'SHA256:LjEyHsrqb5djkFUU6qgQ5flW5BTcjJMIsdQYnuE0wxs',
  type: 'case-opened',
  payload: { title: 'Sergeevka' },
  salt: '000102030405060708090a0b0c0d0e0f',
};
const names = Object.keys(good) as (keyof typeof good)[];

/** Values that stand close to the border of what a field may hold. */
const near = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(1, 0, -0, -1, 1.5, 2 ** 53, 2 ** 53 - 1, '1', null, true, [], {}, [1], { a: null }, '', 'a-b', 'A', 'a--b', 'a-', `${good.at}\n`, `${good.salt}\n`, `${good.log}x`, good.salt.toUpperCase()),
  fc.constantFrom(...Object.values(good)),
);
const changes = fc.array(fc.tuple(fc.constantFrom<string>(...names, 'extra', '__proto__', 'toString'), fc.option(near, { nil: undefined })), { maxLength: 3 });

/** Keys may be called `__proto__`, as JSON allows. */
function textOf(members: Map<string, unknown>): string {
  return `{${[...members].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}

describe('reading an entry', () => {
  it('takes and gives back exactly what its schema does, field by field', () => {
    let taken = 0;
    fc.assert(
      fc.property(changes, (changed) => {
        const members = new Map<string, unknown>(Object.entries(good));
        for (const [name, value] of changed) {
          if (value === undefined) members.delete(name);
          else members.set(name, value);
        }
        const text = textOf(members);
        const bySchema = entrySchema.safeParse(JSON.parse(text));
        const read = readEntry(new TextEncoder().encode(text));
        if (bySchema.success) taken++;
        expect('entry' in read ? read.entry : undefined).toStrictEqual(bySchema.data);
      }),
      { numRuns: 5000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it('takes and gives back what its schema does of any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect('entry' in readEntry(new TextEncoder().encode(text))).toBe(entrySchema.safeParse(JSON.parse(text)).success);
      }),
    );
  });

  it('drops a member of the payload that is called __proto__, as the schema does', () => {
    const text = JSON.stringify(good).replace('{"title"', '{"__proto__":{"x":1},"title"');
    expect(readEntry(new TextEncoder().encode(text))).toStrictEqual({ entry: entrySchema.parse(JSON.parse(text)) });
  });
});
