import { bundleOfPart, partOfPath, seqOfEntryPath } from '../../../format/bundle/layout.ts';
import { payloadOf } from '../../../format/bundle/part.ts';
import { entryLimitBytes, readEntry, type Entry } from '../../../format/entry.ts';
import { itemsOf } from '../../../shared/acts.ts';
import { caseOpenedAct } from '../../../shared/acts/case-opened.ts';
import { custodianNamedAct } from '../../../shared/acts/custodian-named.ts';
import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import { bundleContentsSchema, type BundleContents } from '../../../shared/hand-over.ts';
import type { CaseDatabase } from '../../db/database.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { insertReceivedEntry, insertReceivedPart } from '../../db/tables/received.ts';
import type { ReadDocument, RecordedEntry } from '../kind.ts';

type Receiving = RecordedEntry<{ bundle: Sha256; contents: FileReference }>;

/** An entry that came along, with the file that holds it. */
interface CameAlong {
  seq: number;
  file: FileReference;
}

/**
 * The rows that follow from what came along with a bundle: each file as one that the log answers for, each part, and each
 * entry with the items that it names. The entries are a stranger's: one that cannot be read, or that stands under another
 * number than its own, leaves no row (the report of the bundle's check names it). Memory: the list of files.
 */
export function projectContents(db: CaseDatabase, { seq, payload }: Receiving, readDocument: ReadDocument): void {
  const text = new TextDecoder().decode(readDocument(payload.contents.sha256));
  const contents = bundleContentsSchema.parse(JSON.parse(text));
  for (const { sha256, bytes } of contents.files) insertDerivative(db, { file: { sha256, bytes }, seq, item: undefined });
  for (const [prefix, entries] of entriesByPart(contents)) {
    projectPart(db, { seq, prefix, bundle: bundleOfPart(prefix) ?? payload.bundle, entries }, readDocument);
  }
}

/** The entries in each part, ascending. */
function entriesByPart({ files }: BundleContents): Map<string, CameAlong[]> {
  const parts = new Map<string, CameAlong[]>();
  for (const { path, ...file } of files) {
    const prefix = partOfPath(path);
    const seq = prefix === undefined ? undefined : seqOfEntryPath(prefix, path);
    if (prefix === undefined || seq === undefined) continue;
    const entries = parts.get(prefix) ?? [];
    parts.set(prefix, entries);
    entries.push({ seq, file });
  }
  for (const entries of parts.values()) entries.sort((a, b) => a.seq - b.seq);
  return parts;
}

interface Part {
  /** The entry that tells of the bundle. */
  seq: number;
  prefix: string;
  bundle: Sha256;
  entries: readonly CameAlong[];
}

function projectPart(db: CaseDatabase, { seq, prefix, bundle, entries }: Part, readDocument: ReadDocument): void {
  const about = { log: '', title: '', custodian: null as string | null, custodianKey: null as string | null };
  for (const { seq: entrySeq, file } of entries) {
    const entry = file.bytes > entryLimitBytes ? undefined : entryIn(readDocument(file.sha256), entrySeq);
    if (entry === undefined) continue;
    const { at, type, payload } = entry;
    insertReceivedEntry(db, { seq, prefix, entrySeq, at, type, claimSeq: claimOf(entry), sha256: file.sha256 }, itemsOf(type, payload));
    if (about.log === '') about.log = entry.log;
    about.title ||= payloadOf(caseOpenedAct, entry)?.title ?? '';
    const named = payloadOf(custodianNamedAct, entry);
    about.custodian ??= named?.name ?? null;
    about.custodianKey ??= named?.keys.find(({ role }) => role === 'custodian')?.fingerprint ?? null;
  }
  insertReceivedPart(db, { seq, prefix, bundle, ...about });
}

function entryIn(bytes: Uint8Array, seq: number): Entry | undefined {
  const read = readEntry(bytes);
  return 'problem' in read || read.entry.seq !== seq ? undefined : read.entry;
}

/** The claim that an entry records or is about, by the number of its entry. */
function claimOf({ seq, type, payload }: Entry): number | null {
  if (type === 'claim-recorded') return seq;
  const claim = payload['claim'];
  return typeof claim === 'number' && Number.isSafeInteger(claim) ? claim : null;
}

