import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { leafHash, makeEntryBytes, readEntry, type Entry } from '../../src-main/format/entry.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

const entry: Entry = {
  v: 1,
  log: 'postquem/log/62605a89-5356-4a8f-84b0-a267aec3450a',
  seq: 3,
  at: '2026-11-22T08:14:03.120Z',
  actor: 'SHA256:LjEyHsrqb5djkFUU6qgQ5flW5BTcjJMIsdQYnuE0wxs',
  type: 'case-opened',
  payload: { title: 'Sergeevka' },
  salt: '000102030405060708090a0b0c0d0e0f',
};

describe('an entry', () => {
  it('is read back as it was made', () => {
    expect(readEntry(makeEntryBytes(entry))).toEqual({ entry });
  });

  it('has the bytes that FORMAT.md section 1 describes', () => {
    expect(new TextDecoder().decode(makeEntryBytes(entry))).toBe(
      '{"actor":"SHA256:LjEyHsrqb5djkFUU6qgQ5flW5BTcjJMIsdQYnuE0wxs","at":"2026-11-22T08:14:03.120Z",' +
        '"log":"postquem/log/62605a89-5356-4a8f-84b0-a267aec3450a","payload":{"title":"Sergeevka"},' +
        '"salt":"000102030405060708090a0b0c0d0e0f","seq":3,"type":"case-opened","v":1}',
    );
  });

  it('has the leaf hash of RFC 6962: SHA-256 over a zero byte and the entry', () => {
    // RFC 9162, section 2.1.1, for the empty entry: SHA-256(0x00).
    expect(Buffer.from(leafHash(sha256, new Uint8Array())).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    const bytes = makeEntryBytes(entry);
    expect(leafHash(sha256, bytes)).toEqual(sha256(Buffer.concat([Buffer.of(0), bytes])));
  });

  it.each([
    ['that is not JSON', '{', 'not-json'],
    ['that is not UTF-8', Buffer.of(0x22, 0xff, 0x22), 'not-json'],
    ['with a field too many', JSON.stringify({ ...entry, extra: 1 }), 'schema'],
    ['with a time in another zone', JSON.stringify({ ...entry, at: '2026-11-22T08:14:03.120+02:00' }), 'schema'],
    ['with a short salt', JSON.stringify({ ...entry, salt: '00' }), 'schema'],
    ['over 65,535 bytes', ' '.repeat(65_536), 'too-long'],
  ])('%s is a finding, not a crash', (_, bytes, problem) => {
    expect(readEntry(Buffer.from(bytes))).toMatchObject({ problem });
  });
});
