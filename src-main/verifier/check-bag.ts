import { openTagText, isUtf8 } from '../format/bag/encoding.ts';
import { readDeclaration } from '../format/bag/declaration.ts';
import type { BagInfoElement } from '../format/bag/bag-info.ts';
import { rulesOf } from '../format/bag/version.ts';
import { BagFiles } from './bag/bag-files.ts';
import { bagLimits, TooManyEntries, type Bag, type CheckBagOptions, type DeclaredBag } from './bag/bag.ts';
import { checkMetadata } from './bag/check-metadata.ts';
import { invalidCodes } from './bag/codes.ts';
import { compareDigests } from './bag/compare-digests.ts';
import { compareLists } from './bag/compare-lists.ts';
import { FileTable } from './bag/file-table.ts';
import { listFiles } from './bag/list-files.ts';
import { readFetch } from './bag/read-fetch.ts';
import { readManifests, type Manifest } from './bag/read-manifests.ts';
import { hasTagFile, readWhole } from './bag/read-tag-file.ts';
import { inOrder, Remarks, type BagFinding, type BagWarning } from './bag/remarks.ts';
import type { BagSource } from './bag/source.ts';

/** What the check of a bag found. */
export interface BagCheck {
  /** As bagit.txt says; undefined when it cannot be read, and then the rules of 1.0 were applied. */
  version: string | undefined;
  encoding: string | undefined;
  /** RFC 8493, section 3: everything required is there, and files and lists agree. */
  complete: boolean;
  /** Complete, and every digest of every manifest fits. Undefined when digests were left out. */
  valid: boolean | undefined;
  /** Regular files under `data` and their bytes. */
  payload: { files: number; bytes: number };
  tagFiles: number;
  /** Algorithms of the manifests, as named. */
  algorithms: { payload: string[]; tag: string[] };
  /** Files whose digests were compared. */
  digested: { files: number; bytes: number };
  /** What the bag says about itself. */
  info: BagInfoElement[];
  findings: BagFinding[];
  findingsNotListed: number;
  /** What the version allows and a reader should know; they change no verdict. */
  warnings: BagWarning[];
  warningsNotListed: number;
}

export interface InspectedBag {
  check: BagCheck;
  files: BagFiles;
}

/**
 * Check a bag of any version of BagIt, 0.93 to 1.0: complete, and valid. Findings are values; rejects with the signal's
 * reason when cancelled, and with what the source throws when it is broken. Nothing is fetched, no link is followed.
 *
 * Memory: see FileTable. For each file that is there or listed its name, about 70 bytes more, and the digests; measured
 * 190 MB for a million names of 72 characters in one manifest. No text of a manifest is held.
 * Cost: each listed file is read once for all its digests; manifests are read twice, for their lines and their digests.
 */
export async function checkBag(source: BagSource, options: CheckBagOptions = {}): Promise<BagCheck> {
  return (await inspectBag(source, options)).check;
}

/** The same, and what files there are, for whoever looks into the bag. */
export async function inspectBag(source: BagSource, options: CheckBagOptions = {}): Promise<InspectedBag> {
  const bag: Bag = { source, options, limits: options.limits ?? bagLimits, remarks: new Remarks(), payload: new FileTable(), tags: new FileTable() };
  const check = emptyCheck();
  let manifests: Manifest[] = [];
  try {
    manifests = await checkInto(bag, check);
  } catch (error) {
    if (!(error instanceof TooManyEntries)) throw error;
    bag.remarks.find('too-many-entries', 'bag', `at most ${bag.limits.entries}`, 'more');
  }
  return { check: withVerdict(bag, check), files: new BagFiles(bag, manifests) };
}

async function checkInto(bag: Bag, check: BagCheck): Promise<Manifest[]> {
  await listFiles(bag);
  check.payload = regularFiles(bag.payload);
  check.tagFiles = regularFiles(bag.tags).files;
  const declared = await declare(bag, check);
  const manifests = await readManifests(declared);
  check.algorithms = { payload: algorithmsOf(manifests, 'payload'), tag: algorithmsOf(manifests, 'tag') };
  await readFetch(declared, manifests);
  check.info = await checkMetadata(declared, check.payload);
  compareLists(declared, manifests);
  if (bag.options.listsOnly !== true) check.digested = await compareDigests(declared, manifests);
  return manifests;
}

function emptyCheck(): BagCheck {
  const none = { files: 0, bytes: 0 };
  return {
    version: undefined, encoding: undefined, complete: false, valid: false,
    payload: none, tagFiles: 0, algorithms: { payload: [], tag: [] }, digested: none, info: [],
    findings: [], findingsNotListed: 0, warnings: [], warningsNotListed: 0,
  };
}

/** The rules by which the rest is read: those of bagit.txt, or of 1.0 when it cannot be read. */
async function declare(bag: Bag, check: BagCheck): Promise<DeclaredBag> {
  const fallback: DeclaredBag = { ...bag, rules: rulesOf('1.0'), encoding: 'UTF-8' };
  if (!hasTagFile(bag, 'bagit.txt')) {
    bag.remarks.find('declaration-missing', 'bagit.txt', 'a file', 'none');
    return fallback;
  }
  const bytes = await readWhole(bag, 'bagit.txt');
  const read = bytes && readDeclaration(bytes);
  if (read === undefined) return fallback;
  if ('problem' in read) {
    const code = read.problem === 'version-unknown' ? 'version-unknown' : 'declaration-malformed';
    bag.remarks.find(code, 'bagit.txt', 'a version of BagIt and an encoding, on two lines', read.detail);
    return fallback;
  }
  check.version = read.version;
  check.encoding = read.encoding;
  return { ...bag, rules: rulesOf(read.version), encoding: knownEncoding(bag, read.encoding) };
}

function knownEncoding({ remarks }: Bag, encoding: string): string {
  if (openTagText(encoding) === undefined) {
    remarks.find('encoding-unknown', 'bagit.txt', 'an encoding that is known here', encoding);
    return 'UTF-8';
  }
  if (!isUtf8(encoding)) remarks.warn('encoding-not-utf8', 'bagit.txt', 'UTF-8', encoding);
  return encoding;
}

function regularFiles(table: FileTable): { files: number; bytes: number } {
  const sum = { files: 0, bytes: 0 };
  for (const [row, bytes] of table.bytes.entries()) {
    if (bytes < 0 || table.irregular.has(row)) continue;
    sum.files++;
    sum.bytes += bytes;
  }
  return sum;
}

function algorithmsOf(manifests: readonly Manifest[], kind: Manifest['kind']): string[] {
  return [...new Set(manifests.filter((manifest) => manifest.kind === kind).map(({ algorithm }) => algorithm))];
}

function withVerdict({ remarks, options }: Bag, check: BagCheck): BagCheck {
  const all = remarks.findings.length + remarks.findingsNotListed;
  const ofBytes = invalidCodes.reduce((sum, code) => sum + remarks.count(code), 0);
  return {
    ...check,
    complete: all === ofBytes,
    valid: options.listsOnly === true && all === 0 ? undefined : all === 0,
    findings: inOrder(remarks.findings),
    findingsNotListed: remarks.findingsNotListed,
    warnings: inOrder(remarks.warnings),
    warningsNotListed: remarks.warningsNotListed,
  };
}
