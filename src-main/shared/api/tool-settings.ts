import { z } from 'zod';
import { pathSchema } from './path.ts';
import { route } from './route.ts';

/** Programs and files that a person can choose. */
export const choosable = ['ffmpeg', 'ffprobe', 'exiftool', 'browser', 'trustList'] as const;

const chosen = pathSchema.nullable();
const paths = { ffmpeg: chosen, ffprobe: chosen, exiftool: chosen, browser: chosen, trustList: chosen } as const;

/**
 * Paths that were chosen for outside programs, for the browser that prints reports and for the list of trusted signers of
 * Content Credentials; null: none was chosen, the usual places count. Kept in the file that the command line reads as well.
 */
export const toolChoicesSchema = z.strictObject(paths);
export type ToolChoices = z.infer<typeof toolChoicesSchema>;

export const toolSettingsSchema = z.strictObject({
  choices: toolChoicesSchema,
  /** Those set by an environment variable (`POSTQUEM_FFMPEG` ...): it counts, whatever is chosen here. */
  byEnvironment: z.partialRecord(z.enum(choosable), z.string()),
});
export type ToolSettingsAnswer = z.infer<typeof toolSettingsSchema>;

export const toolSettingsRoutes = {
  toolSettings: route('GET', '/api/tools/settings', { input: z.strictObject({}), output: toolSettingsSchema }),
  /**
   * Each chosen path is tried first, and nothing is kept unless all are usable: throws `argument-invalid` for one that is
   * not whole, `source-not-found`, `tool-missing`, `tool-too-old`, `tool-failed`. Tools count at once; the trust list
   * from the next opening of a case on.
   */
  saveToolSettings: route('PUT', '/api/tools/settings', { input: toolChoicesSchema, output: toolSettingsSchema }),
} as const;
