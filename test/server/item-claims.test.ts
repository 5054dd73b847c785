import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addEvidence, assessClaim, judgeClaim, recordClaim, withdrawEvidence } from '../../src-main/engine/index.ts';
import type { ItemClaim } from '../../src-main/shared/api/item-claims.ts';
import { importInto } from '../engine/flows/case-reading.ts';
import { notOlder } from '../engine/flows/claimed.ts';
import { temporaryCase, working } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, type Window } from './open-window.ts';

let window: Window;
const claimsOf = async (id: string): Promise<ItemClaim[]> => (await window.ask('itemClaims', { id })).body.claims;

/** c1 about i1, refuted by an object seen in i2; c2 about i1 and i3; c3 about i3, never assessed. */
beforeAll(async () => {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  for (const name of ['a', 'b', 'c', 'd']) {
    writeFileSync(join(source, name), name);
    await importInto(folder, [join(source, name)], { keepOnly: true });
  }
  await working(folder, async (target) => {
    await recordClaim(target, notOlder);
    await recordClaim(target, { items: ['i1', 'i3'], claimant: 'G', quote: 'there', place: '44.326859, 131.668647' });
    await recordClaim(target, { ...notOlder, items: ['i3'] });
    await addEvidence(target, 'c1', { basis: 'post-id', post: 'x:1844603834987446272', note: 'the account of the town' });
    await addEvidence(target, 'c1', { basis: 'earlier-copy', item: 'i2', confirmed: true, notLaterThan: '2024-10-11', datedBy: 'container-date' });
    const { evidence } = await addEvidence(target, 'c1', { basis: 'caption', during: '2024-10-17/2024-10-18' });
    await addEvidence(target, 'c2', { basis: 'caption', place: '8QPH8MG9+PFR', of: 'i3' });
    await withdrawEvidence(target, evidence, 'another film');
    await assessClaim(target, 'c1');
    await judgeClaim(target, 'c1', { verdict: 'refuted', because: 'the post is older' });
  });
  window = await openWindow();
  await window.ask('openCase', { folder });
});

describe('the claims of an item', () => {
  it('are those about it, with their verdict in a sentence, the judgement, and the evidence that speaks of it', async () => {
    const [first, second, ...others] = await claimsOf('i1');
    expect(first).toMatchObject({
      id: 'c1', isAbout: true, quote: 'not older than 72 hours', claimant: 'SPRAVDI', about: 'time', verdict: 'refuted', outdated: false,
      sentence: expect.stringMatching(/^Refuted: /) as string,
      judgement: { verdict: 'refuted', because: 'the post is older' },
      evidence: [
        { id: 'e1', basis: 'post-id', stance: 'refutes', tie: 'subject', note: 'the account of the town', withdrawn: null },
        { id: 'e2', basis: 'earlier-copy', stance: 'assertion', tie: 'subject' },
        { id: 'e3', basis: 'caption', stance: 'none', withdrawn: 'another film' },
      ],
    });
    // What is said of the other item alone is not told here.
    expect([second?.id, second?.evidence, others]).toEqual(['c2', [], []]);
  });

  it('are those for which it is evidence, too, and only with what is seen in it', async () => {
    expect(await claimsOf('i2')).toMatchObject([{ id: 'c1', isAbout: false, sentence: expect.stringMatching(/^Refuted: /) as string, evidence: [{ id: 'e2', tie: 'source' }] }]);
  });

  it('that were never assessed have no verdict and no sentence', async () => {
    expect(await claimsOf('i3')).toMatchObject([{ id: 'c2', evidence: [{ id: 'e4', tie: 'subject' }] }, { id: 'c3', verdict: null, sentence: null, judgement: null, evidence: [] }]);
  });

  it('are none where nothing was claimed, and an item that is none is not found', async () => {
    expect((await window.ask('itemClaims', { id: 'i4' })).body).toEqual({ claims: [], more: false });
    expect(await window.ask('itemClaims', { id: 'i9' })).toMatchObject({ status: 404, body: { code: 'item-not-found' } });
  });
});
