import { canonicalBytes, type Canonical } from '../../../format/canonical.ts';
import { findReference } from '../../db/tables/derivative.ts';
import { unfinishedImports } from '../../db/tables/import-run.ts';
import type { FileReference } from '../../../shared/digest.ts';
import { readKept } from '../../vault/read-kept.ts';
import type { WritableCase } from '../open-case.ts';

type Request = { readonly [field: string]: Canonical };

/**
 * Keep an import request as a document. The salt keeps what it names from being guessed from its digest, which goes along
 * with an item that leaves while the document stays.
 */
export function keepRequest(target: WritableCase, request: Request): Promise<FileReference> {
  const salt = Buffer.from(target.random.bytes(16)).toString('hex');
  return target.vault.keepDerivative(canonicalBytes({ ...request, salt }));
}

/** The newest import of the same request that was cut off before its end. A request that cannot be read is passed over. */
export async function findUnfinished(target: WritableCase, request: Request): Promise<number | undefined> {
  const wanted = textOf(request);
  for (const { seq, request: sha256 } of unfinishedImports(target.db)) {
    if ((await readRequest(target, sha256)) === wanted) return seq;
  }
  return undefined;
}

async function readRequest({ db, folder }: WritableCase, sha256: string): Promise<string | undefined> {
  try {
    const reference = findReference(db, sha256 as FileReference['sha256']);
    if (reference === undefined) return undefined;
    const bytes = await readKept(folder, reference, 'derivative');
    const { salt: _salt, ...request } = JSON.parse(bytes.toString('utf8')) as Request;
    return textOf(request);
  } catch {
    return undefined;
  }
}

function textOf(request: Request): string {
  return new TextDecoder().decode(canonicalBytes(request));
}
