import { Worker } from 'node:worker_threads';
import { CaseError } from '../../shared/errors.ts';
import type { FromStreamWorker, StreamFailure, ToStreamWorker } from './keep-stream-messages.ts';
import type { ArrivedFile } from './jobs.ts';

/** Bytes that go to the thread at a time. */
const blockBytes = 256 * 1024;
/** Blocks of one stream that may be on their way: its memory. */
const blocksAtOnce = 4;

type Arrived = Pick<ArrivedFile, 'digests' | 'bytes'>;

/** The thread that digests and writes streams: started with the first, at rest between them. */
export class StreamThread {
  readonly #lanes = new Map<number, Lane>();
  #worker: Worker | undefined;
  #next = 0;

  /** Begin a file of incoming/. */
  open(temp: string, sizeBytes: number): Lane {
    const stream = this.#next++;
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    const post = (message: ToStreamWorker): void => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
      worker.postMessage(message, message.kind === 'bytes' ? [message.block] : []);
    };
    const lane = new Lane({ stream, sizeBytes, post, onEnd: () => this.#ended(stream) });
    this.#lanes.set(stream, lane);
    post({ kind: 'open', stream, temp });
    return lane;
  }

  /** Ends the thread at once: callers cancel and await their streams first. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./keep-stream-worker.ts', import.meta.url), { execArgv: [] });
    worker.on('message', (message: FromStreamWorker) => this.#lanes.get(message.stream)?.hear(message));
    worker.on('error', (error) => this.#lost(error));
    worker.on('exit', () => this.#lost(new Error('the thread ended')));
    return worker;
  }

  #ended(stream: number): void {
    this.#lanes.delete(stream);
    if (this.#lanes.size === 0) this.#worker?.unref();
  }

  #lost(error: unknown): void {
    this.#worker = undefined;
    for (const lane of this.#lanes.values()) lane.lose(error);
  }
}

interface LaneStart {
  stream: number;
  sizeBytes: number;
  post(message: ToStreamWorker): void;
  onEnd(): void;
}

/** One stream on its way to the thread. */
export class Lane {
  readonly #start: LaneStart;
  readonly #free: ArrayBuffer[] = [];
  #made = 0;
  #block: Uint8Array | undefined;
  #filled = 0;
  #failure: StreamFailure | undefined;
  #lost: CaseError | undefined;
  #arrived: Arrived | undefined;
  #isOver = false;
  #wake: (() => void) | undefined;

  constructor(start: LaneStart) {
    this.#start = start;
  }

  /** Nothing more is worth sending: `finish` tells why. */
  get hasFailed(): boolean {
    return this.#failure !== undefined || this.#lost !== undefined;
  }

  /** Resolves when there is room for more. */
  async write(piece: Uint8Array): Promise<void> {
    for (let at = 0; at < piece.length && !this.hasFailed; ) {
      const block = (this.#block ??= await this.#room());
      const part = piece.subarray(at, at + block.length - this.#filled);
      block.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === block.length) this.#send();
    }
  }

  /** The file is durable in incoming/, or why the vault did not take it. */
  async finish(): Promise<Arrived | StreamFailure> {
    if (this.#filled > 0) this.#send();
    this.#start.post({ kind: 'finish', stream: this.#start.stream });
    while (this.#arrived === undefined && !this.hasFailed) await this.#news();
    if (this.#lost !== undefined) throw this.#lost;
    return this.#failure ?? (this.#arrived as Arrived);
  }

  /** The end of it, also after `finish`: a file that has not arrived is gone from incoming/ when this resolves. */
  async drop(): Promise<void> {
    if (this.#lost === undefined && this.#arrived === undefined) {
      this.#start.post({ kind: 'drop', stream: this.#start.stream });
      while (!this.#isOver && this.#lost === undefined) await this.#news();
    }
    this.#start.onEnd();
  }

  hear(message: FromStreamWorker): void {
    if (message.kind === 'room') this.#free.push(message.block);
    else if (message.kind === 'arrived') this.#arrived = { digests: message.digests, bytes: message.bytes };
    else if (message.kind === 'failed') this.#failure = message.failure;
    else this.#isOver = true;
    this.#wake?.();
  }

  lose(error: unknown): void {
    this.#lost = new CaseError('internal', { detail: String(error) }, { cause: error });
    this.#wake?.();
  }

  #send(): void {
    const block = this.#block?.buffer as ArrayBuffer;
    this.#start.post({ kind: 'bytes', stream: this.#start.stream, block, length: this.#filled });
    this.#block = undefined;
    this.#filled = 0;
  }

  /** After a failure any block will do: nothing is sent any more. */
  async #room(): Promise<Uint8Array> {
    while (this.#free.length === 0 && this.#made === blocksAtOnce && !this.hasFailed) await this.#news();
    const free = this.#free.pop();
    if (free !== undefined) return new Uint8Array(free);
    this.#made++;
    return new Uint8Array(Math.max(1, Math.min(blockBytes, this.#start.sizeBytes)));
  }

  #news(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}
