import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { derivativePath, incomingFolder, originalPath, type KeptKind } from '../../format/case-folder.ts';
import type { FileReference, Sha256 } from '../../shared/digest.ts';
import { checkFixity } from './check-fixity.ts';
import { Crew } from './crew.ts';
import { keepDerivatives, type DerivativePlace } from './derivatives.ts';
import { flushFolders } from './flush.ts';
import { emptyIncoming } from './incoming.ts';
import { keepAll } from './keep-all.ts';
import { keepMadeFile, type MakeFile } from './keep-made-file.ts';
import type { FileToCheck, FixityCheck, Kept, KeepOptions, KeepOutcome, KeepSource, NotKept } from './kept.ts';
import { StreamKeeper, type StreamSource } from './keep-stream.ts';
import type { OperationOptions } from './operation.ts';
import { hasKept, readKept } from './read-kept.ts';
import { notKept } from './source-file.ts';
import { toVaultError, vaultFailureOf } from './vault-failure.ts';

export interface VaultPlace {
  caseFolder: string;
  /** Worker threads; without it one for each core, four at most. */
  workers?: number;
  /** A name that was never used before, for files in incoming/: letters and digits. */
  token: () => string;
  /** Throws when another case lies in the folder by now: nothing is to be put there, and nothing there was kept for this one. */
  refuseChanged?: () => void;
}

/**
 * The content-addressed files of one case. Everything runs in worker threads or in the system's pool: nothing blocks
 * the caller's event loop. Findings about sources and kept files are values; a vault that cannot be written throws
 * CaseError `disk-full` or `vault-write-failed`, and what was reported as kept stays kept.
 */
export interface Vault {
  /** Keep one file. */
  keep(source: KeepSource, options: KeepOptions): Promise<Kept | NotKept>;
  /** Keep any number of files of any size in constant memory; see `keepAll` for the order and the end of the lists. */
  keepAll<S extends KeepSource>(sources: Iterable<S> | AsyncIterable<S>, options: KeepOptions): AsyncGenerator<KeepOutcome<S>[], void, void>;
  /** Keep what a stream brings; any number side by side. See `StreamKeeper.keep`. */
  keepStream(source: StreamSource): Promise<Kept | NotKept>;
  keepDerivative(bytes: Uint8Array): Promise<FileReference>;
  keepDerivatives(list: readonly Uint8Array[]): Promise<FileReference[]>;
  /** Have a file of any size made and keep it; see `keepMadeFile`. */
  keepMadeFile(make: MakeFile, options: { signal?: AbortSignal | undefined }): Promise<FileReference>;
  /** Small files only: whole in memory, checked against the reference. */
  read(reference: FileReference, kind: KeptKind): Promise<Buffer>;
  has(reference: FileReference, kind: KeptKind): Promise<boolean>;
  checkFixity<F extends FileToCheck>(files: Iterable<F> | AsyncIterable<F>, options: OperationOptions): AsyncGenerator<FixityCheck<F>, void, void>;
  /** On open, by the one process that writes to the case. Returns the names removed. */
  emptyIncoming(): Promise<string[]>;
  /** Ends the workers. Cancel and await what is under way first. */
  close(): Promise<void>;
}

export function openVault(place: VaultPlace): Vault {
  const { caseFolder, token, refuseChanged = () => undefined } = place;
  const crew = new Crew(caseFolder, place.workers);
  const derivatives: DerivativePlace = { caseFolder, token, durableFolders: new Set() };
  const streams = new StreamKeeper({ caseFolder, token, crew });
  const foldersMade = once(() => makeFolders(caseFolder));
  const prepared = async (): Promise<void> => {
    refuseChanged();
    await foldersMade();
  };

  async function* keepAllPrepared<S extends KeepSource>(
    sources: Iterable<S> | AsyncIterable<S>,
    options: KeepOptions,
  ): AsyncGenerator<KeepOutcome<S>[], void, void> {
    await prepared();
    for await (const outcomes of keepAll(sources, { crew, token, options })) {
      refuseChanged();
      yield outcomes;
    }
  }
  const keepDerivativesPrepared = async (list: readonly Uint8Array[]): Promise<FileReference[]> => {
    await prepared();
    return keepDerivatives(list, derivatives);
  };

  return {
    keep: async (source, options) => {
      for await (const outcomes of keepAllPrepared([source], options)) {
        for (const { result } of outcomes) return result;
      }
      return notKept('cancelled', source.path);
    },
    keepAll: keepAllPrepared,
    keepStream: async (source) => {
      await prepared();
      const kept = await streams.keep(source);
      refuseChanged();
      return kept;
    },
    keepDerivative: async (bytes) => (await keepDerivativesPrepared([bytes]))[0] as FileReference,
    keepDerivatives: keepDerivativesPrepared,
    keepMadeFile: async (make, { signal }) => {
      await prepared();
      return keepMadeFile(make, { crew, place: derivatives, signal });
    },
    read: (reference, kind) => readKept(caseFolder, reference, kind),
    has: (reference, kind) => hasKept(caseFolder, reference, kind),
    checkFixity: (files, options) => checkFixity(files, { crew, options }),
    emptyIncoming: () => emptyIncoming(caseFolder),
    close: async () => {
      await Promise.all([crew.close(), streams.close()]);
    },
  };
}

const anyDigest = '0'.repeat(64) as Sha256;

/** The folders that a vault needs, durable themselves. A case that can only be read is not touched until it is written to. */
async function makeFolders(caseFolder: string): Promise<void> {
  const topOf = (path: string): string => path.slice(0, path.indexOf('/'));
  try {
    for (const folder of [incomingFolder, topOf(originalPath(anyDigest)), topOf(derivativePath(anyDigest))]) {
      await mkdir(join(caseFolder, folder), { recursive: true });
    }
    await flushFolders([caseFolder]);
  } catch (error) {
    throw toVaultError(vaultFailureOf(error, caseFolder), error);
  }
}

/** Do it at the first call; a failure is not remembered, so that a mended disk can be used. */
function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () =>
    (done ??= act().catch((error: unknown) => {
      done = undefined;
      throw error;
    }));
}
