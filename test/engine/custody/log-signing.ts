import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifierKey } from '../../../src-main/format/key-names.ts';
import { sha256 } from '../../../src-main/engine/custody/sha256.ts';

/** What a log writer needs to sign for a case whose keys have no passphrase. */
export function logSigning(folder: string, log: string) {
  const bytes = readFileSync(join(folder, 'keys/log.pem'));
  const publicKey = createPublicKey(bytes).export({ type: 'spki', format: 'der' }).subarray(-32);
  return { verifierKey: verifierKey(sha256, log, publicKey), signing: { file: { name: 'log.pem', bytes }, passphrase: undefined, publicKey } };
}
