import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CaseError } from '../../../shared/errors.ts';
import { byteLines } from '../keyframes/byte-lines.ts';
import { limitedNodeArguments } from '../limited-node.ts';
import { problemSentence } from '../problem-sentence.ts';
import { startTool, type RunningTool, type ToolEnd, type ToolRun } from '../run-tool.ts';
import { maxHeifPixels, type NoPicture, type PictureHead } from './picture-head.ts';

export interface DecodeHeif {
  caseFolder: string;
  /** Relative to the case folder. */
  path: string;
  signal?: AbortSignal | undefined;
  /** The Node to run it with; this process's own when absent. */
  nodePath?: string;
  /** Default three minutes: ten seconds is what 200 megapixels take. */
  timeoutMs?: number;
  /** Default 2.5 GiB: 1.5 is what 200 megapixels take. */
  maxMemoryBytes?: number;
}

export interface HeifPicture {
  head: PictureHead;
  /** Its standard output gives the rows of the picture, three bytes a pixel, and must be read; it then ends. */
  child: RunningTool;
  /** What decoded it, as it stands in a recipe. */
  recipe: string[];
}

/** What libheif is asked for, by the names of its C interface. */
const asked = JSON.stringify({ image: 'primary', colorspace: 'RGB', chroma: 'interleaved_RGB' });

/**
 * Have libheif decode the primary image of a HEIF file in a process of its own: WebAssembly inside a Node that may read
 * this one file and its own code, write nothing and start nothing, limited in memory and time. A process for each
 * picture: what a damaged file lacks, libheif leaves as its memory was.
 * @returns the picture, or the sentence why there is none.
 * @throws CaseError `cancelled`, or `tool-failed` when Node could not be started.
 */
export async function decodeHeif(o: DecodeHeif): Promise<HeifPicture | { reason: string }> {
  const child = startTool(heifProcess(o));
  // Met below; a start that fails must not end the engine before.
  child.ended.catch(() => {});
  const head = await readHead(child);
  if (head && !('problem' in head) && head.width * head.height <= maxHeifPixels) {
    return { head, child, recipe: ['libheif-js', asked, o.path] };
  }
  child.stop('output-limit');
  const end = await child.ended.catch((error: unknown) => {
    throw notStarted(error instanceof Error ? error.message : String(error));
  });
  if (o.signal?.aborted) throw new CaseError('cancelled');
  // prlimit did not find the program, or may not run it.
  if (end.exitCode === 127 || end.exitCode === 126) throw notStarted(end.stderr.trim());
  return { reason: problemSentence(`libheif ${head && 'problem' in head ? head.problem : whyNothing(end)}.`) };
}

function notStarted(detail: string): CaseError {
  return new CaseError('tool-failed', { tool: 'node', detail });
}

/** How the process is started: what it may read, and its limits. */
export function heifProcess(o: DecodeHeif): ToolRun {
  const script = new URL('./decode-child.ts', import.meta.url);
  return {
    file: o.nodePath ?? process.execPath,
    args: limitedNodeArguments({ script, args: [o.path], mayRead: readable(o) }),
    cwd: o.caseFolder,
    timeoutMs: o.timeoutMs ?? 180_000,
    maxOutputBytes: Number.MAX_SAFE_INTEGER,
    maxMemoryBytes: o.maxMemoryBytes ?? 5 * 2 ** 29,
    memoryLimit: 'data',
    extraPipes: 1,
    ...(o.signal ? { signal: o.signal } : {}),
  };
}

/** The file by the name under which it is opened, and where a link leads. */
function readable({ caseFolder, path }: DecodeHeif): string[] {
  const named = join(realpathSync(caseFolder), path);
  return [...new Set([named, realpathSync(named)])];
}

/** The first line on the extra pipe; undefined when the process ended without one. */
async function readHead(child: RunningTool): Promise<PictureHead | NoPicture | undefined> {
  const [pipe] = child.extra;
  if (!pipe) return undefined;
  for await (const line of byteLines(pipe)) return parseHead(line);
  return undefined;
}

const count = z.int().nonnegative();
const size = z.int().positive();
const texts = z.array(z.string());
/** The answer comes from a process that a hostile file may have taken over. */
const answerSchema = z.union([
  z.strictObject({ width: size, height: size, version: z.string(), bitsPerChannel: count, hasAlpha: z.boolean(), others: count, warnings: texts }),
  z.strictObject({ problem: z.string() }),
]);

function parseHead(line: Buffer): PictureHead | NoPicture | undefined {
  try {
    return answerSchema.parse(JSON.parse(line.toString('utf8')));
  } catch {
    return undefined;
  }
}

function whyNothing({ stoppedBy, stderr }: ToolEnd): string {
  if (stoppedBy === 'timeout') return 'did not finish within its time limit';
  const reason = /^(?:\w*Error: .*|prlimit: .*|FATAL ERROR: .*)$/m.exec(stderr)?.[0];
  return `broke down while it decoded the picture${reason === undefined ? '' : `: ${reason.replace(/\.$/, '')}`}`;
}
