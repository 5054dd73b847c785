import { el } from './element.ts';

const mostCharacters = 4000;

/**
 * Text of a bundle, to be shown: isolated in its reading direction, with what would turn or hide characters written out,
 * and cut where nobody reads on.
 */
export function said(text: string, attributes: Record<string, string> = {}): HTMLElement {
  const cut = text.length > mostCharacters;
  const words = showable(cut ? text.slice(0, mostCharacters) : text);
  return el('bdi', { dir: 'auto', class: 'said', ...attributes }, cut ? `${words} ... (${text.length - mostCharacters} more characters)` : words);
}

/** A digest, a path, a number: set in the letters of a typewriter. */
export function exact(text: string): HTMLElement {
  return said(text, { class: 'said exact', dir: 'ltr' });
}

/** Control characters, marks that turn the reading direction, invisible ones: as what they are. Line ends and tabs stay. */
export function showable(text: string): string {
  return text.toWellFormed().replace(unshowable, (c) => `<U+${c.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`);
}

const unshowable =
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
