import { counted } from '../../../src-main/shared/text.ts';
import type { CheckedPart } from '../../../src-main/verifier/bundle/check-part.ts';
import type { BundleCheck } from '../../../src-main/verifier/check-bundle.ts';
import { el } from './element.ts';
import { pagedList } from './paged-list.ts';
import { exact, said } from './said.ts';

/** Whose keys, how many entries are proved, which time stamps: for the sender's log and those from whom items had come. */
export function partsView(check: BundleCheck): HTMLElement {
  const { parts, signature, bundle } = check;
  return el(
    'section',
    { class: 'card' },
    el('h2', {}, 'Keys, log and time stamps'),
    el(
      'dl',
      {},
      pair('Signature over the bundle', signatureWords(check)),
      pair('Signed by the key', signature.fingerprint === undefined ? 'none that can be read' : exact(signature.fingerprint), check.pinned ? ' (compared by you)' : ' (the key in the bundle; not compared)'),
      pair('Name of the bundle (SHA-256 of its tag manifest)', bundle === undefined ? 'not known' : exact(bundle)),
    ),
    pagedList({ items: parts, page: 5, show: partView, into: el('div', {}) }),
  );
}

function signatureWords({ signature: { state } }: BundleCheck): string {
  if (state === 'valid') return 'holds';
  return state === 'missing' ? 'is missing' : 'does not hold';
}

function partView(part: CheckedPart): HTMLElement {
  const { custodian, logKey, checkpoint, entries, anchors, bundle } = part;
  return el(
    'div',
    { class: 'part' },
    el('h3', {}, bundle === undefined ? "The sender's log" : 'A log from which items had come to the sender'),
    el(
      'dl',
      {},
      pair('Custodian, as the log names them', said(custodian.name), custodian.affiliation === undefined ? undefined : el('span', {}, ', ', said(custodian.affiliation))),
      pair("Custodian's key", exact(custodian.fingerprint)),
      pair("Log's key", exact(logKey.fingerprint)),
      pair('Log', exact(part.log)),
      pair('Signed checkpoint', checkpoint === undefined ? 'does not hold' : `covers ${counted(checkpoint.size, 'entry')}; root of the tree `, checkpoint === undefined ? undefined : exact(checkpoint.root)),
      pair('Entries in the bundle', `${entries.disclosed}, of which ${entries.proved} are proved to stand in the log`),
      pair('Time stamps', anchors.length === 0 ? 'none' : pagedList({ items: anchors, page: 5, show: anchorView, into: el('ul', {}) })),
    ),
  );
}

function anchorView({ size, genTime, authority, rootSha256, byYourRoot }: CheckedPart['anchors'][number]): HTMLElement {
  return el(
    'li',
    {},
    `${genTime}, over the first ${counted(size, 'entry')}, by `,
    said(authority),
    `; root certificate ${byYourRoot ? 'that you gave' : 'that the custodian chose'}, SHA-256 `,
    exact(rootSha256),
  );
}

function pair(label: string, ...value: readonly (Node | string | undefined)[]): HTMLElement {
  return el('div', { class: 'pair' }, el('dt', {}, label), el('dd', {}, ...value));
}
