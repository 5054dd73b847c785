import { fromBase64 } from '../../../format/bytes.ts';
import { keyFingerprint, verifierKey } from '../../../format/key-names.ts';
import { publicKeyBytes } from '../../../format/signature.ts';
import { custodianNamedAct } from '../../../shared/acts/custodian-named.ts';
import { CaseError } from '../../../shared/errors.ts';
import { currentKey, insertSigningKey } from '../../db/tables/signing-key.ts';
import { declareKind } from '../kind.ts';
import { sha256 } from '../sha256.ts';

export const custodianNamed = declareKind(custodianNamedAct, {
  schema: custodianNamedAct.schema.superRefine(({ keys }, context) => {
    for (const [n, key] of keys.entries()) {
      if (!hasItsFingerprint(key)) context.addIssue({ code: 'custom', path: ['keys', n], message: 'the fingerprint is not that of the key' });
    }
  }),
  project: (db, { seq, log, payload }) => {
    // One log, one custodian, one pair of keys: another pair begins another log.
    if (currentKey(db, 'log') !== undefined) throw new CaseError('entry-invalid', { detail: 'the custodian of this log was named before' });
    const logKey = payload.keys.find(({ role }) => role === 'log');
    if (logKey === undefined || payload.logVerifierKey !== verifierKey(sha256, log, Buffer.from(logKey.publicKey, 'base64'))) {
      throw new CaseError('entry-invalid', { detail: "the verifier key is not that of the log's key" });
    }
    for (const key of payload.keys) {
      insertSigningKey(db, {
        seq,
        ...key,
        name: payload.name,
        affiliation: payload.affiliation ?? null,
        encrypted: payload.passphrase === 'set',
      });
    }
  },
});

function hasItsFingerprint({ publicKey, fingerprint }: { publicKey: string; fingerprint: string }): boolean {
  const bytes = fromBase64(publicKey);
  return bytes?.length === publicKeyBytes && keyFingerprint(sha256, bytes) === fingerprint;
}
