import { collectionFields, type Collection } from '../../../src-main/shared/collection.ts';
import type { ImportAnswers } from '../../../src-main/shared/api/case.ts';

export type CollectionField = (typeof collectionFields)[number];

/** The answers of the import sheet as they are typed; `absent` holds why a field cannot be answered. */
export interface CollectionDraft {
  said: Record<CollectionField, string>;
  absent: Partial<Record<CollectionField, string>>;
}

export function draftFrom(collection: ImportAnswers): CollectionDraft {
  return { said: collection, absent: {} };
}

/** As the engine takes it: what is empty was not answered. A field that cannot be answered needs a reason to count. */
export function collectionOf({ said, absent }: CollectionDraft): Collection {
  const collection: Collection = {};
  for (const field of collectionFields) {
    const text = said[field].trim();
    if (text !== '' && absent[field] === undefined) collection[field] = text;
  }
  const notAvailable = collectionFields.flatMap((field) => {
    const why = absent[field]?.trim() ?? '';
    return why === '' ? [] : [{ field, why }];
  });
  return notAvailable.length === 0 ? collection : { ...collection, notAvailable };
}
