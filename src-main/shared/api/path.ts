import { z } from 'zod';

/** A path on this computer as a person chose it. No system has names with a zero byte: what follows it would be lost on the way. */
export const pathSchema = z.string().min(1).refine((path) => !path.includes('\0'), 'not a path: no file has such a name');
