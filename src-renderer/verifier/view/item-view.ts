import type { DocumentedItem, DocumentedNote, DocumentedReceipt } from '../../../src-main/format/bundle/documented-item.ts';
import { bytesText, counted } from '../../../src-main/shared/text.ts';
import type { RememberedSource } from '../source/remembered-source.ts';
import { el } from './element.ts';
import { factsView } from './facts-view.ts';
import { pagedList } from './paged-list.ts';
import { posterView } from './poster-view.ts';
import { exact, said } from './said.ts';

const mostPosters = 6;

/** One item: frames, name, receipts, what witnesses state and where they disagree, notes. */
export function itemView(item: DocumentedItem, source: RememberedSource): HTMLElement {
  return el(
    'div',
    { class: 'item-body' },
    postersView(item, source),
    el('div', {}, el('h4', {}, said(item.name)), el('p', { class: 'quiet' }, `${bytesText(item.bytes)}, SHA-256 `, exact(item.sha256)), originalWords(item, source), receiptsView(item), notesView(item.notes), factsView(item.examination)),
  );
}

/** Whether the evidentiary copy was in the bundle and read: the page's own words. */
function originalWords({ original, sha256 }: DocumentedItem, source: RememberedSource): HTMLElement {
  if (original === undefined) return el('p', {}, 'The evidentiary copy is not in this bundle.');
  const actual = source.sha256Of(original);
  if (actual === undefined) return el('p', { class: 'against' }, 'The evidentiary copy could not be read: ', exact(original));
  if (actual !== sha256) return el('p', { class: 'against' }, 'The evidentiary copy is NOT these bytes: ', exact(original), ' has SHA-256 ', exact(actual));
  return el('p', {}, 'Evidentiary copy: ', exact(original));
}

function postersView({ keyframes }: DocumentedItem, source: RememberedSource): HTMLElement {
  if (keyframes === undefined || 'noneBecause' in keyframes) {
    const why = keyframes === undefined ? 'No keyframes are disclosed.' : el('span', {}, 'No keyframes: ', said(keyframes.noneBecause));
    return el('div', { class: 'posters none' }, why);
  }
  const distinct = keyframes.frames.filter((frame) => frame.distinct);
  const frames = (distinct.length > 0 ? distinct : keyframes.frames).slice(0, mostPosters);
  const label = `${counted(frames.length, 'frame')} of ${keyframes.frames.length} decoded, ${keyframes.indexed} indexed`;
  return el('figure', { class: 'posters' }, el('div', {}, ...frames.map((frame) => posterView(source, { path: frame.poster, caption: timeOf(frame.pts, keyframes.timeBase) }))), el('figcaption', {}, label));
}

/** Seconds of a presentation time, to be read; the record is the pts. */
function timeOf(pts: number, timeBase: string): string {
  const [numerator = 0, denominator = 1] = timeBase.split('/').map(Number);
  const seconds = (pts * numerator) / denominator;
  return Number.isFinite(seconds) ? `${seconds.toFixed(3)} s` : `pts ${pts}`;
}

function receiptsView({ receipts }: DocumentedItem): HTMLElement {
  return pagedList({ items: receipts, page: 3, show: receiptView, into: el('ul', { class: 'plain' }) });
}

function receiptView({ at, name, collection, entry, sourcePath }: DocumentedReceipt): HTMLElement {
  const parts: (Node | string)[] = [`Received ${at} (entry ${entry}) as `, said(name), ' from ', exact(sourcePath)];
  if (collection?.receivedFrom !== undefined) parts.push('; from ', said(collection.receivedFrom));
  if (collection?.how !== undefined) parts.push('; how: ', said(collection.how));
  if (collection?.sourceUrl !== undefined) parts.push('; source: ', exact(collection.sourceUrl));
  if (collection?.relevance !== undefined) parts.push('; relevance: ', said(collection.relevance));
  return el('li', {}, ...parts);
}

function notesView(notes: readonly DocumentedNote[]): HTMLElement | undefined {
  const standing = notes.filter(({ stands }) => stands);
  if (standing.length === 0) return undefined;
  return el('div', {}, el('h5', {}, counted(standing.length, 'note')), pagedList({ items: standing, page: 5, show: noteView, into: el('ul', { class: 'plain' }) }));
}

function noteView({ at, text, label, time, entry }: DocumentedNote): HTMLElement {
  const place = time === undefined ? '' : ` at ${timeOf(time.from, time.timeBase)}${time.to === undefined ? '' : ` to ${timeOf(time.to, time.timeBase)}`}`;
  return el('li', {}, label === undefined ? undefined : said(label, { class: 'said strong' }), label === undefined ? undefined : ' ', said(text ?? ''), el('span', { class: 'quiet' }, ` (${at}, entry ${entry}${place})`));
}
