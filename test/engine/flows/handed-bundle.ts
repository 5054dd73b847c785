import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { annotate, createCase, exportBundle, fileReceipt, listItems, receiveBundle, recordClaim, type ReceiveBundle, type ReceivingSummary } from '../../../src-main/engine/index.ts';
import { knownSystem, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { importInto, reading } from './case-reading.ts';
import { writeClip } from './small-footage.ts';

/** A new case with a custodian of its own name. */
export async function caseOf(custodian: string): Promise<string> {
  const folder = join(await temporaryFolder(), 'case');
  await createCase({ folder, title: `The case of ${custodian}`, custodian, passphrase: undefined, ...knownSystem });
  return folder;
}

/** Ann's case: a clip (i1) with a note and a claim, a text (i2) and another one (i3) that she keeps to herself. */
export async function caseOfAnn(): Promise<string> {
  const [folder, source] = [await caseOf('Ann'), await temporaryFolder()];
  await writeClip(join(source, 'a clip.mov'));
  writeFileSync(join(source, 'b.txt'), 'of Ann');
  writeFileSync(join(source, 'c.txt'), 'not handed over');
  await importInto(folder, [source], { collection: { receivedFrom: 'a resident', how: 'by hand' } });
  await working(folder, async (target) => {
    await annotate(target, { name: 'i1', text: 'a muzzle flash', label: 'flash' });
    await recordClaim(target, { items: ['i1'], quote: 'not older than 72 hours', saidAt: '2024-10-18', claimant: 'A ministry' }, { confirmed: true });
  });
  return folder;
}

/** Hand items over; gives the place of the bundle. */
export async function handOver(folder: string, items: readonly string[], options: { zip?: boolean; originals?: boolean } = {}): Promise<string> {
  const out = join(await temporaryFolder(), options.zip === true ? 'handed-over.zip' : 'handed-over');
  await working(folder, (target) => exportBundle(target, { choice: { items: [...items] }, out, ...options }));
  return out;
}

export function receive(folder: string, path: string, options: Partial<ReceiveBundle> = {}): Promise<ReceivingSummary> {
  return working(folder, (target) => receiveBundle(target, { path, despiteFindings: false, ...options }));
}

export function fileInto(folder: string, receipt: string, pin?: string) {
  return working(folder, (target) => fileReceipt(target, { bytes: Buffer.from(receipt, 'utf8'), pin }));
}

/** The fingerprint of a case's custodian, as the custodian tells it on the telephone. */
export function fingerprintOf(folder: string): Promise<string> {
  return reading(folder, ({ custodian }) => custodian.fingerprint);
}

/** The digests of a case's items, in order. */
export function digestsOf(folder: string): Promise<string[]> {
  return reading(folder, (readable) => [...listItems(readable)].map(({ sha256 }) => sha256));
}

/** How many entries a log has. */
export function logLength(folder: string): Promise<number> {
  return reading(folder, ({ db }) => (db.prepare('SELECT count(*) AS n FROM log_entry').get() as { n: number }).n);
}

