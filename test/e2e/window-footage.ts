import { mkdir } from 'node:fs/promises';
import { systemClock, systemRandom } from '../../src-main/cli/system.ts';
import { createCase, importMedia, openCase, synthesiseDemoClips } from '../../src-main/engine/index.ts';

/** The footage of the demonstration: H.264, HEVC (which Chromium does not play), VP9, a still, a truncated file, a copy, a text. */
export async function makeFootage(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await synthesiseDemoClips(folder);
  return folder;
}

const means = { clock: systemClock, random: systemRandom };

/** A new case at a folder, with these files and folders received and examined. */
export async function makeCase(folder: string, paths: readonly string[], { title = 'Bridge at dawn', custodian = 'Olena K.', passphrase }: { title?: string; custodian?: string; passphrase?: string } = {}): Promise<string> {
  await createCase({ folder, title, custodian, affiliation: 'Field archive', passphrase, ...means });
  if (paths.length > 0) await receive(folder, paths);
  return folder;
}

/** Receive and examine files and folders into a case that nobody else has open. */
async function receive(folder: string, paths: readonly string[]): Promise<void> {
  const opened = await openCase({ folder, ...means });
  try {
    const { stoppedBy } = await importMedia(opened.case, {
      paths: paths.map((path) => Buffer.from(path)),
      collection: { receivedFrom: 'a witness', how: 'USB stick, by hand', notAvailable: [{ field: 'sourceUrl', why: 'it was never published' }] },
      alsoDigest: [],
      verifyCopy: 'by-source',
      keepOnly: false,
    });
    if (stoppedBy !== undefined) throw stoppedBy;
  } finally {
    await opened.close();
  }
}
