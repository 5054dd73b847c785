import { canonicalBytes } from '../../format/canonical.ts';
import type { FixityFinding } from '../../shared/fixity.ts';
import { toRecordText } from '../../shared/text.ts';
import { fixityChecked } from '../custody/kinds/fixity-checked.ts';
import { derivativesOfItem, pageOfDerivatives, type Derivative } from '../db/tables/derivative.ts';
import { pageOfItems, type Item } from '../db/tables/item.ts';
import type { KeptKind } from '../../format/case-folder.ts';
import { findItem } from './find-item.ts';
import type { WritableCase } from './open-case.ts';

export interface FixitySummary {
  /** Files read again: evidentiary copies, and what was made from them. */
  checked: number;
  bytes: number;
  findings: FixityFinding[];
}

interface CheckFixity {
  /** Items by name; none means every file the log answers for. */
  items: readonly string[];
  signal?: AbortSignal | undefined;
  onProgress?(progress: { bytes: number; ofBytes: number }): void;
}

/**
 * Read kept files again and compare each with its digest. What differs is a finding; the check and its result are
 * recorded. Throws CaseError `item-not-found`; the signal's reason when cancelled, and then nothing is recorded.
 */
export async function checkFixity(target: WritableCase, { items, signal, onProgress }: CheckFixity): Promise<FixitySummary> {
  const chosen = [...new Map(items.map((name) => findItem(target, name)).map((item) => [item.number, item])).values()];
  const files = chosen.length === 0 ? everyFile(target) : once(chosen.flatMap((item) => [originalOf(item), ...derivativesOfItem(target.db, item.number).map(asDerivative)]));
  const ofBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const summary: FixitySummary = { checked: 0, bytes: 0, findings: [] };
  const checked: { path: string; bytes: number }[] = [];
  const told = onProgress && ((bytes: number): void => onProgress({ bytes, ofBytes }));
  for await (const check of target.vault.checkFixity(files, { ...(signal ? { signal } : {}), ...(told ? { onProgress: told } : {}) })) {
    const { file, path } = check;
    checked.push({ path, bytes: file.bytes });
    summary.bytes += file.bytes;
    if (check.ok) continue;
    const { code, expected, actual } = check;
    summary.findings.push({ ...(file.item === null ? {} : { item: file.item }), path, code, expected, actual: toRecordText(actual) });
  }
  signal?.throwIfAborted();
  summary.checked = checked.length;
  const result = await target.vault.keepDerivative(canonicalBytes({ v: 1, checked, findings: summary.findings }));
  await target.record([
    fixityChecked.draft({
      scope: chosen.length === 0 ? 'all' : 'chosen',
      items: chosen.slice(0, 100).map((item) => item.sha256),
      checked: summary.checked,
      findingCount: summary.findings.length,
      result,
    }),
  ]);
  return summary;
}

interface KeptFile extends Derivative {
  kind: KeptKind;
}

function originalOf({ sha256, bytes }: Item): KeptFile {
  return { kind: 'original', sha256, bytes, item: sha256 };
}

function asDerivative(file: Derivative): KeptFile {
  return { ...file, kind: 'derivative' };
}

/** Every file that the log answers for. */
function everyFile({ db }: WritableCase): KeptFile[] {
  const originals = [...inPages((after) => pageOfItems(db, after, 1000), (item) => item.number)].map(originalOf);
  const derivatives = [...inPages((after) => pageOfDerivatives(db, after, 1000), (file) => file.id)].map(asDerivative);
  return once([...originals, ...derivatives]);
}

function* inPages<T>(pageAfter: (after: number) => T[], place: (row: T) => number): Generator<T> {
  for (let after = 0; ; ) {
    const page = pageAfter(after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield* page;
    after = place(last);
  }
}

/** Two items may share a file that was made from both. */
function once(files: KeptFile[]): KeptFile[] {
  return [...new Map(files.map((file) => [`${file.kind}/${file.sha256}`, file])).values()];
}
