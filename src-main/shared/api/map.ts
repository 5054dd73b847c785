import { z } from 'zod';
import { recordedPlaceSchema, verdicts } from '../claim-record.ts';
import { apiErrorSchema } from './problem.ts';
import { route } from './route.ts';

const typed = z.string().max(4000);
const page = z.strictObject({ after: z.coerce.number().int().min(0).optional(), limit: z.coerce.number().int().min(1).max(2000).optional() });

/** One place that an item's file states; decimal text. */
export const itemOnMapSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  latitude: z.string(),
  longitude: z.string(),
  precisionM: z.string(),
  precisionBasis: z.enum(['digits', 'stated']),
  /** 0,0 is what a device writes without a fix: listed, never drawn. */
  nullIsland: z.boolean(),
  witnesses: z.array(z.string()),
});
export type ItemOnMap = z.infer<typeof itemOnMapSchema>;

export const claimOnMapSchema = z.strictObject({
  claim: z.string(),
  quote: z.string(),
  claimant: z.string(),
  verdict: z.enum(verdicts).nullable(),
  place: recordedPlaceSchema,
  /** The evidence that names the place; null where the claim itself does. */
  evidence: z.string().nullable(),
});
export type ClaimOnMap = z.infer<typeof claimOnMapSchema>;

/** A place that was typed, with every notation of it. */
export const readPlaceSchema = recordedPlaceSchema.extend({
  allNotations: z.strictObject({ decimal: z.string(), dms: z.string(), iso6709: z.string(), geo: z.string(), plusCode: z.string(), mgrs: z.string().optional() }),
});
export type ReadPlace = z.infer<typeof readPlaceSchema>;

export const agreementSchema = z.strictObject({ agree: z.boolean(), distanceM: z.string(), allowedM: z.string() });

const sunPosition = z.strictObject({ azimuth: z.number(), elevation: z.number() });
const crossings = z.strictObject({ rise: z.string().nullable(), set: z.string().nullable(), above: z.enum(['part-of-the-day', 'all-day', 'never']) });
const interval = z.strictObject({ from: z.string(), to: z.string() });
export type SunInterval = z.infer<typeof interval>;

export const toldSunSchema = z.strictObject({
  /** Where the sun stands at either end of the time's error, degrees; null for a whole day. */
  at: z.strictObject({ earliest: z.string(), latest: z.string(), sun: z.strictObject({ earliest: sunPosition, latest: sunPosition }), errorDeg: z.number() }).nullable(),
  daylight: z.strictObject({ day: z.string(), sun: crossings, civilTwilight: crossings }).nullable(),
});
export type ToldSun = z.infer<typeof toldSunSchema>;

/** No more intervals than this are told; how many there are is. */
export const mostIntervals = 1000;

export const foundSunSchema = z.strictObject({ from: z.string(), to: z.string(), count: z.int(), intervals: z.array(interval) });
export type FoundSun = z.infer<typeof foundSunSchema>;

/** The person's own tiles, by range (RFC 9110). */
export const tilesPath = '/api/map/tile-file';

const problem = apiErrorSchema.nullable();

export const mapRoutes = {
  /** Places that items state; `after` is what the page before gave as `next`. */
  itemsOnMap: route('GET', '/api/map/items', { input: page, output: z.strictObject({ items: z.array(itemOnMapSchema), next: z.int().nullable() }) }),
  /** Places of claims, and of evidence that stands. */
  claimsOnMap: route('GET', '/api/map/claims', { input: page, output: z.strictObject({ places: z.array(claimOnMapSchema), next: z.int().nullable() }) }),
  /** How a place would be read; that it cannot be is nothing unusual while one types. */
  tellPlace: route('POST', '/api/map/place', {
    input: z.strictObject({ text: typed, near: typed.optional(), agreesWith: typed.optional() }),
    output: z.strictObject({ reading: z.strictObject({ place: readPlaceSchema, other: readPlaceSchema.nullable(), agreement: agreementSchema.nullable() }).nullable(), problem }),
  }),
  tellSun: route('POST', '/api/map/sun', {
    input: z.strictObject({ place: typed, near: typed.optional(), when: typed, zone: typed.optional() }),
    output: z.strictObject({ reading: toldSunSchema.nullable(), problem }),
  }),
  /** The times of a range of dates at which what was measured fits. */
  searchSun: route('POST', '/api/map/sun-search', {
    input: z.strictObject({ place: typed, near: typed.optional(), during: typed, zone: typed.optional(), elevation: typed.optional(), azimuth: typed.optional(), shadowRatio: typed.optional() }),
    output: z.strictObject({ reading: foundSunSchema.nullable(), problem }),
  }),
  /** Whether the person's own tiles are there to be read. */
  mapTiles: route('GET', '/api/map/tiles', { input: z.strictObject({}), output: z.strictObject({ path: z.string().nullable(), bytes: z.int().nullable(), problem }) }),
} as const;
