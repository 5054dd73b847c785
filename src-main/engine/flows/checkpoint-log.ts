import type { SignedCheckpoint } from '../custody/checkpoints.ts';
import { newestCheckpoint } from '../db/tables/checkpoint.ts';
import { logSize } from '../db/tables/log-entry.ts';
import type { WritableCase } from './open-case.ts';

/** The newest checkpoint, and whether it was signed just now. */
export type CurrentCheckpoint = SignedCheckpoint & { isNew: boolean };

/**
 * A checkpoint over the log as it is. When nothing but its own entry has been recorded since the newest one, that one
 * stands: signing again would tell nobody anything.
 */
export async function checkpointLog(target: WritableCase): Promise<CurrentCheckpoint> {
  const newest = newestCheckpoint(target.db);
  if (newest !== undefined && newest.size >= logSize(target.db) - 1) return { ...newest, filed: true, isNew: false };
  const { signed } = await target.recordAndSign([]);
  return { ...signed, isNew: true };
}
