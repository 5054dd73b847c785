import { lstat, statfs } from 'node:fs/promises';
import { CaseError } from '../../../shared/errors.ts';
import type { ReadableCase } from '../open-case.ts';
import { keptBytes, keptFiles, type ExportPlan } from './plan.ts';

/** A file takes whole blocks on a disk. */
const blockBytes = 4096;
/** verify.html, the text, keys, lists: more than these ever take. */
const overheadBytes = 4 * 1024 * 1024;
/** A line of a manifest, and what a ZIP notes of a file. */
const lineBytes = 400;
/** What case.json, the graph and the report say of an item or an entry, roughly. */
const wordsBytes = 4096;

export interface RoomNeeded {
  /** Bytes of kept files, entries and proofs: the payload, but for what is made of them. */
  payload: number;
  /** What a disk should have free, on the safe side. */
  bytes: number;
}

/** How much a bundle will take. An estimate: what is made of the content is not made for it. Cost: the entries' lengths. */
export function roomNeeded({ db }: ReadableCase, plan: ExportPlan): RoomNeeded {
  const kept = keptBytes(plan);
  const { seqs, selection } = plan;
  const lengths = db.prepare('SELECT octet_length(bytes) FROM log_entry WHERE seq = ?').pluck();
  const proofBytes = 400 + 45 * Math.ceil(Math.log2(Math.max(2, seqs.at(-1) ?? 2)));
  let log = 0;
  for (const seq of seqs) log += Number(lengths.get(seq) ?? 0) + proofBytes;
  const payload = kept.originals + kept.documents + log;
  const files = keptFiles(plan).length + 2 * seqs.length;
  return { payload, bytes: payload + files * (blockBytes + lineBytes) + wordsBytes * (seqs.length + selection.items.length) + overheadBytes };
}

/** A disk that will be written to, and how much. */
interface Needed {
  folder: string;
  bytes: number;
}

/** Refuse when a disk has not room enough; what lies on one disk is added up. Throws CaseError `target-full`. */
export async function refuseFullDisks(all: readonly Needed[]): Promise<void> {
  const byDisk = new Map<number, Needed>();
  for (const { folder, bytes } of all) {
    const { dev } = await lstat(folder);
    byDisk.set(dev, { folder, bytes: bytes + (byDisk.get(dev)?.bytes ?? 0) });
  }
  for (const { folder, bytes } of byDisk.values()) {
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < bytes) throw new CaseError('target-full', { path: folder, needed: inMegabytes(bytes), free: inMegabytes(bavail * bsize) });
  }
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
