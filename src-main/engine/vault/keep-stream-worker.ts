/** The thread that digests and writes what streams bring, any number side by side. Started by keep-stream.ts. */
import { closeSync, openSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { RunningDigests } from './digests.ts';
import { BackgroundFlush, flushed } from './flush.ts';
import type { FromStreamWorker, StreamFailure, ToStreamWorker } from './keep-stream-messages.ts';
import { dropTemp } from './place.ts';
import { codeOf } from './source-file.ts';
import { vaultFailureOf } from './vault-failure.ts';
import { writeWhole } from './write-whole.ts';

function tell(message: FromStreamWorker): void {
  const blocks = message.kind === 'room' ? [message.block] : [];
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
  parentPort?.postMessage(message, blocks);
}

/** One file on its way into incoming/. After a failure only `drop` does anything. */
class Incoming {
  readonly #stream: number;
  readonly #temp: string;
  readonly #fd: number;
  readonly #flush: BackgroundFlush;
  readonly #digests = new RunningDigests([]);
  #bytes = 0;
  #isClosed = false;

  constructor(stream: number, temp: string) {
    this.#stream = stream;
    this.#temp = temp;
    // Read-only from the start: the descriptor may write, nobody after it.
    this.#fd = openSync(temp, 'wx', 0o444);
    this.#flush = new BackgroundFlush(this.#fd);
  }

  async write(block: ArrayBuffer, length: number): Promise<void> {
    const bytes = Buffer.from(block, 0, length);
    writeWhole(this.#fd, bytes, this.#bytes);
    this.#digests.update(bytes);
    this.#bytes += length;
    await this.#flush.wrote(length);
    tell({ kind: 'room', stream: this.#stream, block });
  }

  async finish(): Promise<void> {
    await this.#flush.settle();
    const error = await flushed(this.#fd);
    if (error) throw error;
    this.#isClosed = true;
    closeSync(this.#fd);
    tell({ kind: 'arrived', stream: this.#stream, digests: this.#digests.finish(), bytes: this.#bytes });
  }

  /** Never throws: what cannot be removed now is removed on the next open. */
  async drop(): Promise<void> {
    await this.#flush.drain();
    if (!this.#isClosed) closeSync(this.#fd);
    dropTemp(this.#temp);
  }
}

const streams = new Map<number, Incoming>();
/** What each stream is doing: its next message waits for it. */
const turns = new Map<number, Promise<void>>();

async function act(message: ToStreamWorker): Promise<void> {
  const { stream } = message;
  const incoming = streams.get(stream);
  if (message.kind === 'open') {
    streams.set(stream, new Incoming(stream, message.temp));
  } else if (message.kind === 'bytes') {
    await incoming?.write(message.block, message.length);
  } else if (message.kind === 'finish') {
    await incoming?.finish();
    streams.delete(stream);
  } else {
    await drop(stream);
    tell({ kind: 'dropped', stream });
  }
}

async function drop(stream: number): Promise<void> {
  const incoming = streams.get(stream);
  streams.delete(stream);
  await incoming?.drop();
}

async function actOrFail(message: ToStreamWorker): Promise<void> {
  try {
    await act(message);
  } catch (error) {
    const failure: StreamFailure = codeOf(error) === 'EFBIG' ? { code: 'too-large' } : vaultFailureOf(error, 'incoming');
    await drop(message.stream);
    tell({ kind: 'failed', stream: message.stream, failure });
  }
}

async function inTurn(message: ToStreamWorker): Promise<void> {
  const before = turns.get(message.stream);
  const now = before === undefined ? actOrFail(message) : before.then(() => actOrFail(message));
  turns.set(message.stream, now);
  await now;
  if (turns.get(message.stream) === now) turns.delete(message.stream);
}

parentPort?.on('message', (message: ToStreamWorker) => {
  void inTurn(message);
});
