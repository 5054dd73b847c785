import { z } from 'zod';
import { declareAct } from '../act.ts';

const keySchema = z.strictObject({
  role: z.enum(['custodian', 'log']),
  /** Of the key below. That it is so takes SHA-256 to check: the engine does when it records or replays, a verifier by itself. */
  fingerprint: z.string(),
  /** The 32 raw bytes of the Ed25519 public key, base64. */
  publicKey: z.string(),
});

/** Who keeps the case and which keys sign for it. */
export const custodianNamedAct = declareAct({
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
});
