import { z } from 'zod';
import { collectionSchema } from '../collection.ts';
import { sha256Schema } from '../digest.ts';
import { route } from './route.ts';

/**
 * Files dropped into the window, sent to the engine one by one. The order of things:
 *
 * 1. `beginUpload` once for the whole drop. The same names, counts and collection again (after a reload, a cut, a killed
 *    engine) take the earlier upload up where it stopped: ask `uploadState` which files need not be sent again.
 * 2. `PUT uploadFilePath(...)` for each file, the `File` itself as body; several at once (6) are recorded together.
 *    Answered (`uploadedFileSchema`) once the file is durable and stands in the log; until then nothing of it counts.
 *    A PUT that was cut (or answered `upload-cut`, `upload-incomplete`) leaves nothing: send it again. The same content with the same
 *    path and time, sent again, keeps the receipt it has; two files that were dropped under one path are both sent, and both kept.
 *    Files of one drop that are alike in path, time and size are told apart by `n`. Which of them `uploadState` speaks of cannot
 *    be seen: send them all again. One with the content of another of them gets its receipt, and is counted as `sameAgain`.
 *    `request-invalid`, `upload-cut`, `upload-incomplete` and `upload-not-kept` are about this file only; with anything else (`upload-ended`,
 *    `no-such-upload`, `disk-full`, ...) the whole upload is over: stop sending.
 * 3. What the browser cannot read (vanished, no permission) is told with `tellNotReceived` or at the end, so that the gap is on record.
 * 4. `endUpload`. The job goes on while witnesses and keyframes are at work. `cancelJob` cancels at any time: what was recorded stays.
 *
 * An upload from which nothing is heard for `uploadSilenceMs` ends itself as interrupted (its job fails with `upload-interrupted`).
 */
export const uploadSilenceMs = 10 * 60_000;

/** Why a browser could not send a file. */
export const notSentReasons = ['vanished', 'permission-denied', 'read-error', 'changed-while-read', 'not-a-regular-file'] as const;

/** Bytes of a path in UTF-8: Linux's PATH_MAX; other systems allow less. */
const longestPathBytes = 4096;

/**
 * A path as it was dropped: names joined by `/`, from the dropped file or folder downwards, never absolute. Only a name in
 * the record; it is no place on the disk.
 */
export const droppedPathSchema = z
  .string()
  .refine((path) => new TextEncoder().encode(path).length <= longestPathBytes, 'longer than 4096 bytes')
  .refine((path) => path.split('/').every((name) => name !== '' && name !== '.' && name !== '..'), 'not a path as it was dropped: "folder/name"')
  .refine((path) => !path.includes('\0') && path.isWellFormed(), 'not a path as it was dropped: no file has such a name');

const uploadNamed = z.strictObject({ upload: z.string() });

/** At most 1,000 at a time: tell again for more. */
const notReceivedSchema = z.array(z.strictObject({ path: droppedPathSchema, reason: z.enum(notSentReasons), detail: z.string().max(500).optional() })).max(1000);

/** The question of the PUT of one file, as texts of an address. */
export const uploadFileQuerySchema = z.strictObject({
  path: droppedPathSchema,
  /** `File.lastModified`: milliseconds since 1970 UTC, whole. */
  modifiedAt: z.coerce.number().int().min(-8.64e15).max(8.64e15),
  /** `File.size`. A body of another length is refused. */
  bytes: z.coerce.number().int().min(0),
  /** Of several files with the same path, time and size in one drop each has another number; absent where it is the only one. */
  n: z.coerce.number().int().min(1).max(1_000_000).optional(),
});
export type UploadFileQuery = z.infer<typeof uploadFileQuerySchema>;

/** What the PUT of one file answers; errors travel as everywhere (`apiErrorSchema`). */
export const uploadedFileSchema = z.strictObject({
  sha256: sha256Schema,
  bytes: z.int(),
  /** The item's name in the window. */
  item: z.string(),
  /** False when the same bytes were kept before: this is a further receipt of them. */
  isNew: z.boolean(),
});
export type UploadedFile = z.infer<typeof uploadedFileSchema>;

/** For the server's router; the typed client uses `uploadFilePath`. */
export const uploadFileRoute = '/api/uploads/:upload/file';

/** Where the bytes of one file are PUT. */
export function uploadFilePath(upload: string, { path, modifiedAt, bytes, n }: UploadFileQuery): string {
  const about = new URLSearchParams({ path, modifiedAt: String(modifiedAt), bytes: String(bytes), ...(n === undefined ? {} : { n: String(n) }) });
  return `/api/uploads/${encodeURIComponent(upload)}/file?${about.toString()}`;
}

export const uploadRoutes = {
  beginUpload: route('POST', '/api/uploads', {
    input: z.strictObject({
      /** The names that were dropped: files and folders, without what is in the folders. Also what the tray calls it. */
      names: z.array(droppedPathSchema).min(1).max(1000),
      /** All files, those in folders too, and their bytes. */
      files: z.int().min(0),
      bytes: z.int().min(0),
      collection: collectionSchema,
    }),
    output: z.strictObject({ upload: z.string(), job: z.string() }),
  }),
  /** Which files are durably recorded: a page at a time, `after` is the `next` of the page before. */
  uploadState: route('GET', '/api/uploads/:upload', {
    input: z.strictObject({ upload: z.string(), after: z.coerce.number().int().min(0).optional() }),
    output: z.strictObject({
      job: z.string(),
      state: z.enum(['receiving', 'ended']),
      taken: z.array(z.strictObject({ path: z.string(), modifiedAt: z.number(), bytes: z.int() })),
      next: z.int().nullable(),
    }),
  }),
  tellNotReceived: route('POST', '/api/uploads/:upload/not-received', { input: uploadNamed.extend({ sources: notReceivedSchema }), output: z.strictObject({}) }),
  /** Everything was sent: nothing more is taken. Answered at once; the job tells what comes of it. */
  endUpload: route('POST', '/api/uploads/:upload/end', { input: uploadNamed.extend({ notReceived: notReceivedSchema.optional() }), output: z.strictObject({}) }),
} as const;
