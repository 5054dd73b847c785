import { createHash, createPrivateKey, createPublicKey, hash, sign } from 'node:crypto';
import { makePayloadOxum } from '../../../src-main/format/bag/bag-info.ts';
import { makeManifest } from '../../../src-main/format/bag/manifest.ts';
import { bundleNamespace, bundleSignaturePath, tagManifestPath } from '../../../src-main/format/bundle/layout.ts';
import { makeSshSignature } from '../../../src-main/format/ssh-signature.ts';
import type { Sign } from '../../../src-main/format/signature.ts';
import { bytesOf, textOf, type BundleFiles } from './bundle-files.ts';

export interface BundleKey {
  publicKey: Uint8Array;
  sign: Sign;
}

export interface BundleKeys {
  custodian: BundleKey;
  log: BundleKey;
}

/** An Ed25519 key from an unprotected PEM. */
export function keyInFile(pem: string): BundleKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
  return { publicKey: new Uint8Array(publicKey), sign: (message) => sign(null, message, privateKey) };
}

/** Make Payload-Oxum and every list anew, so that they fit what is there now; the signature stays as it was. */
export function relist(files: BundleFiles): void {
  const payload = [...files].filter(([path]) => path.startsWith('data/'));
  if (files.has('bag-info.txt')) {
    const oxum = makePayloadOxum({ bytes: payload.reduce((sum, [, bytes]) => sum + bytes.length, 0), files: payload.length });
    files.set('bag-info.txt', bytesOf(textOf(files, 'bag-info.txt').replace(/^Payload-Oxum:.*$/m, `Payload-Oxum: ${oxum}`)));
  }
  for (const algorithm of ['sha256', 'sha512'] as const) {
    if (algorithm === 'sha256' || files.has(`manifest-${algorithm}.txt`)) files.set(`manifest-${algorithm}.txt`, manifestOf(payload, algorithm));
  }
  const tags = [...files].filter(([path]) => !path.startsWith('data/') && !path.startsWith('tagmanifest-'));
  for (const algorithm of ['sha256', 'sha512'] as const) {
    if (algorithm === 'sha256' || files.has(`tagmanifest-${algorithm}.txt`)) files.set(`tagmanifest-${algorithm}.txt`, manifestOf(tags, algorithm));
  }
}

function manifestOf(files: readonly (readonly [string, Uint8Array])[], algorithm: string): Uint8Array {
  const lines = files.map(([path, bytes]) => ({ path, digest: createHash(algorithm).update(bytes).digest('hex') }));
  return bytesOf(makeManifest(lines.toSorted((a, b) => (a.path < b.path ? -1 : 1))));
}

/** Make the lists anew, and the signature over them by a key: after this only the proofs of the log can speak. */
export function reseal(files: BundleFiles, key: BundleKey, namespace: string = bundleNamespace): void {
  relist(files);
  const messageSha512 = hash('sha512', files.get(tagManifestPath) ?? new Uint8Array(), 'buffer');
  files.set(bundleSignaturePath, bytesOf(makeSshSignature({ messageSha512, namespace, ...key })));
}
