import { z } from 'zod';
import { sha256Schema } from './digest.ts';

/** The forms of a bundle (FORMAT.md, "Bundle"). */
export const bundleForms = ['folder', 'zip'] as const;

/** The fingerprint of an Ed25519 key, as `ssh-keygen -l` prints it. */
export const fingerprintSchema = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/);

/** The document that tells what a bundle discloses; an entry of the log would be too short for a large one. */
export const disclosureSchema = z.strictObject({
  v: z.literal(1),
  items: z.array(sha256Schema),
  /** Numbers of the entries, in the log of the sender. */
  entries: z.array(z.int().nonnegative()),
  /** 128 random bits: an entry that goes on without this document tells its digest, from which nothing may be guessed. */
  salt: z.string().regex(/^[0-9a-f]{32}$/).optional(),
});
export type Disclosure = z.infer<typeof disclosureSchema>;

/**
 * The document that lists the files of a bundle that was taken in, beside the evidentiary copies, each kept bit for bit
 * under its digest: with it the bundle, without the copies, can be laid out again. Paths as they were in the bundle.
 */
export const bundleContentsSchema = z.strictObject({
  v: z.literal(1),
  bundle: sha256Schema,
  files: z.array(z.strictObject({ path: z.string(), sha256: sha256Schema, bytes: z.int().nonnegative() })),
});
export type BundleContents = z.infer<typeof bundleContentsSchema>;
