import type { ItemClaim } from '../../../../../src-main/shared/api/item-claims.ts';
import type { ItemProvenance } from '../../../../../src-main/shared/api/item-record.ts';
import type { ItemDetail } from '../../../../../src-main/shared/api/items.ts';
import { collectionFields } from '../../../../../src-main/shared/collection.ts';
import type { english } from '../../../../words/en/index.ts';

// The type of the words comes from the catalogue: this file holds no markup, and is tested without any.
type Words = typeof english;

type Asked = keyof Words['itemTabs']['provenance']['questions'];
/** `outside`: no program of ours records it. */
export type AnswerState = 'recorded' | 'excused' | 'gap' | 'outside';

/** One thing that should be known, and what the record holds of it. */
export interface Answer {
  asked: Asked;
  state: AnswerState;
  /** What was recorded, or why not; empty where the state says it all. */
  detail: string;
}

export interface OnRecord {
  detail: ItemDetail;
  provenance: ItemProvenance;
  claims: readonly ItemClaim[];
}

/** What the Berkeley Protocol (2020; collection, preservation, verification) wants to be known of an item, and its gaps. */
export function checklistOf(record: OnRecord, words: Words): Answer[] {
  const { provenance: { receipts } } = record;
  return [
    ...collectionFields.map((field) => collected(field, receipts, words)),
    { asked: 'who', state: receipts.length > 0 ? 'recorded' : 'gap', detail: [...new Set(receipts.map(({ by }) => by.name ?? by.fingerprint))].join(', ') },
    machine(receipts, words),
    { asked: 'page', state: 'outside', detail: words.itemTabs.provenance.answers.outsideWhy },
    { asked: 'digest', state: 'recorded', detail: '' },
    ...preservation(record, words),
    ...verification(record, words),
    { asked: 'law', state: 'outside', detail: words.itemTabs.provenance.answers.outsideWhy },
  ];
}

type Receipts = ItemProvenance['receipts'];

/** Said of one receipt is not said of all: it is counted. A field that is missing with a reason is no silent gap. */
function collected(field: (typeof collectionFields)[number], receipts: Receipts, { itemTabs: { provenance: w } }: Words): Answer {
  const said = receipts.flatMap(({ collection }) => collection[field] ?? []);
  const excuses = [...new Set(receipts.filter(({ collection }) => collection[field] === undefined).flatMap(({ notAvailable }) => notAvailable.filter((one) => one.field === field).map(({ why }) => why)))];
  const excused = excuses.map((why) => w.notAvailableBecause(why)).join(' ');
  if (said.length === 0) return { asked: field, state: excuses.length > 0 ? 'excused' : 'gap', detail: excused };
  const held = said.length === receipts.length ? [...new Set(said)].join('; ') : `${[...new Set(said)].join('; ')} (${w.answers.inSome(said.length, receipts.length)})`;
  return { asked: field, state: 'recorded', detail: excused === '' ? held : `${held}. ${excused}` };
}

function machine(receipts: Receipts, { itemTabs: { provenance: w } }: Words): Answer {
  const sessions = receipts.flatMap(({ session }) => session ?? []);
  if (sessions.length < receipts.length || sessions.length === 0) return { asked: 'machine', state: 'gap', detail: w.clockNone };
  const isDoubtful = sessions.some(({ clock }) => clock.state !== 'synchronised');
  return { asked: 'machine', state: 'recorded', detail: [[...new Set(sessions.map(({ system, toolVersion }) => `Postquem ${toolVersion}, ${system}`))].join('; '), isDoubtful ? w.answers.clockDoubtful : ''].filter((part) => part !== '').join('; ') };
}

function preservation({ detail, provenance: { receipts, fixity, anchor, signed } }: OnRecord, { itemTabs: { provenance: w }, format }: Words): Answer[] {
  const { answers } = w;
  const readBack = receipts.filter(({ copyVerified }) => copyVerified).length;
  const reported = detail.witnesses.filter(({ outcome }) => outcome !== 'failed').length;
  const fixityText = fixity === null ? '' : fixity.findings === 0 ? answers.fixityFine(format.instant(fixity.at)) : answers.fixityFound(format.instant(fixity.at), fixity.findings);
  return [
    { asked: 'copyCheck', state: readBack > 0 ? 'recorded' : 'gap', detail: readBack === 0 || readBack === receipts.length ? '' : answers.inSome(readBack, receipts.length) },
    { asked: 'fixity', state: fixity === null ? 'gap' : 'recorded', detail: fixityText },
    { asked: 'metadata', state: reported > 0 ? 'recorded' : 'gap', detail: reported > 0 ? answers.witnesses(reported) : '' },
    { asked: 'custody', state: signed ? 'recorded' : 'gap', detail: signed ? '' : answers.notSigned },
    { asked: 'anchor', state: anchor === null ? 'gap' : 'recorded', detail: anchor === null ? '' : answers.anchored(format.instant(anchor.genTime), anchor.authority) },
  ];
}

function verification({ detail: { review, notes }, claims }: OnRecord, { itemTabs: { provenance: w }, format }: Words): Answer[] {
  const { answers } = w;
  const weighed = claims.filter(({ verdict }) => verdict !== null);
  const judged = weighed.filter(({ judgement }) => judgement !== null).length;
  return [
    { asked: 'access', state: review.count > 0 ? 'recorded' : 'gap', detail: review.lastAt === null ? '' : answers.opened(review.count, format.instant(review.lastAt)) },
    { asked: 'content', state: notes.length > 0 ? 'recorded' : 'gap', detail: notes.length > 0 ? answers.notes(notes.length) : '' },
    { asked: 'verification', state: judged > 0 ? 'recorded' : 'gap', detail: judged > 0 ? answers.weighed(judged) : weighed.length > 0 ? answers.notJudged : '' },
  ];
}
