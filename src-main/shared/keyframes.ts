import { z } from 'zod';
import { fileReferenceSchema, sha256Schema } from './digest.ts';

/** A rational number as ffmpeg writes it, `1/90000`. */
const rational = z.string().regex(/^\d+\/\d+$/);

/** How the decoded frames were found. `key-packets` is the quick scan; `deep` decoded everything; see DESIGN.md, "Keyframes". */
export const scanBases = ['key-packets', 'deep', 'still'] as const;

export const keyframeSchema = z.strictObject({
  /** Presentation time in units of the index's time base. From the packet index and nothing else. */
  pts: z.int(),
  /** Byte position of the packet in the file; null when the container does not say. */
  position: z.int().nullable(),
  /** `key-packet`: flagged as key in the container; `shot`: first frame of a shot, found by a deep scan; `first`: the file flags none. */
  found: z.enum(['key-packet', 'shot', 'first']),
  /** What decoding gave; absent for frames that are indexed only (see `pictured` below). */
  decoded: z
    .strictObject({
      /** SHA-256 of the decoded planes, unrotated: `ffmpeg -f framehash -hash sha256` prints the same. Of a still decoded by libheif: of its RGB pixels as shown. */
      frameSha256: sha256Schema,
      /** PDQ hash of the picture as shown, 64 hexadecimal digits. */
      pdq: z.string().regex(/^[0-9a-f]{64}$/),
      /** PDQ quality, 0 to 100; below 50 a hash says little. */
      pdqQuality: z.int().min(0).max(100),
      /** A JPEG of at most 480 x 480 pixels, turned as a player shows it. */
      poster: fileReferenceSchema,
      /** Visually distinct from every distinct one before it (PDQ distance). */
      distinct: z.boolean(),
    })
    .optional(),
});
export type Keyframe = z.infer<typeof keyframeSchema>;

export const keyframeIndexSchema = z.strictObject({
  v: z.literal(1),
  basis: z.enum(scanBases),
  /** Stream number in the file. */
  stream: z.int().nonnegative(),
  /** Seconds per unit of pts; always given, `1/1` for stills. */
  timeBase: rational,
  /** Decoded size in pixels, before rotation; of a still decoded by libheif: as shown. */
  width: z.int().positive(),
  height: z.int().positive(),
  pixelFormat: z.string(),
  /** Clockwise degrees applied to pictures, not to digests. */
  rotation: z.strictObject({ degrees: z.int(), mirrored: z.boolean() }),
  /** Every key packet, in presentation order; `decoded` is missing where the cap left one out. */
  keyframes: z.array(keyframeSchema),
  /** How many key packets there are and how many were decoded for pictures. */
  indexed: z.int().nonnegative(),
  pictured: z.int().nonnegative(),
  /** The quick way (`fast`, `pipe`) or the slow, sure way (`sure`), and why when it was the latter. */
  way: z.enum(['fast', 'pipe', 'sure']),
  because: z.string().optional(),
  /** What a reader should know: broken tail, cap reached, no key flags ... one sentence each. */
  remarks: z.array(z.string()),
  recipe: z.strictObject({
    tool: z.string(),
    version: z.string(),
    /** Argument lists, one per process started; the file stands in them as its path inside the case folder. */
    arguments: z.array(z.array(z.string())),
    sourceSha256: sha256Schema,
  }),
});
/** The document that the log names by digest and that the keyframe rows are projected from. */
export type KeyframeIndex = z.infer<typeof keyframeIndexSchema>;
