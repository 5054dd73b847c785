import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundledTrustList } from '../../../src-main/engine/flows/examine/open-witnesses.ts';

const certificates = [...readFileSync(bundledTrustList, 'utf8').matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)].map(([pem]) => new X509Certificate(pem));

describe('the trust list that comes with Postquem', () => {
  it('holds the roots of the published list, by their SHA-256 fingerprints', () => {
    expect(certificates.map(({ fingerprint256 }) => fingerprint256.replaceAll(':', '').slice(0, 16))).toEqual(['E383A91825FF2A09', 'ACA36AD1B54B014E', '8A8B023BEED955F5', '62E8FAEC4A1A7674']);
  });

  it.each(certificates.map((certificate) => [certificate.subject.replaceAll('\n', ', '), certificate] as const))('%s signs itself and may sign others', (_, certificate) => {
    expect([certificate.ca, certificate.issuer === certificate.subject, certificate.verify(certificate.publicKey)]).toEqual([true, true, true]);
  });
});
