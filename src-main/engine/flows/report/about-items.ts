import type { Child, Markup } from './markup.ts';
import { el, fragment, said } from './markup.ts';
import type { DocumentedReceipt } from '../../../format/bundle/documented-item.ts';
import type { ListedItem, ListedPart } from './listed-item.ts';
import type { Naming } from './naming.ts';
import { partHeading, type ReportPart } from './report-part.ts';
import { mostTold } from './survey.ts';
import { code, facts, listOf, tableOf } from './table.ts';

/** What was received, from whom, when and by whom. */
export function receivedSection(parts: readonly ReportPart[], naming: Naming): Markup {
  return fragment(parts.map((part) => fragment(partHeading(parts, part, naming), partReceived(part, naming))));
}

function partReceived({ listed, survey, custodian }: ReportPart, naming: Naming): Markup {
  const { words } = naming;
  const { received: w } = words;
  return fragment(
    listed.items.length === 0 && el('p', {}, w.none),
    tableOf<ListedItem>({
      caption: w.summaryCaption,
      heading: w.summaryHeading,
      rows: listed.items,
      cells: (item) => [words.item(item.number), said(item.name), item.bytes, code(item.sha256), item.receipts[0]?.at, item.receipts.length, item.kind ?? words.unknown],
      class: 'wide',
    }),
    listed.items.slice(0, mostDetailed).map((item) => itemReceipts(item, custodian, naming)),
    listed.items.length > mostDetailed && el('p', { class: 'more' }, words.found.tooMany(mostDetailed, listed.items.length - mostDetailed)),
    tableOf({ caption: w.missedCaption, heading: w.missedHeading, rows: survey.notReceived, cells: (p) => [p.entry, p.at, said(p.sourcePath), said(p.detail === undefined ? p.reason.replaceAll('-', ' ') : `${p.reason.replaceAll('-', ' ')} (${p.detail})`)] }),
    tableOf({ caption: w.transfersCaption, heading: w.transfersHeading, rows: survey.received, cells: (p) => [p.entry, p.at, said(p.sender), code(p.senderKey), code(p.log), code(p.bundle), p.itemCount] }),
  );
}

/** A report shows the details of so many items of each part; tables name all. */
export const mostDetailed = 500;
const mostReceipts = 50;

function itemReceipts(item: ListedItem, custodian: string, naming: Naming): Markup {
  const { words } = naming;
  return el(
    'article',
    { class: 'item' },
    el('h3', {}, `${words.item(item.number)}: `, said(item.name)),
    item.receipts.slice(0, mostReceipts).map((receipt) => receiptFacts(receipt, custodian, naming)),
    item.receipts.length > mostReceipts && el('p', { class: 'more' }, words.more(item.receipts.length - mostReceipts)),
  );
}

function receiptFacts(receipt: DocumentedReceipt, custodian: string, { words }: Naming): Markup {
  const { received: w } = words;
  const { collection = {}, volume, source, carriedFrom, otherDigests = {} } = receipt;
  const toldOr = (text: string | undefined): Child => (text === undefined ? words.notStated : said(text));
  return fragment(
    el('h4', {}, w.receipt(receipt.entry)),
    facts([
      [w.at, receipt.at],
      [w.by, said(custodian)],
      [w.from, toldOr(collection.receivedFrom)],
      [w.how, toldOr(collection.how)],
      [w.sourceUrl, toldOr(collection.sourceUrl)],
      [w.relevance, toldOr(collection.relevance)],
      [w.notAvailable, listOf((collection.notAvailable ?? []).map(({ field, why }) => said(w.because(fieldName(field, words), why))))],
      [w.name, said(receipt.name)],
      [w.path, said(receipt.sourcePath)],
      [w.volume, said(w.volumeText(volume.fileSystem, volume.mountPoint, yesNo(volume.removable, words), yesNo(volume.network, words)))],
      [w.modified, fileTime(source.modifiedAtNs)],
      [w.born, source.birthAtNs === undefined ? undefined : fileTime(source.birthAtNs)],
      [w.copy, [receipt.copyPutBack === true ? w.putBack : receipt.newCopy ? w.newCopy : w.sameCopy, '; ', receipt.copyVerified ? w.verified(spaced(receipt.copyVerifiedBecause)) : w.notVerified(spaced(receipt.copyVerifiedBecause))]],
      [w.predecessor, carriedFrom === undefined ? undefined : w.carried(carriedFrom.seq, carriedFrom.log)],
      [w.otherDigests, listOf(Object.entries(otherDigests).map(([name, digest]) => fragment(`${name} `, code(digest))))],
    ]),
  );
}

