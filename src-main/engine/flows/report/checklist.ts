import type { Collection } from '../../../shared/collection.ts';
import { el, fragment, said, type Child, type Markup } from './markup.ts';
import type { NumberedClaim } from './claims-section.ts';
import type { ListedItem } from './listed-item.ts';
import type { Naming } from './naming.ts';
import { partHeading, type ReportPart } from './report-part.ts';
import { tableOf } from './table.ts';

interface Question {
  asked: string;
  state: Child;
  gaps: Child;
}

/** What the Berkeley Protocol wants to be known about items, and what of it these records hold. */
export function checklistSection(parts: readonly ReportPart[], claims: readonly NumberedClaim[], naming: Naming): Markup {
  const { checklist: w } = naming.words;
  return fragment(
    el('p', {}, w.note),
    parts.map((part) => fragment(partHeading(parts, part, naming), tableOf<Question>({ heading: w.heading, rows: questionsOf(part, claims, naming), cells: ({ asked, state, gaps }) => [asked, state, gaps] }))),
  );
}

function questionsOf({ listed, survey, custodian }: ReportPart, claims: readonly NumberedClaim[], naming: Naming): Question[] {
  const { words } = naming;
  const { checklist: w } = words;
  const { questions: q } = w;
  const { items } = listed;
  const held = (asked: string, has: (item: ListedItem) => boolean): Question => countedState(asked, { items, has }, naming);
  const collected = (asked: string, field: keyof Omit<Collection, 'notAvailable'>): Question => collectedState(asked, { items, field }, naming);
  const claimed = new Set(claims.flatMap(({ claim }) => (claim.assessments.length > 0 && claim.judgements.length > 0 ? claim.items : [])));
  const outside = (asked: string): Question => ({ asked, state: w.outside, gaps: w.gap });
  const oneOf = (asked: string, is: boolean): Question => ({ asked, state: is ? w.all : w.gap, gaps: is ? '' : w.gap });
  return [
    collected(q.receivedFrom, 'receivedFrom'),
    collected(q.how, 'how'),
    collected(q.sourceUrl, 'sourceUrl'),
    collected(q.relevance, 'relevance'),
    { asked: q.who, state: said(w.whoText(custodian)), gaps: '' },
    { asked: q.machine, state: survey.sessions.length > 0 ? w.all : w.gap, gaps: clockGap(survey.sessions, naming) },
    outside(q.page),
    { asked: q.digest, state: w.all, gaps: '' },
    held(q.copyCheck, ({ receipts }) => receipts.some(({ copyVerified }) => copyVerified)),
    held(q.fixity, ({ fixity }) => fixity.length > 0 || survey.fixity.some(({ scope }) => scope === 'all')),
    held(q.metadata, ({ examined }) => examined),
    { asked: q.custody, state: w.all, gaps: '' },
    oneOf(q.anchor, survey.anchors.length > 0),
    held(q.access, ({ openings }) => openings.length > 0),
    held(q.content, ({ notes }) => notes > 0),
    held(q.verification, ({ sha256 }) => claimed.has(sha256)),
    outside(q.law),
  ];
}

function clockGap(sessions: ReportPart['survey']['sessions'], { words }: Naming): string {
  const doubtful = sessions.filter(({ clock }) => clock.state !== 'synchronised').length;
  return doubtful === 0 ? '' : words.checklist.clock(doubtful);
}

interface Held {
  items: readonly ListedItem[];
  has: (item: ListedItem) => boolean;
}

function countedState(asked: string, { items, has }: Held, { words, items: named }: Naming): Question {
  const { checklist: w } = words;
  const without = items.filter((item) => !has(item));
  if (items.length === 0 || without.length === 0) return { asked, state: w.all, gaps: '' };
  const state = without.length === items.length ? w.gap : w.some(items.length - without.length, items.length);
  return { asked, state, gaps: w.gapsIn(named(without.map(({ number }) => number))) };
}

/** A field that is missing with a reason is no silent gap: the reason stands in its place. */
function collectedState(asked: string, { items, field }: { items: readonly ListedItem[]; field: keyof Omit<Collection, 'notAvailable'> }, naming: Naming): Question {
  const { checklist: w } = naming.words;
  const has = (item: ListedItem): boolean => item.receipts.some(({ collection }) => collection?.[field] !== undefined);
  const excuses = new Set(items.filter((item) => !has(item)).flatMap((item) => excusesOf(item, field)));
  const counted = countedState(asked, { items, has }, naming);
  if (excuses.size === 0) return counted;
  return { ...counted, gaps: [counted.gaps, [...excuses].slice(0, 5).map((why) => el('p', {}, said(w.excused(why))))] };
}

export function excusesOf({ receipts }: ListedItem, field?: string): string[] {
  const all = receipts.flatMap(({ collection }) => collection?.notAvailable ?? []);
  return all.filter((one) => field === undefined || one.field === field).map(({ why }) => why);
}
