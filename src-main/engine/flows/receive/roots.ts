import { readRoots, type PinnedRoot } from '../../../format/timestamp/certificates.ts';
import { CaseError } from '../../../shared/errors.ts';

/** Root certificates as a person gave them. Throws CaseError `roots-unreadable`. */
export async function readRootsPem(pem: string | undefined): Promise<readonly PinnedRoot[] | undefined> {
  if (pem === undefined) return undefined;
  const roots = await readRoots(pem);
  if ('problem' in roots) throw new CaseError('roots-unreadable', { detail: roots.problem });
  return roots;
}
