/** The digests that we can compute for other people's bags, with the length of their hexadecimal text. */
const hexDigits = { md5: 32, sha1: 40, sha224: 56, sha256: 64, sha384: 96, sha512: 128 } as const;
export type BagAlgorithm = keyof typeof hexDigits;

export const bagAlgorithms = Object.keys(hexDigits) as readonly BagAlgorithm[];

/** Collisions can be made for these: they show accidents, not intent. */
export const weakBagAlgorithms: ReadonlySet<string> = new Set(['md5', 'sha1']);

export function isBagAlgorithm(name: string): name is BagAlgorithm {
  return Object.hasOwn(hexDigits, name);
}

/** Bytes of a digest. */
export function digestBytes(algorithm: BagAlgorithm): number {
  return hexDigits[algorithm] / 2;
}

/** A file of the bag's top folder that lists others with their digests. */
export interface ManifestName {
  kind: 'payload' | 'tag';
  /** Lower case, letters and digits only (RFC 8493, section 2.4); it need not be one that we can compute. */
  algorithm: string;
}

/** `manifest-sha256.txt`, `tagmanifest-sha256.txt`. Inverse: readManifestName. */
export function makeManifestName({ kind, algorithm }: ManifestName): string {
  return `${kind === 'tag' ? 'tag' : ''}manifest-${algorithm}.txt`;
}

/** Whether a path is that of a manifest, and of which (RFC 8493, sections 2.1.3 and 2.2.1). Inverse: makeManifestName. */
export function readManifestName(path: string): ManifestName | undefined {
  const match = /^(tag)?manifest-([A-Za-z0-9_-]+)\.txt$/.exec(path);
  if (match === null) return undefined;
  const algorithm = (match[2] ?? '').toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return { kind: match[1] === undefined ? 'payload' : 'tag', algorithm };
}
