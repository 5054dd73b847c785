import { oldestAnchor } from '../db/tables/anchor.ts';
import { newestCheckpoint } from '../db/tables/checkpoint.ts';
import { logSize } from '../db/tables/log-entry.ts';
import type { LogFork } from '../custody/fork-guard.ts';
import type { ReadableCase } from './open-case.ts';

/** What is known of a log without checking it: how long it is, how far it is signed, and since when others know of it. */
export interface CaseIntegrity {
  entries: number;
  /** Entries that the newest checkpoint covers. */
  signedSize: number;
  fork?: LogFork;
  oldestAnchor?: { size: number; genTime: string; authority: string };
}

/** Read what is known; nothing is verified here, and nothing that says so should be made of it. Cost: three lookups. */
export function integrityOfCase({ db, fork }: ReadableCase): CaseIntegrity {
  const anchor = oldestAnchor(db);
  return {
    entries: logSize(db),
    signedSize: newestCheckpoint(db)?.size ?? 0,
    ...(fork === undefined ? {} : { fork }),
    ...(anchor === undefined ? {} : { oldestAnchor: anchor }),
  };
}
