import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyCheckReasons, itemReceivedAct } from '../../../src-main/shared/acts/item-received.ts';

const good: Record<string, unknown> = {
  item: 'a'.repeat(64),
  bytes: 1,
  import: 3,
  newCopy: true,
  copyPutBack: false,
  name: 'x.mp4',
  nameBytes: 'eA==',
  sourcePath: '/x.mp4',
  sourcePathBytes: 'eA==',
  volume: { mountPoint: '/', fileSystem: 'ext4', device: '/dev/sda', removable: 'unknown', network: false },
  source: { modifiedAtNs: '1', birthAtNs: '2', device: '1', inode: '1', mode: '100644' },
  copyVerified: false,
  copyVerifiedBecause: 'not-needed',
  replacedDamagedCopy: true,
};
const near = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(0, -0, -1, 1.5, 2 ** 53, '', 'unknown', 'Unknown', true, null, [], {}, 'A'.repeat(64), `${'a'.repeat(64)}\n`, 'a'.repeat(63), 'asked', 'declined', 'browser', ...Object.values(good)),
);
const otherNames = ['otherDigests', 'saidBy', 'extra', '__proto__', 'toString', 'constructor'];

/** A good receipt of which members are left out, added or exchanged, here and inside. */
const altered = fc
  .tuple(fc.array(fc.tuple(fc.constantFrom('', 'volume', 'source'), fc.nat(), fc.option(near, { nil: undefined })), { maxLength: 3 }), fc.subarray(Object.keys(good)))
  .map(([changes, left]) => {
    const value = structuredClone(good);
    for (const [where, which, becomes] of changes) {
      const target = (where === '' ? value : value[where]) as Record<string, unknown>;
      if (typeof target !== 'object' || target === null) continue;
      const names = [...Object.keys(target), ...otherNames];
      const name = names[which % names.length] ?? '';
      if (becomes === undefined) delete target[name];
      else Object.defineProperty(target, name, { value: becomes, enumerable: true, configurable: true, writable: true });
    }
    for (const name of left.slice(0, 1)) delete value[name];
    return value;
  });

const text = fc.string();
const flagOrUnknown = fc.oneof(fc.boolean(), fc.constant('unknown'));
const allowed = fc.record(
  {
    item: fc.stringMatching(/^[0-9a-f]{64}$/),
    bytes: fc.maxSafeInteger(),
    import: fc.maxSafeInteger(),
    newCopy: fc.boolean(),
    copyPutBack: fc.boolean(),
    name: text,
    nameBytes: text,
    sourcePath: text,
    sourcePathBytes: text,
    volume: fc.record({ mountPoint: text, fileSystem: text, device: text, removable: flagOrUnknown, network: flagOrUnknown }),
    source: fc.record({ modifiedAtNs: text, birthAtNs: text, device: text, inode: text, mode: text, saidBy: fc.constant('browser') }, { requiredKeys: ['modifiedAtNs'] }),
    copyVerified: fc.boolean(),
    copyVerifiedBecause: fc.constantFrom(...copyCheckReasons),
    replacedDamagedCopy: fc.boolean(),
  },
  { requiredKeys: ['item', 'bytes', 'import', 'newCopy', 'name', 'sourcePath', 'volume', 'source', 'copyVerified', 'copyVerifiedBecause'] },
);

describe('the quick look at a receipt', () => {
  it('takes a receipt as imports write it', () => {
    expect(itemReceivedAct.isPlain?.(good)).toBe(true);
  });

  it('takes nothing that the schema does not take, and that unchanged', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(altered, near), (value) => {
        if (itemReceivedAct.isPlain?.(value) !== true) return;
        taken++;
        expect(itemReceivedAct.schema.safeParse(value)).toStrictEqual({ success: true, data: value });
      }),
      { numRuns: 5000 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  it('takes every receipt that the schema takes, but for those with further digests', () => {
    fc.assert(
      fc.property(allowed, (value) => {
        expect(itemReceivedAct.schema.safeParse(value).success).toBe(true);
        expect(itemReceivedAct.isPlain?.(value)).toBe(true);
      }),
    );
  });
});
