import type { BagAlgorithm } from '../../../src-main/format/bag/algorithms.ts';
import type { BagSource, DigestAnswer } from '../../../src-main/verifier/bag/source.ts';

export interface RememberedSource extends BagSource {
  /** The SHA-256 that was computed of a file in this run; `undefined` when it was not, or could not be. */
  sha256Of(path: string): string | undefined;
}

/** Entries and their like are read several times; what is kept of them. */
const keptFileBytes = 64 * 1024;
const mostKeptBytes = 48 * 1024 * 1024;

/**
 * A source that digests each file once, so that a bag can be judged again, with other things known, without being read
 * again. The files must stay as they are: a browser notices when one changed since it was chosen, a file that is not
 * read is not noticed.
 */
export function rememberedSource(source: BagSource): RememberedSource {
  const answers = new Map<string, DigestAnswer>();
  const kept = new Map<string, Uint8Array>();
  let keptBytes = 0;
  const keep = (path: string, bytes: Uint8Array): void => {
    if (bytes.length > keptFileBytes || keptBytes + bytes.length > mostKeptBytes) return;
    kept.set(path, bytes);
    keptBytes += bytes.length;
  };
  return {
    list: () => source.list(),
    async *read(path) {
      const known = kept.get(path);
      if (known !== undefined) {
        yield known;
        return;
      }
      let only: Uint8Array | undefined;
      let pieces = 0;
      for await (const piece of source.read(path)) {
        only = pieces++ === 0 && piece.length <= keptFileBytes ? piece.slice() : undefined;
        yield piece;
      }
      if (only !== undefined) keep(path, only);
    },
    digestsAtOnce: source.digestsAtOnce,
    async digest(file, algorithms) {
      const known = answers.get(file.path);
      if (known !== undefined && answersAll(known, algorithms)) return known;
      const answer = await source.digest(file, algorithms);
      answers.set(file.path, answer);
      return answer;
    },
    sha256Of(path) {
      const answer = answers.get(path);
      return answer !== undefined && 'digests' in answer ? answer.digests.sha256 : undefined;
    },
  };
}

function answersAll(answer: DigestAnswer, algorithms: readonly BagAlgorithm[]): boolean {
  return 'problem' in answer || algorithms.every((algorithm) => answer.digests[algorithm] !== undefined);
}
