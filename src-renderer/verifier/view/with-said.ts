import { el } from './element.ts';
import { said, showable } from './said.ts';

/**
 * A sentence of the check in which texts from the bundle stand in quotation marks that they cannot close (`quoted` of the
 * verifier): each is set apart in its reading direction, so that it cannot go on as if the page spoke.
 */
export function withSaid(sentence: string): HTMLElement {
  const parts = sentence.split(/"([^"]*)"/);
  return el('span', {}, ...parts.flatMap((part, n) => (n % 2 === 0 ? [showable(part)] : ['"', said(part), '"'])));
}
