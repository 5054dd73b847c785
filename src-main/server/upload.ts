import { beginUpload, type UploadEnd, type UploadImport, type UploadWish, type WritableCase } from '../engine/index.ts';
import type { UploadFileQuery, UploadedFile } from '../shared/api/uploads.ts';
import { CaseError, toCaseError } from '../shared/errors.ts';
import type { JobReport, Work } from './jobs.ts';
import { itemTeller, notExamined } from './routes/job-answers.ts';
import type { Surface } from './surface.ts';

export interface NewUpload {
  target: WritableCase;
  wish: UploadWish;
  silenceMs: number;
  /** Of those of this case. */
  number: number;
}

/** The witnesses at work, which begins before there is anybody to tell. */
interface Examining {
  stop: AbortController;
  examined: number;
  onItem(): void;
}

/** One drop on its way in. It is closed once, by its end, a cancel, silence, or a case that cannot be written; then what is under way is awaited. */
export class Upload {
  readonly id: string;
  readonly target: WritableCase;
  readonly wish: UploadWish;
  readonly job: string;
  readonly #import: UploadImport;
  readonly #tellItems: () => void;
  readonly #tellItemsSoon: () => void;
  readonly #silence: NodeJS.Timeout;
  /** Gives up the files that are on their way. */
  readonly #giveUp = new AbortController();
  readonly #closed = Promise.withResolvers<undefined>();
  readonly #taking = new Set<Promise<unknown>>();
  #how: UploadEnd | undefined;
  #stoppedBy: CaseError | undefined;
  /** Files whose bytes have all come: the engine is at work, and no silence. */
  #keeping = 0;
  #bytes: number;
  #report: JobReport | undefined;
  #toExamine: number | undefined;

  /** Throws CaseError when nothing could be begun. */
  static async begin(surface: Surface, wanted: NewUpload): Promise<Upload> {
    const examining: Examining = { stop: new AbortController(), examined: 0, onItem: () => {} };
    const onItem = (): void => {
      examining.examined++;
      examining.onItem();
    };
    const isOpen = (): boolean => surface.cases.holds(wanted.target);
    const begun = await beginUpload(wanted.target, wanted.wish, { signal: examining.stop.signal, onItem }).catch((error: unknown) => {
      throw isOpen() ? error : new CaseError('no-case-open', {}, { cause: error });
    });
    if (!isOpen()) {
      // The case was closed meanwhile: its jobs have been ended, and this would be one that nobody ends.
      examining.stop.abort();
      await begun.end('finished').catch(() => undefined);
      throw new CaseError('no-case-open');
    }
    return new Upload(surface, { ...wanted, begun, examining });
  }

  private constructor(surface: Surface, { target, wish, silenceMs, number, begun, examining }: NewUpload & { begun: UploadImport; examining: Examining }) {
    this.id = `u${begun.entry}-${number}`;
    this.target = target;
    this.wish = wish;
    this.#import = begun;
    this.#bytes = begun.before.bytes;
    [this.#tellItems, this.#tellItemsSoon] = itemTeller(surface);
    this.#silence = setTimeout(() => this.#fellSilent(), silenceMs).unref();
    examining.onItem = () => this.#tellExamined(examining.examined);
    const run: Work['run'] = (report, signal) => {
      this.#report = report;
      this.#tellProgress();
      const cancel = (): void => {
        examining.stop.abort();
        this.close('cancelled');
      };
      signal.addEventListener('abort', cancel, { once: true });
      return this.#untilEnd();
    };
    this.job = surface.jobs.begin({ kind: 'import', about: wish.names.join(', ').slice(0, 500), unit: 'bytes', run, canRetry: false });
  }

  get isOpen(): boolean {
    return this.#how === undefined;
  }

  /** Take nothing more. What is on its way is awaited where the upload is `finished`, else given up. */
  close(how: UploadEnd): void {
    if (how !== 'finished') this.#giveUp.abort();
    this.#how ??= how;
    this.#closed.resolve(undefined);
  }

  describe(after: number | undefined) {
    this.#silence.refresh();
    return { job: this.job, state: this.isOpen ? ('receiving' as const) : ('ended' as const), ...this.#import.taken(after) };
  }

  /** Throws CaseError `upload-ended`. */
  async tellNotReceived(sources: Parameters<UploadImport['tellNotReceived']>[0]): Promise<void> {
    await this.#whileOpen(() => this.#import.tellNotReceived(sources));
    for (const { path, reason } of sources) this.#report?.notReceived({ name: path, reason });
  }

  /** Throws CaseError `upload-ended`, `upload-cut`, `upload-incomplete`, `upload-not-kept`, and what ends the whole upload: `disk-full` and the like. */
  async take(file: UploadFileQuery, body: ReadableStream<Uint8Array> | null): Promise<UploadedFile> {
    const taken = await this.#whileOpen(() => this.#takeOne(file, body));
    this.#tellItemsSoon();
    return taken;
  }

  async #whileOpen<T>(act: () => Promise<T>): Promise<T> {
    if (!this.isOpen) throw new CaseError('upload-ended');
    this.#silence.refresh();
    const acting = act();
    this.#taking.add(acting);
    try {
      return await acting;
    } catch (error) {
      this.#stopIfLost(error);
      throw error;
    } finally {
      this.#silence.refresh();
      this.#taking.delete(acting);
    }
  }

  /** What is about one file leaves the others alone; anything else would meet them as well. */
  #stopIfLost(error: unknown): void {
    const known = toCaseError(error);
    if (known.code.startsWith('upload-')) return;
    this.#stoppedBy ??= known;
    this.close('stopped');
  }

