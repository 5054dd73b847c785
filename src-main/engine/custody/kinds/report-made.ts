import { reportMadeAct } from '../../../shared/acts/report-made.ts';
import { declareKind } from '../kind.ts';

/** No rows but those of the entry itself: the report lies outside of the case. */
export const reportMade = declareKind(reportMadeAct, { project: () => {} });
