import { z } from 'zod';
import { insertSigningKey } from '../../db/tables/signing-key.ts';
import { declareKind } from '../kind.ts';

const keySchema = z.strictObject({
  role: z.enum(['custodian', 'log']),
  fingerprint: z.string(),
  /** The 32 raw bytes of the Ed25519 public key, base64. */
  publicKey: z.string(),
});

/** Who keeps the case and which keys sign for it. */
export const custodianNamed = declareKind({
  type: 'custodian-named',
  schema: z.strictObject({
    name: z.string().min(1),
    affiliation: z.string().optional(),
    keys: z.array(keySchema),
    /** The log's key as a C2SP verifier key. */
    logVerifierKey: z.string(),
    /** `declined` is an explicit choice: then the key files are not encrypted. */
    passphrase: z.enum(['set', 'declined']),
  }),
  sentence: (p) =>
    `${p.name}${p.affiliation === undefined ? '' : ` (${p.affiliation})`} became custodian; ` +
    (p.passphrase === 'set' ? 'the keys are protected by a passphrase.' : 'a passphrase for the keys was declined.'),
  project: (db, { seq, payload }) => {
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
