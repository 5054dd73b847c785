import { digestBytes, isBagAlgorithm, type BagAlgorithm } from './algorithms.ts';
import { encodeBagPath } from './path.ts';

/** One line of a manifest, as written; the path is not yet decoded. */
export interface ManifestLine {
  /** Lower-case hexadecimal. */
  digest: string;
  path: string;
  /** md5sum marks a file read in binary mode with an asterisk; it is no part of the path. */
  asterisk: boolean;
}

const linePattern = /^([0-9A-Fa-f]+)([ \t]+)([^ \t].*)$/s;

/**
 * A line of a manifest of BagIt 1.0 without its end: digest, two blanks, path, which `sha256sum -c` reads too (GNU's
 * escape of odd names apart). Inverse: readManifestLine and decodeBagPath.
 */
export function makeManifestLine(digest: string, path: string): string {
  return `${digest}  ${encodeBagPath(path)}`;
}

/** A manifest, or a tag manifest, of BagIt 1.0: one line for each file, in the order given. */
export function makeManifest(files: Iterable<{ digest: string; path: string }>): string {
  let text = '';
  for (const { digest, path } of files) text += `${makeManifestLine(digest, path)}\n`;
  return text;
}

/**
 * Read a line of a manifest (RFC 8493, section 2.1.3), or say why it cannot be read. The digest must be as long as its
 * algorithm's. An asterisk counts only where md5sum puts it: after a single blank. Inverse: makeManifestLine.
 */
export function readManifestLine(line: string, algorithm: string): ManifestLine | { problem: string } {
  const match = linePattern.exec(line);
  if (match === null) return { problem: 'not a digest, blanks and a path' };
  const [, digest = '', blanks = '', rest = ''] = match;
  if (isBagAlgorithm(algorithm) && digest.length !== 2 * digestBytes(algorithm)) {
    return { problem: `a digest of ${digest.length} digits` };
  }
  const asterisk = blanks.length === 1 && rest.startsWith('*') && rest.length > 1;
  return { digest: digest.toLowerCase(), path: asterisk ? rest.slice(1) : rest, asterisk };
}

/** A file that a bag will hold, with its digests. */
export interface BaggedFile {
  /** Relative to the bag, `data/...` for payload. */
  path: string;
  bytes: number;
  digests: Partial<Record<BagAlgorithm, string>>;
}

/**
 * The manifests of one kind, one for each algorithm: `manifest-sha256.txt` and, on request, `manifest-sha512.txt`.
 * Throws a RangeError for a file without its digest. Memory: the texts.
 */
export function makeBagManifest(files: readonly BaggedFile[], algorithm: BagAlgorithm): string {
  return makeManifest(
    files.map(({ path, digests }) => {
      const digest = digests[algorithm];
      if (digest === undefined) throw new RangeError(`no ${algorithm} for ${path}`);
      return { digest, path };
    }),
  );
}
