import { describe, expect, it } from 'vitest';
import { custodianNamed } from '../../../../src-main/engine/custody/kinds/custodian-named.ts';
import { sha256 } from '../../../../src-main/engine/custody/sha256.ts';
import { keyFingerprint } from '../../../../src-main/format/key-names.ts';

const [custodianKey, logKey, another] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [Uint8Array, Uint8Array, Uint8Array];

const named = (role: 'custodian' | 'log', key: Uint8Array, of = key) => ({ role, fingerprint: keyFingerprint(sha256, of), publicKey: Buffer.from(key).toString('base64') });
const draft = (...keys: ReturnType<typeof named>[]) => custodianNamed.draft({ name: 'Ірина', keys, logVerifierKey: 'x', passphrase: 'set' });

describe('a custodian', () => {
  it('is named with two keys and their fingerprints', () => {
    expect(draft(named('custodian', custodianKey), named('log', logKey)).type).toBe('custodian-named');
  });

  it.each([
    ['the fingerprint of another key', named('log', logKey, another)],
    ['a key that is too short', named('log', logKey.subarray(1))],
    ['a key that is no base64', { ...named('log', logKey), publicKey: '?' }],
  ])('is not named with %s', (_what, key) => {
    expect(() => draft(named('custodian', custodianKey), key)).toThrow(/"keys",\s+1\s[^}]+the fingerprint is not that of the key/);
  });
});
