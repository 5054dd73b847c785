import { afterAll } from 'vitest';
import { importMedia, openCase, type Opened, type WritableCase } from '../../../src-main/engine/index.ts';
import { knownSystem, temporaryCase } from '../../temporary-case.ts';

/** Makes a case that stays open for a whole test file: many small acts, one opening. */
export function openedCase(): () => Promise<WritableCase> {
  const made: Opened<WritableCase>[] = [];
  afterAll(async () => {
    for (const { close } of made.splice(0)) await close();
  });
  return async () => {
    const opened = await openCase({ folder: await temporaryCase(), ...knownSystem });
    made.push(opened);
    return opened.case;
  };
}

/** Take files in, without asking any witness. */
export async function importFiles(target: WritableCase, paths: readonly string[]): Promise<void> {
  await importMedia(target, { collection: {}, alsoDigest: [], verifyCopy: 'by-source', keepOnly: true, paths: paths.map((path) => Buffer.from(path)) });
}
