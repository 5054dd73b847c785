import { hash } from 'node:crypto';
import { join } from 'node:path';
import { makeDeclaration } from '../../../format/bag/declaration.ts';
import { makeManifestName } from '../../../format/bag/algorithms.ts';
import { makeOwnBagInfo, type BagInfoElement } from '../../../format/bag/bag-info.ts';
import { caseDocument, outlineParts } from '../../../format/bundle/case-document.ts';
import { bundleLabels, bundleNamespace, bundleSignaturePath, caseDocumentPath, caseGraphPath, howToCheckPath, reportHtmlPath, reportPdfPath, tagManifestPath, verifierPagePath } from '../../../format/bundle/layout.ts';
import type { DisclosedPart } from '../../../format/bundle/part.ts';
import { keptPath } from '../../../format/case-folder.ts';
import { caseGraph } from '../../../format/case-uco/case-graph.ts';
import { makeSshSignature } from '../../../format/ssh-signature.ts';
import { toInstantText } from '../../../shared/clock.ts';
import { parseSha256, type Sha256 } from '../../../shared/digest.ts';
import { toolVersion } from '../../../shared/version.ts';
import type { SigningKeyPair } from '../../custody/keys.ts';
import { sha256 } from '../../custody/sha256.ts';
import type { WritableCase } from '../open-case.ts';
import { reportHtml } from '../report/report-html.ts';
import type { BagInProgress, ManifestAlgorithm } from './bag-in-progress.ts';
import { caseAsPart } from './case-part.ts';
import { logFiles, type BundleCheckpoint } from './log-files.ts';
import { readPage } from './pages.ts';
import { keptFiles, type ExportPlan } from './plan.ts';

export interface BagContent {
  plan: ExportPlan;
  checkpoint: BundleCheckpoint;
  /** Whether the evidentiary copies go along. */
  originals: boolean;
  algorithms: readonly ManifestAlgorithm[];
  /** The custodian's. */
  key: SigningKeyPair;
  /** Prints the report; without it the report is HTML alone. */
  print?: ((files: { html: string; pdf: string }) => Promise<boolean>) | undefined;
}

/** Write everything that a bundle holds, the lists last. Returns the SHA-256 of its tag manifest, which names every byte. */
export async function writeBag(target: WritableCase, bag: BagInProgress, content: BagContent): Promise<Sha256> {
  await addKeptFiles(target, bag, content.plan);
  for (const { path, bytes } of logFiles(target, content.plan, content.checkpoint)) await bag.addBytes(path, bytes);
  await addDescriptions(target, bag, content);
  return addTagFiles(target, bag, content);
}

async function addKeptFiles({ folder }: WritableCase, bag: BagInProgress, plan: ExportPlan): Promise<void> {
  await bag.addKept(keptFiles(plan).map((kept) => ({ ...kept, file: join(folder, keptPath(kept.kind, kept.sha256)) })));
}

/** What tells people and programs of the content: made from the disclosed entries and their documents, and nothing else. */
async function addDescriptions(target: WritableCase, bag: BagInProgress, { plan, originals, print }: BagContent): Promise<void> {
  const parts: DisclosedPart[] = [caseAsPart(target, plan.seqs, { originals }), ...plan.received.map(({ part }) => part)];
  const outlined = await outlineParts(parts);
  await bag.addPieces(caseDocumentPath, caseDocument(outlined));
  await bag.addPieces(caseGraphPath, caseGraph(outlined, sha256));
  const html = await bag.addPieces(reportHtmlPath, reportHtml(outlined));
  const pdf = bag.scratch('.pdf');
  if ((await print?.({ html, pdf })) === true) await bag.addScratch(reportPdfPath, pdf);
}

async function addTagFiles(target: WritableCase, bag: BagInProgress, { plan, originals, algorithms, key, checkpoint }: BagContent): Promise<Sha256> {
  await bag.addBytes(verifierPagePath, await readPage('verify.html'));
  await bag.addBytes(howToCheckPath, await readPage('HOW-TO-CHECK.txt'));
  await bag.addBytes('bagit.txt', makeDeclaration());
  await bag.addBytes('bag-info.txt', bagInfo(target, { bag, plan, originals, checkpoint }));
  for (const algorithm of algorithms) await bag.addBytes(makeManifestName({ kind: 'payload', algorithm }), bag.manifest('payload', algorithm));
  // A tag manifest lists no tag manifest (RFC 8493, section 2.2.1): their texts are made before any of them goes in.
  const lists = algorithms.map((algorithm) => ({ path: makeManifestName({ kind: 'tag', algorithm }), text: bag.manifest('tag', algorithm) }));
  for (const { path, text } of lists) await bag.addBytes(path, text);
  const manifest = lists.find(({ path }) => path === tagManifestPath)?.text ?? '';
  const signing = { messageSha512: hash('sha512', manifest, 'buffer'), namespace: bundleNamespace, publicKey: key.publicKey, sign: key.sign };
  await bag.addBytes(bundleSignaturePath, makeSshSignature(signing));
  return parseSha256(hash('sha256', manifest));
}

function bagInfo({ info, custodian, clock }: WritableCase, { bag, plan, originals, checkpoint }: Pick<BagContent, 'plan' | 'originals' | 'checkpoint'> & { bag: BagInProgress }): string {
  const { name, affiliation } = custodian;
  const stated: BagInfoElement[] = [
    { label: 'Source-Organization', value: affiliation ?? name },
    { label: 'Contact-Name', value: name },
    { label: 'External-Description', value: `A bundle of the case "${info.title}"` },
    { label: 'Bag-Software-Agent', value: `Postquem ${toolVersion}` },
    { label: bundleLabels.version, value: '1' },
    { label: bundleLabels.log, value: info.log },
    { label: bundleLabels.checkpoint, value: hash('sha256', checkpoint.note) },
    { label: bundleLabels.disclosure, value: plan.selection.disclosure },
    { label: bundleLabels.originals, value: originals ? 'all' : 'none' },
  ];
  const payload = { bytes: bag.payload.reduce((sum, { bytes }) => sum + bytes, 0), files: bag.payload.length };
  return makeOwnBagInfo(stated, { baggingDate: toInstantText(clock.now()).slice(0, 10), payload });
}
