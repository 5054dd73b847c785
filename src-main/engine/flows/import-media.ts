import { toCaseError, type CaseError } from '../../shared/errors.ts';
import { beginImport, type ImportRun, type ImportWish } from './import/begin-import.ts';
import { recordBatch, recordEnd, recordProblem, type NotReceived, type Received } from './import/record-receipts.ts';
import { findSources, type Source } from './import/sources.ts';
import { readVolumes, type Volumes } from './import/volumes.ts';
import { copyCheckFor, type CopyCheckDecision } from './import/copy-check.ts';
import { startExamining, type ExaminationSummary } from './examine-items.ts';
import type { WritableCase } from './open-case.ts';

/** `paths` are files and folders, absolute, as bytes. */
export interface ImportRequest extends ImportWish {
  /** Keep and record now; witnesses and keyframes at the next import or with `examineItems`. */
  keepOnly: boolean;
  signal?: AbortSignal | undefined;
  onProgress?(progress: ImportProgress): void;
}

export interface ImportProgress {
  foundFiles: number;
  foundBytes: number;
  /** Source bytes read so far, including those of files not finished. */
  readBytes: number;
  receivedFiles: number;
  notReceivedFiles: number;
  examinedItems: number;
}

export interface ImportSummary {
  outcome: 'finished' | 'cancelled' | 'stopped';
  /** True when an import that was cut off has been taken up again. */
  resumed: boolean;
  /** Files of the earlier, cut-off attempt that needed no second copy. */
  receivedBefore: number;
  received: Received[];
  notReceived: NotReceived[];
  examination: ExaminationSummary;
  /** Why it had to stop, when it had to. */
  stoppedBy?: CaseError;
}

/**
 * Take files into the case: each is copied and digested in one pass, made durable, then recorded with its receipt;
 * witnesses and keyframes follow while further files are still being copied. What could not be taken in is named in
 * the log and in the summary, and the rest goes on. An import that was cut off is taken up where it stopped.
 * Throws CaseError only when nothing could be begun.
 */
export async function importMedia(target: WritableCase, request: ImportRequest): Promise<ImportSummary> {
  const [run, volumes] = [await beginImport(target, request), await readVolumes()];
  const tally = newTally(request);
  const examining = request.keepOnly ? undefined : startExamining(target, { signal: request.signal, onItem: tally.examined });
  let stoppedBy: CaseError | undefined;
  try {
    await keepEverything({ target, request, run, volumes, tally, afterBatch: () => examining?.wake() });
  } catch (error) {
    stoppedBy = toCaseError(error);
  }
  const examination = (await examining?.finish().catch((error: unknown) => {
    stoppedBy ??= toCaseError(error);
    return undefined;
  })) ?? { examined: 0, failed: [] };
  const outcome = stoppedBy !== undefined ? 'stopped' : request.signal?.aborted ? 'cancelled' : 'finished';
  const summary = { outcome, resumed: run.resumed, ...tally.lists, examination, ...(stoppedBy ? { stoppedBy } : {}) } as const;
  await recordEnd(target, run, { ...summary, received: summary.received.length, notReceived: summary.notReceived.length });
  return summary;
}

interface Keeping {
  target: WritableCase;
  request: ImportRequest;
  run: ImportRun;
  volumes: Volumes;
  tally: Tally;
  afterBatch(): void;
}

async function keepEverything(keeping: Keeping): Promise<void> {
  const { target, request, run, volumes, tally } = keeping;
  const check = copyCheckFor(request.verifyCopy, volumes);
  const batches = target.vault.keepAll(sourcesOf(keeping, check), {
    alsoDigest: request.alsoDigest,
    verifyCopy: false,
    onProgress: tally.read,
    ...(request.signal ? { signal: request.signal } : {}),
  });
  for await (const batch of batches) {
    const recorded = await recordBatch(target, { run, check, batch });
    tally.add(recorded);
    keeping.afterBatch();
  }
}

/** The sources in order, without those that an earlier attempt has received already. */
async function* sourcesOf(
  { target, request, run, tally }: Keeping,
  check: (source: Source) => CopyCheckDecision,
): AsyncGenerator<Source & { verifyCopy: boolean }> {
  for await (const found of findSources(request.paths, target.folder)) {
    if (request.signal?.aborted) return;
    if ('problem' in found) {
      tally.add({ received: [], notReceived: [await recordProblem(target, run, found.problem)] });
    } else if (run.hasReceived(found.source)) {
      tally.lists.receivedBefore++;
    } else {
      tally.found(found.source);
      yield { ...found.source, verifyCopy: check(found.source).verify };
    }
  }
}

interface Tally {
  lists: { received: Received[]; notReceived: NotReceived[]; receivedBefore: number };
  found(source: Source): void;
  read(bytes: number): void;
  add(batch: { received: Received[]; notReceived: NotReceived[] }): void;
  examined(): void;
}

function newTally(request: ImportRequest): Tally {
  const lists: Tally['lists'] = { received: [], notReceived: [], receivedBefore: 0 };
  const now = { foundFiles: 0, foundBytes: 0, readBytes: 0, examinedItems: 0 };
  const tell = (): void =>
    request.onProgress?.({ ...now, receivedFiles: lists.received.length, notReceivedFiles: lists.notReceived.length });
  return {
    lists,
    found: ({ sizeBytes }) => {
      now.foundFiles++;
      now.foundBytes += sizeBytes;
      tell();
    },
    read: (bytes) => {
      now.readBytes = bytes;
      tell();
    },
    add: ({ received, notReceived }) => {
      lists.received.push(...received);
      lists.notReceived.push(...notReceived);
      tell();
    },
    examined: () => {
      now.examinedItems++;
      tell();
    },
  };
}
