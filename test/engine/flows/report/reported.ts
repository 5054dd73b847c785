import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addEvidence, annotate, assessClaim, judgeClaim, openForReview, recordClaim, type ReadableCase } from '../../../../src-main/engine/index.ts';
import { disclosedParts } from '../../../../src-main/engine/flows/write-report.ts';
import type { OutlinedPart } from '../../../../src-main/format/bundle/case-document.ts';
import type { ExportChoice } from '../../../../src-main/engine/index.ts';
import { temporaryCase, working } from '../../../temporary-case.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { importInto } from '../case-reading.ts';
import { geoConfirmed } from '../claimed.ts';
import { writeClip } from '../small-footage.ts';

export const hostileName = `<img src=x onerror=alert(1)>&'".mov`;
export const arabicNote = 'وميض فوهة </bdi></td><script>alert(2)</script>';
export const ukrainian = 'знято біля переходу';

/** Three items, one of them no media: names, notes and words of every kind, and claims of a time and of a place. */
export async function reportedCase(): Promise<string> {
  const [folder, first, source] = [await temporaryCase(), await temporaryFolder(), await temporaryFolder()];
  await writeClip(join(first, hostileName));
  await writeClip(join(source, `${'довге_ім’я_'.repeat(10)}.mov`), 1);
  writeFileSync(join(source, 'notes.txt'), 'notes');
  await importInto(folder, [first], { collection: { receivedFrom: 'ساكن محلي', how: 'memory card', notAvailable: [{ field: 'sourceUrl', why: 'never published' }] } });
  await importInto(folder, [source], { collection: { receivedFrom: 'Ірина' } });
  await working(folder, async (target) => {
    await openForReview(target, { name: 'i1', where: 'command-line' });
    await annotate(target, { name: 'i1', text: arabicNote, label: 'спалах' });
    await recordClaim(target, { items: ['i1'], claimant: 'SPRAVDI', quote: 'not older than 72 hours', saidAt: '2024-10-18T12:00Z', sourceUrl: 'https://example.org/' });
    await addEvidence(target, 'c1', { basis: 'post-id', post: geoConfirmed });
    await addEvidence(target, 'c1', { basis: 'sun', place: '44.326859, 131.668647', during: '2024-10-01/2024-10-18', elevation: '20.5+-0.3' });
    await assessClaim(target, 'c1');
    await judgeClaim(target, 'c1', { verdict: 'consistent but unproven', because: 'nothing dates it from below' });
    await recordClaim(target, { items: ['i1'], claimant: 'GeoConfirmed', quote: '44.326859, 131.668647', place: '44.326859, 131.668647', post: geoConfirmed });
    await addEvidence(target, 'c2', { basis: 'caption', place: '8QPH8MG9+PFR' });
    await assessClaim(target, 'c2');
    await recordClaim(target, { items: ['i2'], claimant: 'хтось', quote: ukrainian });
  });
  return folder;
}

export async function partsOf(readable: ReadableCase, choice: ExportChoice = { all: true }): Promise<OutlinedPart[]> {
  return (await disclosedParts(readable, choice)).parts;
}

export async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  return Buffer.concat(chunks).toString('utf8');
}
