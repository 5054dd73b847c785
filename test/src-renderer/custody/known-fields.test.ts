import { expect, it } from 'vitest';
import { asAsked, nothingKnown } from '../../../src-renderer/features/custody/check/known-fields.tsx';
import { toBase64 } from '../../../src-renderer/features/custody/anchors/to-base64.ts';

it('a check asks with what the person gave, and with nothing that they left empty', () => {
  expect(asAsked(nothingKnown, 'pasted text')).toEqual({});
  expect(asAsked({ pin: ' SHA256:x ', pasted: 'note', files: [{ name: 'a.txt', text: 'other' }], cosigners: 'k1\n\n k2 ', quick: true }, 'pasted text')).toEqual({
    pin: 'SHA256:x', held: [{ name: 'pasted text', text: 'note' }, { name: 'a.txt', text: 'other' }], cosigners: ['k1', 'k2'], quick: true,
  });
});

it('a reply of any length becomes base64', () => {
  const bytes = Uint8Array.from({ length: 100_003 }, (_, n) => n % 251);
  expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});
