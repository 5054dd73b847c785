import type { KeptKind } from '../../../format/case-folder.ts';
import type { FileReference } from '../../../shared/digest.ts';

/** A file of the bundle that is kept in the case, and goes along as it is. */
export interface KeptToLeave extends FileReference {
  /** In the bundle. */
  path: string;
  kind: KeptKind;
}
