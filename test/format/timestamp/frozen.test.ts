import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTimestampRequest } from '../../../src-main/format/timestamp/request.ts';
import { checkTimestamp, type TimestampVerdict } from '../../../src-main/format/timestamp/check.ts';
import { hasOpenssl } from './local-authority.ts';
import { opensslVerdict } from './openssl-verdict.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { codesOf, imprint, nonce, pinned, verdictOn } from './question.ts';

const folder = join(import.meta.dirname, 'fixtures');
const frozen = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
const authority = (key: string): { rootsPem: string } => ({ rootsPem: readFileSync(join(folder, `${key}.root.pem`), 'utf8') });

const rsaFacts = {
  genTime: '2026-11-22T16:14:01Z',
  accuracyUs: 1_500_100,
  accuracyMs: 1501,
  policy: '1.2.3.4.1',
  serial: '1',
  authority: 'O=Postquem test, CN=signer',
  hashAlgorithm: 'SHA-256',
  signerSha256: '1d3c54ed80492d40d1cb15171d1c7f8a88e76460704224e06537f354f5b2ff36',
  rootSha256: '08a7ff5427a61159a72a208747be0b128ca4c7a302be01b95d5a6a281e4f2111',
};

describe('a frozen timestamp', () => {
  it('holds after its certificate has ended, since that is judged at the time stamped', async () => {
    expect(await verdictOn(authority('rsa'), frozen('rsa.tsr'), { nonce })).toEqual({ ok: true, facts: rsaFacts });
    expect(await verdictOn(authority('p256'), frozen('p256.tsr'), { nonce })).toMatchObject({ ok: true, facts: { serial: '1' } });
  });

  it.skipIf(!hasOpenssl)('holds for openssl at the time stamped, and no longer today', async () => {
    const question = { folder: await temporaryFolder(), reply: frozen('rsa.tsr'), request: frozen('rsa.tsq'), rootFile: join(folder, 'rsa.root.pem') };

    expect(await opensslVerdict({ ...question, atSeconds: Date.parse(rsaFacts.genTime) / 1000 })).toMatchObject({ ok: true });
    expect(await opensslVerdict(question)).toMatchObject({ ok: false, words: expect.stringContaining('certificate has expired') as string });
  });

  it('answers its frozen request', () => {
    expect(readTimestampRequest(frozen('rsa.tsq'))).toEqual({ imprint, nonce, certReq: true });
  });

  it('forged with a certificate for client authentication is refused', async () => {
    const verdict = await verdictOn(authority('p256'), frozen('forged-by-client.token'), { nonce });

    expect(verdict).toMatchObject({
      ok: false,
      faults: [{ code: 'wrong-key-usage', expected: 'critical, 1.3.6.1.5.5.7.3.8', actual: 'critical, 1.3.6.1.5.5.7.3.2' }],
      facts: { authority: 'O=Postquem test, CN=client' },
    });
  });

  it('is refused without pins, with the wrong one, and with one whose fingerprint is not its own', async () => {
    const roots = await pinned(authority('rsa').rootsPem);
    const reply = frozen('rsa.tsr');
    const lying = roots.map((root) => ({ ...root, sha256: '0'.repeat(64) }));

    expect(codesOf(await checkTimestamp({ reply, imprint, roots: [] }))).toEqual(['root-not-pinned']);
    expect(codesOf(await verdictOn(authority('p256'), reply))).toContain('root-not-pinned');
    expect(codesOf(await checkTimestamp({ reply, imprint, roots: lying }))).toEqual(['root-not-pinned', 'root-unreadable']);
    expect(codesOf(await checkTimestamp({ reply, imprint, roots: [...lying, ...roots] }))).toEqual(['accepted']);
  });

  it('tells every fault at once', async () => {
    const verdict = await verdictOn(authority('p256'), frozen('rsa.tsr'), { imprint: imprint.map((byte) => byte ^ 1), nonce: nonce.map((byte) => byte ^ 1) });

    expect(codesOf(verdict)).toEqual(expect.arrayContaining(['imprint-mismatch', 'nonce-mismatch', 'root-not-pinned']));
  });
});

/** Verdicts on copies of a reply that differ in one bit each, the bit that counts up with the byte. */
async function verdictsOnAltered(key: string, step: number): Promise<{ byte: number; verdict: TimestampVerdict }[]> {
  const whole = frozen(`${key}.tsr`);
  const roots = await pinned(authority(key).rootsPem);
  const bytes = Array.from({ length: Math.ceil(whole.length / step) }, (_byte, n) => n * step);
  return Promise.all(
    bytes.map(async (byte) => {
      const reply = whole.map((value, at) => (at === byte ? value ^ (1 << (byte % 8)) : value));
      return { byte, verdict: await checkTimestamp({ reply, imprint, nonce, roots }) };
    }),
  );
}

describe('an altered byte', () => {
  /** The status: nobody signs it, and from "granted" one bit leads to "granted with modifications". */
  const unsignedStatus = 8;

  it.each([['p256', 1], ['rsa', 3]] as const)('of the %s reply is always noticed, but for the unsigned status', async (key, step) => {
    const verdicts = await verdictsOnAltered(key, step);
    const passed = verdicts.filter(({ verdict }) => verdict.ok).map(({ byte }) => byte);

    expect(verdicts.length).toBeGreaterThan(800);
    expect(passed.filter((byte) => byte !== unsignedStatus)).toEqual([]);
    // The check of the check: a loop that altered nothing would let all pass, one that broke all would know one code.
    expect(new Set(verdicts.flatMap(({ verdict }) => codesOf(verdict))).size).toBeGreaterThan(7);
  });
});
