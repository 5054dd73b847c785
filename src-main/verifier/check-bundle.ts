import { bagInfoValues, carriedValue, type BagInfoElement } from '../format/bag/bag-info.ts';
import { readManifestName } from '../format/bag/algorithms.ts';
import type { OutlinedPart } from '../format/bundle/case-document.ts';
import {
  bagInfoPath, bundleLabels, bundleSignaturePath, caseDocumentPath, caseGraphPath, entryPath, howToCheckPath, ownPart, partOfPath, reportHtmlPath, reportPdfPath, partPaths, tagManifestPath, verifierPagePath,
} from '../format/bundle/layout.ts';
import { toHex } from '../format/bytes.ts';
import type { BagSource } from './bag/source.ts';
import type { BagFiles } from './bag/bag-files.ts';
import { inspectBag, type BagCheck, type InspectedBag } from './check-bag.ts';
import { noteLimitBytes, readFile, type Bundle, type CheckBundleOptions } from './bundle/bundle.ts';
import type { BundleCheck, BundleInfo } from './bundle/bundle-check.ts';
import { checkCaseDocument } from './bundle/check-case-document.ts';
import { findMissingOriginals, itemWords } from './bundle/check-documents.ts';
import { checkPart, type LookedInto } from './bundle/check-part.ts';
import { checkReceived } from './bundle/check-received.ts';
import { checkTagSignature, type TagSignature } from './bundle/check-tag-signature.ts';
import { BundleFindings, type BundleFinding } from './bundle/codes.ts';
import { entriesByPart } from './bundle/source-part.ts';
import { bundleStatement } from './bundle/statement.ts';

export type { BundleCheck, BundleInfo } from './bundle/bundle-check.ts';

/** A bundle that was checked, and a way to look into it. */
export interface CheckedBundle {
  check: BundleCheck;
  /** The parts that could be read; facts for people come from these alone. */
  contents: OutlinedPart[];
}

/** Whether a bag says of itself that it is a bundle, or holds what only a bundle holds. */
export function isBundle(info: readonly BagInfoElement[], files?: Pick<BagFiles, 'has'>): boolean {
  const says = bagInfoValues({ elements: [...info], malformed: [] }, bundleLabels.version).length > 0;
  return says || (files !== undefined && bundleMarks.some((path) => files.has(path)));
}

/** By these a bundle is known whose bag-info.txt was altered, so that nobody takes it for a bag that was never signed. */
export const bundleMarks: readonly string[] = [bundleSignaturePath, partPaths(ownPart).checkpoint, entryPath(ownPart, 0), caseDocumentPath];

/**
 * Check a bundle (FORMAT.md, "Bundle") as an outsider: with nothing but its files, the reader's pin and the reader's root
 * certificates. Findings are values; what the bag has against it stands in `bag`. Rejects with the signal's reason when
 * cancelled, and with what the source throws when it is broken.
 *
 * Memory: that of checkBag; a number for each entry and each path; one document at a time. Cost: each file is digested
 * once; each entry is read three times, with a proof of about log2(n) hashes.
 */
export async function checkBundle(source: BagSource, options: CheckBundleOptions): Promise<CheckedBundle> {
  const { listsOnly = false, signal, onProgress } = options;
  const inspected = await inspectBag(source, { strictNames: true, listsOnly, signal, ...(onProgress === undefined ? {} : { onProgress }) });
  return judgeBundle(source, inspected, options);
}

/** The same for a bag whose files were looked at before: with another pin or other roots nothing is digested again. */
export async function judgeBundle(source: BagSource, { check: bag, files }: InspectedBag, options: CheckBundleOptions): Promise<CheckedBundle> {
  const bundle: Bundle = { source, files, options, findings: new BundleFindings(), explained: new Set([caseGraphPath, reportHtmlPath, reportPdfPath]) };
  const info = readInfo(bag.info);
  const signature = await checkTagSignature(bundle, { manifest: tagManifestPath, signature: bundleSignaturePath });
  await findUnprotectedTags(bundle);
  const looked = await checkParts(bundle, info);
  const [own] = looked;
  judgeSignature(bundle, signature, own);
  const pinned = judgePin(bundle, own);
  if (own !== undefined) {
    await judgeInfo(bundle, { bag, info, own });
    await checkReceived(bundle, looked);
    await checkCaseDocument(bundle, looked);
  }
  // Where not even the sender's own log can be read, nothing could be explained.
  if (own !== undefined) findUnexplained(bundle);
  const outcome = {
    bag, bundle: signature.bundle, faultsAround: 0, info, signature, pinned, parts: looked.map(({ checked }) => checked), findings: inOrder(bundle.findings.listed), findingsNotListed: bundle.findings.notListed,
  };
  return { check: { ...outcome, ...bundleStatement(outcome) }, contents: looked };
}

/** The same, with what was found about the ZIP that the bundle lies in: with any findings there, nothing is proved. */
export function withFaultsAround(check: BundleCheck, faultsAround: number): BundleCheck {
  const outcome = { ...check, faultsAround };
  return { ...outcome, ...bundleStatement(outcome) };
}

function readInfo(elements: readonly BagInfoElement[]): BundleInfo {
  // Said twice is not said: readers would differ in which of the two counts.
  const value = (label: string): string | undefined => {
    const values = bagInfoValues({ elements: [...elements], malformed: [] }, label);
    return values.length > 1 ? `said ${values.length} times` : values[0];
  };
  const { version, log, disclosure, originals, checkpoint } = bundleLabels;
  return { version: value(version), log: value(log), disclosure: value(disclosure), originals: value(originals), checkpoint: value(checkpoint) };
}

