import { caseOpenedAct } from '../../../shared/acts/case-opened.ts';
import { insertCaseInfo } from '../../db/tables/case-info.ts';
import { declareKind } from '../kind.ts';

export const caseOpened = declareKind(caseOpenedAct, {
  project: (db, { seq, log, at, payload }) => insertCaseInfo(db, { seq, log, title: payload.title, at, predecessor: payload.successorOf?.log ?? null }),
});
