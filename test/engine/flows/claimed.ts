import { addEvidence, assessClaim, judgeClaim, recordClaim, withdrawEvidence, type WritableCase } from '../../../src-main/engine/index.ts';

export const geoConfirmed = 'https://twitter.com/GeoConfirmed/status/1847225352281563393';

/** "Not older than 72 hours", said at a known minute. */
export const notOlder = { items: ['i1'], claimant: 'SPRAVDI', quote: 'not older than 72 hours', saidAt: '2024-10-18T12:00Z' } as const;

/** Every act on claims, in one case. */
export async function claimed(target: WritableCase): Promise<void> {
  const { claim } = await recordClaim(target, { ...notOlder, language: 'uk', quote: 'не старше 72 годин', translation: 'not older than 72 hours', sourceUrl: 'https://example.org/' });
  await recordClaim(target, { items: ['i1', 'i2'], claimant: 'GeoConfirmed', quote: '44.326859, 131.668647', place: '44.326859, 131.668647', post: geoConfirmed });
  await addEvidence(target, 'c2', { basis: 'caption', place: '8QPH8MG9+PFR' });
  await addEvidence(target, claim, { basis: 'post-id', post: geoConfirmed, item: 'i1', frame: 0, segment: 'the first shot' });
  await addEvidence(target, claim, { basis: 'sun', place: '44.326859, 131.668647', during: '2024-10-01/2024-10-18', elevation: '20.5+-0.3' });
  const { evidence } = await addEvidence(target, claim, { basis: 'earlier-copy', post: 'x:1844603834987446272', confirmed: true, because: 'a doubtful match', strength: 'assertion' });
  for (const name of [claim, 'c2']) await assessClaim(target, name);
  await withdrawEvidence(target, evidence, 'it is another recording');
  await assessClaim(target, claim);
  await judgeClaim(target, claim, { verdict: 'consistent but unproven', because: 'nothing else is known' });
}
