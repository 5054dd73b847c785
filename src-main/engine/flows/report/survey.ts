import { payloadOf, type DisclosedPart } from '../../../format/bundle/part.ts';
import type { OutlinedPart } from '../../../format/bundle/case-document.ts';
import type { Told } from '../../../format/bundle/documented-item.ts';
import type { Entry } from '../../../format/entry.ts';
import type { Act } from '../../../shared/act.ts';
import { sentenceOf } from '../../../shared/acts.ts';
import { anchorAcceptedAct } from '../../../shared/acts/anchor.ts';
import { caseOpenedAct } from '../../../shared/acts/case-opened.ts';
import { custodianNamedAct } from '../../../shared/acts/custodian-named.ts';
import { fixityCheckedAct } from '../../../shared/acts/fixity-checked.ts';
import { bundleExportedAct, bundleReceivedAct, receiptFiledAct } from '../../../shared/acts/hand-over.ts';
import { sourceNotReceivedAct } from '../../../shared/acts/item-received.ts';
import { sessionEndedAct, sessionStartedAct } from '../../../shared/acts/session.ts';

type PayloadOf<A> = A extends Act<infer P> ? P : never;

/** One entry as a line of the custody log. */
export interface LogLine {
  entry: number;
  at: string;
  sentence: string | undefined;
  type: string;
}

/** The disclosed acts of a part that concern the case and not one item, in the order of the log. */
export interface Survey {
  opened: Told<PayloadOf<typeof caseOpenedAct>>[];
  custodians: Told<PayloadOf<typeof custodianNamedAct>>[];
  sessions: Told<PayloadOf<typeof sessionStartedAct>>[];
  ended: Told<PayloadOf<typeof sessionEndedAct>>[];
  exported: Told<PayloadOf<typeof bundleExportedAct>>[];
  received: Told<PayloadOf<typeof bundleReceivedAct>>[];
  receipts: Told<PayloadOf<typeof receiptFiledAct>>[];
  notReceived: Told<PayloadOf<typeof sourceNotReceivedAct>>[];
  anchors: Told<PayloadOf<typeof anchorAcceptedAct>>[];
  fixity: Told<PayloadOf<typeof fixityCheckedAct>>[];
  /** The first entries as sentences, up to `mostLogLines`. */
  log: LogLine[];
  /** The newest disclosed entry. */
  last: { entry: number; at: string } | undefined;
}

/** A report shows so many entries as sentences; all of them lie in the bundle and in the case. */
export const mostLogLines = 5000;
/** And so many acts of one kind in a table. */
export const mostTold = 2000;

/** Read the entries of a part once. Memory: at most `mostLogLines` sentences and `mostTold` acts of each kind. */
export async function surveyPart({ part }: Pick<OutlinedPart, 'part'>): Promise<Survey> {
  const survey: Survey = {
    opened: [], custodians: [], sessions: [], ended: [], exported: [], received: [], receipts: [], notReceived: [], anchors: [], fixity: [], log: [], last: undefined,
  };
  for (const seq of part.seqs) {
    const entry = await part.readEntry(seq);
    if (entry !== undefined) note(survey, entry);
  }
  return survey;
}

function note(survey: Survey, entry: Entry): void {
  const { seq, at, type, payload } = entry;
  tell(survey.opened, caseOpenedAct, entry);
  tell(survey.custodians, custodianNamedAct, entry);
  tell(survey.sessions, sessionStartedAct, entry);
  tell(survey.ended, sessionEndedAct, entry);
  tell(survey.exported, bundleExportedAct, entry);
  tell(survey.received, bundleReceivedAct, entry);
  tell(survey.receipts, receiptFiledAct, entry);
  tell(survey.notReceived, sourceNotReceivedAct, entry);
  tell(survey.anchors, anchorAcceptedAct, entry);
  tell(survey.fixity, fixityCheckedAct, entry);
  if (survey.log.length < mostLogLines) survey.log.push({ entry: seq, at, type, sentence: sentenceOf(type, payload) });
  survey.last = { entry: seq, at };
}

function tell<P>(told: Told<P>[], act: Act<P>, entry: Entry): void {
  if (entry.type !== act.type || told.length >= mostTold) return;
  const payload = payloadOf(act, entry);
  if (payload !== undefined) told.push({ ...payload, entry: entry.seq, at: entry.at });
}

/** How many entries of a part are disclosed. */
export function disclosedCount(part: DisclosedPart): number {
  return part.seqs.length;
}
