import { createSHA256 } from 'hash-wasm';
import { fromHex } from '../../src-main/format/bytes.ts';
import type { Sha256Function } from '../../src-main/format/entry.ts';
import type { CheckSignature } from '../../src-main/format/signature.ts';

/** SHA-256 of a few bytes, without waiting: the log's tree is made of many. */
export async function openSha256(): Promise<Sha256Function> {
  const hasher = await createSHA256();
  return (bytes) => hasher.init().update(bytes).digest('binary');
}

/**
 * Ed25519 by the browser (Web Cryptography API, section 30), or undefined where the browser does not have it: then no
 * signature can be checked, and that is no pass. Whether it has it is tried on a known signature.
 */
export async function openSignatures(): Promise<CheckSignature | undefined> {
  const check: CheckSignature = async (publicKey, message, signature) => {
    try {
      const key = await crypto.subtle.importKey('raw', publicKey.slice(), 'Ed25519', false, ['verify']);
      return await crypto.subtle.verify('Ed25519', key, signature.slice(), message.slice());
    } catch {
      return false;
    }
  };
  const [key, signature] = [fromHex(known.key), fromHex(known.signature)];
  if (globalThis.crypto?.subtle === undefined || key === undefined || signature === undefined) return undefined;
  return (await check(key, new Uint8Array(), signature)) ? check : undefined;
}

/** RFC 8032, section 7.1, test 1: the signature of nothing. */
const known = {
  key: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  signature:
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
};
