import { z } from 'zod';

/** The one line that the engine process is given on standard input. It ends when standard input does: with the main process. */
export const engineOrderSchema = z.strictObject({
  /** Path of the Unix socket, or name of the pipe, to listen on. */
  socket: z.string().min(1),
  /** Said with every request. */
  secret: z.string().min(32),
  settingsFile: z.string().min(1),
  /** Folder of the window's built page. */
  pageFolder: z.string().min(1),
});
export type EngineOrder = z.infer<typeof engineOrderSchema>;

/** The one line that the engine process says on standard output, when it listens. */
export const engineReadySchema = z.strictObject({ ready: z.literal(true) });
