import { sessionEndedAct, sessionStartedAct } from '../../../shared/acts/session.ts';
import { endSession, insertSession } from '../../db/tables/session.ts';
import { declareKind } from '../kind.ts';

export const sessionStarted = declareKind(sessionStartedAct, {
  project: (db, { seq, at, payload }) =>
    insertSession(db, { seq, at, toolVersion: payload.toolVersion, clockState: payload.clock.state }),
});

export const sessionEnded = declareKind(sessionEndedAct, {
  project: (db, { at, payload }) => endSession(db, payload.started, at),
});
