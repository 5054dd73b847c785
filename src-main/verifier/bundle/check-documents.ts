import { documentsOf, postersOf, type NamedDocument } from '../../format/bundle/documents.ts';
import { itemOfOriginalPath, originalPath, ownPart } from '../../format/bundle/layout.ts';
import { parseDocument, payloadOf } from '../../format/bundle/part.ts';
import type { Entry } from '../../format/entry.ts';
import { itemReceivedAct } from '../../shared/acts/item-received.ts';
import { keyframesExtractedAct } from '../../shared/acts/keyframes-extracted.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { keyframeIndexSchema } from '../../shared/keyframes.ts';
import { readFile, type Bundle } from './bundle.ts';

/** What of the files beside the log was looked at. */
export interface CheckedFiles {
  documents: number;
  originals: number;
  /** Items that were received, by digest, with the name of the first receipt. */
  items: Map<Sha256, string>;
  /** Keyframe indexes that were read: many entries may name the same one. */
  indexes: Set<string>;
}

/** The files that an entry names: each there, with the digest by which it is named. */
export async function checkDocuments(bundle: Bundle, { prefix, entry, isWhole, checked }: { prefix: string; entry: Entry; isWhole: boolean; checked: CheckedFiles }): Promise<void> {
  const documents = documentsOf(prefix, entry);
  for (const document of documents) checkDocument(bundle, { document, entry, isWhole, checked });
  const received = payloadOf(itemReceivedAct, entry);
  if (received !== undefined && !checked.items.has(received.item)) {
    checked.items.set(received.item, received.name);
    if (prefix === ownPart) checkOriginal(bundle, { item: received.item, name: received.name, bytes: received.bytes, checked });
  }
  const index = payloadOf(keyframesExtractedAct, entry)?.index === undefined ? undefined : documents[0];
  if (index === undefined || checked.indexes.has(index.path) || !bundle.files.has(index.path)) return;
  checked.indexes.add(index.path);
  await checkPosters(bundle, { prefix, entry, index, isWhole, checked });
}

function checkDocument({ files, findings, explained }: Bundle, { document, entry, isWhole, checked }: { document: NamedDocument; entry: Entry; isWhole: boolean; checked: CheckedFiles }): void {
  const { path, file, needed } = document;
  const bytes = files.bytes(path);
  if (bytes === undefined) {
    if (needed === 'required' || isWhole) findings.find('document-missing', path, `a file with SHA-256 ${file.sha256}, named by entry ${entry.seq}`, 'none');
    return;
  }
  explained.add(path);
  checked.documents++;
  const listed = files.listedSha256(path);
  if (listed !== file.sha256 || bytes !== file.bytes) findings.find('document-differs', path, `SHA-256 ${file.sha256}, ${file.bytes} bytes, named by entry ${entry.seq}`, `SHA-256 ${listed ?? 'not listed'}, ${bytes} bytes`);
}

async function checkPosters(bundle: Bundle, { prefix, entry, index, isWhole, checked }: { prefix: string; entry: Entry; index: NamedDocument; isWhole: boolean; checked: CheckedFiles }): Promise<void> {
  const bytes = await readFile(bundle, index.path);
  const read = bytes && parseDocument(bytes, keyframeIndexSchema);
  if (read === undefined) {
    bundle.findings.find('document-unreadable', index.path, `the keyframe index named by entry ${entry.seq}`, 'something else');
    return;
  }
  for (const document of postersOf(prefix, read)) checkDocument(bundle, { document, entry, isWhole, checked });
}

function checkOriginal({ files, findings, explained }: Bundle, { item, name, bytes, checked }: { item: Sha256; name: string; bytes: number; checked: CheckedFiles }): void {
  const path = originalPath(item, name);
  const found = files.bytes(path);
  if (found === undefined) return;
  explained.add(path);
  checked.originals++;
  const listed = files.listedSha256(path);
  if (listed !== item || found !== bytes) findings.find('original-differs', path, `SHA-256 ${item}, ${bytes} bytes`, `SHA-256 ${listed ?? 'not listed'} as listed, ${found} bytes`);
}

/** Items whose evidentiary copy must be in the bundle and is not, where the bundle says that it holds them all. */
export function findMissingOriginals({ files, findings }: Bundle, items: ReadonlyMap<Sha256, string>): void {
  for (const [item, name] of items) {
    const path = originalPath(item, name);
    if (!files.has(path)) findings.find('original-missing', path, 'an evidentiary copy', 'none');
  }
}

/** The item that a file under `data/originals/` would be, for a finding about it. */
export function itemWords(path: string): string {
  const item = itemOfOriginalPath(path);
  return item === undefined ? 'a file that an entry or the layout accounts for' : `an item that an entry received (SHA-256 ${item})`;
}
