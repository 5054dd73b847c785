import { fromHex } from '../../format/bytes.ts';
import { keyFingerprint } from '../../format/key-names.ts';
import { bundleNamespace } from '../../format/bundle/layout.ts';
import { checkSshSignature, readSshSignature } from '../../format/ssh-signature.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { readFile, type Bundle } from './bundle.ts';

/** A signature over a tag manifest: by which key, and whether it holds. */
export interface TagSignature {
  state: 'valid' | 'invalid' | 'missing';
  /** SHA-256 of the tag manifest: the name of the bundle. */
  bundle: Sha256 | undefined;
  fingerprint: string | undefined;
  detail?: string;
}

const signatureLimitBytes = 10_000;

/**
 * Check the SSHSIG over a tag manifest for the namespace `postquem-bundle`, by the key that it names itself: whose key that
 * is, is for the caller to compare. Cost: the manifest is digested once.
 */
export async function checkTagSignature(bundle: Bundle, { manifest, signature: path }: { manifest: string; signature: string }): Promise<TagSignature> {
  const bytes = bundle.files.bytes(manifest);
  const answer = bytes === undefined ? undefined : await bundle.source.digest({ path: manifest, bytes }, ['sha256', 'sha512']);
  const digests = answer === undefined || 'problem' in answer ? {} : answer.digests;
  const name = digests.sha256 as Sha256 | undefined;
  const signature = await readFile(bundle, path, signatureLimitBytes);
  if (signature === undefined) return { state: 'missing', bundle: name, fingerprint: undefined };
  const read = readSshSignature(signature);
  if ('problem' in read) return { state: 'invalid', bundle: name, fingerprint: undefined, detail: read.problem };
  const fingerprint = keyFingerprint(bundle.options.sha256, read.publicKey);
  const messageDigest = fromHex(digests[read.hashName] ?? '');
  if (messageDigest === undefined || messageDigest.length === 0) return { state: 'invalid', bundle: name, fingerprint, detail: `${manifest} cannot be read` };
  const { checkSignature } = bundle.options;
  const verdict = await checkSshSignature({ signature, messageDigest: () => messageDigest, namespace: bundleNamespace, publicKey: read.publicKey, checkSignature });
  return verdict.ok ? { state: 'valid', bundle: name, fingerprint } : { state: 'invalid', bundle: name, fingerprint, detail: verdict.detail };
}