/** Parts by their prefixes, the sender's own first. */
async function checkParts(bundle: Bundle, info: BundleInfo): Promise<LookedInto[]> {
  const parts = entriesByPart(bundle, partOfPath);
  const received = [...parts.keys()].filter((prefix) => prefix !== ownPart).sort();
  const looked: LookedInto[] = [];
  for (const prefix of [ownPart, ...received]) {
    const isWhole = prefix === ownPart && info.disclosure === 'whole';
    const one = await checkPart(bundle, prefix, { seqs: parts.get(prefix) ?? [], isWhole });
    if (one !== undefined) looked.push(one);
    // Without the sender's own part nothing says why the others are here.
    else if (prefix === ownPart) return [];
  }
  return looked;
}

/** Everything but the signature must be under the signature. */
async function findUnprotectedTags({ files, findings }: Bundle): Promise<void> {
  const known = new Set(['bagit.txt', bagInfoPath, verifierPagePath, howToCheckPath]);
  for (const path of files.paths('tag')) {
    if (path === bundleSignaturePath) continue;
    const manifest = readManifestName(path);
    // RFC 8493 lets no tag manifest list another. One of a further algorithm belongs to a protected payload manifest.
    if (path === tagManifestPath || (manifest?.kind === 'tag' && files.listedSha256(`manifest-${manifest.algorithm}.txt`) !== undefined)) continue;
    if (files.listedSha256(path) === undefined) findings.find('tag-file-unprotected', path, `listed in ${tagManifestPath}`, 'not listed');
    else if (manifest === undefined && !known.has(path)) findings.find('file-unexplained', path, 'a file of the layout of bundles', 'another');
  }
}

function judgeSignature({ findings }: Bundle, { state, fingerprint, detail }: TagSignature, own: LookedInto | undefined): void {
  if (state === 'missing') findings.find('signature-missing', bundleSignaturePath, 'a signature', 'none');
  else if (state === 'invalid') findings.find('signature-invalid', bundleSignaturePath, `a signature over ${tagManifestPath}`, detail ?? 'one that does not hold');
  const named = own?.identity.custodian.fingerprint;
  if (named !== undefined && fingerprint !== undefined && fingerprint !== named) findings.find('signed-by-another-key', bundleSignaturePath, named, fingerprint);
}

/** Whether the reader's pin names a key of the sender's own log. Keys of received parts are others'. */
function judgePin({ options: { pin }, findings }: Bundle, own: LookedInto | undefined): boolean {
  if (pin === undefined) return false;
  const keys = own === undefined ? [] : [own.identity.custodian.fingerprint, own.identity.logKey.fingerprint, own.identity.logKey.verifierKey];
  if (keys.includes(pin)) return true;
  findings.find('pin-differs', 'keys of the bundle', pin, keys.length === 0 ? 'none that could be read' : keys.join(', '));
  return false;
}

async function judgeInfo(bundle: Bundle, { bag, info, own }: { bag: BagCheck; info: BundleInfo; own: LookedInto }): Promise<void> {
  const { findings, options } = bundle;
  const find = (label: string, expected: string, actual: string | undefined): void => findings.find('bundle-info-differs', `${bagInfoPath}, ${label}`, expected, actual ?? 'not said');
  // Older versions ask less of the lists: a file may be missing from one of them.
  if (bag.version !== '1.0' || bag.encoding !== 'UTF-8') findings.find('bundle-info-differs', 'bagit.txt', 'BagIt 1.0 in UTF-8', `${bag.version ?? 'no version'}, ${bag.encoding ?? 'no encoding'}`);
  const note = await readFile(bundle, partPaths(ownPart).checkpoint, noteLimitBytes);
  const digest = note && toHex(options.sha256(note));
  if (info.checkpoint !== digest) find(bundleLabels.checkpoint, digest ?? 'the SHA-256 of the checkpoint', info.checkpoint);
  const { name, affiliation } = own.identity.custodian;
  for (const [label, expected] of [['Source-Organization', affiliation ?? name], ['Contact-Name', name]] as const) {
    for (const stated of bagInfoValues({ elements: bag.info, malformed: [] }, label)) if (stated !== carriedValue(expected)) find(label, expected, stated);
  }
  if (info.version !== '1') find(bundleLabels.version, '1', info.version);
  if (info.log !== own.identity.log) find(bundleLabels.log, own.identity.log, info.log);
  if (info.disclosure !== 'whole' && info.disclosure !== 'selected') find(bundleLabels.disclosure, 'whole or selected', info.disclosure);
  if (info.originals !== 'all' && info.originals !== 'none') find(bundleLabels.originals, 'all or none', info.originals);
  if (info.originals === 'all') findMissingOriginals(bundle, own.files.items);
  if (info.originals === 'none' && own.files.originals > 0) find(bundleLabels.originals, 'all', 'none');
}

/** Completeness the other way: a file that nothing in the bundle speaks of could be anything. */
function findUnexplained({ files, findings, explained }: Bundle): void {
  for (const path of files.paths('payload')) {
    if (!explained.has(path)) findings.find('file-unexplained', path, itemWords(path), 'nothing speaks of it');
  }
}

function inOrder(findings: readonly BundleFinding[]): BundleFinding[] {
  return findings.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.thing < b.thing ? -1 : a.thing > b.thing ? 1 : 0));
}
