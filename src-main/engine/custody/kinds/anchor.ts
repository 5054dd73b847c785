import { anchorAcceptedAct, anchorRequestedAct } from '../../../shared/acts/anchor.ts';
import { insertAnchor, insertAnchorRequest } from '../../db/tables/anchor.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { declareKind } from '../kind.ts';

export const anchorRequested = declareKind(anchorRequestedAct, {
  project: (db, { seq, at, payload }) => {
    insertAnchorRequest(db, { ...payload, seq, requestedAt: at, request: payload.request.sha256 });
    insertDerivative(db, { file: payload.request, seq, item: undefined });
  },
});

export const anchorAccepted = declareKind(anchorAcceptedAct, {
  project: (db, { seq, payload }) => {
    const { request, size, genTime, accuracyMs, authority, rootSha256, reply, roots } = payload;
    insertAnchor(db, { seq, requestSeq: request, size, genTime, accuracyMs: accuracyMs ?? null, authority, rootSha256, reply: reply.sha256, roots: roots.sha256 });
    for (const file of [reply, roots]) insertDerivative(db, { file, seq, item: undefined });
  },
});
