import type { OutlinedPart } from '../../../src-main/format/bundle/case-document.ts';
import { documentClaim } from '../../../src-main/format/bundle/documented-claim.ts';
import { documentItem } from '../../../src-main/format/bundle/documented-item.ts';
import { bundleOfPart } from '../../../src-main/format/bundle/layout.ts';
import { counted } from '../../../src-main/shared/text.ts';
import type { RememberedSource } from '../source/remembered-source.ts';
import { chainView } from './chain-view.ts';
import { claimView } from './claim-view.ts';
import { el } from './element.ts';
import { entriesView } from './entries-view.ts';
import { itemView } from './item-view.ts';
import { pagedList } from './paged-list.ts';
import { exact, said } from './said.ts';
import { says } from './says.ts';

/** What is in the bundle, in its own words: the sender's part, then those by which items had come to the sender. */
export function contentsView(source: RememberedSource, contents: readonly OutlinedPart[]): HTMLElement {
  return el('div', {}, chainView(contents), ...contents.map((one) => partContentsView(source, one)));
}

function partContentsView(source: RememberedSource, one: OutlinedPart): HTMLElement {
  const { part, outline } = one;
  const bundle = bundleOfPart(part.prefix);
  const items = [...outline.items.keys()];
  const claims = [...outline.claims.keys()];
  const heading = bundle === undefined ? 'Contents' : 'What had come with a bundle that the sender received';
  return says(
    heading,
    el('p', {}, 'Case ', said(outline.title, { class: 'said strong' }), ', kept by ', said(outline.custodian?.name ?? 'nobody who is named'), bundle === undefined ? undefined : el('span', {}, ', bundle ', exact(bundle))),
    el('h3', {}, counted(items.length, 'item')),
    pagedList({ items, page: 8, show: (sha256) => later('article', 'item', async () => itemOrNone(await documentItem(part, outline, sha256), source), sha256), into: el('div', { class: 'items' }) }),
    claims.length === 0 ? undefined : el('h3', {}, counted(claims.length, 'claim')),
    claims.length === 0
      ? undefined
      : pagedList({ items: claims, page: 8, show: (seq) => later('article', 'claim', async () => claimOrNone(await documentClaim(part, outline, seq), one), `entry ${seq}`), into: el('div', { class: 'claims' }) }),
    el('h3', {}, `${counted(part.seqs.length, 'entry')} of the log`),
    entriesView(part),
  );
}

function itemOrNone(item: Parameters<typeof itemView>[0] | undefined, source: RememberedSource): Node {
  return item === undefined ? el('p', {}, 'This item cannot be read.') : itemView(item, source);
}

function claimOrNone(claim: Parameters<typeof claimView>[0] | undefined, one: OutlinedPart): Node | Promise<Node> {
  return claim === undefined ? el('p', {}, 'This claim cannot be read.') : claimView(claim, one.part);
}

/** An element that is filled when what it shows was read; a stranger's document may be such that this fails. */
function later(tag: 'article', kind: string, make: () => Promise<Node>, name: string): HTMLElement {
  const place = el(tag, { class: kind, 'aria-busy': 'true' }, el('p', { class: 'quiet' }, 'Reading ...'));
  make().then(
    (node) => place.replaceChildren(node),
    (error: unknown) => place.replaceChildren(el('p', { class: 'problem' }, 'This could not be shown: ', exact(name), ' ', said(String(error)))),
  ).finally(() => place.removeAttribute('aria-busy'));
  return place;
}
