import { tagManifestPath } from '../../../format/bundle/layout.ts';
import { toHex } from '../../../format/bytes.ts';
import { canonicalBytes } from '../../../format/canonical.ts';
import type { FileReference } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
import type { BundleContents } from '../../../shared/hand-over.ts';
import { toRecordText } from '../../../shared/text.ts';
import { UnreadableFile } from '../../../verifier/bag/source.ts';
import { sha256 } from '../../custody/sha256.ts';
import type { WritableCase } from '../open-case.ts';
import type { CheckedIncoming } from './check-incoming.ts';
import type { BundleFile } from './list-bundle.ts';
import type { OpenBundle } from './open-bundle.ts';

/** So many files, or so many bytes of them, are made durable together. */
const batchFiles = 512;
const batchBytes = 32 * 1024 * 1024;

export interface KeepContents {
  bundle: OpenBundle;
  checked: CheckedIncoming;
  files: readonly BundleFile[];
  signal?: AbortSignal | undefined;
  onKept?: ((bytes: number) => void) | undefined;
}

/**
 * Keep every file of a bundle but the evidentiary copies, bit for bit, each under its digest, and the document that lists
 * them. Files that cannot be read are left out; the check has named them. Memory: a batch, and the list.
 * Throws CaseError `bundle-changed` when a file is not what was checked, `disk-full` or `vault-write-failed`.
 */
export async function keepContents(target: WritableCase, { bundle, checked, files, signal, onKept }: KeepContents): Promise<FileReference> {
  const contents: BundleContents = { v: 1, bundle: checked.bundle, files: [] };
  let batch: { path: string; bytes: Uint8Array }[] = [];
  let [waiting, kept] = [0, 0];
  const keepBatch = async (): Promise<void> => {
    const references = await target.vault.keepDerivatives(batch.map(({ bytes }) => bytes));
    for (const [n, reference] of references.entries()) {
      contents.files.push({ path: toRecordText(batch[n]?.path ?? ''), ...reference });
    }
    onKept?.((kept += waiting));
    [batch, waiting] = [[], 0];
  };
  for (const file of files) {
    signal?.throwIfAborted();
    const bytes = await readWhole(bundle, file);
    if (bytes === undefined) continue;
    refuseChanged(checked, file.path, bytes);
    batch.push({ path: file.path, bytes });
    waiting += bytes.length;
    if (batch.length >= batchFiles || waiting >= batchBytes) await keepBatch();
  }
  await keepBatch();
  return target.vault.keepDerivative(canonicalBytes(contents));
}

/** What was checked is what is kept: a folder on a stick can be changed in between. Where findings are known, so is the change. */
function refuseChanged({ faults, files, bundle }: CheckedIncoming, path: string, bytes: Uint8Array): void {
  const expected = path === tagManifestPath ? bundle : files.listedSha256(path);
  if (faults === 0 && expected !== undefined && expected !== toHex(sha256(bytes))) throw new CaseError('bundle-changed', { path });
}

async function readWhole({ source }: OpenBundle, { path, bytes: most }: BundleFile): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of source.read(path)) {
      length += piece.length;
      if (length > most) throw new CaseError('bundle-changed', { path });
      // A source may use its buffer again.
      pieces.push(piece.slice());
    }
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
  return Buffer.concat(pieces);
}
