import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addEvidence, annotate, assessClaim, checkFixity, fullPicture, judgeClaim, judgeSameness, keepPicture, openForReview, recordClaim, recordDisposition, withdrawEvidence, type WritableCase,
} from '../../../../src-main/engine/index.ts';
import { temporaryCase, working } from '../../../temporary-case.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { importInto } from '../case-reading.ts';
import { geoConfirmed } from '../claimed.ts';
import { anchored } from '../lively-case.ts';
import { writeClip } from '../small-footage.ts';

/** Words of the items that stay; no byte of them may leave. */
export const kept = {
  gone: 'burnt letter.mov', folder: 'hidden-drawer', name: 'unspoken witness.mov', twin: 'second-secret.mov', from: 'Nobody Knowable', how: 'under the bridge', note: 'her face is seen at the gate',
  label: 'unsayable', claimant: 'Silent Source', quote: 'not older than 96 hours', evidence: 'a confidential letter', because: 'told in strict confidence', judged: 'the third man said so',
};

/** Words of the item that is disclosed. */
export const told = { name: 'open square.mov', from: 'A. Giver', note: 'smoke over the roof', claimant: 'A ministry', quote: 'not older than 72 hours' };

/**
 * A case of four items: i1, with a story of its own (c1); i2 and i3, with another (c2, c3); i4, a text. A claim about both
 * stories (c4), one about i1 that rests on what dates i3 (c5), and judgements across.
 */
export async function twoStories(): Promise<string> {
  const [folder, open, hidden] = [await temporaryCase(), await temporaryFolder(), join(await temporaryFolder(), kept.folder)];
  await writeClip(join(open, told.name));
  // Asked for together with i1, and not there: the request tells of it, and an entry of its own.
  await importInto(folder, [join(open, told.name), join(hidden, kept.gone)], { collection: { receivedFrom: told.from, how: 'on a card' } });
  writeFileSync(join(open, 'list.txt'), 'a list of names');
  mkdirSync(hidden);
  await writeClip(join(hidden, kept.twin), 1);
  await writeClip(join(hidden, kept.name), 2);
  await importInto(folder, [hidden], { collection: { receivedFrom: kept.from, how: kept.how } });
  await importInto(folder, [join(open, 'list.txt')]);
  await working(folder, (target) => firstStory(target));
  await working(folder, (target) => secondStory(target));
  await working(folder, (target) => anchored(target));
  await working(folder, (target) => acrossBoth(target));
  return folder;
}

async function firstStory(target: WritableCase): Promise<void> {
  const name = 'i1';
  await openForReview(target, { name, where: 'window' });
  const { entry } = await annotate(target, { name, text: told.note, time: { from: 0, to: 5 } });
  await annotate(target, { name, text: 'smoke, and a second cloud', replaces: entry });
  await keepPicture(target, await fullPicture(target, { name, pts: 0 }));
  await recordDisposition(target, { name, disposition: 'sealed', because: 'asked for by the giver' });
  await checkFixity(target, { items: [name] });
  const { claim } = await recordClaim(target, { items: [name], claimant: told.claimant, quote: told.quote, saidAt: '2024-10-18T12:00Z' });
  await addEvidence(target, claim, { basis: 'post-id', post: geoConfirmed });
  const { evidence } = await addEvidence(target, claim, { basis: 'caption', notEarlierThan: '2024-10-01T00:00Z' });
  await assessClaim(target, claim);
  await withdrawEvidence(target, evidence, 'a slip');
  await assessClaim(target, claim);
  await judgeClaim(target, claim, { verdict: 'consistent but unproven', because: 'nothing else is known' });
}

async function secondStory(target: WritableCase): Promise<void> {
  const name = 'i2';
  await openForReview(target, { name, where: 'command-line' });
  await annotate(target, { name, text: kept.note, label: kept.label });
  await checkFixity(target, { items: ['i2', 'i3'] });
  const { claim } = await recordClaim(target, { items: [name], claimant: kept.claimant, quote: kept.quote, saidAt: '2024-10-18T12:00Z' });
  await addEvidence(target, claim, { basis: 'analyst', notEarlierThan: '2024-10-01T00:00Z', note: kept.evidence });
  await assessClaim(target, claim);
  await judgeClaim(target, claim, { verdict: 'consistent but unproven', because: kept.judged });
  const dated = await recordClaim(target, { items: ['i3'], claimant: kept.claimant, quote: kept.quote, saidAt: '2024-10-18T12:00Z' });
  await addEvidence(target, dated.claim, { basis: 'post-id', post: 'x:1844603834987446272' });
  await judgeSameness(target, { a: 'i2', b: 'i3', verdict: 'same', because: kept.because });
}

async function acrossBoth(target: WritableCase): Promise<void> {
  const both = await recordClaim(target, { items: ['i1', 'i2'], claimant: kept.claimant, quote: kept.quote, saidAt: '2024-10-18T12:00Z' });
  await addEvidence(target, both.claim, { basis: 'analyst', notEarlierThan: '2024-10-01T00:00Z', note: kept.evidence });
  await judgeSameness(target, { a: 'i1', b: 'i3', verdict: 'same', because: kept.because });
  const resting = await recordClaim(target, { items: ['i1'], claimant: told.claimant, quote: told.quote, saidAt: '2024-10-18T12:00Z' });
  await assessClaim(target, resting.claim);
  await checkFixity(target, { items: [] });
}
