import { rm } from 'node:fs/promises';
import { canonicalBytes } from '../../format/canonical.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import { bundleExported } from '../custody/kinds/hand-over.ts';
import { encryptedTo, encryptWritten } from './export/encrypt-written.ts';
import { prepareExport, type ExportBundle, type PreparedExport } from './export/prepare-export.ts';
import { nameBundle } from './export/target.ts';
import { writeChecked, type WrittenBundle } from './export/write-checked.ts';
import type { WritableCase } from './open-case.ts';

export interface ExportedBundle {
  path: string;
  /** SHA-256 of its tag manifest: it names every byte of the bundle. */
  bundle: Sha256;
  form: 'folder' | 'zip';
  disclosure: 'whole' | 'selected';
  items: number;
  entries: number;
  /** Entries that its checkpoint covers. */
  checkpointSize: number;
  /** Files and bytes in it, before any encryption. */
  files: number;
  bytes: number;
  originals: boolean;
  /** Recipients, or the word `passphrase`. */
  encryptedTo?: string[];
  /** Why there is no PDF of the report although one was asked for. */
  noPdfBecause?: string;
  /** The entry of the log that tells of it. */
  entry: number;
}

/**
 * Write what was chosen as a bundle that anybody can check without Postquem (FORMAT.md, "Bundle"), and record it. It is
 * checked with its receiver's verifier before it gets its name; nothing is ever replaced. When it fails or is stopped,
 * nothing of it is left. Throws CaseError: those of the choice, `target-exists`, `target-full`, `age-recipient-invalid`,
 * `bundle-source-failed`, `bundle-not-whole`, `bundle-left-behind`, `export-stopped`, and those of disks and keys.
 * Memory: a path for each file, and the numbers of the entries.
 */
export async function exportBundle(target: WritableCase, wanted: ExportBundle): Promise<ExportedBundle> {
  const prepared = await orStopped(wanted, () => prepareExport(target, wanted));
  try {
    const written = await orStopped(wanted, () => writeChecked(target, prepared));
    if (wanted.age !== undefined) await orStopped(wanted, () => encryptWritten(prepared));
    const entry = await recordExport(target, prepared, written);
    await nameBundle(prepared.place, prepared.form === 'folder' ? 'folder' : 'file');
    return summary(prepared, written, entry);
  } catch (error) {
    // What is recorded stays where it is found whole; of anything else nothing may be left.
    if (!(error instanceof CaseError && error.code === 'bundle-left-behind')) await rm(prepared.place.partial, { recursive: true, force: true });
    throw error;
  } finally {
    if (wanted.age !== undefined) await rm(prepared.plainPath, { force: true });
  }
}

/** Record that the bundle was written: what cannot be recorded is not handed over. */
async function recordExport(target: WritableCase, { wanted, form, originals, checkpoint, plan }: PreparedExport, { bundle }: WrittenBundle): Promise<number> {
  const items = plan.selection.items.map(({ sha256 }) => sha256);
  const disclosure = await target.vault.keepDerivative(canonicalBytes({ v: 1, items, entries: plan.seqs, salt: Buffer.from(target.random.bytes(16)).toString('hex') }));
  const to = wanted.age === undefined ? {} : { encryptedTo: encryptedTo(wanted.age) };
  return target.record([
    bundleExported.draft({ bundle, disclosure, itemCount: items.length, entryCount: plan.seqs.length, checkpointSize: checkpoint.size, form, originals, ...to }),
  ]);
}

function summary({ wanted, form, originals, place, checkpoint, plan }: PreparedExport, { bundle, files, bytes, noPdfBecause }: WrittenBundle, entry: number): ExportedBundle {
  const { disclosure, items } = plan.selection;
  const to = wanted.age === undefined ? {} : { encryptedTo: encryptedTo(wanted.age) };
  return {
    path: place.path, bundle, form, disclosure, items: items.length, entries: plan.seqs.length, checkpointSize: checkpoint.size, files, bytes, originals, ...to, ...(noPdfBecause === undefined ? {} : { noPdfBecause }), entry,
  };
}

/** What a stop leads to is told as a stop, whatever it made fail. */
async function orStopped<T>({ signal }: ExportBundle, act: () => Promise<T>): Promise<T> {
  const refuseStopped = (cause?: unknown): void => {
    if (signal?.aborted === true) throw new CaseError('export-stopped', {}, { cause });
  };
  refuseStopped();
  const done = await act().catch((error: unknown) => {
    refuseStopped(error);
    throw error;
  });
  refuseStopped();
  return done;
}
