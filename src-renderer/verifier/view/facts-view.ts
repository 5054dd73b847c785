import type { DocumentedExamination } from '../../../src-main/format/bundle/documented-item.ts';
import type { Disagreement, Observation } from '../../../src-main/shared/facts.ts';
import { counted } from '../../../src-main/shared/text.ts';
import { el } from './element.ts';
import { pagedList } from './paged-list.ts';
import { said } from './said.ts';

/** What the witnesses state of an item, and where they disagree. */
export function factsView(examination: DocumentedExamination | undefined): HTMLElement | undefined {
  if (examination === undefined) return undefined;
  const { observations, disagreements } = examination;
  return el(
    'div',
    {},
    disagreements.length === 0
      ? undefined
      : el('div', { class: 'disagreements' }, el('h5', {}, counted(disagreements.length, 'disagreement'), ' between witnesses'), pagedList({ items: disagreements, page: 6, show: disagreementView, into: el('ul', { class: 'plain' }) })),
    el('details', {}, el('summary', {}, counted(observations.length, 'fact'), ' as witnesses state them'), factTable(observations.toSorted((a, b) => byField(a.observation, b.observation)))),
  );
}

/** What different witnesses state of the same thing stands together. */
function byField(a: Observation, b: Observation): number {
  return a.field < b.field ? -1 : Number(a.field > b.field);
}

function disagreementView({ field, statements }: Disagreement): HTMLElement {
  const stated = statements.flatMap(({ text, by }, n) => [n > 0 ? ' / ' : '', said(text), ' (', said(by.map(({ witness, basis }) => `${witness}, ${basis}`).join('; ')), ')']);
  return el('li', {}, `${fieldName(field)}: `, ...stated);
}

function factTable(observations: DocumentedExamination['observations']): HTMLElement {
  const body = el('tbody', {});
  const table = el('table', {}, el('thead', {}, el('tr', {}, ...['Fact', 'As stated', 'By'].map((name) => el('th', { scope: 'col' }, name)))), body);
  return el('div', { class: 'scroll' }, pagedList({ items: observations, page: 30, show: ({ witness, observation }) => factRow(witness, observation), into: body, around: table }));
}

function factRow(witness: string, { field, raw, basis }: Observation): HTMLElement {
  return el('tr', {}, el('th', { scope: 'row' }, fieldName(field)), el('td', {}, said(raw)), el('td', { class: 'quiet' }, said(`${witness}, ${basis}`)));
}

function fieldName(field: string): string {
  return field.replaceAll('-', ' ');
}
