import { describe, expect, it } from 'vitest';
import { collectionSchema } from '../../../src-main/shared/collection.ts';
import { collectionOf, draftFrom } from '../../../src-renderer/features/import/collection-draft.ts';

const remembered = { receivedFrom: ' A neighbour ', how: '', sourceUrl: 'https://example.org/1', relevance: '  ' };

describe('the answers of the import sheet', () => {
  it('leaves out what was not answered', () => {
    expect(collectionOf(draftFrom(remembered))).toEqual({ receivedFrom: 'A neighbour', sourceUrl: 'https://example.org/1' });
  });

  it('says of a field that it is not available in place of what stands in it', () => {
    const collection = collectionOf({ said: remembered, absent: { sourceUrl: 'handed over on a drive' } });
    expect(collection).toEqual({ receivedFrom: 'A neighbour', notAvailable: [{ field: 'sourceUrl', why: 'handed over on a drive' }] });
    expect(collectionSchema.parse(collection)).toEqual(collection);
  });

  it('records nothing of a field for which no reason was given', () => {
    expect(collectionOf({ said: remembered, absent: { sourceUrl: ' ', receivedFrom: '' } })).toEqual({});
  });
});
