import { el } from './element.ts';
import { pagedList } from './paged-list.ts';
import { exact, said } from './said.ts';

export interface Remark {
  code: string;
  thing: string;
  expected: string;
  actual: string;
}

export interface RemarksView {
  remarks: readonly Remark[];
  notListed: number;
  /** What a code means, in words of this page. */
  sentenceOf(code: string): string;
}

/** Findings or warnings, by what they are; each group with the things it is about. */
export function remarksView({ remarks, notListed, sentenceOf }: RemarksView): HTMLElement {
  const groups = Map.groupBy(remarks, ({ code }) => code);
  const whole = el('div', { class: 'remarks' });
  for (const [code, group] of groups) whole.append(groupView(sentenceOf(code), code, group));
  if (notListed > 0) whole.append(el('p', { class: 'more' }, `${notListed} more were counted and are not listed.`));
  return whole;
}

function groupView(sentence: string, code: string, group: readonly Remark[]): HTMLElement {
  const heading = el('h4', {}, sentence, ' ', el('span', { class: 'code' }, code), group.length > 1 ? el('span', { class: 'count' }, ` ${group.length} times`) : undefined);
  const list = pagedList({ items: group, page: 10, show: remarkView, into: el('ul', { class: 'things' }) });
  return el('section', { class: 'remark-group' }, heading, list);
}

function remarkView({ thing, expected, actual }: Remark): HTMLElement {
  return el(
    'li',
    {},
    el('div', { class: 'thing' }, exact(thing)),
    el('div', { class: 'difference' }, el('span', { class: 'label' }, 'expected '), said(expected)),
    el('div', { class: 'difference' }, el('span', { class: 'label' }, 'found '), said(actual)),
  );
}
