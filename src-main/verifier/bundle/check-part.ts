import { bundleOfPart, entryPath, ownPart, sizeOfConsistencyPath, sizeOfEarlierCheckpointPath } from '../../format/bundle/layout.ts';
import { outlinePart, type DisclosedPart, type PartOutline } from '../../format/bundle/part.ts';
import { toHex } from '../../format/bytes.ts';
import type { Entry } from '../../format/entry.ts';
import type { Sha256 } from '../../shared/digest.ts';
import type { Bundle } from './bundle.ts';
import { checkDocuments, type CheckedFiles } from './check-documents.ts';
import { checkAnchors, checkConsistency, checkHeld, type BundleAnchor } from './check-earlier.ts';
import { checkEntries, type CheckedEntries, type PartToCheck } from './check-entries.ts';
import { EntryReferences } from './check-references.ts';
import { checkKeyFiles, readCheckpoint, readIdentity, type PartIdentity } from './part-keys.ts';
import { sourcePart } from './source-part.ts';

/** What a bundle holds of one log, as far as it was checked. */
export interface CheckedPart {
  /** `data/`, or `data/received/<bundle>/`. */
  prefix: string;
  /** The bundle by which it had come to the sender. */
  bundle: Sha256 | undefined;
  log: string;
  title: string;
  custodian: { name: string; affiliation?: string; fingerprint: string };
  logKey: { fingerprint: string; verifierKey: string };
  /** What the signed checkpoint covers; absent when it does not hold. */
  checkpoint: { size: number; root: string } | undefined;
  entries: { disclosed: number } & CheckedEntries;
  items: number;
  claims: number;
  documents: number;
  originals: number;
  anchors: BundleAnchor[];
  /** Sizes of earlier checkpoints in the bundle that the log is shown to continue, and of those that the reader holds. */
  continues: number[];
  heldSizes: number[];
}

/** A part with what is needed to look into it. */
export interface LookedInto {
  checked: CheckedPart;
  part: DisclosedPart;
  outline: PartOutline;
  identity: PartIdentity;
  files: CheckedFiles;
}

/** Check what a bundle holds of one log. Gives nothing where it does not even say whose log it is; that is told. */
export async function checkPart(bundle: Bundle, prefix: string, { seqs, isWhole }: { seqs: readonly number[]; isWhole: boolean }): Promise<LookedInto | undefined> {
  const identity = await readIdentity(bundle, prefix);
  if (identity === undefined) return undefined;
  const files: CheckedFiles = { documents: 0, originals: 0, items: new Map(), indexes: new Set() };
  await checkKeyFiles(bundle, prefix, identity);
  const signed = await readCheckpoint(bundle, prefix, identity);
  const source = sourcePart(bundle, prefix, seqs);
  const checked = emptyPart(prefix, identity);
  checked.entries.disclosed = seqs.length;
  if (signed !== undefined) {
    const references = new EntryReferences(bundle, prefix, seqs);
    const toCheck: PartToCheck = { prefix, seqs, identity, checkpoint: signed.checkpoint, note: signed.note };
    checked.checkpoint = { size: signed.checkpoint.size, root: toHex(signed.checkpoint.root) };
    findMissingEntries(bundle, toCheck, isWhole);
    const accepted: Entry[] = [];
    const seen = await checkEntries(bundle, toCheck, async (entry) => {
      if (entry.type === 'anchor-accepted') accepted.push(entry);
      references.check(entry);
      await checkDocuments(bundle, { prefix, entry, isWhole, checked: files });
    });
    checked.entries = { disclosed: seqs.length, ...seen };
    references.end();
    checked.continues = await checkConsistency(bundle, toCheck, earlierSizes(bundle, prefix));
    checked.anchors = await checkAnchors(bundle, toCheck, { accepted, continued: checked.continues });
    if (prefix === ownPart) checked.heldSizes = await checkHeld(bundle, toCheck);
  }
  const outline = await outlinePart(source);
  return {
    checked: { ...checked, title: outline.title, items: outline.items.size, claims: outline.claims.size, documents: files.documents, originals: files.originals },
    part: source,
    outline,
    identity,
    files,
  };
}

function emptyPart(prefix: string, { log, custodian, logKey }: PartIdentity): CheckedPart {
  const { publicKey: _key, ...named } = custodian;
  return {
    prefix,
    bundle: bundleOfPart(prefix),
    log,
    title: '',
    custodian: named,
    logKey: { fingerprint: logKey.fingerprint, verifierKey: logKey.verifierKey },
    checkpoint: undefined,
    entries: { disclosed: 0, proved: 0, firstAt: undefined, lastAt: undefined },
    items: 0,
    claims: 0,
    documents: 0,
    originals: 0,
    anchors: [],
    continues: [],
    heldSizes: [],
  };
}

/** Who discloses a whole log discloses every entry up to the checkpoint; whoever selects, at least whose log it is. */
function findMissingEntries({ findings }: Bundle, { prefix, seqs, checkpoint }: PartToCheck, isWhole: boolean): void {
  const needed = isWhole ? checkpoint.size : 2;
  // Gap by gap: a signed size may be any number, and is not counted up to.
  let next = 0;
  for (const seq of [...seqs.filter((there) => there < needed), needed]) {
    if (seq > next) findings.find('entry-missing', entryPath(prefix, next), seq - next === 1 ? 'an entry' : `${seq - next} entries, to ${entryPath(prefix, seq - 1)}`, 'none');
    next = seq + 1;
  }
}

function earlierSizes({ files }: Bundle, prefix: string): number[] {
  const sizes = new Set<number>();
  for (const path of files.paths('payload')) {
    const size = sizeOfConsistencyPath(prefix, path) ?? sizeOfEarlierCheckpointPath(prefix, path);
    if (size !== undefined) sizes.add(size);
  }
  return [...sizes].sort((a, b) => a - b);
}
