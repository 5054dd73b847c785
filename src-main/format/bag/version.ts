/** The versions of BagIt that were published: drafts draft-kunze-bagit-00 to -14, and RFC 8493. */
export const bagVersions = ['0.93', '0.94', '0.95', '0.96', '0.97', '1.0'] as const;
export type BagVersion = (typeof bagVersions)[number];

/** Where the versions differ, as far as a reader has to know. */
export interface BagRules {
  version: BagVersion;
  /** The name of the metadata file: `package-info.txt` until 0.95, `bag-info.txt` since 0.96. */
  metadataFile: 'package-info.txt' | 'bag-info.txt';
  /** One blank after a colon and none before it (RFC 8493, sections 2.1.1 and 2.2.2); drafts allow any number. */
  exactColons: boolean;
  /** Each payload file stands in each payload manifest, once (RFC 8493, section 3); drafts ask for one manifest. */
  everyManifestListsAll: boolean;
  /** CR, LF and % are percent-encoded in paths (RFC 8493, section 2.1.3); drafts write names as they are. */
  percentEncodedPaths: boolean;
}

/** The rules of a version. */
export function rulesOf(version: BagVersion): BagRules {
  const final = version === '1.0';
  const early = version === '0.93' || version === '0.94' || version === '0.95';
  return {
    version,
    metadataFile: early ? 'package-info.txt' : 'bag-info.txt',
    exactColons: final,
    everyManifestListsAll: final,
    percentEncodedPaths: final,
  };
}

export function isBagVersion(text: string): text is BagVersion {
  return (bagVersions as readonly string[]).includes(text);
}
