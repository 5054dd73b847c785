import { fromBase64, readUtf8, toBase64 } from './bytes.ts';
import { hashBytes } from './merkle-hash.ts';

/** What the two kinds of proof share: lines of their own, then hashes, a blank line, and a checkpoint word for word. */
export interface ProofText {
  head: string[];
  hashes: Uint8Array[];
  checkpoint: string;
}

/** No tree of less than 2^63 leaves needs more; the limit of c2sp.org/tlog-witness, "add-checkpoint". */
export const proofHashLimit = 63;
/** Of a whole proof: a checkpoint at its own limit and as much again. */
export const proofLimitBytes = 2_000_000;

/** Write a proof. Throws RangeError when it would not be read back as the same. Inverse: readProofText. */
export function writeProofText(proof: ProofText): string {
  const { head, hashes, checkpoint } = proof;
  if (hashes.length > proofHashLimit) throw new RangeError(`a proof of ${hashes.length} hashes`);
  if (hashes.some(({ length }) => length !== hashBytes)) throw new RangeError('a proof with a hash that is not 32 bytes');
  return `${[...head, ...hashes.map(toBase64)].join('\n')}\n\n${checkpoint}`;
}

/**
 * Part a proof into its head, as many lines as `isHead` accepts from the first on, its hashes and its checkpoint. The
 * first blank line ends the hashes. Inverse: writeProofText. Cost: linear.
 */
export function readProofText(
  proof: string | Uint8Array,
  isHead: (line: string, n: number) => boolean,
): ProofText | { problem: string } {
  if (proof.length > proofLimitBytes) return { problem: `it is longer than ${proofLimitBytes} bytes` };
  const text = readUtf8(proof);
  if (text === undefined) return { problem: 'it is not UTF-8' };
  const blankLine = text.indexOf('\n\n');
  if (blankLine < 0) return { problem: 'no blank line parts it from a checkpoint' };
  const lines = text.slice(0, blankLine).split('\n');
  const firstHash = lines.findIndex((line, n) => !isHead(line, n));
  const head = firstHash < 0 ? lines : lines.slice(0, firstHash);
  const hashes = readHashes(firstHash < 0 ? [] : lines.slice(firstHash));
  return 'problem' in hashes ? hashes : { head, hashes, checkpoint: text.slice(blankLine + 2) };
}

function readHashes(lines: readonly string[]): Uint8Array[] | { problem: string } {
  if (lines.length > proofHashLimit) return { problem: `it has more than ${proofHashLimit} hashes` };
  const hashes: Uint8Array[] = [];
  for (const [n, line] of lines.entries()) {
    const hash = fromBase64(line);
    if (hash?.length !== hashBytes) return { problem: `the line that should be hash ${n + 1} is none` };
    hashes.push(hash);
  }
  return hashes;
}
