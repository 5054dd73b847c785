import { itemReceivedAct, sourceNotReceivedAct } from '../../../shared/acts/item-received.ts';
import { insertReceipt, upsertItem } from '../../db/tables/item.ts';
import { insertOtherDigest, insertSourceNotReceived } from '../../db/tables/receipt.ts';
import { declareKind } from '../kind.ts';

export const itemReceived = declareKind(itemReceivedAct, {
  project: (db, { seq, at, payload }) => {
    const { item, isNew } = upsertItem(db, { sha256: payload.item, bytes: payload.bytes, name: payload.name, seq });
    insertReceipt(db, { seq, at, item, isNew, payload });
    for (const [algorithm, digest] of Object.entries(payload.otherDigests ?? {})) {
      insertOtherDigest(db, { item, algorithm, digest, seq });
    }
    return { sha256: payload.item, number: item };
  },
});

export const sourceNotReceived = declareKind(sourceNotReceivedAct, {
  project: (db, { seq, payload }) =>
    insertSourceNotReceived(db, { seq, importSeq: payload.import, sourcePath: payload.sourcePath, reason: payload.reason }),
});
