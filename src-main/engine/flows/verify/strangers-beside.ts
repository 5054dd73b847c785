import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointFile, databaseFile, incomingFolder, keptFolder, keysFolder, readMeFile } from '../../../format/case-folder.ts';
import type { VerificationFinding } from '../../../shared/verification.ts';
import { readSmallFile } from '../../custody/small-file.ts';
import type { CaseDatabase } from '../../db/database.ts';
import { readCaseInfo } from '../../db/tables/case-info.ts';
import { readMeFirst } from '../read-me-first.ts';

const names = new Set([
  databaseFile,
  `${databaseFile}-wal`,
  `${databaseFile}-shm`,
  checkpointFile,
  readMeFile,
  keptFolder('original'),
  keptFolder('derivative'),
  incomingFolder,
  keysFolder,
  'writer.lock',
  // SQLite makes and removes it while somebody takes or gives back the lock.
  'writer.lock-journal',
  'writer.owner',
]);
const mostTold = 1000;
const mostReadMeBytes = 1 << 16;

/**
 * What lies in a case folder beside the record: names that are none of its own, and a READ-ME-FIRST.txt that is not what
 * this version writes. An older version's text is told as well: which texts were ever written is not remembered here.
 * `database` holds the rows that replaying the log gave.
 */
export async function strangersBeside(folder: string, database: CaseDatabase): Promise<VerificationFinding[]> {
  const unknown = (await readdir(folder)).filter((name) => !names.has(name)).sort().slice(0, mostTold);
  const found = unknown.map((thing): VerificationFinding => ({ code: 'name-unknown', thing, expected: 'nothing but what a case is made of', actual: 'something else' }));
  const info = readCaseInfo(database);
  const actual = info === undefined ? undefined : readMeProblem(folder, readMeFirst(info.title));
  return actual === undefined ? found : [...found, { code: 'read-me-differs', thing: readMeFile, expected: 'the text that this version writes', actual }];
}

function readMeProblem(folder: string, expected: string): string | undefined {
  try {
    const text = readSmallFile(join(folder, readMeFile), mostReadMeBytes)?.toString('utf8');
    if (text === undefined) return 'no file';
    return text === expected ? undefined : 'another text';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
