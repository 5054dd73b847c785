import { concatBytes } from '../../format/bytes.ts';
import type { Sha256Function } from '../../format/entry.ts';
import type { CheckSignature } from '../../format/signature.ts';
import type { PinnedRoot } from '../../format/timestamp/certificates.ts';
import type { BagFiles } from '../bag/bag-files.ts';
import { UnreadableFile, type BagSource } from '../bag/source.ts';
import type { BundleFindings } from './codes.ts';

export interface BundleProgress {
  /** `files`, `lists`, `digests`: as for every bag. `entries`: log entries checked. `case`: case.json made again, in bytes. */
  stage: 'files' | 'lists' | 'digests' | 'entries' | 'case';
  done: number;
  /** 0 where it is not known. */
  of: number;
}

export interface CheckBundleOptions {
  sha256: Sha256Function;
  checkSignature: CheckSignature;
  /** A fingerprint (`SHA256:...`) of the custodian's or the log's key, or the log's verifier key, as known from elsewhere. */
  pin?: string | undefined;
  /** Root certificates of time stamp authorities that the reader chose. */
  roots?: readonly PinnedRoot[] | undefined;
  /** Signed checkpoints of the log that the reader was given before. */
  heldCheckpoints?: readonly { name: string; note: string }[] | undefined;
  /** Leave out the digests of the files: then nothing is said of their bytes. */
  listsOnly?: boolean;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: BundleProgress) => void) | undefined;
}

/** A bundle while it is checked. */
export interface Bundle {
  source: BagSource;
  files: BagFiles;
  options: CheckBundleOptions;
  findings: BundleFindings;
  /** Payload files that the layout or an entry accounts for. */
  explained: Set<string>;
}

/** A checkpoint is three lines and a few signatures. */
export const noteLimitBytes = 65_536;

/** Documents are read whole up to this length: a keyframe index of 100,000 pictures has about half of it. */
export const documentLimitBytes = 64 * 1024 * 1024;

/** A file of the bundle whole; undefined when it is not there, cannot be read, or is longer than the limit, which is told. */
export async function readFile({ source, files, findings }: Bundle, path: string, limit = documentLimitBytes): Promise<Uint8Array | undefined> {
  const length = files.bytes(path);
  if (length === undefined) return undefined;
  if (length > limit) {
    findings.find('too-large-to-read', path, `at most ${limit} bytes`, `${length} bytes`);
    return undefined;
  }
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of source.read(path)) {
      bytes += piece.length;
      if (bytes > limit) return undefined;
      // A source may use its buffer again.
      pieces.push(piece.slice());
    }
  } catch (error) {
    // The check of the bag tells of files that cannot be read.
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
  return concatBytes(...pieces);
}

/** A small text file; undefined when it is not there or is not UTF-8. */
export async function readText(bundle: Bundle, path: string, limit: number): Promise<string | undefined> {
  const bytes = await readFile(bundle, path, limit);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
