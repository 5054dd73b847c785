import { z } from 'zod';

/** A SHA-256 digest as 64 lower-case hexadecimal digits: the digest of record (FORMAT.md, section 1). */
export type Sha256 = string & { readonly __brand: 'Sha256' };

/** The digests that other people's lists may use; they are recorded beside SHA-256, never instead of it. */
export const otherDigestAlgorithms = ['sha512', 'sha1', 'md5'] as const;
export type OtherDigestAlgorithm = (typeof otherDigestAlgorithms)[number];

export const sha256Text = /^[0-9a-f]{64}$/;
export const sha256Schema = z
  .string()
  .regex(sha256Text)
  .transform((text) => text as Sha256);

/** Parse 64 lower-case hexadecimal digits; throws a ZodError on anything else. */
export function parseSha256(text: string): Sha256 {
  return sha256Schema.parse(text);
}

/** A large fact that lies beside the log and enters it by digest (FORMAT.md, section 1). */
export const fileReferenceSchema = z.strictObject({ sha256: sha256Schema, bytes: z.int().nonnegative() });
export type FileReference = z.infer<typeof fileReferenceSchema>;
