import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { UploadWish } from '../engine/index.ts';
import { uploadFileQuerySchema, uploadFileRoute, uploadRoutes, uploadSilenceMs, uploadedFileSchema, type UploadFileQuery } from '../shared/api/uploads.ts';
import { CaseError } from '../shared/errors.ts';
import { answer } from './answer.ts';
import type { Surface } from './surface.ts';
import { Upload } from './upload.ts';

/** Files dropped into the window. */
export function answerUploads(app: Hono, surface: Surface, silenceMs = uploadSilenceMs): void {
  const uploads = new Uploads(surface, silenceMs);
  answer(app, uploadRoutes.beginUpload, async (wish) => {
    const { id, job } = await uploads.begin(wish);
    return { upload: id, job };
  });
  answer(app, uploadRoutes.uploadState, ({ upload, after }) => uploads.named(upload).describe(after));
  answer(app, uploadRoutes.tellNotReceived, async ({ upload, sources }) => {
    await uploads.named(upload).tellNotReceived(sources);
    return {};
  });
  answer(app, uploadRoutes.endUpload, async ({ upload, notReceived = [] }) => {
    const named = uploads.named(upload);
    await named.tellNotReceived(notReceived);
    named.close('finished');
    return {};
  });
  app.put(uploadFileRoute, async (context) => {
    const upload = uploads.named(context.req.param('upload'));
    const file = fileOf(context);
    return context.json(uploadedFileSchema.parse(await upload.take(file, context.req.raw.body)));
  });
}

/** Which file is coming. Refused before a byte of it is read. */
function fileOf({ req }: Context): UploadFileQuery {
  const read = uploadFileQuerySchema.safeParse(req.query());
  if (!read.success) throw new CaseError('request-invalid', { detail: z.prettifyError(read.error).slice(0, 2000) });
  const length = req.header('content-length');
  if (length === undefined || Number(length) === read.data.bytes) return read.data;
  throw new CaseError('request-invalid', { detail: `${read.data.bytes} bytes are promised, and the body has ${length}` });
}

/** The uploads of the case that is open. */
class Uploads {
  readonly #surface: Surface;
  readonly #silenceMs: number;
  readonly #uploads = new Map<string, Upload>();
  /** Beginnings follow each other: two for the same files are one upload. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(surface: Surface, silenceMs: number) {
    this.#surface = surface;
    this.#silenceMs = silenceMs;
  }

  begin(wish: UploadWish): Promise<Upload> {
    const begun = this.#turn.then(() => this.#beginOne(wish));
    this.#turn = begun.catch(() => undefined);
    return begun;
  }

  async #beginOne(wish: UploadWish): Promise<Upload> {
    const target = this.#surface.cases.writable;
    for (const [id, upload] of this.#uploads) if (upload.target !== target) this.#uploads.delete(id);
    const same = [...this.#uploads.values()].find((upload) => upload.isOpen && isSameWish(upload.wish, wish));
    if (same !== undefined) return same;
    const upload = await Upload.begin(this.#surface, { target, wish, silenceMs: this.#silenceMs, number: this.#uploads.size });
    this.#uploads.set(upload.id, upload);
    return upload;
  }

  /** Throws CaseError `no-case-open` or `no-such-upload`. */
  named(id: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload === undefined || upload.target !== this.#surface.cases.readable) throw new CaseError('no-such-upload');
    return upload;
  }
}

function isSameWish(one: UploadWish, other: UploadWish): boolean {
  const text = ({ names, ...rest }: UploadWish): string => JSON.stringify([names.toSorted(), rest.files, rest.bytes, rest.collection]);
  return text(one) === text(other);
}
