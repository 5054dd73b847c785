import { keyframesExtractedAct } from '../../../shared/acts/keyframes-extracted.ts';
import { keyframeIndexSchema } from '../../../shared/keyframes.ts';
import { itemNumber } from '../../db/tables/item.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { insertKeyframeScan } from '../../db/tables/keyframe.ts';
import { declareKind } from '../kind.ts';

export const keyframesExtracted = declareKind(keyframesExtractedAct, {
  project: (db, { seq, payload }, readDocument) => {
    const index =
      payload.index === undefined
        ? undefined
        : keyframeIndexSchema.parse(JSON.parse(new TextDecoder().decode(readDocument(payload.index.sha256))));
    insertKeyframeScan(db, { seq, payload, index });
    const item = itemNumber(db, payload.item);
    const posters = (index?.keyframes ?? []).flatMap((k) => (k.decoded === undefined ? [] : [k.decoded.poster]));
    for (const file of [...(payload.index === undefined ? [] : [payload.index]), ...posters]) {
      insertDerivative(db, { file, seq, item });
    }
  },
});
