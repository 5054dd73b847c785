import { Command, InvalidArgumentError } from 'commander';
import { findSimilar, wideRange, type ReadableCase, type SimilarFootage, type SimilarProgress } from '../../engine/index.ts';
import { printJson } from '../output.ts';
import { openProgress } from '../progress.ts';
import { sourcePaths } from '../source-paths.ts';
import { interruptible, readingCase } from '../with-case.ts';
import { progressText } from './similar/progress-text.ts';
import { printSimilar } from './similar/similar-text.ts';

interface SimilarOptions {
  otherCase?: string[];
  mirrored?: true;
  wide?: number;
  json?: true;
}

export function similarCommand(): Command {
  return new Command('similar')
    .summary('propose where the same footage was seen before')
    .description(
      'Compare the keyframes of an item, or of a file that is in no case, with those of every item, and list which parts ' +
        'look alike: proposals, to be looked at and judged ("postquem same"). Nothing is recorded, and matches are no findings: ' +
        'the exit status is 0 with and without them.',
    )
    .argument('<case>', 'the case folder')
    .argument('<item-or-file>', 'short id or digest of an item, or the path of a file; ./i1 is a file called i1')
    .option('--other-case <folder...>', 'look in these cases as well')
    .option('--mirrored', 'look for left-right mirrored footage as well')
    .option('--wide <bits>', `take frames for alike in company up to so many differing bits of 256, ${wideRange.least} to ${wideRange.most}; ${wideRange.usual} unless given`, parseWide)
    .option('--json', 'print one JSON document')
    .action(async (folder: string, footage: string, options: SimilarOptions) => {
      const found = await search(folder, footage, options);
      if (options.json) printJson(found);
      else printSimilar(found);
    });
}

export function parseWide(text: string): number {
  const { least, most } = wideRange;
  const bits = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (bits >= least && bits <= most) return bits;
  throw new InvalidArgumentError(`A number of bits from ${least} to ${most}: beyond, frames of unrelated footage are alike by chance.`);
}

async function search(folder: string, name: string, { otherCase = [], mirrored, wide }: SimilarOptions): Promise<SimilarFootage> {
  const [path = Buffer.from(name)] = await sourcePaths([name]);
  const progress = openProgress();
  const onProgress = (p: SimilarProgress): void => progress.show(progressText(p), p.of === undefined ? undefined : p.done / Math.max(1, p.of));
  try {
    return await interruptible((signal) =>
      readingCases([folder, ...otherCase], ([readable, ...others]) => findSimilar(readable, { footage: { name, path }, others, mirrored, wide, signal, onProgress })),
    );
  } finally {
    progress.end();
  }
}

type Cases = readonly [ReadableCase, ...ReadableCase[]];

/** Open the first case and the others for reading, one inside the other. */
function readingCases<T>([first, ...others]: readonly [string, ...string[]], act: (cases: Cases) => Promise<T>): Promise<T> {
  return readingCase(first, (readable) => {
    const [next, ...rest] = others;
    if (next === undefined) return act([readable]);
    return readingCases([next, ...rest], (opened) => act([readable, ...opened]));
  });
}
