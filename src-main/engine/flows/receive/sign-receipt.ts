import { createHash } from 'node:crypto';
import { toBase64 } from '../../../format/bytes.ts';
import { makeReceipt } from '../../../format/bundle/receipt.ts';
import { toInstantText } from '../../../shared/clock.ts';
import type { SigningKeyPair } from '../../custody/keys.ts';
import type { WritableCase } from '../open-case.ts';
import type { CheckedIncoming } from './check-incoming.ts';

/** The receipt for a bundle, signed by this custodian's key: a line of JSON and the signature over it. */
export function signReceipt({ clock, info, custodian }: WritableCase, { bundle, sender, own, faults }: CheckedIncoming, { publicKey, sign }: SigningKeyPair): string {
  const { name, affiliation, fingerprint } = custodian;
  const receipt = {
    v: 1 as const,
    bundle,
    sender: { name: sender.name, log: sender.log, key: sender.key },
    receiver: { name, ...(affiliation === null ? {} : { affiliation }), log: info.log, key: fingerprint, publicKey: toBase64(publicKey) },
    receivedAt: toInstantText(clock.now()),
    items: own.outline.items.size,
    entries: own.part.seqs.length,
    findings: faults,
  };
  const sha512 = (bytes: Uint8Array): Uint8Array => createHash('sha512').update(bytes).digest();
  return makeReceipt(receipt, { sha512, publicKey, sign });
}
