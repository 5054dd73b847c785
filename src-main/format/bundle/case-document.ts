import { anchorAcceptedAct } from '../../shared/acts/anchor.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { toHex } from '../bytes.ts';
import { canonicalBytes, type Canonical } from '../canonical.ts';
import { readCheckpointText } from '../checkpoint.ts';
import { readSignedNote } from '../signed-note.ts';
import { documentClaim } from './documented-claim.ts';
import { documentItem, documentTransfers } from './documented-item.ts';
import { bundleOfPart, partPaths } from './layout.ts';
import { outlinePart, payloadOf, type DisclosedPart, type PartOutline } from './part.ts';

/** A part with its outline, which takes one pass over its entries. */
export interface OutlinedPart {
  part: DisclosedPart;
  outline: PartOutline;
}

/** Outline the sender's own part and those received, in the order given. */
export async function outlineParts(parts: readonly DisclosedPart[]): Promise<OutlinedPart[]> {
  const outlined: OutlinedPart[] = [];
  for (const part of parts) outlined.push({ part, outline: await outlinePart(part) });
  return outlined;
}

/**
 * The text of `data/case.json` in pieces: canonical JSON of what is disclosed, put together from the entries and the
 * documents that they name, and from nothing else. A verifier makes it again and compares. The first part is the
 * sender's own. Throws NotCanonicalError where a document of a stranger holds what has no canonical form.
 * Memory: one item or claim at a time. Cost: each entry is read twice.
 */
export async function* caseDocument([own, ...received]: readonly OutlinedPart[]): AsyncGenerator<Uint8Array> {
  if (own === undefined) throw new RangeError('a bundle has a part of its own');
  yield* partDocument(own, async function* () {
    yield text('[');
    for (const [n, part] of received.entries()) {
      if (n > 0) yield text(',');
      yield* partDocument(part);
    }
    yield text(']');
  });
}

/** One part as an object, its members in the order of their names, as RFC 8785 asks. */
async function* partDocument({ part, outline }: OutlinedPart, received?: () => AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const bundle = bundleOfPart(part.prefix);
  const { custodian, log, title } = outline;
  yield text('{"anchors":');
  yield json(await documentAnchors(part, outline));
  if (bundle !== undefined) yield text(`,"bundle":"${bundle}"`);
  yield text(',"checkpoint":');
  yield json(await documentCheckpoint(part));
  yield* list('claims', outline.claims.keys(), (seq) => documentClaim(part, outline, seq));
  yield text(',"custodian":');
  yield json(custodian ?? null);
  yield* list('items', outline.items.keys(), (sha256: Sha256) => documentItem(part, outline, sha256));
  yield text(',"log":');
  yield json(log);
  if (received !== undefined) {
    yield text(',"received":');
    yield* received();
  }
  yield text(',"title":');
  yield json(title);
  yield text(',"transfers":');
  yield json(await documentTransfers(part, outline));
  yield text(',"v":1}');
}

async function* list<K, T>(name: string, keys: Iterable<K>, document: (key: K) => Promise<T | undefined>): AsyncGenerator<Uint8Array> {
  yield text(`,"${name}":[`);
  let isFirst = true;
  for (const key of keys) {
    const value = await document(key);
    if (value === undefined) continue;
    if (!isFirst) yield text(',');
    isFirst = false;
    yield json(value);
  }
  yield text(']');
}

/** What the log tells of its time stamps; a verifier checks the stamps themselves. */
async function documentAnchors(part: DisclosedPart, { anchors }: PartOutline): Promise<unknown[]> {
  const told: unknown[] = [];
  for (const seq of anchors) {
    const entry = await part.readEntry(seq);
    const accepted = payloadOf(anchorAcceptedAct, entry);
    if (entry !== undefined && accepted !== undefined) told.push({ ...accepted, entry: seq, at: entry.at });
  }
  return told;
}

/** How many entries the log has, and the root of its tree, as its checkpoint in the bundle says. */
export async function documentCheckpoint(part: DisclosedPart): Promise<{ size: number; root: string } | null> {
  const bytes = await part.readDocument(partPaths(part.prefix).checkpoint);
  const note = bytes && readSignedNote(bytes);
  if (note === undefined || 'problem' in note) return null;
  const checkpoint = readCheckpointText(note.text);
  return 'problem' in checkpoint ? null : { size: checkpoint.size, root: toHex(checkpoint.root) };
}

const utf8 = new TextEncoder();

function text(piece: string): Uint8Array {
  return utf8.encode(piece);
}

function json(value: unknown): Uint8Array {
  return canonicalBytes(value as Canonical);
}
