import { join } from 'node:path';
import { keptPath, type KeptKind } from '../../format/case-folder.ts';
import { CaseError } from '../../shared/errors.ts';
import { sha256Text, type Sha256 } from '../../shared/digest.ts';
import { isAnsweredFor } from '../db/tables/derivative.ts';
import { findItemsByPrefix } from '../db/tables/item.ts';
import { mediaTypeOfDerivative } from '../db/tables/made-file.ts';
import type { ReadableCase } from './open-case.ts';

/** A kept file, to be shown. */
export interface NamedFile {
  /** Absolute. */
  path: string;
  sha256: Sha256;
  /** An evidentiary copy's name as received; of a derivative none. */
  name: string | undefined;
  /** What a derivative was recorded to be: a poster, a picture, a proxy; `text/plain` for everything else. */
  mediaType: string | undefined;
}

/** A file that the log names, by its digest, and by nothing that leads elsewhere. Throws CaseError `file-missing`. */
export function namedFile({ db, folder }: ReadableCase, kind: KeptKind, sha256: string): NamedFile {
  if (!sha256Text.test(sha256) || !isAnsweredFor(db, kind, sha256)) throw new CaseError('file-missing', { path: sha256.slice(0, 80) });
  const digest = sha256 as Sha256;
  const path = join(folder, keptPath(kind, digest));
  return kind === 'original'
    ? { path, sha256: digest, name: findItemsByPrefix(db, sha256, 1)[0]?.name, mediaType: undefined }
    : { path, sha256: digest, name: undefined, mediaType: mediaTypeOfDerivative(db, digest) ?? 'text/plain; charset=utf-8' };
}
