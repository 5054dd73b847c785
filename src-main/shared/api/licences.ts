import { z } from 'zod';
import { route } from './route.ts';

const licenceSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** SPDX expression, as the package states it; null where it states none. */
  licence: z.string().nullable(),
  /** Who made it and where it comes from, as it says itself. */
  author: z.string().nullable(),
  homepage: z.string().nullable(),
  /** Texts of its licence files and notices, by their digests in `texts`: many packages share one. */
  texts: z.array(z.string()),
});

export const licencesSchema = z.strictObject({
  application: licenceSchema,
  /** Packages that are part of the application, by name. */
  packages: z.array(licenceSchema),
  /** Programs and data that are used beside them. */
  others: z.array(z.strictObject({ name: z.string(), licence: z.string(), about: z.string() })),
  /** Licence texts by SHA-256. */
  texts: z.record(z.string(), z.string()),
});
export type Licences = z.infer<typeof licencesSchema>;

export const licenceRoutes = {
  licences: route('GET', '/api/licences', { input: z.strictObject({}), output: licencesSchema }),
} as const;
