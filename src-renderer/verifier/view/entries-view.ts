import { entryPath } from '../../../src-main/format/bundle/layout.ts';
import type { DisclosedPart } from '../../../src-main/format/bundle/part.ts';
import { sentenceOf } from '../../../src-main/shared/acts.ts';
import { button, el } from './element.ts';
import { pagedList } from './paged-list.ts';
import { exact, said } from './said.ts';

/** The entries of a log as sentences, each with its exact bytes on demand. */
export function entriesView(part: DisclosedPart): HTMLElement {
  return pagedList({ items: part.seqs, page: 25, show: (seq) => entryView(part, seq), into: el('ol', { class: 'entries' }) });
}

function entryView(part: DisclosedPart, seq: number): HTMLElement {
  const words = el('span', {}, '...');
  const when = el('time', {});
  const bytes = el('div', {});
  const show = button('Exact bytes', () => void showBytes(), { class: 'small', 'aria-expanded': 'false' });
  const showBytes = async (): Promise<void> => {
    const shown = bytes.childElementCount > 0;
    show.setAttribute('aria-expanded', String(!shown));
    if (shown) bytes.replaceChildren();
    else bytes.replaceChildren(bytesView(await part.readDocument(entryPath(part.prefix, seq))));
  };
  const tellEntry = async (): Promise<void> => {
    const entry = await part.readEntry(seq).catch(() => undefined);
    when.textContent = entry?.at ?? '';
    words.replaceChildren(entry === undefined ? 'This entry cannot be read.' : said(sentenceOf(entry.type, entry.payload) ?? `An entry of a kind that is not known here: ${entry.type}`));
  };
  void tellEntry();
  return el('li', {}, el('span', { class: 'seq' }, `entry ${seq}`), ' ', when, ' ', words, ' ', show, bytes);
}

function bytesView(bytes: Uint8Array | undefined): HTMLElement {
  return bytes === undefined ? el('p', {}, 'Not there.') : el('pre', { tabindex: '0' }, exact(new TextDecoder().decode(bytes)));
}
