import { z } from 'zod';
import { integritySchema } from './case.ts';
import { pathSchema } from './path.ts';
import { route } from './route.ts';

/** Care for the keys of the open case, and signing with them. */
export const keyRoutes = {
  /** Copy the key files into a new or empty folder, and record it. `locked`: they open with the passphrase of the case; else whoever reads them can sign. */
  backUpKeys: route('POST', '/api/keys/backup', { input: z.strictObject({ folder: pathSchema }), output: z.strictObject({ files: z.array(z.string()), locked: z.boolean() }) }),
  /**
   * Put both keys under a new passphrase, or take it off: `{without: true}` is the explicit choice. `old` is asked for where
   * the keys have one. Throws `passphrase-wrong`, `passphrase-needed`.
   */
  changePassphrase: route('POST', '/api/keys/passphrase', {
    input: z.union([z.strictObject({ old: z.string().optional(), new: z.string().min(1) }), z.strictObject({ old: z.string().optional(), without: z.literal(true) })]),
    output: z.strictObject({ locked: z.boolean() }),
  }),
  /** Sign the log as it stands. Where everything is signed already, nothing is added. */
  signNow: route('POST', '/api/checkpoint', { input: z.strictObject({}), output: integritySchema }),
} as const;
