import { derivativePath } from '../../format/case-folder.ts';
import type { FileReference } from '../../shared/digest.ts';
import { derivativeMade } from '../custody/kinds/derivative-made.ts';
import type { FullSizePicture } from './full-picture.ts';
import type { WritableCase } from './open-case.ts';

/**
 * Keep a full-size picture in the case, and record from which frame it was made and how. Returns the file, its path in
 * the case folder and the number of the entry. Throws CaseError `disk-full` or `vault-write-failed`.
 */
export async function keepPicture(
  target: WritableCase,
  { item, bytes, frame, recipe }: FullSizePicture,
): Promise<{ file: FileReference; path: string; entry: number }> {
  const file = await target.vault.keepDerivative(bytes);
  const entry = await target.record([derivativeMade.draft({ item, madeFor: 'full-picture', file, mediaType: 'image/png', recipe, frame })]);
  return { file, path: derivativePath(file.sha256), entry };
}
