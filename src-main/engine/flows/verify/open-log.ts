import { resolve } from 'node:path';
import { CaseError } from '../../../shared/errors.ts';
import { readIdentity, type LogIdentity } from '../../custody/log-identity.ts';
import { openForReading, type CaseDatabase } from '../../db/database.ts';

/** A log as it is found, before anything of it is believed. */
export interface LogToVerify {
  folder: string;
  db: CaseDatabase;
  /** The database file, for further connections. */
  file: string;
  identity: LogIdentity;
}

/** Open a case without relying on the rows that are to be checked. Throws CaseError `case-not-found`, `case-damaged`. */
export async function openLogToVerify(caseFolder: string): Promise<{ log: LogToVerify; close(): Promise<void> }> {
  const folder = resolve(caseFolder);
  const { db, file, close } = await openForReading(folder, ['log_entry']);
  try {
    const identity = readIdentity(db);
    if (identity === undefined) throw new CaseError('case-damaged', { folder, detail: 'neither its log nor its rows say which log it is' });
    return { log: { folder, db, file, identity }, close };
  } catch (error) {
    await close();
    if (error instanceof CaseError) throw error;
    throw new CaseError('case-damaged', { folder, detail: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}
