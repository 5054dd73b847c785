import type { TypedClaim, TypedEvidence } from '../engine/index.ts';

// The worked example: what was published about two videos in October 2024. Items: i1 and i2 stand for the two videos,
// i3 for an earlier copy of the first, which is invented.

const strategicCommunications = 'Center for Strategic Communications and Information Security (Ukraine)';
const release = 'release of Friday 18 October 2024 (its address is not at hand)';
const geoConfirmed = 'https://twitter.com/GeoConfirmed/status/1847225352281563393';
const figures = 'published statement (its address is not at hand)';

/** Every statement is a claim of its own, with its claimant and source; identity, place and time are kept apart. */
export const statements: readonly TypedClaim[] = [
  { items: ['i1'], claimant: strategicCommunications, quote: 'not older than 72 hours', saidAt: '2024-10-18', sourceUrl: release },
  { items: ['i1'], claimant: strategicCommunications, quote: 'filmed in the Sergeevsky military camp in the Russian Far East', about: 'place', saidAt: '2024-10-18', sourceUrl: release },
  { items: ['i1'], claimant: strategicCommunications, quote: 'men in uniform queue for equipment', about: 'other', saidAt: '2024-10-18', sourceUrl: release },
  { items: ['i1'], claimant: 'GeoConfirmed', quote: '44.326859, 131.668647', place: '44.326859, 131.668647', post: geoConfirmed, sourceUrl: geoConfirmed },
  { items: ['i1'], claimant: 'GeoConfirmed', quote: 'soldiers of the DPRK in training in Russia', about: 'identity', post: geoConfirmed, sourceUrl: geoConfirmed },
  {
    items: ['i2'],
    claimant: 'the published description of the second video',
    quote: 'dozens of soldiers in uniform with backpacks walking in single file on what appears to be a base',
    about: 'other',
    sourceUrl: figures,
  },
  { items: ['i1', 'i2'], claimant: 'Volodymyr Zelensky', quote: 'around 10,000 troops set to join', about: 'figure', sourceUrl: figures },
  { items: ['i1', 'i2'], claimant: 'Kyrylo Budanov', quote: 'a first group of 2,600 to Kursk Oblast', about: 'figure', sourceUrl: figures },
  { items: ['i1', 'i2'], claimant: 'Kyrylo Budanov', quote: 'nearly 11,000 "ready to fight" by 1 November', about: 'figure', sourceUrl: figures },
];

/** What is tied to the claims at first: each with its basis. */
export const evidence: readonly { claim: string; typed: TypedEvidence }[] = [
  { claim: 'c1', typed: { basis: 'post-id', post: geoConfirmed, note: 'The post shows the footage.' } },
  { claim: 'c1', typed: { basis: 'caption', note: 'The release does not say how the video was obtained. The images are unverified.' } },
  { claim: 'c4', typed: { basis: 'caption', post: geoConfirmed, place: '8MG9+PFR Sergeevka', near: '44.4, 131.4', note: 'Sergeevka, Primorsky Krai; the code of the same post.' } },
  { claim: 'c5', typed: { basis: 'analyst', post: geoConfirmed, note: 'Identification is based on the language used in the video.' } },
];

/** The second chapter: an id that X would have made on 11 October 2024, seven days before the release. No such post is known. */
export const inventedCopy: TypedEvidence = {
  basis: 'earlier-copy',
  post: 'https://x.com/i/status/1844603834987446272',
  item: 'i3',
  confirmed: true,
  note: 'Invented for this demonstration: no such copy and no such post is known.',
};
