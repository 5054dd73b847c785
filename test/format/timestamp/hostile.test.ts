import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseElement, Unreadable } from '../../../src-main/format/timestamp/element.ts';
import { readOid } from '../../../src-main/format/timestamp/asn1.ts';
import { readTimestampRequest } from '../../../src-main/format/timestamp/request.ts';
import { codesOf, imprint, verdictOn } from './question.ts';

const folder = join(import.meta.dirname, 'fixtures');
const reply = new Uint8Array(readFileSync(join(folder, 'p256.tsr')));
const authority = { rootsPem: readFileSync(join(folder, 'p256.root.pem'), 'utf8') };
const mebibyte = 1024 * 1024;

/** A sequence of half a million NULLs. */
function manySmallValues(): Uint8Array {
  const bytes = new Uint8Array(mebibyte - 3).map((_byte, n) => (n % 2 === 1 ? 5 : 0));
  bytes.set([0x30, 0x83, 0x0f, 0xff, 0xf8]);
  return bytes;
}

describe('bytes that are no timestamp', () => {
  const cases: [string, Uint8Array][] = [
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('-----BEGIN TS-----')],
    ['an empty sequence', Uint8Array.of(0x30, 0)],
    ['a granted status without a token', Uint8Array.of(0x30, 5, 0x30, 3, 2, 1, 0)],
    ['a certificate', new Uint8Array(Buffer.from(authority.rootsPem.replace(/-----[A-Z ]+-----/g, ''), 'base64'))],
    ['a reply that something follows', Uint8Array.of(...reply, 0)],
    ['more than a mebibyte', new Uint8Array(mebibyte + 1)],
    ['a length of four gibibytes', Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff)],
    ['sequences in sequences', new Uint8Array(mebibyte).map((_byte, n) => (n % 2 === 0 ? 0x30 : 0x80))],
    ['very many small values', manySmallValues()],
  ];
  it.each(cases)('are unreadable: %s', async (_what, bytes) => {
    expect(codesOf(await verdictOn(authority, bytes))).toEqual(['unreadable']);
    expect(readTimestampRequest(bytes)).toHaveProperty('problem');
  });

  it('are unreadable wherever a reply is cut', async () => {
    for (let length = 0; length < reply.length; length += 7) {
      expect(codesOf(await verdictOn(authority, reply.subarray(0, length)))).toEqual(['unreadable']);
    }
  });

  it('never throw', async () => {
    const spliced = fc.tuple(fc.nat(reply.length), fc.nat(40), fc.uint8Array({ maxLength: 40 })).map(([at, cut, put]) => Uint8Array.of(...reply.subarray(0, at), ...put, ...reply.subarray(at + cut)));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), spliced), async (bytes) => {
        const same = bytes.length === reply.length && bytes.every((byte, n) => byte === reply[n]);
        expect((await verdictOn(authority, bytes)).ok).toBe(same);
        readTimestampRequest(bytes);
      }),
      { numRuns: 300, seed: 20261122 },
    );
  });

  it('tell of a refusal in the words of the authority', async () => {
    const text = new TextEncoder().encode('no clock');
    const status = [2, 1, 2, 0x30, text.length + 2, 12, text.length, ...text, 3, 3, 1, 0x00, 0x02];
    const refusal = Uint8Array.of(0x30, status.length + 2, 0x30, status.length, ...status);
    const verdict = await verdictOn(authority, refusal, { imprint });

    expect(verdict).toMatchObject({ ok: false, faults: [{ code: 'not-granted', actual: 'rejection', detail: 'the authority gave no timestamp: rejection; "no clock"; timeNotAvailable' }] });
  });
});

describe('an element', () => {
  it.each([
    ['whose length is padded', [4, 0x81, 1, 7]],
    ['whose length is less than its content', [0x30, 2, 2, 1, 5]],
    ['whose length is more than its content', [0x30, 4, 2, 1, 5]],
    ['whose content ends outside of it', [0x30, 3, 2, 3, 5, 5, 5]],
    ['of a primitive sequence', [0x10, 0]],
    ['of a constructed integer', [0x22, 3, 2, 1, 5]],
    ['of indefinite length without its end', [0x30, 0x80, 2, 1, 5]],
    ['of indefinite length and primitive', [4, 0x80, 0, 0]],
    ['with a tag number of many octets', [0x1f, 0x81, 1, 0]],
  ])('is refused %s', (_what, bytes) => {
    expect(() => parseElement(Uint8Array.from(bytes), 'test')).toThrow(Unreadable);
  });

  it.each([
    [[6, 3, 0x2a, 3, 4], '1.2.3.4'],
    [[6, 1, 0x27], '0.39'],
    // X.690 section 8.19.5.
    [[6, 3, 0x88, 0x37, 3], '2.999.3'],
  ])('names an object identifier: %j is %s', (bytes, text) => {
    expect(readOid(parseElement(Uint8Array.from(bytes), 'test'))).toBe(text);
  });
});
