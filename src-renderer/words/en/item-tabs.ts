import { itemClaims } from './item-claims.ts';
import { itemCustody } from './item-custody.ts';
import { itemFacts } from './item-facts.ts';
import { itemProvenance } from './item-provenance.ts';
import { itemSimilar } from './item-similar.ts';

/** The tabs beside an item's footage. */
export const itemTabs = {
  label: 'What is known of this item',
  names: { facts: 'Facts', provenance: 'Provenance', claims: 'Claims', similar: 'Similar', custody: 'Custody' },
  disagreementCount: (count: number): string => `${count} disagreeing`,
  facts: itemFacts,
  provenance: itemProvenance,
  claims: itemClaims,
  similar: itemSimilar,
  custody: itemCustody,
};
