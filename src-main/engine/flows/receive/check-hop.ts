import { createHash } from 'node:crypto';
import { bagInfoValues, readBagInfo } from '../../../format/bag/bag-info.ts';
import { splitLines } from '../../../format/bag/lines.ts';
import { readManifestLine } from '../../../format/bag/manifest.ts';
import { rulesOf } from '../../../format/bag/version.ts';
import { bagInfoPath, bundleLabels, bundleNamespace, bundleSignaturePath, entryPath, partPaths, proofPath, tagManifestPath } from '../../../format/bundle/layout.ts';
import { readUtf8, toHex } from '../../../format/bytes.ts';
import { keyFingerprint } from '../../../format/key-names.ts';
import { readVerifierKey } from '../../../format/signed-note.ts';
import { checkSshSignature, readSshSignature } from '../../../format/ssh-signature.ts';
import { checkTlogProof, readTlogProof } from '../../../format/tlog-proof.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { checkSignature } from '../../custody/keys.ts';
import { sha256 } from '../../custody/sha256.ts';
import type { KeptBundle } from './kept-bundle.ts';

/** A bundle of which the tag files are kept below one prefix (empty for the one that was taken in), and its log below another. */
export interface SignedBundle {
  bundle: Sha256;
  /** Fingerprint of the key that is to have signed it. */
  key: string;
  /** Where its bag-info.txt, its tag manifest and the signature lie. */
  tags: string;
  /** The part with its log. */
  prefix: string;
}

/**
 * Whether a kept tag manifest is the one that the bundle is called after, this key signed it, and what it lists names the
 * checkpoint of the log that lies with it: so the signature covers that log (FORMAT.md, "Bundle").
 */
export async function isSignedBundle(kept: KeptBundle, { bundle, key, tags, prefix }: SignedBundle): Promise<boolean> {
  const [manifest, signature] = [await kept.read(tags + tagManifestPath), await kept.read(tags + bundleSignaturePath)];
  if (manifest === undefined || signature === undefined || toHex(sha256(manifest)) !== bundle) return false;
  const read = readSshSignature(signature);
  if ('problem' in read || keyFingerprint(sha256, read.publicKey) !== key) return false;
  const messageDigest = (hashName: string): Uint8Array => createHash(hashName).update(manifest).digest();
  const verdict = await checkSshSignature({ signature, messageDigest, namespace: bundleNamespace, publicKey: read.publicKey, checkSignature });
  return verdict.ok && (await namesCheckpoint(kept, { manifest, tags, prefix }));
}

/** Whether the bag-info.txt that a tag manifest lists names the checkpoint of a part. */
async function namesCheckpoint(kept: KeptBundle, { manifest, tags, prefix }: Pick<SignedBundle, 'tags' | 'prefix'> & { manifest: Uint8Array }): Promise<boolean> {
  const [info, checkpoint] = [await kept.read(tags + bagInfoPath), await kept.read(partPaths(prefix).checkpoint)];
  if (info === undefined || checkpoint === undefined) return false;
  const listed = splitLines(readUtf8(manifest) ?? '').map((line) => readManifestLine(line, 'sha256'));
  const ofInfo = listed.flatMap((line) => ('problem' in line || line.path !== bagInfoPath ? [] : [line.digest]));
  if (ofInfo.length !== 1 || ofInfo[0] !== toHex(sha256(info))) return false;
  const named = bagInfoValues(readBagInfo(readUtf8(info) ?? '', rulesOf('1.0')), bundleLabels.checkpoint);
  return named.length === 1 && named[0] === toHex(sha256(checkpoint));
}

/** Whether an entry of a part is proved to stand in the part's log: under the checkpoint that came along, by the log's key. */
export async function isProvedEntry(kept: KeptBundle, prefix: string, seq: number): Promise<boolean> {
  const { checkpoint: checkpointPath, verifierKey } = partPaths(prefix);
  const [entry, proofText] = [await kept.read(entryPath(prefix, seq)), await kept.read(proofPath(prefix, seq))];
  const [checkpoint, keyText] = [await kept.read(checkpointPath), await kept.read(verifierKey)];
  if (entry === undefined || proofText === undefined || checkpoint === undefined || keyText === undefined) return false;
  const [proof, key] = [readTlogProof(proofText), readVerifierKey(sha256, (readUtf8(keyText) ?? '').trim())];
  if ('problem' in proof || 'problem' in key || proof.index !== seq || proof.checkpoint !== readUtf8(checkpoint)) return false;
  return (await checkTlogProof(sha256, { proof, entry, key, checkSignature })).ok;
}
