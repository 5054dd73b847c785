import { z } from 'zod';

/** The tools that read an item; each is a witness, none is believed more than another. */
export const witnessNames = ['ffprobe', 'mediainfo', 'exifr', 'c2pa', 'exiftool'] as const;
export const witnessNameSchema = z.enum(witnessNames);
export type WitnessName = z.infer<typeof witnessNameSchema>;

/** A decimal number as text: the record holds no floating point (FORMAT.md, section 1). */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

/** A recording time as the file states it. `utc` is absent when the file does not say its offset. */
export const statedTimeSchema = z.strictObject({
  /** The wall-clock reading as stated, `2019-07-24T18:25:40` with as many fraction digits as stated. */
  local: z.string().regex(/^-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/),
  /** `+10:00`, `Z`, or `unknown` where the file does not say. */
  offset: z.string().regex(/^(Z|[+-]\d\d:\d\d|unknown)$/),
  /** The same instant in UTC, ending in `Z`; only when the offset is known. */
  utc: z.string().endsWith('Z').optional(),
  /** Something odd about the reading, e.g. `epoch-zero` for a field that was never set. */
  doubt: z.string().optional(),
});
export type StatedTime = z.infer<typeof statedTimeSchema>;

export const positionSchema = z.strictObject({
  /** WGS 84 degrees, north positive. */
  latitude: decimal,
  /** WGS 84 degrees, east positive. */
  longitude: decimal,
  altitudeM: decimal.optional(),
  /** Half the last stated digit, in metres on the ground, or the file's own statement of its error. */
  precisionM: decimal,
  precisionBasis: z.enum(['digits', 'stated']),
  /** 0,0 is what a device writes when it has no fix: never a place. */
  nullIsland: z.boolean(),
});
export type Position = z.infer<typeof positionSchema>;

/** What a witness can say, by field. One entry per field: its normalised value's schema. */
export const factSchemas = {
  'media-kind': z.enum(['video', 'audio', 'image', 'other']),
  'container-format': z.string(),
  'recorded-at': statedTimeSchema,
  position: positionSchema,
  'device-make': z.string(),
  'device-model': z.string(),
  software: z.string(),
  encoder: z.string(),
  'video-codec': z.string(),
  'audio-codec': z.string(),
  /** Pixels as shown: after sample aspect ratio and rotation. */
  'display-size': z.strictObject({ width: z.int(), height: z.int() }),
  /** Degrees clockwise that a player turns the picture by, and whether it mirrors it (left-right, before turning). */
  rotation: z.strictObject({ degrees: z.int(), mirrored: z.boolean() }),
  'frame-rate': z.strictObject({ averageFps: decimal, variable: z.union([z.boolean(), z.literal('unknown')]) }),
  duration: z.strictObject({ seconds: decimal }),
  'edit-list': z.string(),
  audio: z.strictObject({ channels: z.int(), sampleRateHz: z.int() }),
  /** Apple's content identifier, which pairs a still with its movie. */
  'live-photo-id': z.string(),
  /** A sign that a platform has re-encoded the footage, in the witness's words. */
  'platform-reencode': z.string(),
  'content-credentials': z.strictObject({
    state: z.enum(['valid', 'invalid', 'untrusted-signer']),
    /** C2PA validation status codes that failed, e.g. `assertion.dataHash.mismatch`. */
    failures: z.array(z.string()),
    signer: z.string().optional(),
    claimGenerator: z.string().optional(),
    activeManifest: z.string().optional(),
  }),
  /** What is broken, in the witness's words. */
  damage: z.string(),
} as const;

export type FactField = keyof typeof factSchemas;
export type FactValue<F extends FactField> = z.infer<(typeof factSchemas)[F]>;
export const factFields = Object.keys(factSchemas) as FactField[];

/** One fact that a witness states. */
export type Observation = {
  [F in FactField]: {
    field: F;
    /** Where in the file it stands: `container`, `track 0`, `apple-quicktime`, `exif`, `gps`, `idit`, `xyz` ... */
    basis: string;
    /** The witness's own name for it, e.g. `format.tags.creation_time`. */
    path: string;
    /** The text exactly as the witness printed it. */
    raw: string;
    value: FactValue<F>;
  };
}[FactField];

const observationOf = <F extends FactField>(field: F) =>
  z.strictObject({ field: z.literal(field), basis: z.string(), path: z.string(), raw: z.string(), value: factSchemas[field] });

type ObservationSchemas = [ReturnType<typeof observationOf>, ...ReturnType<typeof observationOf>[]];

/** Told apart by the field, so that one schema is tried for each observation and not all of them. */
export const observationSchema = z.discriminatedUnion(
  'field',
  factFields.map(observationOf) as ObservationSchemas,
) as unknown as z.ZodType<Observation>;

/** `read`: it said something. `nothing`: it ran and found nothing of its kind. `failed`: it could not read the file. */
export const readingOutcomes = ['read', 'nothing', 'failed'] as const;

/** What one witness said about one file. */
export interface WitnessReading {
  witness: WitnessName;
  /** The tool's own version text. */
  version: string;
  /** The argument list, so that anybody can repeat it; the file stands in it as its path inside the case folder. */
  recipe: readonly string[];
  outcome: (typeof readingOutcomes)[number];
  /** One sentence when the outcome is `failed`. */
  problem?: string;
  /** The tool's report, byte for byte as it gave it. */
  raw: Uint8Array;
  observations: Observation[];
}

/** Two or more witnesses (or two places in one file) that state different things about the same field. */
export interface Disagreement {
  field: FactField;
  /** In words: what counts as equal, e.g. `2 s`. */
  tolerance: string;
  /** One group per distinct statement; each statement names who said it. */
  statements: { text: string; by: { witness: WitnessName; basis: string }[] }[];
}
