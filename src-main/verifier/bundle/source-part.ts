import { readEntry, entryLimitBytes, type Entry } from '../../format/entry.ts';
import { entryPath, seqOfEntryPath } from '../../format/bundle/layout.ts';
import type { DisclosedPart } from '../../format/bundle/part.ts';
import { readFile, type Bundle } from './bundle.ts';

/** Entries are asked for in runs: the last few are kept. */
const mostKept = 256;

/** A part of a bundle, read from its files. */
export function sourcePart(bundle: Bundle, prefix: string, seqs: readonly number[]): DisclosedPart {
  const kept = new Map<number, Entry | undefined>();
  return {
    prefix,
    seqs,
    readEntry: async (seq) => {
      if (kept.has(seq)) return kept.get(seq);
      const entry = await entryOf(bundle, prefix, seq);
      if (kept.size >= mostKept) for (const oldest of kept.keys()) { kept.delete(oldest); break; }
      kept.set(seq, entry);
      return entry;
    },
    readDocument: (path) => readFile(bundle, path),
    holds: (path) => bundle.files.has(path),
  };
}

/** The exact bytes of an entry. */
export function readEntryBytes(bundle: Bundle, prefix: string, seq: number): Promise<Uint8Array | undefined> {
  return readFile(bundle, entryPath(prefix, seq), entryLimitBytes);
}

async function entryOf(bundle: Bundle, prefix: string, seq: number): Promise<Entry | undefined> {
  const bytes = await readEntryBytes(bundle, prefix, seq);
  const read = bytes && readEntry(bytes);
  return read === undefined || 'problem' in read ? undefined : read.entry;
}

/** The numbers of the entries that are in each part, ascending, by the part's prefix. */
export function entriesByPart({ files }: Bundle, prefixOf: (path: string) => string | undefined): Map<string, number[]> {
  const parts = new Map<string, number[]>();
  for (const path of files.paths('payload')) {
    const prefix = prefixOf(path);
    if (prefix === undefined) continue;
    const seqs = parts.get(prefix) ?? [];
    parts.set(prefix, seqs);
    const seq = seqOfEntryPath(prefix, path);
    if (seq !== undefined) seqs.push(seq);
  }
  for (const seqs of parts.values()) seqs.sort((a, b) => a - b);
  return parts;
}
