import { join } from 'node:path';
import { createCase, openCase, type Opened, type WritableCase } from '../src-main/engine/index.ts';
import { seededRandom, steppingClock } from './known-system.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const knownSystem = { clock: steppingClock(), random: seededRandom(7) };

/** A new case in a temporary folder. */
export async function temporaryCase(): Promise<string> {
  const folder = join(await temporaryFolder(), 'case');
  await createCase({ folder, title: 'Test', custodian: 'Tester', passphrase: undefined, ...knownSystem });
  return folder;
}

/** Work on a case and close it again. */
export async function working<T>(folder: string, act: (target: WritableCase) => Promise<T>): Promise<T> {
  const opened: Opened<WritableCase> = await openCase({ folder, ...knownSystem });
  try {
    return await act(opened.case);
  } finally {
    await opened.close();
  }
}
