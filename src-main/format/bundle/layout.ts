import type { Sha256 } from '../../shared/digest.ts';

// Where things lie in a bundle (FORMAT.md, "Bundle"). All paths are relative to the bag and use `/`; payload names are
// made of a-z 0-9 . _ - alone. What concerns one log lies in a part: `data/` for the sender's own, and one folder under
// `data/received/` for each bundle by which disclosed items had come to the sender.

/** The part of the log whose custodian made the bundle. */
export const ownPart = 'data/';
const receivedFolder = 'data/received/';

export const caseDocumentPath = 'data/case.json';
export const caseGraphPath = 'data/case.jsonld';
export const reportHtmlPath = 'data/report.html';
export const reportPdfPath = 'data/report.pdf';

export const bagInfoPath = 'bag-info.txt';
export const tagManifestPath = 'tagmanifest-sha256.txt';
/** SSHSIG over the tag manifest, by the custodian's key. It cannot be listed in what it signs. */
export const bundleSignaturePath = 'tagmanifest-sha256.txt.sig';
export const verifierPagePath = 'verify.html';
export const howToCheckPath = 'HOW-TO-CHECK.txt';

/** What the custodian's key signs bundles and receipts for (PROTOCOL.sshsig, "namespace"). */
export const bundleNamespace = 'postquem-bundle';
export const receiptNamespace = 'postquem-receipt';

/** The labels of bag-info.txt by which a bag says that it is a bundle of this form. */
export const bundleLabels = {
  /** `1`: this layout. */
  version: 'Postquem-Bundle',
  log: 'Postquem-Log',
  /** `whole`: every entry of the log is in it. `selected`: those that concern the items in it. */
  disclosure: 'Postquem-Disclosure',
  /** `all`, or `none`: left out on purpose. */
  originals: 'Postquem-Originals',
  /**
   * SHA-256 of `data/log/checkpoint`. By it the signature over the tag manifest covers the log also where the tag files
   * stand without the payload manifest: in the part of a bundle that was received before.
   */
  checkpoint: 'Postquem-Checkpoint',
} as const;

/** Everything that concerns one log: paths below the part's folder. */
export interface PartPaths {
  /** `data/`, or `data/received/<bundle>/`. */
  prefix: string;
  checkpoint: string;
  /** The log's key as a C2SP verifier key, one line. */
  verifierKey: string;
  /** The same key as PEM. */
  logPem: string;
  /** The custodian's key: one line of an SSH public key file, and one of an allowed signers file. */
  custodianKey: string;
  allowedSigners: string;
  entries: string;
}

export function partPaths(prefix: string): PartPaths {
  const log = `${prefix}log/`;
  return {
    prefix,
    checkpoint: `${log}checkpoint`,
    verifierKey: `${log}log.vkey`,
    logPem: `${log}log.pub.pem`,
    custodianKey: `${log}custodian.pub`,
    allowedSigners: `${log}custodian.signers`,
    entries: `${log}entries/`,
  };
}

/** The part of a bundle by which items had come to the sender. `bundle`: SHA-256 of its tag manifest. */
export function receivedPart(bundle: Sha256): string {
  return `${receivedFolder}${bundle}/`;
}

/** The prefix of the part that a path belongs to. */
export function partOfPath(path: string): string | undefined {
  const [, received] = /^(data\/received\/[0-9a-f]{64}\/)./.exec(path) ?? [];
  if (received !== undefined) return received;
  return path.startsWith(ownPart) && !path.startsWith(receivedFolder) ? ownPart : undefined;
}

/** The bundle that a received part comes from. */
export function bundleOfPart(prefix: string): Sha256 | undefined {
  const [, bundle] = /^data\/received\/([0-9a-f]{64})\/$/.exec(prefix) ?? [];
  return bundle as Sha256 | undefined;
}

export function entryPath(prefix: string, seq: number): string {
  return `${prefix}log/entries/${seq}.json`;
}

export function proofPath(prefix: string, seq: number): string {
  return `${prefix}log/proofs/${seq}.tlog-proof`;
}

/** An earlier checkpoint of the log: one that was stamped. Its bytes are the signed note that the stamp is over. */
export function earlierCheckpointPath(prefix: string, size: number): string {
  return `${prefix}log/checkpoints/${size}`;
}

/** That the log of the bundle's checkpoint continues the one of an earlier checkpoint over `size` entries. */
export function consistencyPath(prefix: string, size: number): string {
  return `${prefix}log/consistency-${size}`;
}

/** The number in an entry's path; `undefined` for any other path of the part. */
export function seqOfEntryPath(prefix: string, path: string): number | undefined {
  return numberIn(path, `${prefix}log/entries/`, '.json');
}

export function seqOfProofPath(prefix: string, path: string): number | undefined {
  return numberIn(path, `${prefix}log/proofs/`, '.tlog-proof');
}

export function sizeOfConsistencyPath(prefix: string, path: string): number | undefined {
  return numberIn(path, `${prefix}log/consistency-`, '');
}

export function sizeOfEarlierCheckpointPath(prefix: string, path: string): number | undefined {
  return numberIn(path, `${prefix}log/checkpoints/`, '');
}

function numberIn(path: string, before: string, after: string): number | undefined {
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
  const text = path.slice(before.length, path.length - after.length);
  const number = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** Kinds of file that a player or reader opens by its ending; any other ending is left off, so that nothing runs by a double click. */
const endings = new Set(
  ('mp4 m4v mov qt mkv webm avi wmv asf flv mpg mpeg mts m2ts ts vob 3gp 3g2 mxf ogv gif ' +
    'jpg jpeg png heic heif avif tif tiff webp bmp dng mp3 m4a aac wav flac ogg oga opus amr wma txt csv json pdf').split(' '),
);

/** The evidentiary copy of an item, named by its digest, with the ending of the name under which it was first received. */
export function originalPath(sha256: Sha256, firstName: string): string {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(firstName)?.[1]?.toLowerCase();
  return `data/originals/${sha256}${ending !== undefined && endings.has(ending) ? `.${ending}` : ''}`;
}

/** The item whose copy lies at this path. */
export function itemOfOriginalPath(path: string): Sha256 | undefined {
  const [, sha256] = /^data\/originals\/([0-9a-f]{64})(?:\.[a-z0-9]{1,5})?$/.exec(path) ?? [];
  return sha256 as Sha256 | undefined;
}

/** The poster of a keyframe. */
export function keyframePath(prefix: string, sha256: Sha256): string {
  return `${prefix}keyframes/${sha256}.jpg`;
}
