import { keptPath } from '../../format/case-folder.ts';
import type { Crew } from './crew.ts';
import type { FileToCheck, FixityCheck } from './kept.ts';
import { startOperation, UnderWay, type OperationOptions } from './operation.ts';

/** Enough to make a message to a worker worth it, little enough to share the work evenly. */
const groupFiles = 64;
const groupBytes = 16 * 1024 * 1024;

/**
 * Read files of the vault again, as many at once as there are workers, and compare size and SHA-256. Yields one check
 * for each file as they end (not in the order given); a cancel ends it early. Constant memory.
 */
export async function* checkFixity<F extends FileToCheck>(
  files: Iterable<F> | AsyncIterable<F>,
  { crew, options }: { crew: Crew; options: OperationOptions },
): AsyncGenerator<FixityCheck<F>, void, void> {
  const operation = startOperation(options);
  const underWay = new UnderWay<FixityCheck<F>[]>();
  try {
    for await (const group of inGroups(files)) {
      if (options.signal?.aborted === true) break;
      underWay.add(checkGroup(group, crew, operation.memory));
      if (underWay.count >= 2 * crew.size) yield* await underWay.next();
    }
    while (underWay.count > 0) yield* await underWay.next();
  } finally {
    operation.cancel();
    await underWay.settle();
    operation.end();
  }
}

async function* inGroups<F extends FileToCheck>(files: Iterable<F> | AsyncIterable<F>): AsyncGenerator<F[]> {
  let group: F[] = [];
  let bytes = 0;
  for await (const file of files) {
    group.push(file);
    bytes += file.bytes;
    if (group.length < groupFiles && bytes < groupBytes) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield group;
}

async function checkGroup<F extends FileToCheck>(group: F[], crew: Crew, operation: SharedArrayBuffer): Promise<FixityCheck<F>[]> {
  const files = group.map(({ kind, sha256, bytes }) => ({ kind, sha256, bytes }));
  const { checks } = await crew.run({ kind: 'check', operation, files });
  // Shorter than the group when it was cancelled.
  return checks.map((check, index) => {
    const file = group[index] as F;
    return { file, path: keptPath(file.kind, file.sha256), ...check };
  });
}
