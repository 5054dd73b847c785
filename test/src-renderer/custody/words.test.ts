import { expect, it } from 'vitest';
import { kinds } from '../../../src-main/engine/custody/kinds.ts';
import { english } from '../../../src-renderer/words/en/index.ts';

it('every kind of entry has a name to be filtered by, and no name is without a kind', () => {
  expect(Object.keys(english.custody.kinds).toSorted()).toEqual([...kinds.keys()].toSorted());
});