  async #takeOne({ path, modifiedAt, bytes, n }: UploadFileQuery, body: ReadableStream<Uint8Array> | null): Promise<UploadedFile> {
    let came = 0;
    const count = (more: number): void => {
      came += more;
      this.#bytes += more;
      if (more > 0 && came === bytes) this.#keeping++;
      this.#tellProgress();
    };
    try {
      if (bytes === 0) this.#keeping++;
      const pieces = piecesOf(body, { name: path, signal: this.#giveUp.signal, onPiece: () => this.#silence.refresh() });
      const taken = await this.#import.take({ path, modifiedAtMs: modifiedAt, bytes, n, pieces, signal: this.#giveUp.signal, onBytes: count });
      if ('id' in taken) return { sha256: taken.sha256, bytes: taken.bytes, item: taken.id, isNew: taken.newItem };
      if (taken.recorded) this.#report?.notReceived({ name: path, reason: taken.reason });
      throw notTaken(taken.reason, { path, bytes });
    } catch (error) {
      // It counts when it is sent again.
      this.#bytes -= came;
      throw error;
    } finally {
      if (came === bytes) this.#keeping--;
    }
  }

  #tellProgress(): void {
    if (this.isOpen) this.#report?.progress({ done: this.#bytes, of: Math.max(this.#bytes, this.wish.bytes), unit: 'bytes' });
  }

  /** While files come, progress counts their bytes. */
  #tellExamined(examined: number): void {
    this.#tellItemsSoon();
    if (this.isOpen) return;
    this.#toExamine ??= examined + notExamined(this.target);
    this.#report?.progress({ done: examined, of: this.#toExamine, unit: 'items' });
  }

  #fellSilent(): void {
    if (this.#keeping > 0) this.#silence.refresh();
    else this.close('interrupted');
  }

  /** What was given up after the page had said that it was all has not come. */
  #howItEnded(): UploadEnd {
    if (this.#stoppedBy !== undefined) return 'stopped';
    return this.#how === 'finished' && this.#giveUp.signal.aborted ? 'interrupted' : (this.#how ?? 'finished');
  }

  async #untilEnd(): Promise<Record<string, number>> {
    await this.#closed.promise;
    await Promise.allSettled(this.#taking);
    clearTimeout(this.#silence);
    const how = this.#howItEnded();
    const { examination, sameAgain, ...counts } = await this.#import.end(how);
    this.#tellItems();
    const received = counts.received + counts.receivedBefore;
    if (this.#stoppedBy !== undefined) throw this.#stoppedBy;
    if (how === 'interrupted') throw new CaseError('upload-interrupted', { received, files: this.wish.files });
    const notSent = Math.max(0, this.wish.files - received - sameAgain - counts.notReceived);
    const examined = { examined: examination.examined, notExamined: examination.failed.length };
    return { ...counts, ...(sameAgain > 0 ? { sameAgain } : {}), ...examined, ...(notSent > 0 && how === 'finished' ? { notSent } : {}) };
  }
}

function notTaken(reason: string, { path: name, bytes: promised }: { path: string; bytes: number }): CaseError {
  if (reason === 'cancelled') return new CaseError('upload-ended');
  if (reason === 'changed-while-read') return new CaseError('upload-incomplete', { name, promised });
  return new CaseError('upload-not-kept', { name, reason });
}

/** A body piece by piece, until it ends or is given up. Throws CaseError `upload-cut` when its sender goes away. */
async function* piecesOf(
  body: ReadableStream<Uint8Array> | null,
  { name, signal, onPiece }: { name: string; signal: AbortSignal; onPiece(): void },
): AsyncGenerator<Uint8Array, void, void> {
  const reader = body?.getReader();
  const cancel = (): void => void reader?.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      const read = signal.aborted ? undefined : await reader?.read();
      if (read === undefined || read.done) return;
      onPiece();
      yield read.value;
    }
  } catch (error) {
    throw new CaseError('upload-cut', { name }, { cause: error });
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}
