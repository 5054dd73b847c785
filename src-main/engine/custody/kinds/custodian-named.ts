import { z } from 'zod';
import { fromBase64 } from '../../../format/bytes.ts';
import { keyFingerprint, verifierKey } from '../../../format/key-names.ts';
import { publicKeyBytes } from '../../../format/signature.ts';
import { CaseError } from '../../../shared/errors.ts';
import { currentKey, insertSigningKey } from '../../db/tables/signing-key.ts';
import { declareKind } from '../kind.ts';
import { sha256 } from '../sha256.ts';

const keySchema = z
  .strictObject({
    role: z.enum(['custodian', 'log']),
    fingerprint: z.string(),
    /** The 32 raw bytes of the Ed25519 public key, base64. */
    publicKey: z.string(),
  })
  .refine(({ publicKey, fingerprint }) => {
    const bytes = fromBase64(publicKey);
    return bytes?.length === publicKeyBytes && keyFingerprint(sha256, bytes) === fingerprint;
  }, 'the fingerprint is not that of the key');

/** Who keeps the case and which keys sign for it. */
export const custodianNamed = declareKind({
  type: 'custodian-named',
  schema: z.strictObject({
    name: z.string().min(1),
    affiliation: z.string().optional(),
    keys: z.array(keySchema).refine((keys) => keys.map(({ role }) => role).sort().join() === 'custodian,log', 'there is one key of each role'),
    /** The log's key as a C2SP verifier key. */
    logVerifierKey: z.string(),
    /** `declined` is an explicit choice: then the key files are not encrypted. */
    passphrase: z.enum(['set', 'declined']),
  }),
  sentence: (p) =>
    `${p.name}${p.affiliation === undefined ? '' : ` (${p.affiliation})`} became custodian; ` +
    (p.passphrase === 'set' ? 'the keys are protected by a passphrase.' : 'a passphrase for the keys was declined.'),
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
