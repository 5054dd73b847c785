import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addEvidence, annotate, assessClaim, exportBundle, judgeClaim, keepPicture, fullPicture, receiveBundle, recordClaim, withdrawEvidence, withdrawNote, type ExportBundle, type WritableCase } from '../../../src-main/engine/index.ts';
import { parseSha256, type Sha256 } from '../../../src-main/shared/digest.ts';
import { importInto, reading, rows } from '../../engine/flows/case-reading.ts';
import { geoConfirmed, notOlder } from '../../engine/flows/claimed.ts';
import { anchored } from '../../engine/flows/lively-case.ts';
import { writeClip } from '../../engine/flows/small-footage.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { bytesOf, filesIn, type BundleFiles } from './bundle-files.ts';
import { keyInFile, reseal, type BundleKeys } from './reseal.ts';

/** A bundle's files, and what an alteration has to know to hit something. */
export interface MadeBundle {
  files: BundleFiles;
  /** The sender's own: a lying sender signs with them. */
  keys: BundleKeys;
  /** Every entry that is in it, by type. */
  entriesOf(type: string): number[];
  /** Another item of the case, or the same where it has one. */
  other: Sha256;
}

/** Two films and a text, noted, claimed about, weighed, judged and stamped. */
export async function evidenceCase(): Promise<string> {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  await writeClip(join(source, 'Ракета é.mov'));
  await writeClip(join(source, 'other.mov'), 1);
  writeFileSync(join(source, 'secret.txt'), 'nobody is to see this');
  await importInto(folder, [source], { collection: { receivedFrom: 'Ірина', how: 'by hand' } });
  await working(folder, async (target) => {
    await workOn(target);
    await anchored(target);
    await annotate(target, { name: 'i1', text: 'after the stamp' });
  });
  return folder;
}

async function workOn(target: WritableCase): Promise<void> {
  const { entry } = await annotate(target, { name: 'i1', text: 'a flash', label: 'smoke', time: { from: 0, to: 5 } });
  await annotate(target, { name: 'i1', text: 'smoke over the roof', replaces: entry });
  const second = await annotate(target, { name: 'i2', text: 'the same street' });
  await withdrawNote(target, { name: 'i2', entry: second.entry, because: 'another street' });
  await keepPicture(target, await fullPicture(target, { name: 'i1', pts: 0 }));
  const { claim } = await recordClaim(target, notOlder);
  await addEvidence(target, claim, { basis: 'post-id', post: geoConfirmed, item: 'i1', frame: 0 });
  await addEvidence(target, claim, { basis: 'sun', place: '44.326859, 131.668647', during: '2024-10-01/2024-10-18', elevation: '20.5+-0.3' });
  const { evidence } = await addEvidence(target, claim, { basis: 'earlier-copy', post: 'x:1844603834987446272', confirmed: true, because: 'a doubtful match', strength: 'assertion' });
  await assessClaim(target, claim);
  await withdrawEvidence(target, evidence, 'it is another recording');
  await assessClaim(target, claim);
  await judgeClaim(target, claim, { verdict: 'consistent but unproven', because: 'nothing else is known' });
}

/** Export from a case into a new folder. */
export async function exported(caseFolder: string, wanted: Omit<ExportBundle, 'out'>): Promise<string> {
  const out = join(await temporaryFolder(), 'bundle');
  await working(caseFolder, (target) => exportBundle(target, { ...wanted, out }));
  return out;
}

/** A case of a new custodian that took in a bundle of the case, and worked on what came. */
export async function receivedFrom(caseFolder: string, wanted: Omit<ExportBundle, 'out'>): Promise<string> {
  const path = await exported(caseFolder, wanted);
  const folder = await temporaryCase();
  await working(folder, async (target) => {
    const { outcome } = await receiveBundle(target, { path, despiteFindings: false });
    if (outcome !== 'received') throw new Error(`the bundle was not received: ${outcome}`);
    await annotate(target, { name: 'i1', text: 'seen by the receiver' });
  });
  return folder;
}

/** A bundle of the case with its files in memory. */
export async function bundleOf(caseFolder: string, wanted: Omit<ExportBundle, 'out'>): Promise<MadeBundle> {
  const folder = await exported(caseFolder, wanted);
  const files = filesIn(folder);
  addSendersWords(files);
  const keys = keysOf(caseFolder);
  reseal(files, keys.custodian);
  const types = [...files].flatMap(([path, bytes]) => {
    const [, seq] = /^data\/log\/entries\/(\d+)\.json$/.exec(path) ?? [];
    return seq === undefined ? [] : [{ seq: Number(seq), type: (JSON.parse(new TextDecoder().decode(bytes)) as { type: string }).type }];
  });
  types.sort((a, b) => a.seq - b.seq);
  const items = await rows<{ sha256: string }>(caseFolder, 'SELECT sha256 FROM item ORDER BY number');
  return { files, keys, other: parseSha256(items.at(-1)?.sha256 ?? ''), entriesOf: (type) => types.filter((entry) => entry.type === type).map(({ seq }) => seq) };
}

/** Files that a bundle may hold and that nothing checks but the signature: every class of them is to be altered. */
function addSendersWords(files: BundleFiles): void {
  for (const path of ['data/report.html', 'data/report.pdf', 'data/case.jsonld', 'verify.html', 'HOW-TO-CHECK.txt']) {
    if (!files.has(path)) files.set(path, bytesOf(`the sender's ${path}`));
  }
}

function keysOf(caseFolder: string): BundleKeys {
  const key = (role: string) => keyInFile(readFileSync(join(caseFolder, 'keys', `${role}.pem`), 'utf8'));
  return { custodian: key('custodian'), log: key('log') };
}

export function logOf(caseFolder: string): Promise<string> {
  return reading(caseFolder, ({ info }) => info.log);
}
