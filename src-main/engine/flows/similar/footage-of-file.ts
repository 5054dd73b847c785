import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, realpath, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaseError } from '../../../shared/errors.ts';
import { parseSha256, type Sha256 } from '../../../shared/digest.ts';
import type { KeyframeIndex } from '../../../shared/keyframes.ts';
import { toRecordText } from '../../../shared/text.ts';
import { openKeyframeWorkers } from '../../media/keyframe-workers.ts';
import { packFrames } from '../../media/similar/frame-series.ts';
import { pathText } from '../import/sources.ts';
import type { ReadableCase } from '../open-case.ts';
import type { AskedFootage } from './asked-footage.ts';

interface FileToAsk {
  /** As bytes: a name need not be UTF-8. */
  path: Buffer;
  /** Their folders hold no files to ask about. */
  cases: readonly ReadableCase[];
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: { step: 'reading' | 'decoding'; done: number; of?: number | undefined }) => void) | undefined;
}

/**
 * The keyframes of a file that is in no case, laid out by the same tools and under the same limits as those of an item.
 * Nothing of it is kept or recorded. Cost: one reading for the digest, and the decoding of its key frames.
 * @throws CaseError `source-not-found`, `file-not-usable`, `nothing-to-compare`, `tool-missing`, `cancelled`.
 */
export async function footageOfFile(target: ReadableCase, asked: FileToAsk): Promise<AskedFootage> {
  const name = toRecordText(pathText(asked.path));
  const before = await lookAt(asked, name);
  const sha256 = await digestOf(asked, name, before.size);
  const index = await layOut(target, asked, { name, sha256 });
  const after = await lookAt(asked, name);
  if (after.size !== before.size || after.mtimeNs !== before.mtimeNs) throw new CaseError('file-not-usable', { path: name, detail: 'it changed while it was read' });
  return { item: undefined, name, sha256, basis: index.basis, series: packFrames(index.timeBase, index.keyframes), indexed: index.indexed };
}

async function lookAt({ path, cases }: FileToAsk, name: string): Promise<{ size: bigint; mtimeNs: bigint }> {
  const found = await stat(path, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new CaseError('source-not-found', { path: name }, { cause: error });
    throw new CaseError('file-not-usable', { path: name, detail: error.message }, { cause: error });
  });
  if (!found.isFile()) throw new CaseError('file-not-usable', { path: name, detail: found.isDirectory() ? 'it is a folder' : 'it is no regular file' });
  const real = await realpath(path, 'buffer');
  for (const { folder } of cases) {
    // To read the database a second time and close it would give up SQLite's locks (POSIX fcntl).
    if (isWithin(real, await realpath(folder, 'buffer'))) throw new CaseError('file-not-usable', { path: name, detail: 'it lies inside a case folder; name the item instead' });
  }
  return found;
}

function isWithin(path: Buffer, folder: Buffer): boolean {
  return path.subarray(0, folder.length + 1).equals(Buffer.concat([folder, Buffer.from('/')]));
}

async function digestOf({ path, signal, onProgress }: FileToAsk, name: string, size: bigint): Promise<Sha256> {
  const hash = createHash('sha256');
  let done = 0;
  const chunks = createReadStream(path, { highWaterMark: 1 << 20, signal }) as AsyncIterable<Buffer>;
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      onProgress?.({ step: 'reading', done: (done += chunk.length), of: Number(size) });
    }
  } catch (error) {
    refuseStopped(signal);
    throw new CaseError('file-not-usable', { path: name, detail: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
  return parseSha256(hash.digest('hex'));
}

/** The tools see a link of a plain name in a folder of its own: whatever the file is called, it is never an option or a pattern. */
async function layOut(target: ReadableCase, { path, signal, onProgress }: FileToAsk, { name, sha256 }: { name: string; sha256: Sha256 }): Promise<KeyframeIndex> {
  const folder = await mkdtemp(join(tmpdir(), 'postquem-similar-'));
  const workers = openKeyframeWorkers({ tools: await target.findTools(), caseFolder: folder, count: 1 });
  try {
    await symlink(await realpath(path, 'buffer'), join(folder, 'footage'));
    const { probe, still, packets, problem } = await workers.readStructure({ path: 'footage', signal });
    refuseStopped(signal);
    if (probe === undefined && still !== 'heif') throw new CaseError('nothing-to-compare', { name, because: problem ?? 'ffprobe could not read the file.' });
    const told = onProgress && ((p: { doneFrames: number; ofFrames?: number }): void => onProgress({ step: 'decoding', done: p.doneFrames, of: p.ofFrames }));
    const index = await workers.extract({ path: 'footage', sourceSha256: sha256, probe, packets, scan: 'key-packets', keepPoster: () => {}, signal, onProgress: told });
    refuseStopped(signal);
    if ('reason' in index) throw new CaseError('nothing-to-compare', { name, because: index.reason });
    return index;
  } finally {
    await workers.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ctrl-C reaches the tools as well: what one says that was cut off is no finding. */
function refuseStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CaseError('cancelled');
}
