import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryCase } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { importInto } from './case-reading.ts';
import { writeClip } from './small-footage.ts';

/** A case with a clip of a second (i1: 96x64, time base 1/15360) and a text (i2). */
export async function reviewableCase(): Promise<string> {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  await writeClip(join(source, 'clip.mov'));
  writeFileSync(join(source, 'text.txt'), 'no footage');
  await importInto(folder, [source]);
  return folder;
}
