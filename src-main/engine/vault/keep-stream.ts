import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { incomingFolder } from '../../format/case-folder.ts';
import { Groups } from './groups.ts';
import type { Crew } from './crew.ts';
import type { ArrivedFile, VaultFailureFacts } from './jobs.ts';
import { notKept } from './source-file.ts';
import type { Kept, NotKept } from './kept.ts';
import { startOperation } from './operation.ts';
import { StreamThread, type Lane } from './stream-thread.ts';
import { toVaultError } from './vault-failure.ts';

/** Files whose names are made durable together. */
const mostPlaced = 256;

/** Bytes that come from somewhere else than a file of this computer. */
export interface StreamSource {
  /** How a person calls it; no place on the disk. */
  name: Uint8Array;
  /** Must end, or throw, soon after the signal is aborted. It is ended early when it brings more than was promised. */
  pieces: AsyncIterable<Uint8Array>;
  /** How many bytes are promised. */
  sizeBytes: number;
  signal?: AbortSignal;
  /** So many more have come. */
  onBytes?(count: number): void;
}

/** Takes streams into the vault: digested and written by a thread of their own, however slowly they come, then placed by the crew. */
export class StreamKeeper {
  readonly #caseFolder: string;
  readonly #token: () => string;
  readonly #thread = new StreamThread();
  readonly #placing: Groups<ArrivedFile, Kept | VaultFailureFacts>;

  constructor({ caseFolder, token, crew }: { caseFolder: string; token: () => string; crew: Crew }) {
    this.#caseFolder = caseFolder;
    this.#token = token;
    this.#placing = new Groups((files) => place(crew, files), mostPlaced);
  }

  /**
   * Keep what a stream brings. `kept` is durable; a finding (`cancelled`, `changed-while-read` where it is longer or shorter than
   * promised, `too-large-for-vault`) leaves nothing. Throws what the stream throws, and CaseError `disk-full` or
   * `vault-write-failed`; nothing is left then either. Constant memory: 1 MB for each stream.
   */
  async keep(source: StreamSource): Promise<Kept | NotKept> {
    const token = this.#token();
    const path = Buffer.from(source.name).toString();
    const lane = this.#thread.open(this.#path(token), source.sizeBytes);
    try {
      const problem = await send(source, lane);
      if (problem !== undefined) return problem;
      const arrived = await lane.finish();
      if ('code' in arrived && arrived.code === 'too-large') return notKept('too-large-for-vault', source.name, { bytes: source.sizeBytes });
      if ('code' in arrived) throw toVaultError({ ...arrived, path });
      if (source.signal?.aborted === true) {
        // What cannot be removed now is removed on the next open.
        await unlink(this.#path(token)).catch(() => undefined);
        return notKept('cancelled', source.name);
      }
      const placed = await this.#placing.add({ token, ...arrived });
      if ('code' in placed) throw toVaultError({ ...placed, path });
      return placed;
    } finally {
      await lane.drop();
    }
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  #path(token: string): string {
    return join(this.#caseFolder, incomingFolder, token);
  }
}

/** Undefined when every byte that was promised is on its way to the thread. */
async function send({ name, pieces, sizeBytes, signal, onBytes }: StreamSource, lane: Lane): Promise<NotKept | undefined> {
  let came = 0;
  for await (const piece of pieces) {
    if (signal?.aborted === true) break;
    came += piece.length;
    // The rest of it tells nothing new.
    if (came > sizeBytes) break;
    await lane.write(piece);
    onBytes?.(piece.length);
    if (lane.hasFailed) break;
  }
  if (signal?.aborted === true) return notKept('cancelled', name);
  if (came !== sizeBytes && !lane.hasFailed) return notKept('changed-while-read', name, { bytesRead: came, sizeBefore: sizeBytes });
  return undefined;
}

/** One result for each file. What breaks a whole group leaves it in incoming/, which the next open empties. */
async function place(crew: Crew, files: readonly ArrivedFile[]): Promise<(Kept | VaultFailureFacts)[]> {
  const operation = startOperation({});
  const { outcomes, failure } = await crew.run({ kind: 'place', operation: operation.memory, files }).finally(() => operation.end());
  const placed = new Map(outcomes.map(({ index, result }) => [index, result]));
  return files.map((_, index) => {
    const result = placed.get(index);
    if (result?.kept === true) return result;
    return failure ?? { code: 'vault-write-failed', path: incomingFolder, detail: 'it was not placed' };
  });
}