/** The fields of a collection have names of their own; others are in the words of whoever wrote them. */
export function fieldName(field: string, { received }: Naming['words']): string {
  return Object.hasOwn(received.fields, field) ? received.fields[field as keyof typeof received.fields] : field;
}

function yesNo(value: boolean | 'unknown', words: Naming['words']): string {
  return value === 'unknown' ? words.unknown : value ? words.yes : words.no;
}

function spaced(reason: string): string {
  return reason.replaceAll('-', ' ');
}

/** Nanoseconds since 1970 as UTC; `undefined` beyond the calendar of Date. */
function fileTime(ns: string): string | undefined {
  if (!/^-?\d{1,25}$/.test(ns)) return undefined;
  const date = new Date(Number(BigInt(ns) / 1_000_000n));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Who had access: custodian, sessions, openings, what left, what became of items. */
export function accessSection(parts: readonly ReportPart[], naming: Naming): Markup {
  return fragment(
    parts.map((part) => fragment(partHeading(parts, part, naming), partAccess(part, naming))),
    el('p', {}, naming.words.access.limit),
  );
}

function partAccess({ listed, survey }: ReportPart, naming: Naming): Markup {
  const { words } = naming;
  const { access: w } = words;
  const endedAt = new Map(survey.ended.map(({ started, at }) => [started, at]));
  const openings = perItem(listed, ({ openings: all }) => all);
  const dispositions = perItem(listed, ({ dispositions: all }) => all);
  const more = (left: number): string => words.more(left);
  const most = mostTold;
  return fragment(
    tableOf({
      caption: w.custodianCaption,
      heading: w.custodianHeading,
      rows: survey.custodians,
      cells: (p) => [p.entry, p.at, said(p.name), p.affiliation === undefined ? words.notStated : said(p.affiliation), code(p.keys.find(({ role }) => role === 'custodian')?.fingerprint ?? ''), code(p.logVerifierKey), p.passphrase === 'set' ? w.set : w.declined],
    }),
    tableOf({ caption: w.sessionsCaption, heading: w.sessionsHeading, rows: survey.sessions, cells: (p) => [p.entry, p.at, endedAt.get(p.entry) ?? words.unknown, said(`Postquem ${p.toolVersion}`), said(p.system), said(`${w.clock[p.clock.state]} (${p.clock.source})`)], most, more }),
    tableOf({ caption: w.openingsCaption, heading: w.openingsHeading, rows: openings, cells: ([item, p]) => [p.entry, p.at, words.item(item.number), w.where[p.where]], most, more }),
    tableOf({ caption: w.exportsCaption, heading: w.exportsHeading, rows: survey.exported, cells: (p) => [p.entry, p.at, code(p.bundle), p.itemCount, p.entryCount, p.originals ? words.yes : words.no, said((p.encryptedTo ?? [words.none]).join(', '))], most, more }),
    tableOf({ caption: w.receiptsCaption, heading: w.receiptsHeading, rows: survey.receipts, cells: (p) => [p.entry, p.at, said(p.receiver), code(p.receiverKey), code(p.bundle)], most, more }),
    tableOf({ caption: w.dispositionsCaption, heading: w.dispositionsHeading, rows: dispositions, cells: ([item, p]) => [p.entry, p.at, words.item(item.number), p.disposition.replaceAll('-', ' '), p.to === undefined ? '' : said(p.to), said(p.because)], most, more }),
  );
}

/** Acts of all items in the order of the log. */
function perItem<T extends { entry: number }>({ items }: ListedPart, of: (item: ListedItem) => readonly T[]): [ListedItem, T][] {
  return items.flatMap((item) => of(item).map((act): [ListedItem, T] => [item, act])).sort((a, b) => a[1].entry - b[1].entry);
}
