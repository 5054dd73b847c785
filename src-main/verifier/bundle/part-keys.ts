import { fromBase64 } from '../../format/bytes.ts';
import { checkCheckpoint, type Checkpoint } from '../../format/checkpoint.ts';
import { entryLimitBytes, readEntry } from '../../format/entry.ts';
import { allowedSignerLine, keyFingerprint, publicKeyPem, sshPublicKeyLine, verifierKey } from '../../format/key-names.ts';
import { publicKeyBytes } from '../../format/signature.ts';
import { readVerifierKey, type VerifierKey } from '../../format/signed-note.ts';
import { bundleNamespace, entryPath, ownPart, partPaths } from '../../format/bundle/layout.ts';
import { payloadOf } from '../../format/bundle/part.ts';
import { custodianNamedAct } from '../../shared/acts/custodian-named.ts';
import { noteLimitBytes, readFile, readText, type Bundle } from './bundle.ts';

/** Who keeps a log and which keys sign for it, as its entry 1 says; the fingerprints are computed. */
export interface PartIdentity {
  log: string;
  custodian: { name: string; affiliation?: string; publicKey: Uint8Array; fingerprint: string };
  logKey: { publicKey: Uint8Array; fingerprint: string; verifierKey: string; key: VerifierKey };
}

/**
 * Read who keeps the log of a part from the entry that names it. The entry is proved like every other; what it says binds
 * the two keys to each other. Tells `custodian-not-named` where that cannot be read.
 */
export async function readIdentity(bundle: Bundle, prefix: string): Promise<PartIdentity | undefined> {
  const path = entryPath(prefix, 1);
  const bytes = await readFile(bundle, path, entryLimitBytes);
  const read = bytes && readEntry(bytes);
  const entry = read === undefined || 'problem' in read ? undefined : read.entry;
  const named = payloadOf(custodianNamedAct, entry);
  const keyOf = (role: string): Uint8Array | undefined => {
    const stated = named?.keys.find((key) => key.role === role);
    const publicKey = stated && fromBase64(stated.publicKey);
    const { sha256 } = bundle.options;
    return publicKey?.length === publicKeyBytes && keyFingerprint(sha256, publicKey) === stated?.fingerprint ? publicKey : undefined;
  };
  const [custodianKey, logKey] = [keyOf('custodian'), keyOf('log')];
  if (entry === undefined || named === undefined || custodianKey === undefined || logKey === undefined) {
    bundle.findings.find('custodian-not-named', path, 'an entry that names the custodian and two keys', bytes === undefined ? 'none' : 'another');
    return undefined;
  }
  return identityOf(bundle, { log: entry.log, named, custodianKey, logKey });
}

function identityOf(
  bundle: Bundle,
  { log, named, custodianKey, logKey }: { log: string; named: { name: string; affiliation?: string | undefined; logVerifierKey: string }; custodianKey: Uint8Array; logKey: Uint8Array },
): PartIdentity | undefined {
  const { sha256 } = bundle.options;
  const text = verifierKey(sha256, log, logKey);
  const key = readVerifierKey(sha256, text);
  if ('problem' in key) return undefined;
  if (named.logVerifierKey !== text) bundle.findings.find('key-differs', 'entry 1', text, named.logVerifierKey);
  const { name, affiliation } = named;
  return {
    log,
    custodian: { name, ...(affiliation === undefined ? {} : { affiliation }), publicKey: custodianKey, fingerprint: keyFingerprint(sha256, custodianKey) },
    logKey: { publicKey: logKey, fingerprint: keyFingerprint(sha256, logKey), verifierKey: text, key },
  };
}

/** What the files beside the log must be, so that a check by hand uses the keys that the log names. */
export function keyFiles(prefix: string, { log, custodian, logKey }: PartIdentity): { path: string; text: string }[] {
  const paths = partPaths(prefix);
  const signer = { principal: custodianPrincipal(log), namespace: bundleNamespace, publicKey: custodian.publicKey };
  return [
    { path: paths.verifierKey, text: `${logKey.verifierKey}\n` },
    { path: paths.logPem, text: publicKeyPem(logKey.publicKey) },
    { path: paths.custodianKey, text: `${sshPublicKeyLine(custodian.publicKey, custodianPrincipal(log))}\n` },
    { path: paths.allowedSigners, text: `${allowedSignerLine(signer)}\n` },
  ];
}

/** The name under which ssh-keygen knows the custodian of a log. */
export function custodianPrincipal(log: string): string {
  return `${log}/custodian`;
}

/** Compare the key files with the keys that the log names. In a received part they may be absent. */
export async function checkKeyFiles(bundle: Bundle, prefix: string, identity: PartIdentity): Promise<void> {
  for (const { path, text } of keyFiles(prefix, identity)) {
    if (prefix !== ownPart && !bundle.files.has(path)) continue;
    bundle.explained.add(path);
    const found = await readText(bundle, path, noteLimitBytes);
    if (found !== text) bundle.findings.find('key-differs', path, text.trim(), found === undefined ? 'not there, or no text' : found.trim().slice(0, 300));
  }
}

const checkpointCodes = { unreadable: 'checkpoint-unreadable', 'wrong-origin': 'checkpoint-signature-invalid', 'no-signature-by-this-key': 'checkpoint-signature-invalid', 'signature-invalid': 'checkpoint-signature-invalid' } as const;

/** The part's checkpoint, once its signature holds. */
export async function readCheckpoint(bundle: Bundle, prefix: string, { logKey }: PartIdentity): Promise<{ note: string; checkpoint: Checkpoint } | undefined> {
  const path = partPaths(prefix).checkpoint;
  const note = await readText(bundle, path, noteLimitBytes);
  if (note === undefined) {
    bundle.findings.find('part-missing', path, 'a signed checkpoint', 'not there, or no text');
    return undefined;
  }
  bundle.explained.add(path);
  const read = await checkCheckpoint(note, logKey.key, bundle.options.checkSignature);
  if ('problem' in read) {
    bundle.findings.find(checkpointCodes[read.problem], path, `a checkpoint signed by ${logKey.verifierKey}`, read.detail);
    return undefined;
  }
  return { note, checkpoint: read.checkpoint };
}
